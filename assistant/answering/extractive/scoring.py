"""How well a sentence answers a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial

import numpy as np

from assistant.answering.extractive.policy import ExtractivePolicy, Form
from assistant.answering.quotable import Quotable, Shape
from assistant.domain.documents import Provenance
from assistant.models.embedder import Embedder
from assistant.models.similarity import similarity_scales
from assistant.retrieval.content_words import content_words, years_in
from assistant.store.morphemes import MorphemeTokenizer

_POINTS_ELSEWHERE = re.compile(
    r"문서(?:에|를|에서)\s*(?:있습니다|풀어|적었|다룹니다|보세요|보시|참고)|(?:see|read) the document", re.I
)
"""A sentence that only says where more is said."""


@dataclass(frozen=True, kw_only=True)
class ScoredSentence:
    """A sentence and its score; larger answers better. Scores compare within one question only."""

    quotable: Quotable
    score: float


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What the question asks for, worked out once."""

    text: str
    words: frozenset[str]
    own_words: frozenset[str]
    years: frozenset[str]
    evidence: tuple[re.Pattern[str], ...]
    form: Form

    def count(self, words: frozenset[str]) -> int:
        """How much these words of the question count together."""
        return len(words) + len(words & self.own_words)


class SentenceScorer:
    """Scores by meaning, by shared words, by the passage the sentence stands in and by what it holds."""

    def __init__(self, embedder: Embedder, tokenizer: MorphemeTokenizer, policy: ExtractivePolicy) -> None:
        self._embedder = embedder
        self._tokenizer = tokenizer
        self._policy = policy
        self._floor = similarity_scales(embedder).answers.cosine(policy.meaning_floor)

    def score(self, question: str, own_words: str, sentences: Sequence[Quotable]) -> list[ScoredSentence]:
        """The sentences with their scores, best first; those that share least with the question are left out.

        `own_words` is what the person wrote: the same as the question, or the follow-up in it. It decides what is
        looked for, and its words count double.
        """
        if not sentences:
            return []
        asked = _Asked(
            text=question,
            words=content_words(self._tokenizer, question),
            own_words=content_words(self._tokenizer, own_words),
            years=years_in(question),
            evidence=self._policy.evidence_for(own_words),
            form=self._policy.form_of(own_words),
        )
        coverages = self._coverages(asked, sentences)
        likely = sorted(range(len(sentences)), key=lambda i: coverages[i] + sentences[i].passage.score, reverse=True)[
            : self._policy.candidates
        ]
        meanings = self._meanings(question, [sentences[i] for i in likely])
        scored = [
            ScoredSentence(quotable=sentences[i], score=self._total(asked, sentences[i], meaning, coverages[i]))
            for i, meaning in zip(likely, meanings, strict=True)
        ]
        return sorted(scored, key=lambda item: item.score, reverse=True)

    def _total(self, asked: _Asked, sentence: Quotable, meaning: float, coverage: float) -> float:
        weights = self._policy.weights
        total = weights.meaning * meaning + weights.coverage * coverage + weights.passage * sentence.passage.score
        return total + self._adjustment(asked, sentence)

    def _adjustment(self, asked: _Asked, sentence: Quotable) -> float:
        values = self._policy.adjustments
        years = years_in(sentence.text)
        applies = (
            (values.answers_focus, any(pattern.search(sentence.text) for pattern in asked.evidence)),
            (values.names_asked_year, bool(asked.years & years)),
            (values.names_other_year, bool(asked.years and years and not asked.years & years)),
            (asked.form.opens_document, sentence.passage.chunk.ordinal == 0 and sentence.position == 0),
            (asked.form.introduces_list, sentence.introduces_list),
            (values.preferred_kind, sentence.passage.metadata.kind in asked.form.prefers),
            (values.leans_on_before, sentence.leans_on_before),
            (values.fragment, sentence.shape is Shape.FRAGMENT),
            (values.row, sentence.shape is Shape.ROW),
            (values.points_elsewhere, bool(_POINTS_ELSEWHERE.search(sentence.text))),
            (values.illustrative, sentence.passage.metadata.provenance is Provenance.ILLUSTRATIVE),
        )
        return sum(value for value, does_apply in applies if does_apply)

    def _coverages(self, asked: _Asked, sentences: Sequence[Quotable]) -> list[float]:
        """Share of the question's content words in each sentence; those only in its heading or title count less."""
        if not asked.words:
            return [0.0] * len(sentences)
        words = cache(partial(content_words, self._tokenizer))
        shares = self._policy.coverage
        coverages = []
        for sentence in sentences:
            within = asked.words & words(sentence.text)
            in_heading = (asked.words & words(sentence.heading)) - within
            in_title = (asked.words & words(sentence.passage.metadata.title)) - within - in_heading
            covered = asked.count(within) + shares.heading * asked.count(in_heading)
            coverages.append((covered + shares.title * asked.count(in_title)) / asked.count(asked.words))
        return coverages

    def _meanings(self, question: str, sentences: Sequence[Quotable]) -> list[float]:
        """Cosine of question and sentence, scaled so that the floor is 0 and the best sentence 1."""
        query = self._embedder.embed_queries([question])[0]
        cosines = self._embedder.embed_passages([sentence.text for sentence in sentences]) @ query
        span = float(np.max(cosines)) - self._floor
        return [max(0.0, (float(c) - self._floor) / span) if span > 0 else 0.0 for c in cosines]
