"""Statements of documents that exactly what is asked is not known; an answer begins with such a one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from assistant.answering.quotable import Quotable, quotable_sentences
from assistant.domain.denials import states_unknown, things_not_known
from assistant.domain.passages import Findings, Passage
from assistant.models.embedder import Embedder
from assistant.models.similarity import similarity_scales
from assistant.retrieval.content_words import content_words, years_in
from assistant.retrieval.weights import search_weights
from assistant.store.catalog import Catalog
from assistant.store.morphemes import MorphemeTokenizer

_SUBTITLE = re.compile(r"[:,]")
_WORDS_KEPT = 4096
"""Texts whose words are remembered: the same documents are looked into again and again."""
_DOCUMENTS = 2
"""The documents found first, in which is looked."""
_LEAST_SHARED = 0.3
"""Share of the words of a thing, besides those of the document's title, that the question must have."""
_COMPARED = 3
"""Things that are compared by meaning at most; it takes time."""
_LEAST_NEAR, _LEAST_NEAR_OF_LATER = 0.72, 0.5
_BEHIND_ANSWERED = 0.3
"""How much nearer a question may be that documents answer.

Chosen, like those above, on development questions: of 43 without an answer on the subject 7 are met, of 158 that can
be answered 2, and of 1,200 that documents say they answer 1. With 0.55 and 0.5 these would be 7, 9 and 7 of 600.
"""


@dataclass(frozen=True, kw_only=True)
class _Statement:
    """One thing that a sentence states to be unknown."""

    thing: str
    sentence: Quotable
    title: str

    def is_of_later(self, years: frozenset[str]) -> bool:
        """Whether it is of a year asked about in which its document was not yet written."""
        written = self.sentence.passage.metadata.date[:4]
        return any(year > written for year in years & years_in(self.thing))


class Unknowns:
    """Finds, in the documents that lead the findings, the sentence that says what is asked is not known."""

    def __init__(self, catalog: Catalog, embedder: Embedder, tokenizer: MorphemeTokenizer) -> None:
        self._catalog = catalog
        self._embedder = embedder
        self._words = lru_cache(_WORDS_KEPT)(partial(content_words, tokenizer))
        self._scale = similarity_scales(embedder).questions
        self._skipped_headings = frozenset(search_weights().skipped_headings)

    def stated(self, question: str, findings: Findings) -> Quotable | None:
        """The statement that is nearest to what the question asks for, or None where there is none near enough.

        A thing is compared as a question would be, once alone and once with the document's title.
        """
        years = years_in(question)
        likely = self._likely(question, years, self._statements(findings))
        if not likely:
            return None
        nearest_answered = max((share for shares in findings.answered.values() for share in shares), default=0.0)
        least_near = max(_LEAST_NEAR, nearest_answered - _BEHIND_ANSWERED)
        near = [
            (item, nearness)
            for item, nearness in zip(likely, self._nearness(question, likely), strict=True)
            if nearness >= (_LEAST_NEAR_OF_LATER if item.is_of_later(years) else least_near)
        ]
        return max(near, key=lambda pair: pair[1])[0].sentence if near else None

    def _likely(self, question: str, years: frozenset[str], statements: Iterable[_Statement]) -> list[_Statement]:
        """The things that share most words with the question, if enough, and the year where both name one."""
        asked = self._words(question)
        shares: list[tuple[_Statement, float]] = []
        for statement in statements:
            named = years_in(statement.thing)
            own = self._words(statement.thing) - self._words(statement.title)
            share = len(own & asked) / len(own) if own else 0.0
            if statement.is_of_later(years):
                shares.append((statement, 1.0))
            elif share >= _LEAST_SHARED and not (years and named and not years & named):
                shares.append((statement, share))
        best = sorted(shares, key=lambda pair: pair[1], reverse=True)
        return [statement for statement, _ in best[:_COMPARED]]

    def _statements(self, findings: Findings) -> Iterator[_Statement]:
        best_of = {passage.chunk.document_id: passage for passage in reversed(findings.passages)}
        leading = dict.fromkeys(passage.chunk.document_id for passage in findings.passages)
        for document_id in list(leading)[:_DOCUMENTS]:
            for sentence in quotable_sentences(self._denying(best_of[document_id])):
                for thing in things_not_known(sentence.text):
                    yield _Statement(thing=thing, sentence=sentence, title=sentence.passage.metadata.title)

    def _denying(self, found: Passage) -> Sequence[Passage]:
        """The chunks of a document in which something is stated to be unknown."""
        chunks = self._catalog.chunks(found.chunk.document_id, found.chunk.version)
        return [
            Passage(chunk=chunk, metadata=found.metadata, score=found.score, parts={})
            for chunk in chunks
            if states_unknown(chunk.text) and not (chunk.heading and chunk.heading[-1] in self._skipped_headings)
        ]

    def _nearness(self, question: str, statements: Sequence[_Statement]) -> Sequence[float]:
        query = self._embedder.embed_queries([question])[0]
        texts = [statement.thing for statement in statements]
        texts += [f"{_SUBTITLE.split(statement.title)[0]}: {statement.thing}" for statement in statements]
        shares = [self._scale.share(float(cosine)) for cosine in self._embedder.embed_queries(texts) @ query]
        count = len(statements)
        return [(alone + titled) / 2 for alone, titled in zip(shares[:count], shares[count:], strict=True)]
