"""What one sentence or cell tells: its pairs first, then the changes that are not part of a pair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from ingest.outcomes.changes import changes_in
from ingest.outcomes.found import Found
from ingest.outcomes.measured import is_measured, stands_behind_condition
from ingest.outcomes.pairs import pairs_in
from ingest.outcomes.periods import period_in

_LONGEST = 2_000
"""Characters. No sentence or cell that is longer says one thing; and the time stays small on hostile text."""


def found_in(text: str, name: str = "") -> Iterator[Found]:
    """The figures of a text, each once. `name` is what they measure where the text itself does not say."""
    if len(text) > _LONGEST or not is_measured(text):
        return
    taken = bytearray(len(text))
    period = period_in(text)
    for spot in chain(pairs_in(text, name), changes_in(text, name)):
        if not any(taken[spot.start : spot.end]) and not stands_behind_condition(text[: spot.start]):
            taken[spot.start : spot.end] = b"\x01" * (spot.end - spot.start)
            yield replace(spot.found, period=period)
