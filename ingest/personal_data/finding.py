"""Personal data in the blocks of a document, each with its place and an excerpt that gives nothing away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.domain.answers import Language
from assistant.domain.file_reports import PersonalFinding, Place
from assistant.domain.personal_data import PersonalItem, PersonalKind, find_personal_data, label
from ingest.readers.protocol import Block

_AROUND = 20
"""Characters of an excerpt on each side."""
_PUBLIC = frozenset({PersonalKind.BUSINESS_NUMBER, PersonalKind.CORPORATE_NUMBER})
"""Numbers of companies are public and are not reported."""
_HINTS = frozenset({PersonalKind.LANDLINE, PersonalKind.NAME_HINT})
"""Landlines in documents are nearly always those of institutions, and a name beside a title is never certain."""
_DESK = re.compile(
    r"(?:info|help|helpdesk|contact|support|admin|office|webmaster|master|press|pr|privacy|service|cs|ask|qna)\d{0,2}$",
    re.IGNORECASE,
)
"""The beginning of an e-mail address that belongs to a desk and not to a person."""


def personal_findings(blocks: Sequence[Block]) -> tuple[PersonalFinding, ...]:
    """What was found in texts and headings, in the order of the document; as often as it stands there."""
    findings: list[PersonalFinding] = []
    told = set[str]()
    for block in blocks:
        place = Place(page=block.page, heading=tuple(_masked_heading(heading) for heading in block.heading))
        fresh = [heading for heading in block.heading if heading not in told]
        told.update(fresh)
        for text in (*fresh, block.text):
            findings += _in_text(text, place)
    return tuple(findings)


def _in_text(text: str, place: Place) -> Iterator[PersonalFinding]:
    items = _items(text)
    masked, places = _masked(text, items)
    for item, start in zip(items, places, strict=True):
        yield PersonalFinding(
            kind=item.kind, place=place, excerpt=_excerpt(masked, start), is_hint=_is_hint(text, item)
        )


def _items(text: str) -> list[PersonalItem]:
    return [item for item in find_personal_data(text) if item.kind not in _PUBLIC]


def _masked_heading(heading: str) -> str:
    return _masked(heading, _items(heading))[0]


def _masked(text: str, items: Sequence[PersonalItem]) -> tuple[str, list[int]]:
    """The text with every item replaced by what it is, and where each replacement begins."""
    masked, end, places = "", 0, list[int]()
    for item in items:
        masked += text[end : item.start]
        places.append(len(masked))
        masked += f"[{_label(item.kind)}]"
        end = item.end
    return masked + text[end:], places


def _excerpt(masked: str, start: int) -> str:
    line_start = masked.rfind("\n", 0, start) + 1
    line_end = masked.find("\n", start)
    line_end = len(masked) if line_end < 0 else line_end
    end = masked.index("]", start) + 1
    return masked[max(line_start, start - _AROUND) : min(line_end, end + _AROUND)].strip()


def _is_hint(text: str, item: PersonalItem) -> bool:
    if item.kind is PersonalKind.EMAIL:
        return _DESK.match(re.split(r" ?(?:@|\(at\)|\[at\]|골뱅이)", text[item.start : item.end])[0]) is not None
    return item.kind in _HINTS


def _label(kind: PersonalKind) -> str:
    return "이름" if kind is PersonalKind.NAME_HINT else label(kind, Language.KOREAN)
