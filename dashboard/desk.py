"""The desk page."""

import streamlit as st

from dashboard.visit import Visit


def desk(here: Visit) -> None:
    """Draw the desk of one site."""
    st.title(here.words.text("page.desk"))
