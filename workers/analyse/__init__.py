"""Analysis at the door: what a message hides, what it says, and its words as hashes."""
