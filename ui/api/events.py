"""Answers as server-sent events: `step`, `opening`, `sentence` and, last, `answer`, each with JSON."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator
from typing import Any

from assistant.domain.answers import (
    Answer,
    AnswerEvent,
    AnswerReady,
    Citation,
    OpeningReady,
    SentenceReady,
    StepBegun,
)
from assistant.domain.passages import Passage
from assistant.errors import AdvisorError
from ui.json_forms import answer_form, citation_form, passage_form, sentence_form
from ui.labels import Labels
from ui.web.failures import advisor_error_form, error_form
from ui.web.links import original_url, passage_url

_log = logging.getLogger(__name__)


def event_stream(events: Iterable[AnswerEvent], labels: Labels) -> Iterator[str]:
    """The events of one answer as they are sent. A failure on the way is told as a last event, `error`."""
    try:
        for event in events:
            yield _sent(*_named(event))
    except AdvisorError as error:
        yield _sent("error", advisor_error_form(error, labels))
    except Exception:
        _log.exception("a question could not be answered")
        yield _sent("error", error_form(500, labels("failure_text")))


def linked_passage(passage: Passage) -> dict[str, Any]:
    """A passage with the addresses where it can be read."""
    return passage_form(passage) | _links(passage)


def _named(event: AnswerEvent) -> tuple[str, dict[str, Any]]:
    match event:
        case StepBegun(step=step):
            return "step", {"step": str(step)}
        case OpeningReady(text=text):
            return "opening", {"text": text}
        case SentenceReady(sentence=sentence, citations=citations):
            return "sentence", sentence_form(sentence) | {
                "citations": [_linked_citation(citation) for citation in citations]
            }
        case AnswerReady(answer=answer):
            return "answer", _linked_answer(answer)


def _linked_answer(answer: Answer) -> dict[str, Any]:
    form = answer_form("", answer)
    del form["id"]
    form["citations"] = [_linked_citation(citation) for citation in answer.citations]
    form["nearest"] = [linked_passage(passage) for passage in answer.nearest]
    return form


def _linked_citation(citation: Citation) -> dict[str, Any]:
    return citation_form(citation) | _links(citation.passage)


def _links(passage: Passage) -> dict[str, str]:
    chunk = passage.chunk
    return {
        "passage_url": passage_url(chunk.chunk_id),
        "original_url": original_url(chunk.document_id, chunk.version),
    }


def _sent(name: str, content: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(content, ensure_ascii=False)}\n\n"
