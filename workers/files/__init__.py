"""Files in: readers, mappings, and the two ways to play them into the log."""
