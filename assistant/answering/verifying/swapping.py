"""Figures, dates and names that stand in the passage, but not where the sentence takes the rest from.

Each finds what a sentence states that stands in none of the closest sentences, while the very nearest one holds
something of the same sort that the sentence leaves out: one has been put in the place of the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.answering.verifying.dates import unsupported_dates
from assistant.answering.verifying.quantities import Figures, Quantity

_REPORTED = re.compile(r"\([^()]*(?:보도|발표|주장|미확인|확인하지 못함|날짜|기준)[^()]*\)")


def without_reports(text: str) -> str:
    """A sentence without brackets that say when and by whom it was reported."""
    return _REPORTED.sub("", text)


def swapped_quantities(stated: Figures, nearest: Figures, closest: Figures) -> list[str]:
    """The quantities that took the place of another, as they are written."""
    left_out = _left_out(stated, nearest)
    return [
        quantity.written
        for quantity in stated.quantities
        if not any(map(quantity.agrees, closest.quantities)) and any(_is_alike(quantity, other) for other in left_out)
    ]


def swapped_dates(stated: Figures, nearest: Figures, headings: Figures) -> list[str]:
    """The dates that took the place of another; only the nearest sentence counts, the next may be of another year.

    One that stands in a heading is right unless the nearest sentence says another of its kind (2020 for 2021). One that
    is said twice (`2024년 6월부터 2024년 6월까지`) has taken the place of one that is missing.
    """
    left_out = unsupported_dates(nearest.dates, stated.dates)
    if not left_out:
        return []
    shapes = {date.shape for date in left_out}
    foreign = unsupported_dates(stated.dates, nearest.dates)
    times, times_there = Counter(stated.dates), Counter(nearest.dates)
    wrong = [date for date in foreign if date.shape in shapes or unsupported_dates([date], headings.dates)]
    wrong += [date for date, count in times.items() if count > times_there[date] > 0 and date.shape in shapes]
    return [str(date) for date in wrong]


def swapped_names(stated: Sequence[str], nearest: Sequence[str], sentence: str, closest: str) -> list[str]:
    """The names that took the place of another; all texts and names with spaces and capitals left out."""
    if all(name in sentence for name in nearest):
        return []
    return [name for name in stated if name not in closest]


def _left_out(stated: Figures, nearest: Figures) -> list[Quantity]:
    return [other for other in nearest.quantities if not any(map(other.agrees, stated.quantities))]


def _is_alike(first: Quantity, second: Quantity) -> bool:
    """Whether one may have been put in the place of the other: the same unit, or the same number of another unit."""
    if first.unit is None or second.unit is None:
        return first.unit is second.unit
    return first.unit.dimension == second.unit.dimension or first.number == second.number
