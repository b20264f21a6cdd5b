"""Searches over the same indexes that differ in one part."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from assistant.bootstrap import Advisor
from assistant.retrieval.search import Search
from assistant.retrieval.weights import SearchWeights, search_weights
from assistant.retrieval.wording import Wording
from assistant.store.indexes import Indexes
from assistant.store.morphemes import MorphemeTokenizer
from assistant.store.vectors import open_embedded
from assistant.store.words import KeywordShelf

_BELOW_ALL = -10.0
"""A floor that no cosine falls below, so that every candidate keeps its place."""


class SearchBench:
    """Builds searches over the documents of an advisor, without a reranker: only the part makes a difference."""

    def __init__(self, advisor: Advisor, closing: ExitStack) -> None:
        self.advisor = advisor
        self._closing = closing
        self._vectors = open_embedded(advisor.settings.data_dir / "chroma")
        closing.callback(self._vectors.close)

    def indexes(self, tokenizer: MorphemeTokenizer | None = None) -> Indexes:
        """Both indexes; `tokenizer` splits the questions, the documents stay as they were split."""
        shelf = KeywordShelf(self.advisor.settings.data_dir / "keyword", tokenizer or self.advisor.tokenizer)
        self._closing.callback(shelf.close)
        return Indexes(self.advisor.catalog, self._vectors, shelf, self.advisor.embedder.fingerprint)

    def search(
        self,
        *,
        weights: SearchWeights | None = None,
        wording: Wording | None = None,
        tokenizer: MorphemeTokenizer | None = None,
    ) -> Search:
        """A search with everything in force but what is given."""
        search = Search(
            self.advisor.catalog,
            self.indexes(tokenizer),
            self.advisor.embedder,
            wording=wording or self.advisor.wording,
            weights=weights,
        )
        self._closing.callback(search.close)
        return search


@contextmanager
def search_bench(advisor: Advisor) -> Iterator[SearchBench]:
    """A bench over the documents of an advisor that is ready."""
    with ExitStack() as closing:
        yield SearchBench(advisor, closing)


def dense_only() -> SearchWeights:
    """Weights under which only the cosine counts, however small it is."""
    return _shared(1.0, 0.0, dense_floor=_BELOW_ALL)


def keyword_only() -> SearchWeights:
    """Weights under which only BM25 counts."""
    return _shared(0.0, 1.0)


def _shared(dense: float, keyword: float, dense_floor: float | None = None) -> SearchWeights:
    weights = search_weights()
    floor = weights.dense.floor if dense_floor is None else dense_floor
    parts = {
        "dense": weights.dense.model_copy(update={"weight": dense, "floor": floor}),
        "keyword": weights.keyword.model_copy(update={"weight": keyword}),
    }
    return weights.model_copy(update=parts)
