"""The measured before/after figures of the quoted cases as rows of one table, each with the words that state it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from assistant.answering.quotable import Quotable
from assistant.answering.verifying.quantities import numbers_in
from assistant.domain.answers import Cell, Language
from assistant.domain.documents import Outcome

PER_DOCUMENT = 3
IN_ALL = 6
_NUMERAL = re.compile(r"\d+(?:\.\d+)?")
_NAMES = {
    Language.KOREAN: ("지표", "도입 전", "도입 후", "기간"),
    Language.ENGLISH: ("Measure", "Before", "After", "Period"),
}


def outcome_rows(
    chosen: Sequence[Quotable], every: Sequence[Quotable], language: Language
) -> Iterator[tuple[Quotable, tuple[Cell, ...]]]:
    """Rows for the outcomes that the metadata of the quoted documents name, with the sentence that states each.

    An outcome whose figures stand in no sentence or table row at hand is left out: nothing is shown that cannot be
    pointed at.
    """
    given = 0
    for document_id in dict.fromkeys(sentence.passage.chunk.document_id for sentence in chosen):
        pieces = [piece for piece in every if piece.passage.chunk.document_id == document_id]
        metadata = pieces[0].passage.metadata
        rows = 0
        for outcome in metadata.outcomes:
            if rows == PER_DOCUMENT or given == IN_ALL:
                break
            row = next(_rows_of(outcome, pieces, language), None)
            if row is not None:
                rows, given = rows + 1, given + 1
                yield row


def _rows_of(
    outcome: Outcome, pieces: Sequence[Quotable], language: Language
) -> Iterator[tuple[Quotable, tuple[Cell, ...]]]:
    """The rows an outcome can have: from the pieces that hold all its figures, the shortest first."""
    figures = frozenset().union(*(_values(value) for value in (outcome.before, outcome.after)))
    holding = [piece for piece in pieces if figures and figures <= numbers_in(piece.text)]
    for piece in sorted(holding, key=lambda piece: len(piece.text)):
        if cells := _cells(outcome, piece, language):
            yield piece, cells


def _values(value: float | str | None) -> frozenset[Fraction]:
    if value is None:
        return frozenset()
    return numbers_in(value if isinstance(value, str) else _written(abs(value)))


def _cells(outcome: Outcome, stated: Quotable, language: Language) -> tuple[Cell, ...]:
    """The cells of a row; no row whose name, and no period whose numbers, the cited chunk does not hold.

    Figures are shown only as the chunk writes them, so that a reader finds them there.
    """
    chunk = stated.passage.chunk
    known = numbers_in("\n".join([stated.passage.metadata.title, *chunk.heading, chunk.text]))
    if not numbers_in(outcome.metric) <= known:
        return ()
    holds_period = numbers_in(outcome.period or "") <= known
    metric, before, after, period = _NAMES[language]
    named = (
        (metric, outcome.metric),
        (before, _with_unit(outcome.before, outcome.unit)),
        (after, _with_unit(outcome.after, outcome.unit)),
        (period, outcome.period or "" if holds_period else ""),
    )
    cells = tuple(Cell(column=column, text=text) for column, text in named if text)
    as_written = _numerals(chunk.text)
    return cells if all(as_written >= _numerals(cell.text) for cell in cells) else ()


def _numerals(text: str) -> set[str]:
    return set(_NUMERAL.findall(text.replace(",", "")))


def _with_unit(value: float | str | None, unit: str | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    joined = unit is None or not unit[0].isascii() or unit == "%"
    return f"{_written(value)}{unit or ''}" if joined else f"{_written(value)} {unit}"


def _written(value: float) -> str:
    return f"{value:,.10g}" if value != int(value) else f"{int(value):,}"
