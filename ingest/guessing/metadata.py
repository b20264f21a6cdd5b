"""The guesses for all fields of a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant.domain.documents import Kind
from assistant.domain.guesses import Guess
from ingest.cleaning import clean, one_line
from ingest.guessing.dates import facts_date, publication_date
from ingest.guessing.sizes import company_size
from ingest.guessing.texts import Texts, quoted
from ingest.guessing.words import Patterns, guessing_words
from ingest.readers.protocol import Block, BlockKind

_NO_TITLE = re.compile(
    r"(?:제?\s*\d+\s*[장절.)]|[IVX\u2160-\u2169]+[.)]?)?\s*(?:목차|차례|개요|서론|머리말|요약|(?:추진 ?)?배경|표지"
    r"|보고서|결과|contents|summary|introduction)",
    re.IGNORECASE,
)
_OF_COMPANIES = (Kind.CASE, Kind.PILOT)
"""The kinds that tell of companies. What a document of unknown kind says of them may be said by the way."""
_LONGEST_TITLE = 80
_SENTENCE_END = re.compile(r"[.!?。]$")
_TITLE_BLOCKS = 3
_TITLE_WEIGHT, _LEAD_WEIGHT, _MOST_IN_BODY = 4, 2, 6
_FEWEST_POINTS = 6
_CLEAR_LEAD = 2.0
"""How many times the points of the second sector the first one needs."""
_MOST_SECTORS = 2
_FEWEST_MENTIONS = 5
"""Of a technology in the text, where neither the title nor the lead names it."""
_MOST_TECHNOLOGIES = 3
_STOPPED = re.compile(r"중단|취소|stopped|cancelled", re.IGNORECASE)
_PUBLISHER = r"발행처|발행인|펴낸 ?곳|(?:발행|작성|주관|시행|전담) ?기관|publisher|published by"


def guessed_metadata(
    blocks: Sequence[Block], first_heading: str | None, file_stem: str, raw: Mapping[str, Any]
) -> dict[str, Guess]:
    """What the text suggests for the fields that are missing in `raw`, the metadata the file brings.

    A field without plain evidence is left out. Values are as people write them in metadata: text for dates, title,
    kind, publisher and region, lists for the others; `describe` checks them like any other.
    """
    title = _title(blocks, first_heading, file_stem)
    texts = Texts.of(blocks, title.value if title and isinstance(title.value, str) else "")
    kind = str(raw.get("kind") or "") or _kind_text(_kind(texts))
    tellers: Mapping[str, Callable[[], Guess | None]] = {
        "title": lambda: title,
        "kind": lambda: _kind(texts),
        "publisher": lambda: _publisher(texts),
        "date": lambda: publication_date(texts),
        "facts_as_of": lambda: facts_date(texts),
        "sector": lambda: _sector(texts, kind),
        "company_size": lambda: company_size(texts) if kind in _OF_COMPANIES else None,
        "region": lambda: _region(texts, kind),
        "technologies": lambda: _technologies(texts),
        "stage": lambda: _stage(texts, kind),
    }
    guesses = {field: tell() for field, tell in tellers.items() if not raw.get(field)}
    return {field: guess for field, guess in guesses.items() if guess is not None}


def _kind_text(guess: Guess | None) -> str:
    return str(guess.value) if guess else ""


def _title(blocks: Sequence[Block], first_heading: str | None, file_stem: str) -> Guess | None:
    """The first heading, or a first line that looks like a title; the file's name is no evidence of its own."""
    first_lines = [block.text for block in blocks[:_TITLE_BLOCKS] if block.kind is BlockKind.PARAGRAPH]
    for line in (first_heading or "", *first_lines):
        written = one_line(clean(line))
        is_generic = _NO_TITLE.fullmatch(written)
        if written and not is_generic and len(written) <= _LONGEST_TITLE and not _SENTENCE_END.search(written):
            return Guess(value=written, words=written)
    return None


def _kind(texts: Texts) -> Guess | None:
    """What the title calls the document, and what its opening tells of, unless the two disagree.

    A pilot report is called one, and its opening may well be that of a case.
    """
    words = guessing_words()
    named, told = _matches(words.titles, texts.title), _matches(words.openings, texts.opening)
    if any(map(words.not_of_a_case.search, (texts.title, texts.opening))):
        told.pop(Kind.CASE, None)
    found = named if Kind.PILOT in named else told | named
    if len(found) != 1:
        return None
    [(kind, match)] = found.items()
    return Guess(value=kind, words=quoted(match))


def _publisher(texts: Texts) -> Guess | None:
    labelled = texts.labelled(_PUBLISHER)
    return Guess(value=one_line(labelled["value"]), words=quoted(labelled)) if labelled else None


def _sector(texts: Texts, kind: str) -> Guess | None:
    """The sector a label gives; for a case or pilot, else the one whose words clearly outnumber those of all others."""
    if kind != Kind.POLICY and (labelled := texts.labelled(r"업종|주 ?업종|산업 ?분야|sector|industry")):
        named = list(_matches(guessing_words().sectors, labelled["value"]))[:_MOST_SECTORS]
        if named:
            return Guess(value=named, words=quoted(labelled))
    if kind not in _OF_COMPANIES:
        return None
    points = Counter({sector: _points(pattern, texts) for sector, pattern in guessing_words().sectors.items()})
    (first, most), (_, second) = points.most_common(2)
    if most < _FEWEST_POINTS or most < _CLEAR_LEAD * second:
        return None
    match = _first(guessing_words().sectors[first], texts)
    return Guess(value=[first], words=quoted(match)) if match else None


def _points(pattern: re.Pattern[str], texts: Texts) -> int:
    in_title, in_lead, in_body = (len(pattern.findall(text)) for text in (texts.title, texts.lead, texts.body))
    return _TITLE_WEIGHT * in_title + _LEAD_WEIGHT * in_lead + min(_MOST_IN_BODY, in_body)


def _technologies(texts: Texts) -> Guess | None:
    """The technologies the title or the lead names, or the text again and again."""
    found = {}
    for technology, pattern in guessing_words().technologies.items():
        match = pattern.search(texts.title) or pattern.search(texts.lead)
        if match or len(pattern.findall(texts.body)) >= _FEWEST_MENTIONS:
            found[technology] = match or _first(pattern, texts)
    named = list(found)[:_MOST_TECHNOLOGIES]
    words = " / ".join(quoted(match) for technology in named if (match := found[technology]))
    return Guess(value=named, words=words) if named else None


def _region(texts: Texts, kind: str) -> Guess | None:
    """The region a label gives; else the only one a case or pilot begins with, or that any other document is named
    after.
    """
    if kind != Kind.POLICY and (labelled := texts.labelled(r"소재지|사업장 ?주소|주소|지역|location|region")):
        named = list(_matches(guessing_words().regions, labelled["value"]))
        if len(named) == 1:
            return Guess(value=named[0], words=quoted(labelled))
    text = f"{texts.title}\n{texts.lead}" if kind in _OF_COMPANIES else texts.title
    found = _matches(guessing_words().regions, text)
    if len(found) != 1:
        return None
    [(region, match)] = found.items()
    return Guess(value=region, words=quoted(match))


def _stage(texts: Texts, kind: str) -> Guess | None:
    """The stage the title of a case or pilot names, unless it also says that it ended there."""
    if kind not in _OF_COMPANIES or _STOPPED.search(texts.title):
        return None
    found = _matches(guessing_words().stages, texts.title)
    return Guess(value=list(found), words=" / ".join(map(quoted, found.values()))) if found else None


def _matches(patterns: Patterns, text: str) -> dict[str, re.Match[str]]:
    return {value: match for value, pattern in patterns.items() if (match := pattern.search(text))}


def _first(pattern: re.Pattern[str], texts: Texts) -> re.Match[str] | None:
    found = (pattern.search(text) for text in (texts.title, texts.lead, texts.body))
    return next((match for match in found if match), None)
