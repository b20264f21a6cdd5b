"""One question people asked: what is found for it, and which document answers it or should say that it does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import gradio as gr

from assistant.domain.answers import Language
from assistant.domain.passages import Passage
from assistant.errors import AdvisorError, WrongUse
from ui.labels import Labels
from ui.staff.parts import QUIET, StaffPage, Told, asked_for, labels_for, name_for, person_for, region
from ui.staff.rendering import failure, rendered
from ui.web.markup import as_html, mark

PASSAGES_LOOKED_AT = 20
DOCUMENTS_SHOWN = 6


@dataclass(frozen=True, kw_only=True)
class _Near:
    """A document that was found, with its best passage and what it says about the question by now."""

    passage: Passage
    title: str
    html: str
    is_answered: bool
    is_not_answered: bool


class QuestionPage(StaffPage):
    """A question and the documents near it; its address names it: `?text=…`."""

    name = "question"
    address = "question"
    belongs_to = "gaps"

    def lay_out(self, blocks: gr.Blocks, texts: gr.I18n) -> None:
        """What was done on top, then the question with the documents."""
        told = region(elem_classes="ax-toast")
        shown = region()
        blocks.load(self.opened, None, shown, **QUIET)
        shown.submit(self.pressed, None, [told, shown], **QUIET)

    def opened(self, request: gr.Request) -> str:
        """The question the address names, and what is near it."""
        try:
            return self._shown(request)
        except AdvisorError as error:
            return failure(error, labels_for(request))

    def pressed(self, request: gr.Request, event: gr.EventData) -> tuple[str, str]:
        """Note the question with the document that was chosen."""
        told, labels = Told.by(event), labels_for(request)
        try:
            said = self._noted(told, request, labels)
        except AdvisorError as error:
            return failure(error, labels), self.opened(request)
        return rendered("told.html", labels, message=said), self.opened(request)

    def _noted(self, told: Told, request: gr.Request, labels: Labels) -> str:
        document_id = told.one("document")
        if not document_id:
            raise WrongUse("먼저 자료를 하나 고르세요. / Choose a document first.")
        is_answered = told.pressed == "answered"
        self._advisor.changes.note_question(
            person_for(request), name_for(request), document_id, asked_for(request, "text"), is_answered=is_answered
        )
        return labels("staff_question_noted" if is_answered else "staff_question_noted_open")

    def _shown(self, request: gr.Request) -> str:
        labels, text = labels_for(request), " ".join(asked_for(request, "text").split())
        near = list(self._near(request, text)) if text else []
        return rendered("question.html", labels, text=text, near=near)

    def _near(self, request: gr.Request, text: str) -> Iterator[_Near]:
        """The nearest documents, each once, with what their newest edition says."""
        person, in_korean = person_for(request), labels_for(request).language is Language.KOREAN
        best: dict[str, Passage] = {}
        for passage in self._advisor.questions.search(person, text, PASSAGES_LOOKED_AT).passages:
            best.setdefault(passage.chunk.document_id, passage)
        for document_id, passage in list(best.items())[:DOCUMENTS_SHOWN]:
            newest = self._advisor.library.document(person, document_id).newest.metadata
            yield _Near(
                passage=passage,
                title=newest.title_in(korean=in_korean),
                html=as_html(mark(passage.chunk.text, None)),
                is_answered=text in (*newest.questions, *newest.also_asked),
                is_not_answered=text in newest.not_answered,
            )
