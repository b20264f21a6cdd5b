"""What a file holds that nobody sees: it is left out, and staff are told of it, kind by kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from enum import Enum


class Unseen(Enum):
    """A kind of content that people do not see, in Korean as staff read it, with the word that counts it."""

    HIDDEN = ("숨긴 글자", "곳")
    WHITE = ("바탕과 같은 색의 글자", "곳")
    TINY = ("2포인트보다 작은 글자", "곳")
    OUTSIDE = ("쪽 밖에 있는 글자", "곳")
    TRANSPARENT = ("투명한 글자", "곳")
    COMMENT = ("주석(HTML)", "개")
    ZERO_WIDTH = ("폭이 없는 문자", "개")
    DIRECTION = ("글의 방향을 바꾸는 문자", "개")
    TAG = ("태그 문자(보이지 않는 유니코드)", "개")


Counts = Mapping[Unseen, int]

_MARKS = (
    (Unseen.ZERO_WIDTH, re.compile("[\u115f\u1160\u180e\u200b-\u200d\u2060-\u2064\u3164\uffa0]")),
    (Unseen.DIRECTION, re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")),
    (Unseen.TAG, re.compile("[\U000e0000-\U000e007f]")),
)


def unseen_marks(text: str) -> Counter[Unseen]:
    """How many characters of each invisible kind stand in a text as it was found (`clean` takes them out)."""
    if text.isascii():
        return Counter()
    return Counter({kind: count for kind, pattern in _MARKS if (count := len(pattern.findall(text)))})


def unseen_warnings(counts: Counts) -> tuple[str, ...]:
    """The sentence that tells staff what was left out; none where nothing was."""
    told = [f"{kind.value[0]} {counts[kind]}{kind.value[1]}" for kind in Unseen if counts.get(kind)]
    return (f"보이지 않는 내용이 있어 뺐습니다: {', '.join(told)}",) if told else ()
