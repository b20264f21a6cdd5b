"""One document: what is known about it, its editions and its history; mended, replaced, withdrawn or restored here."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.domain.answers import Language
from assistant.domain.documents import DocumentMetadata
from assistant.domain.library_listing import EntryState
from assistant.domain.vocabulary import COMPANY_SIZES, SECTORS, STAGES, Term
from assistant.errors import AdvisorError
from ui.file_reports import report_lines
from ui.labels import Labels
from ui.staff.add_page import SECONDS_BETWEEN_LOOKS
from ui.staff.dropping import drop_values, drop_zone
from ui.staff.metadata_fields import changes, form_of
from ui.staff.parts import QUIET, StaffPage, Told, asked_for, labels_for, name_for, person_for, region
from ui.staff.rendering import failure, rendered

EVENTS_SHOWN = 50

_WRITTEN = ("publisher", "date", "facts_as_of", "review_by", "region", "licence")


class DocumentPage(StaffPage):
    """A document in full; its address names it: `?id=…`."""

    name = "document"
    address = "document"
    belongs_to = "library"

    def lay_out(self, blocks: gr.Blocks, texts: gr.I18n) -> None:
        """What was done on top, then the document, then the place to drop its new file."""
        seen = gr.State("")
        told = region(elem_classes="ax-toast")
        shown = region()
        replacing = drop_zone()
        again = gr.Timer(SECONDS_BETWEEN_LOOKS)
        blocks.load(self.opened, None, [shown, replacing, seen], **QUIET)
        again.tick(self.looked, seen, [shown, seen], **QUIET)
        shown.submit(self.pressed, seen, [told, shown, seen], **QUIET)
        replacing.upload(self.replaced, None, told, **QUIET)

    def opened(self, request: gr.Request) -> tuple[str, str, str]:
        """The document the address names, or that there is none."""
        labels = labels_for(request)
        try:
            return self._shown(request), self._place_to_replace(request, labels), self._editions(request)
        except AdvisorError as error:
            return failure(error, labels), "", ""

    def looked(self, seen: str, request: gr.Request) -> tuple[Any, str]:
        """The document, once another edition is served or made than was seen."""
        try:
            now = self._editions(request) if seen else ""
        except AdvisorError:
            now = seen
        return (gr.skip(), seen) if now == seen else (self._shown(request), now)

    def pressed(self, seen: str, request: gr.Request, event: gr.EventData) -> tuple[str, Any, str]:
        """Mend, withdraw, restore or go back to an older edition; where something is wrong the form stays."""
        told, labels = Told.by(event), labels_for(request)
        try:
            said = self._done(told, request, labels)
            return rendered("told.html", labels, message=said), self._shown(request), self._editions(request)
        except AdvisorError as error:
            return failure(error, labels), gr.skip(), seen

    def replaced(self, request: gr.Request) -> str:
        """Where the new file is now."""
        return rendered("replacing.html", labels_for(request))

    def _done(self, told: Told, request: gr.Request, labels: Labels) -> str:
        person, by, document_id = person_for(request), name_for(request), asked_for(request, "id")
        actions, why = self._advisor.changes, told.one("why")
        if told.pressed == "describe":
            newest = self._advisor.library.document(person, document_id).newest
            changed = changes(told, newest.metadata)
            if not changed:
                return labels("staff_nothing_changed")
            actions.describe(person, by, document_id, changed, why)
        elif told.pressed == "withdraw":
            actions.withdraw(person, by, document_id, why)
        elif told.pressed == "restore":
            actions.restore(person, by, document_id, why)
        elif told.pressed.startswith("return:"):
            actions.return_to(person, by, document_id, int(told.pressed.removeprefix("return:")), why)
        return labels("staff_done")

    def _place_to_replace(self, request: gr.Request, labels: Labels) -> str:
        entry = self._advisor.listing.entry(person_for(request), asked_for(request, "id"))
        if entry.state is EntryState.WITHDRAWN:
            return ""
        drop = drop_values(self._advisor.settings.max_file_megabytes)
        return rendered("replace.html", labels, replaces=entry.document.id, **drop)

    def _editions(self, request: gr.Request) -> str:
        document = self._advisor.library.document(person_for(request), asked_for(request, "id"))
        return f"{document.state} {document.served} {document.newest.number}"

    def _shown(self, request: gr.Request) -> str:
        labels, person, document_id = labels_for(request), person_for(request), asked_for(request, "id")
        entry = self._advisor.listing.entry(person, document_id)
        edition = entry.edition
        report = self._advisor.library.file_report(person, edition.document_id, edition.number)
        return rendered(
            "document.html",
            labels,
            entry=entry,
            edition=edition,
            metadata=edition.metadata,
            title=edition.metadata.title_in(korean=labels.language is Language.KOREAN),
            facts=list(_facts(edition.metadata, labels)),
            findings=list(report_lines(report)) if report else [],
            form=form_of(entry.document.newest.metadata),
            events=self._advisor.changes.history(person, document_id, EVENTS_SHOWN),
        )


def _facts(metadata: DocumentMetadata, labels: Labels) -> list[tuple[str, str]]:
    """What is known about a document, each with its name; what is not known is left out."""
    terms: tuple[tuple[str, tuple[str, ...], dict[str, Term]], ...] = (
        ("staff_sector", metadata.sector, SECTORS),
        ("staff_company_size", metadata.company_size, COMPANY_SIZES),
        ("staff_stage", metadata.stage, STAGES),
    )
    told = [
        ("staff_kind", labels(f"kind_{metadata.kind}")),
        ("staff_audience", labels(f"staff_audience_{metadata.audience.group}")),
        ("staff_provenance", labels(f"staff_provenance_{metadata.provenance}")),
        *((name, ", ".join(_term(value, known, labels) for value in values)) for name, values, known in terms),
        ("staff_technologies", ", ".join(metadata.technologies)),
        *((f"field_{name}", getattr(metadata, name) or "") for name in _WRITTEN),
    ]
    return [(labels(name), value) for name, value in told if value]


def _term(value: str, known: dict[str, Term], labels: Labels) -> str:
    if value not in known:
        return value
    return known[value].ko if labels.language is Language.KOREAN else known[value].en
