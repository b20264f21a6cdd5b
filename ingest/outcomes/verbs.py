"""Verbs of change, and whether they tell of something done."""

from __future__ import annotations

import re

_DOWN_NOUNS, _UP_NOUNS = "감소|단축|절감|하락|감원|절약", "증가|향상|상승|개선|성장|연장"
_DOWN_STEMS = "줄|낮(?=[추췄아])|떨어|아[꼈껴]"
_UP_STEMS = "늘|올(?=[랐라렸리])|오르|높(?=[이였아])|좋아|빨라|커(?=[지졌])"

DOWN = rf"{_DOWN_NOUNS}|{_DOWN_STEMS}"
UP = rf"{_UP_NOUNS}|{_UP_STEMS}"
"""Patterns of the beginnings of verbs, without groups."""

RAISING = "올(?=[랐라렸리])|오르|개선|향상"
"""Verbs of `UP` that only shares are raised by: `1,431건을 올렸다` is an upload, `4주 개선` a time for improving."""

# `줄었다`, `줄어`, `줄이고`, `줄인 사례`, but not `줄면`, `줄이려고`, `줄일 수 있다`, `줄었다기보다`.
_TOLD = (
    r"(?=[가-힣]{0,3}[었였렸췄쳤았랐졌](?!다기|다면|을|더라)|[가-힣]{0,2}(?:고|며)(?=[ ,])"
    r"|[가-힣]{0,2}[어여아춰려라]서?(?=[ ,])|인 |[었였랐졌렸]다(?!기))"
)
_NOUN_TOLD = (
    r"(?=했|하였|하고|하며|해(?=[ ,])|한 |된 |되었|됐|되고|[\s.,)(·|이가을를은는]|$)"
    r"(?! ?(?:가능|목표|예상|기대|효과를 (?:기대|예상)))"
)
DONE = (
    rf"(?:(?<=감소|단축|절감|하락|감원|절약|증가|향상|상승|개선|성장|연장){_NOUN_TOLD}"
    rf"|(?<=[줄낮어꼈껴늘올르높아라커]){_TOLD})"
)
"""What stands behind the beginning of a verb that tells of something done."""


def is_down(verb: str) -> bool:
    """Whether a verb (or its beginning) tells of less."""
    return re.match(DOWN, verb) is not None
