"""Failures told in plain words: a page to people, `{"error": …}` to programs, never a stack trace."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import AdvisorError, AnsweringStopped, ModelError, NotAllowed, NotFound, StoreError, WrongUse
from ui.labels import Labels
from ui.web.headers import PAGE_POLICY
from ui.web.people import labels_of
from ui.web.rendering import page_styles, render

_log = logging.getLogger(__name__)

_STATUS_OF: tuple[tuple[type[AdvisorError], int], ...] = (
    (NotFound, 404),
    (NotAllowed, 403),
    (WrongUse, 422),
    (AnsweringStopped, 503),
    (ModelError, 503),
    (StoreError, 503),
    (AdvisorError, 500),
)
_CODES = {
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    422: "wrong_use",
    500: "internal",
    503: "unavailable",
}
TOLD = "ax.failure_told"
"""Set on the scope once a failure has its final words."""


def tell_failures(app: FastAPI) -> None:
    """Answer our own errors with their status, and wrong requests with what is wrong about them."""
    app.add_exception_handler(AdvisorError, _advisor_error)
    app.add_exception_handler(RequestValidationError, _wrong_request)


def error_form(status: int, message: str, **more: Any) -> dict[str, Any]:
    """What programs are told about a failure."""
    return {"error": {"code": _CODES.get(status, "failed"), "message": message, **more}}


def advisor_error_form(error: AdvisorError, labels: Labels) -> dict[str, Any]:
    """What programs are told about one of our own errors; a stop of answering has a code of its own and a reason."""
    if isinstance(error, AnsweringStopped):
        message = labels("answering_stopped", reason=error.reason)
        return {"error": {"code": "answering_stopped", "message": message, "reason": error.reason}}
    return error_form(status_of(error), str(error))


def status_of(error: AdvisorError) -> int:
    """The HTTP status of an error."""
    return next(status for kind, status in _STATUS_OF if isinstance(error, kind))


class FailurePages:
    """Puts failures that others tell in their own way (unknown addresses, crashes) into our words."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; where the reply is a failure in foreign words, reply in ours instead."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        started, replaced = False, 0

        async def send_in_our_words(message: Message) -> None:
            nonlocal started, replaced
            if message["type"] == "http.response.start":
                if message["status"] in _CODES and not scope.get(TOLD) and _wants_our_words(request):
                    replaced = message["status"]
                    return
                started = True
            if not replaced:
                await send(message)

        try:
            await self._app(scope, receive, send_in_our_words)
        except Exception:
            if started:
                raise
            _log.exception("%s %s failed", request.method, request.url.path)
            replaced = 500
        if replaced:
            await _failure(request, replaced)(scope, receive, send)


async def _advisor_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, AdvisorError)
    status = status_of(error)
    if status >= 500:
        _log.error("%s %s: %s", request.method, request.url.path, error)
    if _is_for_programs(request):
        request.scope[TOLD] = True
        return JSONResponse(advisor_error_form(error, labels_of(request)), status)
    return _failure(request, status, str(error))


async def _wrong_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    wrong = [f"{'.'.join(map(str, item['loc'][1:])) or 'body'}: {item['msg']}" for item in error.errors()]
    return _failure(request, 422, "; ".join(wrong))


def _failure(request: Request, status: int, message: str | None = None) -> Response:
    request.scope[TOLD] = True
    labels = labels_of(request)
    if _is_for_programs(request):
        return JSONResponse(error_form(status, message or labels(f"failure_text_{status}")), status)
    page = render("failure.html", labels, status=status, message=message, styles=page_styles(), below="")
    return HTMLResponse(page, status, headers={"content-security-policy": PAGE_POLICY})


def _is_for_programs(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def _wants_our_words(request: Request) -> bool:
    return _is_for_programs(request) or "text/html" in request.headers.get("accept", "")
