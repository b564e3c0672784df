"""The weekly page."""

import streamlit as st

from dashboard.visit import Visit


def weekly(here: Visit) -> None:
    """Draw the weekly of one site."""
    st.title(here.words.text("page.weekly"))
