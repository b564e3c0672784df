"""`tocsin judge`: what Tocsin would have said of a file of past complaints.

No database and no Redis: the rows go through the same door and the same `advance` as live ones,
one after the other at their own time, and what is decided goes into tables and one page.
"""
