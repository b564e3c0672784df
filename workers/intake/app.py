"""The intake over HTTP: answered 202 only after the commit, and safe to send again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from models.stores.settings import Settings, load
from workers.analyse import lexicon, plain
from workers.intake import delivery, openapi, problem
from workers.intake.delivery import (
    BATCH,
    BATCH_BYTES,
    EVENT,
    JSON,
    SINGLE_BYTES,
    TooLargeError,
    content_type,
    read_body,
)
from workers.intake.intake import Intake
from workers.intake.keys import Grant
from workers.intake.problem import ProblemError

BEARER = HTTPBearer(auto_error=False, description="The channel's API key")
HEADER_KEY = APIKeyHeader(name="X-API-Key", auto_error=False, description="The same, as a header")


async def granted(
    request: Request,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)],
    header: Annotated[str | None, Depends(HEADER_KEY)],
) -> Grant:
    """Return what the sender's key is for. Raises ProblemError."""
    key = bearer.credentials if bearer else header
    found = await asyncio.to_thread(intake_of(request).keys.grant, key) if key else None
    if found is None:
        raise ProblemError(HTTPStatus.UNAUTHORIZED, "send a valid API key")
    return found


Granted = Annotated[Grant, Depends(granted)]


def intake_of(request: Request) -> Intake:
    """Return the intake that the application runs on."""
    found: Intake = request.app.state.intake
    return found


def create(settings: Settings | None = None) -> FastAPI:
    """Return the application; without `settings` they are read when it starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        lexicon.load()  # both take longer than the first complaint should wait
        plain.load()
        app.state.intake = Intake(settings or load())
        async with app.state.intake.running():
            yield

    app = FastAPI(title="Tocsin intake", version="1", description=openapi.ABOUT, lifespan=lifespan)
    problem.install(app)
    app.include_router(routes)
    return app


routes = APIRouter()


@routes.post("/v1/complaints", status_code=202, openapi_extra=openapi.COMPLAINTS)
async def take_complaints(request: Request, grant: Granted) -> Response:
    """Take one complaint as a plain form, or a list of them."""
    content_type(request, {JSON})
    intake, body = intake_of(request), await limited(request, grant, BATCH_BYTES)
    return await intake.take(grant, body, lambda: delivery.complaints(body))


@routes.post("/v1/events", status_code=202, openapi_extra=openapi.EVENTS)
async def take_events(request: Request, grant: Granted) -> Response:
    """Take CloudEvents 1.0: one structured, a batch, or one in binary mode (`ce-` headers)."""
    media = content_type(request, {EVENT, BATCH, JSON})
    limit = BATCH_BYTES if media == BATCH else SINGLE_BYTES
    intake, body = intake_of(request), await limited(request, grant, limit)
    headers = request.headers
    return await intake.take(grant, body, lambda: delivery.cloud_events(body, media, headers))


async def limited(request: Request, grant: Grant, limit: int) -> bytes:
    """Return the body. Raises ProblemError if it is larger than `limit` bytes."""
    try:
        return await read_body(request, limit)
    except TooLargeError as error:
        raise await asyncio.to_thread(intake_of(request).too_large, grant, error) from None


@routes.get("/healthz", tags=["operation"])
async def healthz(request: Request) -> Response:
    """Whether the store (needed to take anything) and Redis answer."""
    return problem.answer(HTTPStatus.OK, await asyncio.to_thread(intake_of(request).healthy))


@routes.get("/metrics", tags=["operation"])
async def prometheus() -> Response:
    """What was counted, in Prometheus' text format."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


app = create()
