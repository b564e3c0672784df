"""The stores as the pages reach them: one client of each per server."""

import streamlit as st
from redis import Redis

from models.stores import database, settings
from models.stores.live import Live
from models.stores.log import Log


@st.cache_resource
def live() -> Live:
    """Give the live picture; a dead Redis answers within two seconds."""
    url = settings.load().redis_url
    return Live(Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2))


@st.cache_resource
def log() -> Log:
    """Give the log, the only way by which a page changes anything."""
    return Log(database.connect(settings.load().database_url))
