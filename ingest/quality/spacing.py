"""Words glued together, and letters set apart: what is left when a file does not keep its spaces."""

from __future__ import annotations

import re

_LONGEST_WORD = 14
"""Hangul letters. The longest words of the bundled documents between two spaces have 13."""
_FEWEST_APART = 4
"""So many words of one letter in a row are a word whose letters were set apart: 인 공 지 능."""

_HANGUL = re.compile(r"[가-힣]")
_WORD = re.compile(r"[^\s·ㆍ/,;:|()\[\]{}<>「」『』〈〉《》“”‘’\"'~→–—-]+")
_APART = re.compile(rf"(?<![가-힣])(?:[가-힣] ){{{_FEWEST_APART - 1},}}[가-힣](?![가-힣])")


def glued_letters(text: str) -> float:
    """The share of Hangul letters in words that are too long to be one, from 0 to 1; 0 without Hangul."""
    lengths = [len(_HANGUL.findall(word)) for word in _WORD.findall(text)]
    total = sum(lengths)
    return sum(length for length in lengths if length > _LONGEST_WORD) / total if total else 0.0


def scattered_letters(text: str) -> float:
    """The share of Hangul letters that stand alone in a row of such letters, from 0 to 1; 0 without Hangul."""
    total = len(_HANGUL.findall(text))
    return sum(len(_HANGUL.findall(run)) for run in _APART.findall(text)) / total if total else 0.0
