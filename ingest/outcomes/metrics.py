"""What a figure measures: the words in front of it."""

from __future__ import annotations

import re

_BRACKETS = re.compile(r"\((?:가상 기업|출처[^()]*|[^()]*(?:보도|발표|주장|미확인|확인하지 못함)[^()]*)\)")
_CLAUSE = re.compile(r"[,;:.!?](?=\s|$)|(?<=[가-힣])(?:지만|는데|으며|하며|해서|여서|아서|고서|고)(?=\s)")
_DATE = r"(?:19|20)\d\d년(?:에|의)?|\d+월(?:에|의)?"
_LEADS = re.compile(rf"(?:^|\s)(?:도입 전|약|평균|최대|각각|모두|더|연|월|주|이후|뒤|한 해|해마다|하루에?|{_DATE})\s*$")
_PARTICLE = re.compile(r"(?<=[가-힣A-Za-z0-9)\]'’])(?:에서는|에서|까지|으로|이|가|을|를|은|는|도|의|에|로|만)$")
_TOPIC = re.compile(r"(?<=[가-힣A-Za-z0-9)])[은는]$")
_MOST_WORDS = 5
_LOOK_BACK = 200
"""Characters in front of a figure that are looked at; keeps the time linear on hostile text."""


def metric_before(text: str) -> str:
    """The words at the end of a text that name what the figure behind it measures; empty where there are none."""
    text = _BRACKETS.sub("", text[-_LOOK_BACK:]).rstrip()
    text = _CLAUSE.split(text)[-1].strip()
    while (shorter := _LEADS.sub("", text).rstrip()) != text:
        text = shorter
    words = text.split()
    kept: list[str] = []
    for word in reversed(words[-_MOST_WORDS:]):
        if kept and _TOPIC.search(word):
            break
        kept.insert(0, word)
    return _PARTICLE.sub("", " ".join(kept)).strip("'‘’\"“” ")
