"""Charts of the wall: each turns a snapshot into a frame; the spec is written once."""
