"""What is printed and handed on: pages that open anywhere, offline, in the reader's language."""
