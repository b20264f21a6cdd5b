"""The door of the staff pages. Until people can sign in it opens on this machine only, with a token told at the start.

The token in the address is exchanged for a cookie, so that it stays out of what people copy and bookmark. Everything
below the door is refused without it: pages, what they load, and what they send.
"""

from __future__ import annotations

import re
import secrets
from http.cookies import SimpleCookie
from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from assistant.domain.access import Person, Role
from ui.web.failures import TOLD
from ui.web.headers import PAGE_POLICY
from ui.web.people import labels_of, let_in
from ui.web.rendering import page_styles, render

STAFF_PAGES = "/staff"
"""Where the staff pages are served."""

_TOKEN = "token"
_BYTES = 32
_THIS_MACHINE = re.compile(r"(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?", re.IGNORECASE)
_FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")
_KEPT_WITHIN = "strict"


class Door:
    """The keys of one start of the server. With its end they are gone: an old token or cookie opens nothing."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(_BYTES)
        self._session = secrets.token_urlsafe(_BYTES)

    def knows_token(self, token: str) -> bool:
        """Whether this is the token of this start; takes as long for a near miss as for a far one."""
        return secrets.compare_digest(token.encode(), self.token.encode())

    def admits(self, request: Request) -> bool:
        """Whether a request carries the cookie of this start."""
        return secrets.compare_digest(request.cookies.get(_cookie_name(request), "").encode(), self._session.encode())

    def cookie(self, request: Request) -> str:
        """The Set-Cookie header for a browser that showed the token: for these pages only, out of reach of scripts."""
        name = _cookie_name(request)
        cookie: SimpleCookie = SimpleCookie({name: self._session})
        cookie[name] |= {"path": STAFF_PAGES, "httponly": True, "samesite": _KEPT_WITHIN}
        return cookie[name].OutputString()


class BehindDoor:
    """Lets requests pass that come from this machine, from our own pages, and with the cookie of this start."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on as one of staff, exchange the token, or refuse."""
        if scope["type"] != "http":
            await WebSocketClose()(scope, receive, send)
            return
        request = Request(scope)
        if not _is_local(request):
            await _refused(request, "elsewhere")(scope, receive, send)
        elif not _is_from_our_pages(request):
            await _refused(request, "foreign")(scope, receive, send)
        elif request.method == "GET" and _TOKEN in request.query_params:
            await self._exchanged(request)(scope, receive, send)
        elif not self._door.admits(request):
            await _refused(request, "closed")(scope, receive, send)
        else:
            let_in(scope, Person(Role.STAFF))
            await self._app(scope, receive, _unkept(send))

    def _exchanged(self, request: Request) -> Response:
        if not self._door.knows_token(request.query_params[_TOKEN]):
            return _refused(request, "wrong_token")
        url = request.url.remove_query_params(_TOKEN)
        address = f"{url.path}?{url.query}" if url.query else url.path
        return RedirectResponse(address, 303, headers={"set-cookie": self._door.cookie(request)} | _UNKEPT)


def _is_local(request: Request) -> bool:
    """Whether both ends are this machine. A proxy on it speaks for somebody else and says so in its headers."""
    hosts = request.headers.getlist("host")
    return (
        request.client is not None
        and _is_loopback(request.client.host)
        and len(hosts) == 1
        and _THIS_MACHINE.fullmatch(hosts[0]) is not None
        and not any(name in request.headers for name in _FORWARDED)
    )


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _is_from_our_pages(request: Request) -> bool:
    """Whether no page of another address (also of another port of this machine) makes the request in its own name."""
    headers = request.headers
    if headers.get("origin", own := f"{request.url.scheme}://{headers['host']}") != own:
        return False
    site = headers.get("sec-fetch-site", "none")
    return site in ("none", "same-origin") or (request.method == "GET" and headers.get("sec-fetch-mode") == "navigate")


def _cookie_name(request: Request) -> str:
    """Cookies do not know ports: each server on this machine has one of its own."""
    port = request.headers["host"].rpartition(":")[2]
    return f"ax_staff_{port if port.isdigit() else 80}"


def _refused(request: Request, reason: str) -> Response:
    request.scope[TOLD] = True
    labels = labels_of(request)
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse(labels(f"staff_door_{reason}"), 403, headers=_UNKEPT)
    page = render("staff/door.html", labels, reason=reason, styles=page_styles(), below="")
    return HTMLResponse(page, 403, headers={"content-security-policy": PAGE_POLICY} | _UNKEPT)


_UNKEPT = {"cache-control": "no-store"}


def _unkept(send: Send) -> Send:
    """Replies that hold what only staff may read are kept by no browser; scripts and pictures of the page are."""

    async def send_unkept(message: Message) -> None:
        if message["type"] == "http.response.start":
            kind = Headers(scope=message).get("content-type", "")
            if not kind.startswith(("text/css", "text/javascript", "application/javascript", "font/")):
                MutableHeaders(scope=message)["cache-control"] = "no-store"
        await send(message)

    return send_unkept
