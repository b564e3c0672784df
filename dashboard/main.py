"""The entry: choose the page, nothing else."""

from functools import partial

import streamlit as st

from dashboard.desk import desk
from dashboard.handover import handover
from dashboard.visit import visit
from dashboard.wall import wall
from dashboard.weekly import weekly

here = visit()
say = here.words.text
pages = [
    st.Page(partial(wall, here), title=say("page.wall"), url_path="wall", default=True),
    st.Page(partial(desk, here), title=say("page.desk"), url_path="desk"),
    st.Page(partial(weekly, here), title=say("page.weekly"), url_path="weekly"),
    st.Page(partial(handover, here), title=say("page.handover"), url_path="handover"),
]
st.navigation(pages, position="hidden").run()
