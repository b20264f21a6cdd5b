"""The checks that a sentence has to pass, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.quotable import readable
from assistant.answering.verifying.names import korean_names, squeezed, unknown_names
from assistant.answering.verifying.polarity import PolarityReader, conflict
from assistant.answering.verifying.quantities import (
    Figures,
    figures_in,
    stated_by_passage,
    unsupported_dates_of,
    unsupported_quantities,
)
from assistant.answering.verifying.reading import Near, PassageReader
from assistant.answering.verifying.swapping import swapped_dates, swapped_names, swapped_quantities, without_reports
from assistant.answering.verifying.verdict import Doubt, Verdict
from assistant.domain.answers import Support
from assistant.domain.languages import is_korean
from assistant.domain.passages import Passage
from assistant.domain.sentences import split_sentences
from assistant.models.embedder import Embedder
from assistant.retrieval.wording import Wording
from assistant.store.morphemes import MorphemeTokenizer

LEAST_NEARNESS = 0.65
LEAST_NEARNESS_OTHER_LANGUAGE = 0.1
"""Smallest nearness of a sentence to the nearest sentence of its passages, on the embedder's own scale."""

MOST_CLOSEST = 3
AS_CLOSE = 0.1
"""Sentences of the passage whose nearness is this much below the nearest may be what a sentence rewords."""


class Verifier:
    """Numbers, dates and names by plain comparison, yes and no by morphemes, meaning by the embedder."""

    def __init__(self, embedder: Embedder, tokenizer: MorphemeTokenizer, wording: Wording) -> None:
        self._tokenizer = tokenizer
        self._wording = wording
        self._polarity = PolarityReader(tokenizer)
        self._reader = PassageReader(embedder)

    def check(self, sentence: str, passages: Sequence[Passage], quote: str | None) -> Verdict:
        """Judge one sentence. A word-for-word copy of the cited chunk needs no further look."""
        if not passages:
            return Verdict(doubt=Doubt.NO_CITATION)
        if _is_copied(sentence, passages, quote):
            return Verdict(support=Support.QUOTED)
        known = "\n".join(_citable_text(passage) for passage in passages)
        stated, told = figures_in(sentence), stated_by_passage(known)
        if missing := unsupported_quantities(stated, told):
            return _doubted(Doubt.NUMBER, missing)
        if wrong := unsupported_dates_of(stated, told):
            return _doubted(Doubt.DATE, wrong)
        standard = self._wording.standard
        if names := unknown_names(standard(sentence), standard(known), self._tokenizer):
            return _doubted(Doubt.NAME, names)
        near = self._reader.near(sentence, passages)
        least = LEAST_NEARNESS if is_korean(sentence) == is_korean(known) else LEAST_NEARNESS_OTHER_LANGUAGE
        if near[0].nearness < least:
            return Verdict(doubt=Doubt.MEANING, detail=f"{near[0].nearness:.2f}")
        closest = _closest(near)
        if (verdict := self._swapped(sentence, stated, closest, passages)) is not None:
            return verdict
        doubt = conflict(self._polarity.clauses(sentence), [self._polarity.clauses(item.text) for item in closest])
        if doubt is not None:
            return Verdict(doubt=doubt, detail=closest[0].text)
        return Verdict(support=Support.CHECKED)

    def _swapped(
        self, sentence: str, stated: Figures, closest: Sequence[Near], passages: Sequence[Passage]
    ) -> Verdict | None:
        """A doubt where something of the passage stands in the place of something else."""
        headings = [line for passage in passages for line in (passage.metadata.title, *passage.chunk.heading)]
        around = "\n".join([*headings, *(without_reports(item.text) for item in closest)])
        nearest = figures_in(without_reports(closest[0].text))
        told = stated_by_passage(around)
        if wrong := swapped_quantities(stated, nearest, told):
            return _doubted(Doubt.NUMBER, wrong)
        if wrong := swapped_dates(stated, nearest, figures_in("\n".join(headings))):
            return _doubted(Doubt.DATE, wrong)
        if is_korean(sentence) and is_korean(closest[0].text):
            standard = self._wording.standard
            written, there = (korean_names(standard(text), self._tokenizer) for text in (sentence, closest[0].text))
            if wrong := swapped_names(written, there, squeezed(standard(sentence)), squeezed(standard(around))):
                return _doubted(Doubt.NAME, wrong)
        return None


def _closest(near: Sequence[Near]) -> Sequence[Near]:
    """The sentences that a sentence may be a rewording of."""
    return [item for item in near[:MOST_CLOSEST] if item.nearness >= near[0].nearness - AS_CLOSE]


def _doubted(doubt: Doubt, what: Sequence[str]) -> Verdict:
    return Verdict(doubt=doubt, detail=", ".join(what))


def _is_copied(sentence: str, passages: Sequence[Passage], quote: str | None) -> bool:
    if quote is not None and any(quote in passage.chunk.text for passage in passages):
        return True
    letters = _letters(sentence)
    return any(
        letters == _letters(readable(piece)) for passage in passages for piece in split_sentences(passage.chunk.text)
    )


def _letters(text: str) -> str:
    return "".join(text.split()).rstrip(".")


def _citable_text(passage: Passage) -> str:
    """What a passage says: its title and headings belong to it, the date of its publication does not."""
    metadata = passage.metadata
    return "\n".join([metadata.title, metadata.title_en or "", *passage.chunk.heading, passage.chunk.text])
