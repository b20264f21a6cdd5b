"""Units of measure and counting words: which of them mean the same, and how they are converted."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from assistant.answering.verifying.words import verifying_words

ANY_COUNT = "things"
"""`20개` may count companies, cases or pictures; `20곳` and `20명` may not stand for each other."""
_COUNTED = {ANY_COUNT, "places", "cases", "machines", "sheets", "kinds", "volumes"}
_TIMES = {"cases", "occasions"}


@dataclass(frozen=True)
class Unit:
    """What a number measures, and how much of the dimension's smallest unit one of it is."""

    dimension: str
    factor: Fraction = Fraction(1)

    def agrees(self, other: Unit) -> bool:
        """Whether amounts in both can be compared."""
        if self.dimension == other.dimension:
            return True
        both = {self.dimension, other.dimension}
        return both <= _TIMES or (ANY_COUNT in both and both <= _COUNTED)


def _table() -> dict[str, Unit]:
    table = {
        word.replace("_", " "): Unit(dimension, factor)
        for dimension, factor, words in verifying_words().units
        for word in words.split()
    }
    for noun in verifying_words().counted_places:
        table |= dict.fromkeys((noun, f"개 {noun}"), Unit("places"))
    return table


UNITS = _table()
"""Each unit by the words and signs that name it, in lower case."""
