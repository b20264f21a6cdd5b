"""Numbers in Korean and English text, brought to one form so that two texts can be compared."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_DIGITS = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_KOREAN_SCALES = {"십": 10, "백": 100, "천": 1_000, "만": 10_000, "억": 100_000_000, "조": 10**12}
_ENGLISH_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "bn": 10**9}
_AMOUNT = re.compile(
    rf"(?P<digits>{_DIGITS})(?:(?P<korean>[십백천]?[만억조]|[십백천])|\s?(?P<english>thousand|million|billion|trillion|bn)\b)?",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s?")


def numbers_in(text: str) -> frozenset[Decimal]:
    """The value of every number written with digits.

    Korean and English scales are multiplied out (`2억` and `200,000,000` and `200 million` are one value), the parts of
    a compound amount are added (`1억 2,000만` is 120000000), full-width digits are read as digits.
    """
    plain = unicodedata.normalize("NFKC", text)
    values: set[Decimal] = set()
    total, smallest, end = Decimal(0), Decimal(0), -2
    for match in _AMOUNT.finditer(plain):
        scale = _scale(match)
        continues = end >= 0 and _JOINED.fullmatch(plain, end, match.start()) and smallest > scale
        if continues:
            values.discard(total)
        total = (total if continues else Decimal(0)) + Decimal(match["digits"].replace(",", "")) * scale
        values.add(total)
        smallest, end = scale, match.end() if match["korean"] else -2
    return frozenset(value.normalize() for value in values)


def unsupported_numbers(sentence: str, passage: str) -> frozenset[Decimal]:
    """The numbers a sentence states that its passage does not contain."""
    return numbers_in(sentence) - numbers_in(passage)


def _scale(match: re.Match[str]) -> Decimal:
    if match["english"]:
        return Decimal(_ENGLISH_SCALES[match["english"].lower()])
    scale = Decimal(1)
    for letter in match["korean"] or "":
        scale *= _KOREAN_SCALES[letter]
    return scale
