"""Broken letters: what wrong encodings and fonts without meanings leave of Korean text."""

from __future__ import annotations

import re
from functools import cache

_SYLLABLE = re.compile(r"[가-힣]")
_JAMO = re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff\u3131-\u318e]")
_NO_LETTER = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff\x80-\x84\x86-\x9f]")
"""Private use, replacement, and C1 controls."""
# CP949 or UTF-8 read as Latin-1 or Windows-1252: 불량 becomes ºÒ·®, and ’ becomes â€™. Three accented letters in a
# row occur in no language that is written here.
_HIGH = "\u00a1-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
_LATIN_RUN = re.compile(f"[\u00a1-\u00ff][{_HIGH}]{{2,}}|[\u00c2\u00c3\u00e2\u00ea-\u00ed][\u00a1-\u00bf\u20ac\u2122]+")
# UTF-8 read as CP949: 불량 becomes 遺덈웾, with rare syllables, and with Hanja and `?` inside words.
_HANJA_INSIDE = re.compile(r"(?<=[가-힣])[\u4e00-\u9fff\uf900-\ufaff]")
_QUESTION_INSIDE = re.compile(r"(?<=[가-힣\u4e00-\u9fff])\?(?=[가-힣\u4e00-\u9fff])")


def broken_letters(text: str) -> float:
    """The share of letters that are no valid ones, from 0 to 1; 0 for a text without letters.

    Valid Hangul are the 2,350 syllables of KS X 1001: nearly all that Korean is written with. Broken are the others,
    single jamo, and the traces of wrong encodings.
    """
    syllables = _SYLLABLE.findall(text)
    broken = sum(not _is_common(syllable) for syllable in syllables)
    for pattern in (_JAMO, _LATIN_RUN, _HANJA_INSIDE, _QUESTION_INSIDE):
        broken += sum(len(found) for found in pattern.findall(text))
    letters = sum(map(str.isalpha, text))
    return min(1.0, broken / letters) if letters else 0.0


def lost_letters(raw: str) -> float:
    """The share of letters without a meaning in a text that was not cleaned yet, from 0 to 1: cleaning drops them."""
    lost = len(_NO_LETTER.findall(raw))
    return lost / (lost + sum(map(str.isalpha, raw))) if lost else 0.0


@cache
def _is_common(syllable: str) -> bool:
    """Whether it is one of KS X 1001, which has two bytes for each; Python spells the others out with eight."""
    try:
        return len(syllable.encode("euc_kr")) == 2
    except UnicodeEncodeError:
        return False
