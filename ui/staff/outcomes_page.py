"""*Outcomes*: what was measured before and after, over all documents, as a chart and a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr

from assistant.domain.access import Person
from assistant.domain.answers import Language
from assistant.domain.documents import Kind, Provenance
from assistant.domain.outcome_table import OutcomeEntry, OutcomeWish, outcome_entries
from assistant.domain.vocabulary import SECTORS
from ui.labels import Labels
from ui.staff.parts import QUIET, StaffPage, Told, labels_for, person_for, region, word
from ui.staff.rendering import rendered
from ui.web.evidence import place_label

if TYPE_CHECKING:
    from assistant.bootstrap import Advisor

BARS_SHOWN = 25
ROWS_SHOWN = 300


class OutcomesPage(StaffPage):
    """The wish, the chart and the table."""

    name = "outcomes"
    address = "outcomes"
    fixed = {  # noqa: RUF012
        "outcomes_wish": {"kinds": (Kind.CASE, Kind.PILOT), "provenances": tuple(Provenance), "sectors": SECTORS}
    }

    def lay_out(self, blocks: gr.Blocks, texts: gr.I18n) -> None:
        """The wish above what it brings."""
        wish = region(texts("outcomes_wish"))
        shown = region()
        blocks.load(self.opened, None, shown, **QUIET)
        wish.submit(self.wished, None, shown, **QUIET)

    def opened(self, request: gr.Request) -> str:
        """All outcomes."""
        return self._shown(request, Told())

    def wished(self, request: gr.Request, event: gr.EventData) -> str:
        """The outcomes that are wanted."""
        return self._shown(request, Told.by(event))

    def _shown(self, request: gr.Request, told: Told) -> str:
        labels = labels_for(request)
        entries = wanted_outcomes(self._advisor, person_for(request), outcome_wish(told))
        changed = sorted((one for one in entries if one.change is not None), key=lambda one: -abs(one.change or 0.0))
        return rendered(
            "outcomes.html",
            labels,
            entries=entries[:ROWS_SHOWN],
            count=len(entries),
            bars=changed[:BARS_SHOWN],
            changes=len(changed),
            place=lambda entry: place_label(entry.chunk, labels) if entry.chunk else None,
            korean=labels.language is Language.KOREAN,
            query={name: told.one(name) for name in ("metric", "sector", "kind", "provenance")},
        )


def outcome_wish(told: Told) -> OutcomeWish:
    """The wish a form or an address tells; what is not among the choices does not matter."""
    return OutcomeWish(
        metric=told.one("metric"),
        sector=told.one("sector") or None,
        kind=word(Kind, told.one("kind")),
        provenance=word(Provenance, told.one("provenance")),
    )


def wanted_outcomes(advisor: Advisor, person: Person, wish: OutcomeWish) -> list[OutcomeEntry]:
    """The outcomes a person may see and wants."""
    library = advisor.library
    entries = outcome_entries(library.documents(person), library.outcomes(person))
    return [entry for entry in entries if wish.is_met_by(entry)]


def outcome_rows(entries: list[OutcomeEntry], labels: Labels) -> list[list[object]]:
    """The table as rows of a workbook, the header first."""
    columns = ("title", "kind", "provenance", "metric", "before", "after", "unit", "period", "place", "quote", "origin")
    rows: list[list[object]] = [[labels(f"staff_column_{name}") for name in columns]]
    for entry in entries:
        outcome, metadata = entry.outcome, entry.metadata
        rows.append(
            [
                metadata.title_in(korean=labels.language is Language.KOREAN),
                labels(f"kind_{metadata.kind}"),
                labels(f"staff_provenance_{metadata.provenance}"),
                outcome.metric,
                outcome.before,
                outcome.after,
                outcome.unit,
                outcome.period,
                place_label(entry.chunk, labels) if entry.chunk else None,
                entry.quote,
                labels("staff_origin_stated" if entry.is_stated else "staff_origin_found"),
            ]
        )
    return rows
