"""The staff pages as one application of its own behind the door, mounted beside the chat."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import gradio as gr
from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse

from assistant.domain.answers import Language
from ui.labels import STAFF, Labels, all_labels
from ui.staff.add_page import AddPage
from ui.staff.arrivals import ARRIVALS, Arrivals
from ui.staff.arrivals import router as arriving
from ui.staff.chunks_page import ChunksPage
from ui.staff.document_page import DocumentPage
from ui.staff.door import STAFF_PAGES, BehindDoor, Door
from ui.staff.downloads import router as downloads
from ui.staff.gaps_page import GapsPage
from ui.staff.job_page import JobPage
from ui.staff.library_page import LibraryPage
from ui.staff.names import NAME_COOKIE
from ui.staff.outcomes_page import OutcomesPage
from ui.staff.parts import StaffPage
from ui.staff.question_page import QuestionPage
from ui.staff.rendering import rendered
from ui.staff.test_box import TestBoxPage
from ui.web.document_pages import router as document_pages
from ui.web.failures import tell_failures
from ui.web.gradio_mounting import mount_gradio, styles
from ui.web.headers import OnlyWhatThePageNeeds

if TYPE_CHECKING:
    from assistant.bootstrap import Advisor

UPLOADS = f"{STAFF_PAGES}{ARRIVALS}"
"""The one address that takes whole files."""
SIMULTANEOUS = 20
"""How many things the staff pages do at once; the rest waits its turn."""


def mount_staff_pages(app: FastAPI, advisor: Advisor, door: Door) -> None:
    """Serve the staff pages below `/staff`, among them the document pages as staff may read them."""
    staff = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    staff.state.advisor = advisor
    staff.include_router(document_pages)
    staff.include_router(downloads)
    staff.include_router(arriving)
    tell_failures(staff)
    staff.state.arrivals = arrivals = Arrivals(advisor.settings.data_dir / "arrivals")
    arrivals.forget_old()
    pages = (
        AddPage(advisor),
        JobPage(advisor),
        LibraryPage(advisor),
        DocumentPage(advisor),
        ChunksPage(advisor),
        TestBoxPage(advisor),
        OutcomesPage(advisor),
        GapsPage(advisor),
        QuestionPage(advisor),
    )
    texts = _translations(pages)
    mount_gradio(staff, lambda: _blocks(pages, texts), texts=texts, head=styles("staff.css"))
    staff.add_middleware(OnlyWhatThePageNeeds)
    app.add_api_route(STAFF_PAGES, _first_page, include_in_schema=False)
    app.mount(STAFF_PAGES, BehindDoor(staff, door))
    _start_and_end_together(app, staff)


async def _first_page(request: Request) -> RedirectResponse:
    """The address people type, without the last stroke; the door is behind it."""
    return RedirectResponse(f"{STAFF_PAGES}/?{request.url.query}", headers={"cache-control": "no-store"})


def _start_and_end_together(app: FastAPI, staff: FastAPI) -> None:
    """A mounted application is not told when the server starts and ends: the one around it does that here."""
    around = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(running: FastAPI) -> AsyncIterator[Any]:
        async with around(running) as state, staff.router.lifespan_context(staff):
            yield state

    app.router.lifespan_context = lifespan


def _translations(pages: tuple[StaffPage, ...]) -> gr.I18n:
    """The staff's labels and the fixed parts of the pages in both languages; the browser picks."""
    by_language = {}
    for language in Language:
        labels = Labels(language)
        texts = {name: labels(name) for name in all_labels() if name.startswith(STAFF)}
        for page in pages:
            texts[f"header_{page.name}"] = rendered("header.html", labels, pages=pages, here=page, cookie=NAME_COOKIE)
            texts |= {name: rendered(f"{name}.html", labels, **values) for name, values in page.fixed.items()}
        by_language[str(language)] = texts
    return gr.I18n(**by_language)


def _blocks(pages: tuple[StaffPage, ...], texts: gr.I18n) -> gr.Blocks:
    blocks = gr.Blocks(title=Labels(Language.KOREAN)("staff_page_title"), analytics_enabled=False, fill_width=True)
    for page in pages:
        with blocks.route(page.name, page.address, show_in_navbar=False) if page.address else blocks:
            header = texts(f"header_{page.name}")
            gr.HTML(header, apply_default_css=False, elem_id="ax-header", js_on_load=_NAME)
            with gr.Column(elem_id="ax-staff"):
                page.lay_out(blocks, texts)
    blocks.queue(default_concurrency_limit=SIMULTANEOUS)
    return blocks


_NAME = """
const box = element.querySelector("[name=staff-name]");
const kept = document.cookie.split("; ").find((one) => one.startsWith(`${box.dataset.cookie}=`));
box.value = kept ? decodeURIComponent(kept.split("=")[1]) : "";
element.addEventListener("input", () => {
  const value = encodeURIComponent(box.value.trim());
  document.cookie = `${box.dataset.cookie}=${value}; path=/staff; samesite=strict; max-age=31536000`;
});
"""
"""The name one works under is kept by the browser and goes along with every request."""
