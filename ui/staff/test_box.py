"""*Test box*: what a question finds, how each score came about, what was left out, and whether it suffices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from assistant.actions.search_trials import SearchTrial
from assistant.domain.access import Person, Role
from assistant.domain.answers import Language
from assistant.domain.passages import Passage
from assistant.errors import AdvisorError
from ui.explaining import fused_score, rejected_because, score_lines, summands
from ui.labels import Labels
from ui.staff.parts import QUIET, StaffPage, Told, labels_for, person_for, region
from ui.staff.rendering import failure, rendered
from ui.web.evidence import place_label
from ui.web.excerpts import excerpt
from ui.web.markup import as_html

REJECTED_SHOWN = 20

_ASKED_AS = (Role.VISITOR, Role.CONSULTANT, Role.STAFF)
_FEATURES = ("cosine", "coverage", "names", "years", "kinds", "subject", "open")


class TestBoxPage(StaffPage):
    """A question, who asks it, and what is found."""

    __test__ = False  # it is no test, whatever its name says to pytest
    name = "test_box"
    address = "test-box"
    fixed = {"test_box_question": {"roles": _ASKED_AS}}  # noqa: RUF012

    def lay_out(self, blocks: gr.Blocks, texts: gr.I18n) -> None:
        """The question above what it finds."""
        question = region(texts("test_box_question"))
        found = region()
        question.submit(self.asked, None, found, **QUIET | {"show_progress": "minimal"})

    def asked(self, request: gr.Request, event: gr.EventData) -> str:
        """What the question finds."""
        told, labels = Told.by(event), labels_for(request)
        asked_by = Person(Role(told.one("role"))) if told.one("role") in _ASKED_AS else Person(Role.VISITOR)
        try:
            trial = self._advisor.search_trials.tried(person_for(request), told.one("question"), asked_by)
        except AdvisorError as error:
            return failure(error, labels)
        return rendered(
            "test_box_found.html",
            labels,
            trial=trial,
            read_otherwise=trial.read_as != told.one("question"),
            passages=[_shown(passage, labels) for passage in trial.findings.passages],
            rejected=[
                (_shown(one.passage, labels), rejected_because(one.reason, labels))
                for one in trial.findings.rejected[:REJECTED_SHOWN]
            ],
            features=list(_features(trial, labels)),
        )


def _features(trial: SearchTrial, labels: Labels) -> Iterator[tuple[str, str]]:
    """What the judgement rests on, in words."""
    for name in _FEATURES:
        if name in trial.judgement.features:
            yield labels(f"staff_feature_{name}"), f"{trial.judgement.features[name]:.0%}"


def _shown(passage: Passage, labels: Labels) -> dict[str, Any]:
    chunk = passage.chunk
    return {
        "passage": passage,
        "title": passage.metadata.title_in(korean=labels.language is Language.KOREAN),
        "place": place_label(chunk, labels),
        "excerpt": as_html(excerpt(chunk.text, None)),
        "summands": summands(passage.parts, labels),
        "fused": fused_score(passage.parts),
        "profile": passage.parts.get("profile"),
        "lines": list(score_lines(passage.parts, labels)),
    }
