"""The numbers of a sentence, and those a reader finds in what it cites."""

from __future__ import annotations

import re
import unicodedata

from assistant.domain.answers import Answer, Sentence
from assistant.domain.passages import Passage

_NUMERAL = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def numerals(text: str) -> frozenset[str]:
    """The numerals of a text as they are written, without thousands commas.

    Deliberately plainer than the check inside the assistant, so that one can find the mistakes of the other. The
    price: `2억` quoted as `200,000,000` counts as unsupported.
    """
    plain = unicodedata.normalize("NFKC", text)
    return frozenset(match.replace(",", "") for match in _NUMERAL.findall(plain))


def cited_passages(answer: Answer, sentence: Sentence) -> list[Passage]:
    """The passages that a sentence of an answer cites."""
    passages = {citation.n: citation.passage for citation in answer.citations}
    return [passages[n] for n in sentence.citations if n in passages]


def cited_numerals(answer: Answer, sentence: Sentence) -> frozenset[str]:
    """The numerals of everything that a sentence cites."""
    return frozenset().union(*(numerals(_readable(passage)) for passage in cited_passages(answer, sentence)))


def _readable(passage: Passage) -> str:
    """What a reader sees of a cited passage: title, dates, headings and text."""
    metadata = passage.metadata
    dates = (metadata.date, metadata.facts_as_of or "")
    return "\n".join([metadata.title, metadata.title_en or "", *dates, *passage.chunk.heading, passage.chunk.text])
