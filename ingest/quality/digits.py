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


def missing_digits(text: str) -> float:
    """The share of 년, 월, 원 and % in front of which digits are missing, from 0 to 1; 0 for fewer than three."""
    missing = len(_WITHOUT.findall(text))
    if missing < _FEWEST:
        return 0.0
    return missing / (missing + len(_WITH_DIGITS.findall(text)))
