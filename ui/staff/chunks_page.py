"""*Chunks*: the pieces of a document as they are indexed, to read and to mend, with the original beside them."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.domain.answers import Language
from assistant.domain.documents import Chunk, DocumentState, document_of
from assistant.errors import AdvisorError
from ui.labels import Labels
from ui.staff.parts import QUIET, StaffPage, Told, asked_for, labels_for, name_for, person_for, region
from ui.staff.rendering import failure, rendered
from ui.web.evidence import place_label
from ui.web.links import PDF
from ui.web.markup import as_html, mark


class ChunksPage(StaffPage):
    """The chunks of one edition; the address names it: `?id=…&version=…`."""

    name = "chunks"
    address = "chunks"

    def lay_out(self, blocks: gr.Blocks, texts: gr.I18n) -> None:
        """The choice of the document above its chunks."""
        choice = region()
        told = region(elem_classes="ax-toast")
        chunks = region()
        blocks.load(self.opened, None, [choice, chunks], **QUIET)
        choice.submit(self.chosen, None, [told, chunks], **QUIET)
        chunks.submit(self.pressed, None, [told, chunks], **QUIET)

    def opened(self, request: gr.Request) -> tuple[str, str]:
        """All documents to choose from, and the chunks of the one the address names."""
        labels = labels_for(request)
        wanted = asked_for(request, "id")
        documents = self._advisor.library.documents(person_for(request))
        korean = labels.language is Language.KOREAN
        titled = sorted((document.newest.metadata.title_in(korean=korean), document.id) for document in documents)
        choice = rendered("chunks_choice.html", labels, titled=titled, wanted=wanted)
        return choice, self._chunks(request, wanted, asked_for(request, "version")) if wanted else ""

    def chosen(self, request: gr.Request, event: gr.EventData) -> tuple[str, str]:
        """The chunks of the document that was chosen."""
        wanted = Told.by(event).one("id")
        return "", self._chunks(request, wanted, "") if wanted else ""

    def pressed(self, request: gr.Request, event: gr.EventData) -> tuple[str, Any]:
        """Mend a chunk, switch it off or on, or give it back its own text; where that is refused nothing changes."""
        told, labels, person, by = Told.by(event), labels_for(request), person_for(request), name_for(request)
        actions, chunk_id = self._advisor.changes, told.one("chunk")
        try:
            if told.pressed == "save":
                actions.edit_chunk(person, by, chunk_id, told.one("text"))
            elif told.pressed in ("off", "on"):
                actions.switch_chunk(person, by, chunk_id, is_off=told.pressed == "off")
            elif told.pressed == "reset":
                actions.reset_chunk(person, by, chunk_id)
        except AdvisorError as error:
            return failure(error, labels), gr.skip()
        shown = self._chunks(request, document_of(chunk_id), "")
        return rendered("told.html", labels, message=labels("staff_done")), shown

    def _chunks(self, request: gr.Request, document_id: str, version: str) -> str:
        labels, person = labels_for(request), person_for(request)
        library = self._advisor.library
        try:
            document = library.document(person, document_id)
            newest = document.newest.number
            number = int(version) if version.isdigit() else newest
            is_newest = number == newest and document.state is not DocumentState.WITHDRAWN
            chunks = (
                self._advisor.changes.chunks(person, document_id)
                if is_newest
                else library.chunks(person, document_id, number)
            )
        except AdvisorError as error:
            return failure(error, labels)
        edition = next(one for one in document.versions if one.number == number)
        return rendered(
            "chunks.html",
            labels,
            document=document,
            edition=edition,
            chunks=[_shown(chunk, labels) for chunk in chunks],
            has_pages=edition.media_type == PDF,
            opens_beside=edition.media_type == PDF or edition.media_type.startswith("text/"),
            can_mend=is_newest,
        )


def _shown(chunk: Chunk, labels: Labels) -> dict[str, Any]:
    text = chunk.text
    return {
        "chunk": chunk,
        "place": place_label(chunk, labels),
        "html": as_html(mark(text, None)),
        "characters": len("".join(text.split())),
    }
