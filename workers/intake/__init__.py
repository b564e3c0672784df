"""The door: complaints and what staff do come in by HTTP, are checked, and go into the log."""
