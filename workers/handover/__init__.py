"""`tocsin handover`: what one shift hands to the next, as text and as a page to print.

The sheet is the difference of two pictures (`models/handover.py`), and each picture is folded
from the log: exact for any shift of the past, whatever happened since.
"""
