"""The web application: programs' interface, document pages, failure pages, and the chat page behind all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.responses import Response

from assistant.settings import Settings
from ui.api.routes import router as api
from ui.staff.door import Door
from ui.staff.mount import UPLOADS, mount_staff_pages
from ui.web.chat_desk import ChatDesk
from ui.web.chat_page import mount_chat_page
from ui.web.document_pages import router as document_pages
from ui.web.failures import FailurePages, tell_failures
from ui.web.headers import BodyLimit, OnlyWhatThePageNeeds, SecurityHeaders
from ui.web.rendering import static_text

if TYPE_CHECKING:
    from assistant.bootstrap import Advisor


def create_app(advisor: Advisor, settings: Settings) -> FastAPI:
    """The application that serves an advisor. Nothing is opened or started before it is run."""
    app = FastAPI(title="AX Advisor", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    app.state.advisor = advisor
    app.state.settings = settings
    app.state.door = door = Door()
    app.include_router(api)
    app.include_router(document_pages)
    for address in ("/favicon.ico", "/favicon.svg"):
        app.add_api_route(address, favicon, include_in_schema=False)
    tell_failures(app)
    mount_staff_pages(app, advisor, door)
    mount_chat_page(app, ChatDesk(advisor))
    # The last one added sees a request first.
    app.add_middleware(BodyLimit, own={UPLOADS: settings.max_file_bytes})
    app.add_middleware(OnlyWhatThePageNeeds)
    app.add_middleware(FailurePages)
    app.add_middleware(SecurityHeaders)
    return app


async def favicon() -> Response:
    """The icon of the product, which browsers ask for at two addresses."""
    return Response(static_text("favicon.svg"), media_type="image/svg+xml", headers={"cache-control": "max-age=86400"})
