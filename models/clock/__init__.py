"""The six-step clock: how long each step may take, where it stands, what is done."""
