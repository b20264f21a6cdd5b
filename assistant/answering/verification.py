"""Checking a sentence against the passages it cites, before anybody sees it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.answering.numbers import unsupported_numbers
from assistant.domain.passages import Passage
from assistant.domain.sentences import split_sentences
from assistant.models.embedder import Embedder
from assistant.models.similarity import similarity_scales

MEANING_THRESHOLD = 0.1
"""Smallest nearness of a written sentence to the nearest sentence of its passages, on the embedder's own scale (0 for
unrelated sentences, 1 for a sentence and its paraphrase)."""

_LATIN_NAME = re.compile(r"[A-Z][A-Za-z0-9&.-]+")
_COMMON_LATIN = {"AI", "AX", "IT"}


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether a sentence may be shown; a reason where not."""

    supported: bool
    reason: str = ""


class Verifier:
    """Numbers and names by plain comparison, meaning by the embedder."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._scale = similarity_scales(embedder).paraphrases

    def check(self, sentence: str, passages: Sequence[Passage], quote: str | None) -> Verdict:
        """Judge one sentence. A word-for-word copy of the cited chunk needs no further look."""
        if not passages:
            return Verdict(supported=False, reason="no citation")
        if quote is not None and any(quote in passage.chunk.text for passage in passages):
            return Verdict(supported=True)
        known = "\n".join(_citable_text(passage) for passage in passages)
        if missing := unsupported_numbers(sentence, known):
            return Verdict(supported=False, reason=f"numbers not in the passage: {sorted(map(str, missing))}")
        if names := _unknown_names(sentence, known):
            return Verdict(supported=False, reason=f"names not in the passage: {sorted(names)}")
        nearest = self._nearest(sentence, passages)
        if nearest < MEANING_THRESHOLD:
            return Verdict(supported=False, reason=f"meaning too far from the passage: {nearest:.2f}")
        return Verdict(supported=True)

    def _nearest(self, sentence: str, passages: Sequence[Passage]) -> float:
        pieces = [piece for passage in passages for piece in split_sentences(passage.chunk.text)]
        pieces += [passage.chunk.text for passage in passages]
        vectors = self._embedder.embed_passages([sentence, *pieces])
        return self._scale.share(float(np.max(vectors[1:] @ vectors[0])))


def _citable_text(passage: Passage) -> str:
    """What a reader sees of a cited passage: title, date of the facts, headings and text."""
    metadata = passage.metadata
    parts = [metadata.title, metadata.title_en or "", metadata.facts_as_of or "", metadata.date]
    return "\n".join([*parts, *passage.chunk.heading, passage.chunk.text])


def _unknown_names(sentence: str, known: str) -> set[str]:
    """Latin names and abbreviations that the passages do not hold; a capital that only begins the sentence is none."""
    lowered = known.lower()
    names = set()
    for match in _LATIN_NAME.finditer(sentence):
        is_plain_first_word = match.start() == 0 and match.group()[1:].islower()
        if not is_plain_first_word and match.group() not in _COMMON_LATIN and match.group().lower() not in lowered:
            names.add(match.group())
    return names
