"""The wall 值班大屏."""

import streamlit as st

from dashboard.visit import Visit


def wall(here: Visit) -> None:
    """Draw the wall of one site."""
    st.title(here.words.text("page.wall"))
