"""The routes for programs. They answer as the person behind the request, like the pages do."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from ui.api.events import event_stream, linked_passage
from ui.api.requests import AskRequest, SearchRequest
from ui.web.people import advisor_of, labels_of, person_of

router = APIRouter(prefix="/api", tags=["api"])


@router.get("/health")
async def health(request: Request) -> dict[str, str]:
    """Whether the server takes requests; `starting` while the first question would still wait for the models."""
    return {"status": "ok" if advisor_of(request).is_ready else "starting"}


@router.post("/search")
def search(wanted: SearchRequest, request: Request) -> dict[str, Any]:
    """The passages nearest to a text, best first."""
    findings = advisor_of(request).questions.search(person_of(request), wanted.text, wanted.top_k)
    return {
        "passages": [linked_passage(passage) for passage in findings.passages],
        "timings_ms": {name: round(value, 1) for name, value in findings.timings_ms.items()},
    }


@router.post("/ask")
def ask(asked: AskRequest, request: Request) -> StreamingResponse:
    """Answer a question as server-sent events: `step`, `sentence`, and at the end `answer`."""
    events = advisor_of(request).questions.stream(person_of(request), asked.as_question())
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(event_stream(events, labels_of(request)), media_type="text/event-stream", headers=headers)
