"""Digits and brackets that are drawn apart from the letters around them (files of cairo and LibreOffice)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.printed.page import Fragment, ems

_SURELY = 0.8
"""Share of a text's width, which is only known about, that it surely has."""
_KOREAN = re.compile(r"[가-힣]")


def has_displaced(fragments: Sequence[Fragment]) -> bool:
    """Whether a piece without Korean letters begins in the midst of Korean ones drawn before it on the same line."""
    spans: dict[int, tuple[float, float]] = {}
    last: tuple[float, float] | None = None
    width = 0.0
    for fragment in fragments:
        if not fragment.text.strip():
            continue
        place = fragment.x, fragment.y
        if not _KOREAN.search(fragment.text):
            if any(_is_inside(fragment, spans.get(round(fragment.y) + near)) for near in (-1, 0, 1)):
                return True
            continue
        width = width * (place == last) + fragment.size * ems(fragment.text)  # of several, the place of the first
        last = place
        left, right = spans.get(round(fragment.y), place[:1] * 2)
        spans[round(fragment.y)] = min(left, fragment.x), max(right, fragment.x + _SURELY * width)
    return False


def _is_inside(fragment: Fragment, span: tuple[float, float] | None) -> bool:
    return span is not None and span[0] + 0.5 * fragment.size < fragment.x < span[1] - 0.5 * fragment.size
