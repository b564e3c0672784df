"""The server: Streamlit's pages and one route of its own, the doorbell.

Run it with `uvicorn dashboard.app:app --timeout-graceful-shutdown 2`.
"""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from dashboard import doorbell, wall  # noqa: F401 - loaded before the first visitor waits for it
from dashboard.headers import SecurityHeaders

COLLECT_EVERY = 60  # seconds; Streamlit's own collection after each script run is switched off


async def _collect_garbage() -> None:
    while True:
        await asyncio.sleep(COLLECT_EVERY)
        gc.collect()


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[dict[str, object]]:
    """Keep the doorbell and the garbage collection running while the server runs."""
    # Streamlit turns uvicorn's access lines on again, and those of the doorbell would hold tokens
    logging.getLogger("uvicorn.access").disabled = True
    duties = (doorbell.listen(), doorbell.beat(), _collect_garbage())
    tasks = [asyncio.create_task(duty) for duty in duties]
    yield {}
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


app = st.App(
    Path(__file__).with_name("main.py"),
    routes=[Route("/events", doorbell.events)],
    lifespan=lifespan,
    middleware=[Middleware(SecurityHeaders)],
)
