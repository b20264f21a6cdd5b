"""The table of outcomes: stated and found, without saying one thing twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain.documents import Chunk, Document, Kind, Outcome, Provenance
from assistant.domain.outcome_table import OutcomeEntry, OutcomeWish, outcome_entries
from assistant.domain.outcomes import ProposedOutcome
from tests.domain.test_library_listing import entry

_STATED = Outcome(metric="불량률", before=4.0, after=1.0, unit="%")


def _document(*outcomes: Outcome, withdrawn: bool = False) -> Document:
    return entry(outcomes=outcomes, withdrawn=withdrawn).document


def _found(outcome: Outcome, document: Document) -> ProposedOutcome:
    chunk = Chunk(chunk_id="press-vision@1#0003", document_id=document.id, version=1, ordinal=3, text="…")
    return ProposedOutcome(outcome=outcome, quote="…", chunk=chunk, metadata=document.newest.metadata)


def test_each_figure_is_listed_once_and_what_is_stated_has_its_place_in_the_text() -> None:
    document = _document(_STATED)
    same, other = replace(_STATED, metric="외관 불량률"), replace(_STATED, after=2.0)
    entries = outcome_entries([document], [_found(one, document) for one in (same, other, replace(other, after=2))])
    assert [(one.outcome, one.is_stated) for one in entries] == [(_STATED, True), (other, False)]
    assert [one.chunk.chunk_id for one in entries if one.chunk] == ["press-vision@1#0003"] * 2


def test_withdrawn_documents_state_nothing() -> None:
    assert outcome_entries([_document(_STATED, withdrawn=True)], []) == []


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (4.0, 1.0, -0.75),
        (10, 15, 0.5),
        (0, 3, None),
        (None, 3, None),
        ("2~8", 0, None),
        (2.5, -57.5, None),
        (5, 0, -1.0),
    ],
)
def test_a_change_is_told_only_where_both_figures_are_levels(
    before: float | str | None, after: float | str | None, change: float | None
) -> None:
    outcome = Outcome(metric="m", before=before, after=after)
    one = OutcomeEntry(outcome=outcome, metadata=entry().edition.metadata, version=1, is_stated=True)
    assert one.change == (None if change is None else pytest.approx(change))


def test_outcomes_are_wished_for_by_metric_sector_kind_and_provenance() -> None:
    (one,) = outcome_entries([_document(_STATED)], [])
    assert OutcomeWish(metric="불량", sector="manufacturing", kind=Kind.CASE).is_met_by(one)
    assert not OutcomeWish(metric="전력").is_met_by(one)
    assert not OutcomeWish(sector="food").is_met_by(one)
    assert not OutcomeWish(kind=Kind.PILOT).is_met_by(one)
    assert not OutcomeWish(provenance=Provenance.ILLUSTRATIVE).is_met_by(one)
