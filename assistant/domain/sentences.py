"""Where sentences end, in Korean and English text."""

from __future__ import annotations

import re

_END = re.compile(
    r"""
    (?: [.!?]+ (?:["'”’」』)\]〉》]|\[\d{1,3}\]|\d{1,2}\))* (?=\s|$)  # a mark, what closes after it, a gap
      | (?<=[다요함음임됨])\. (?=[가-힣A-Z“‘「『(\[])  # a gap forgotten after a Korean ending
      | …+ (?=\s|$)
      | [。！？]+ ["'”’」』)\]〉》]*
    )
    """,
    re.VERBOSE,
)

# `1.`, `가.`, `IV.`, `1)`, `①`: numbering at the start of a sentence, also several in a row (`2. 가. …`).
_NUMBERING = re.compile(
    r"\s*(?:(?:\(?\d{1,3}(?:\.\d{1,3})*\)?|\(?[가나다라마바사아자차카타파하]\)?|[IVXivx]{1,5}|[A-Za-z]|[Ⅰ-Ⅻ])[.)](?:\s+|$)|[①-⑳]\s*)+"
)

_DATE = re.compile(r"(?:^|[^\d])(?:(?:1[89]|20|21)\d\d|['’‘]?\d\d)\.\s*\d{1,2}\.(?:\s*\d{1,2}\.)?$")
_ENDS_IN_NUMBER = re.compile(r"\d\.$")
_INITIAL = re.compile(r"(?:^|[\s.(\[“‘\"'])[A-Z]\.$")
_ELLIPSIS = re.compile(r"(?:\.{2,}|…)$")
_KOREAN_END = re.compile(r"[가-힣][다요까죠함음임됨](?:\.{2,}|…)$")

# Never the last word of a sentence; the others (Inc., etc., Ltd.) may be.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“‘\"'])(?:mr|mrs|ms|dr|prof|st|vs|fig|figs|eq|sec|e\.g|i\.e|cf|ca|approx|est|vol|ver|pp?|al|jan|feb|mar|apr|jun|jul|aug"
    r"|sept?|oct|nov|dec)\.$",
    re.IGNORECASE,
)
_COMPANY_ABBREVIATION = re.compile(r"(?:^|\s)(?:co|corp|inc|ltd)\.$", re.IGNORECASE)
_NUMBER_ABBREVIATION = re.compile(r"(?:^|\s)(?:nos?|art|ch)\.$", re.IGNORECASE)

# `…합니다.” 라고 말했다`: what was said is part of the sentence that reports it.
_REPORTING = re.compile(r"\s*(?:이?라고|이?라는|이?라며|이?라면서|고 |하고 |라는 )")

_PAIRS = {"(": ")", "[": "]", "「": "」", "『": "』", "“": "”", "‘": "’", "〈": "〉", "《": "》", '"': '"'}
_LONGEST_ENCLOSED = 200
"""Characters. What is enclosed in quotes or brackets stays in one sentence unless it is longer than this."""
_LOOK_BACK = 40
"""Characters around a mark that are looked at; keeps the time linear on hostile text."""


def split_sentences(text: str) -> list[str]:
    """The sentences of a text, in order; a line break always separates.

    Every sentence is copied letter by letter, without the white space around it, so each is a substring of
    the text. Decimals (`3.5`), dates (`2026. 1. 22.`), numbering (`1.`, `가.`), initials and abbreviations do
    not end a sentence.
    """
    return [sentence for line in text.splitlines() for sentence in _split_line(line)]


def _split_line(line: str) -> list[str]:
    enclosed = _enclosed(line)
    sentences, start = [], 0
    for match in _END.finditer(line):
        end = match.end()
        if not enclosed[end - 1] and _ends_sentence(line, start, match):
            sentences.append(line[start:end].strip())
            start = end
    sentences.append(line[start:].strip())
    return [sentence for sentence in sentences if sentence]


def _ends_sentence(line: str, start: int, match: re.Match[str]) -> bool:
    """Whether the mark that was found ends the sentence that began at `start`."""
    before = line[max(start, match.end() - _LOOK_BACK) : match.end()]
    after = line[match.end() : match.end() + _LOOK_BACK].lstrip()
    if not after:
        return True
    numbering = _NUMBERING.match(line, start, start + _LOOK_BACK)
    if numbering and match.end() <= numbering.end():
        return False
    mark = match.group()
    if len(mark) > 1 and _REPORTING.match(line, match.end()):
        return False
    if not mark.endswith((".", "…")):
        return True
    return not _goes_on(before, after)


def _goes_on(before: str, after: str) -> bool:
    """Whether the full stop ending `before` belongs to a word, a number or a pause, not to the sentence."""
    follows = after[0]
    if _ELLIPSIS.search(before):
        return not (_KOREAN_END.search(before) or follows.isupper())
    if _ENDS_IN_NUMBER.search(before):
        return "가" <= follows <= "힣" or follows.isdigit() or bool(_DATE.search(before))
    if "가" <= before[-2:-1] <= "힣":
        return False
    if _NUMBER_ABBREVIATION.search(before) and follows.isdigit():
        return True
    if _COMPANY_ABBREVIATION.search(before) and "가" <= follows <= "힣":
        return True
    return bool(_ABBREVIATION.search(before) or _INITIAL.search(before)) or "a" <= follows <= "z"


def _enclosed(line: str) -> bytearray:
    """For each position of the line, 1 where something short is enclosed in quotes or brackets, else 0."""
    inside = bytearray(len(line))
    waiting: list[tuple[int, str]] = []
    for position, character in enumerate(line):
        if waiting and character == waiting[-1][1]:
            first, _ = waiting.pop()
            if position - first <= _LONGEST_ENCLOSED:
                inside[first:position] = b"\x01" * (position - first)
        elif character in _PAIRS:
            waiting.append((position, _PAIRS[character]))
    return inside
