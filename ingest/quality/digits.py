"""Numbers that lost their digits: `  년   월`, `불량률 %`: fonts without meanings for digits do this."""

from __future__ import annotations

import re

_ENDING = r"(?=[\s.,)~·→은는이가을를에의도로과와부까]|$)"
_WITH_DIGITS = re.compile(r"\d\s*(?:[천백만억조]+\s*)?(?:년|월|원|%)")
_WITHOUT = re.compile(
    rf"(?:^|(?<=[\s(,.~→|]))(?:%|년{_ENDING}|(?<=년 )월{_ENDING}|[만억] ?원{_ENDING}|(?<![천백만억조\d] )원{_ENDING})",
    re.MULTILINE,
)
_FEWEST = 3
"""Fewer are slips of a writer (`몇 년`, `원 단위`), not a fault of the file."""


_OF_LETTERS = 0.02
"""Share of digits among letters and digits from which on a font has them: an empty form (`년   월`) is no fault."""


def missing_digits(text: str) -> float:
    """The share of 년, 월, 원 and % in front of which digits are missing, from 0 to 1.

    It is 0 for fewer than three, and for a text that has digits enough elsewhere.
    """
    missing = len(_WITHOUT.findall(text))
    digits, letters = sum(map(str.isdigit, text)), sum(map(str.isalpha, text))
    if missing < _FEWEST or digits > _OF_LETTERS * (digits + letters):
        return 0.0
    return missing / (missing + len(_WITH_DIGITS.findall(text)))
