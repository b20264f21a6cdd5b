"""Which language a text is in."""

from __future__ import annotations

import re

_HANGUL = re.compile(r"[가-힣ㄱ-ㆎ]")
_LATIN = re.compile(r"[A-Za-z]")
_HANGUL_SHARE = 0.1
"""From this share of Hangul on a text is Korean: Korean texts are full of AI, MES and PoC."""


def is_korean(text: str) -> bool:
    """Whether a text is Korean: unless its letters are nearly all Latin."""
    hangul, latin = len(_HANGUL.findall(text)), len(_LATIN.findall(text))
    return not latin or hangul / (hangul + latin) >= _HANGUL_SHARE
