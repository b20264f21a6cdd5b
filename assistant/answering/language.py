"""Which language a question is asked in."""

from __future__ import annotations

import re

from assistant.domain.answers import Language

_HANGUL = re.compile(r"[가-힣ㄱ-ㆎ]")
_LATIN = re.compile(r"[A-Za-z]")
_HANGUL_SHARE = 0.1
"""From this share of Hangul on a question is Korean: Korean questions are full of AI, MES and PoC."""


def language_of(text: str) -> Language:
    """Korean unless the letters are nearly all Latin."""
    hangul, latin = len(_HANGUL.findall(text)), len(_LATIN.findall(text))
    if latin and hangul / (hangul + latin) < _HANGUL_SHARE:
        return Language.ENGLISH
    return Language.KOREAN
