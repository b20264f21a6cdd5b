"""One document: what is known about it, its editions, and what was found in its file."""

from __future__ import annotations

import gradio as gr

from assistant.domain.answers import Language
from assistant.domain.documents import DocumentMetadata
from assistant.domain.vocabulary import COMPANY_SIZES, SECTORS, STAGES, Term
from assistant.errors import AdvisorError
from ui.file_reports import report_lines
from ui.labels import Labels
from ui.staff.parts import QUIET, StaffPage, asked_for, labels_for, person_for, region
from ui.staff.rendering import rendered


class DocumentPage(StaffPage):
    """A document in full; its address names it: `?id=…`."""

    name = "document"
    address = "document"
    belongs_to = "library"

    def lay_out(self, blocks: gr.Blocks, texts: gr.I18n) -> None:
        """Everything in one part."""
        shown = region()
        blocks.load(self.opened, None, shown, **QUIET)

    def opened(self, request: gr.Request) -> str:
        """The document the address names, or that there is none."""
        labels, person = labels_for(request), person_for(request)
        try:
            entry = self._advisor.listing.entry(person, asked_for(request, "id"))
            edition = entry.edition
            report = self._advisor.library.file_report(person, edition.document_id, edition.number)
        except AdvisorError as error:
            return rendered("failure.html", labels, message=str(error))
        return rendered(
            "document.html",
            labels,
            entry=entry,
            edition=edition,
            metadata=edition.metadata,
            title=edition.metadata.title_in(korean=labels.language is Language.KOREAN),
            facts=list(_facts(edition.metadata, labels)),
            findings=list(report_lines(report)) if report else [],
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


_WRITTEN = ("publisher", "date", "facts_as_of", "review_by", "region", "licence")


def _term(value: str, known: dict[str, Term], labels: Labels) -> str:
    if value not in known:
        return value
    return known[value].ko if labels.language is Language.KOREAN else known[value].en
