"""Answers that are no success, in the style of RFC 9457; never a stack trace."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec
import structlog
from fastapi import FastAPI, Request, Response
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from workers.intake import metrics

RETRY_SECONDS = 5

logger = structlog.get_logger()


class ProblemError(Exception):
    """An answer in place of a result."""

    def __init__(self, status: HTTPStatus, detail: str, **more: object) -> None:
        super().__init__(detail)
        self.status, self.detail, self.more = status, detail, more


def answer(status: int, content: object, headers: Mapping[str, str] | None = None) -> Response:
    """Return a JSON response, and count it."""
    metrics.ANSWERS.labels(int(status)).inc()
    media_type = "application/problem+json" if status >= HTTPStatus.BAD_REQUEST else None
    return Response(
        msgspec.json.encode(content),
        status_code=status,
        headers=dict(headers or {}),
        media_type=media_type or "application/json",
    )


def problem(status: HTTPStatus, detail: str, more: Mapping[str, Any]) -> Response:
    """Return a problem; what may be tried again says when."""
    headers = {}
    if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        headers["Retry-After"] = str(RETRY_SECONDS)
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    content = {"type": "about:blank", "title": status.phrase, "status": status, "detail": detail}
    return answer(status, content | dict(more), headers)


def install(app: FastAPI) -> None:
    """Answer every exception with a problem."""

    @app.exception_handler(ProblemError)
    async def expected(_request: Request, error: ProblemError) -> Response:
        return problem(error.status, error.detail, error.more)

    @app.exception_handler(OperationalError)
    @app.exception_handler(PoolTimeoutError)
    async def away(_request: Request, error: Exception) -> Response:
        logger.error("intake.store_away", error=type(error).__name__)
        detail = "the store cannot be reached; nothing is safe yet, send the same again"
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, detail, {})

    @app.exception_handler(HTTPException)
    async def routed(_request: Request, error: HTTPException) -> Response:
        return problem(HTTPStatus(error.status_code), str(error.detail), {})

    @app.exception_handler(ClientDisconnect)
    async def gone(_request: Request, _error: ClientDisconnect) -> Response:
        return problem(HTTPStatus.BAD_REQUEST, "the sender went away", {})

    @app.exception_handler(Exception)
    async def unexpected(_request: Request, error: Exception) -> Response:
        logger.error("intake.failed", exc_info=error)
        detail = "something is wrong here; nothing was taken, send it again"
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, detail, {})
