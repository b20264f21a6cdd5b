"""The default writer: answers with the documents' own sentences. No key, no network."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import yaml
from pydantic import BaseModel, ConfigDict

from assistant.answering.citing import similarity
from assistant.answering.quotable import Quotable, quotable_sentences
from assistant.answering.writing import Assignment, Proposal
from assistant.models.embedder import Embedder
from assistant.retrieval.content_words import content_words
from assistant.store.morphemes import MorphemeTokenizer

_FILE = Path(__file__).with_name("extractive.yml")


class Focus(BaseModel):
    """A kind of question (`asks`) and what a sentence that answers it holds (`holds`); both regular expressions."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    asks: str
    holds: str


class SentenceWeights(BaseModel):
    """Shares of the parts of a sentence's score; they add up to 1."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    meaning: float
    coverage: float
    passage: float


class ExtractivePolicy(BaseModel):
    """How sentences are picked.

    A sentence is kept when its score reaches `keep_from_best` of the best one's. `meaning_floor` is the cosine that
    counts as nothing. `too_similar` is the share of common character pairs from which a sentence is a repetition.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_sentences: int
    max_documents: int
    per_document: int
    keep_from_best: float
    weights: SentenceWeights
    meaning_floor: float
    focus_bonus: float
    leaning_penalty: float
    too_similar: float
    candidates: int
    focuses: tuple[Focus, ...]


@cache
def extractive_policy() -> ExtractivePolicy:
    """The policy in force, from `extractive.yml`."""
    return ExtractivePolicy.model_validate(yaml.safe_load(_FILE.read_text("utf-8")))


@dataclass(frozen=True, kw_only=True)
class _Scored:
    quotable: Quotable
    score: float


class ExtractiveWriter:
    """Picks the sentences that answer, groups them by document, the direct answer first."""

    name = "extractive"

    def __init__(
        self, embedder: Embedder, tokenizer: MorphemeTokenizer, policy: ExtractivePolicy | None = None
    ) -> None:
        self._embedder = embedder
        self._tokenizer = tokenizer
        self._policy = policy or extractive_policy()

    def write(self, assignment: Assignment) -> Iterator[Proposal]:
        """Propose up to `max_sentences` sentences, each a copy from one passage."""
        scored = self._score(assignment)
        for choice in self._arrange(self._choose(scored, assignment.written)):
            quotable = choice.quotable
            yield Proposal(
                text=quotable.text,
                passages=(quotable.number,),
                quote=quotable.quote,
                part=quotable.passage.metadata.title,
            )

    def _score(self, assignment: Assignment) -> list[_Scored]:
        sentences = quotable_sentences(assignment.passages)
        if not sentences:
            return []
        asked = content_words(self._tokenizer, assignment.question)
        coverages = [self._coverage(asked, sentence) for sentence in sentences]
        order = sorted(range(len(sentences)), key=lambda i: coverages[i] + sentences[i].passage.score, reverse=True)[
            : self._policy.candidates
        ]
        sentences = [sentences[i] for i in order]
        coverages = [coverages[i] for i in order]
        meanings = self._meanings(assignment.question, sentences)
        holds = [
            re.compile(focus.holds) for focus in self._policy.focuses if re.search(focus.asks, assignment.question)
        ]
        scored = [
            _Scored(quotable=sentence, score=self._total(sentence, meaning, coverage, holds))
            for sentence, meaning, coverage in zip(sentences, meanings, coverages, strict=True)
        ]
        return sorted(scored, key=lambda item: item.score, reverse=True)

    def _total(self, sentence: Quotable, meaning: float, coverage: float, holds: Sequence[re.Pattern[str]]) -> float:
        weights = self._policy.weights
        total = weights.meaning * meaning + weights.coverage * coverage
        total += weights.passage * sentence.passage.score
        if any(pattern.search(sentence.text) for pattern in holds):
            total += self._policy.focus_bonus
        if sentence.leans_on_before:
            total -= self._policy.leaning_penalty
        return total

    def _coverage(self, asked: frozenset[str], sentence: Quotable) -> float:
        """Share of the question's content words in the sentence; those only in title and headings count half."""
        if not asked:
            return 0.0
        within = content_words(self._tokenizer, sentence.text)
        around = content_words(self._tokenizer, sentence.surroundings)
        return (len(asked & within) + 0.5 * len((asked & around) - within)) / len(asked)

    def _meanings(self, question: str, sentences: Sequence[Quotable]) -> list[float]:
        """Cosine of question and sentence, scaled so that the floor is 0 and the best sentence 1."""
        query = self._embedder.embed_queries([question])[0]
        texts = [f"{sentence.surroundings} {sentence.text}".strip() for sentence in sentences]
        cosines = self._embedder.embed_passages(texts) @ query
        span = float(np.max(cosines)) - self._policy.meaning_floor
        return [max(0.0, (float(c) - self._policy.meaning_floor) / span) if span > 0 else 0.0 for c in cosines]

    def _choose(self, scored: list[_Scored], written: Sequence[str]) -> list[_Scored]:
        chosen: list[_Scored] = []
        per_document: dict[str, int] = {}
        for item in scored:
            document_id = item.quotable.passage.chunk.document_id
            if item.score < self._policy.keep_from_best * scored[0].score:
                break
            if len(chosen) >= self._policy.max_sentences:
                break
            is_new = document_id not in per_document
            if is_new and len(per_document) >= self._policy.max_documents:
                continue
            if per_document.get(document_id, 0) >= self._policy.per_document:
                continue
            shown = [*written, *(other.quotable.text for other in chosen)]
            if any(similarity(item.quotable.text, text) > self._policy.too_similar for text in shown):
                continue
            chosen.append(item)
            per_document[document_id] = per_document.get(document_id, 0) + 1
        return chosen

    def _arrange(self, chosen: list[_Scored]) -> list[_Scored]:
        """Documents in the order of their best sentence; inside a document the direct answer, then reading order."""
        order = list(dict.fromkeys(item.quotable.passage.chunk.document_id for item in chosen))
        arranged: list[_Scored] = []
        for document_id in order:
            group = [item for item in chosen if item.quotable.passage.chunk.document_id == document_id]
            best, *others = group
            others.sort(key=lambda item: (item.quotable.passage.chunk.ordinal, item.quotable.position))
            arranged += (
                [best, *others]
                if not arranged
                else sorted(group, key=lambda item: (item.quotable.passage.chunk.ordinal, item.quotable.position))
            )
        return arranged
