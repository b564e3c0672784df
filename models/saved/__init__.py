"""A state as rows, and back: what a worker writes after a batch and loads at its start."""

from models.saved.load import load
from models.saved.rows import LAYOUT, changes, everything

__all__ = ["LAYOUT", "changes", "everything", "load"]
