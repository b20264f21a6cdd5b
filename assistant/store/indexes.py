"""The indexes as a searcher sees them: always the serving generations, with or without a process that feeds them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from assistant.domain.access import Audience
from assistant.errors import StoreError
from assistant.store.catalog import Catalog
from assistant.store.derived import vectors_fingerprint, vectors_key, words_key
from assistant.store.vectors import ChromaVectors, Embedding, Shelf
from assistant.store.words import KeywordIndex, KeywordShelf, OtherWords

_Found = TypeVar("_Found")


class Indexes:
    """Reads both indexes and writes neither, so that it needs no ownership of the data directory.

    Results may name chunks that have just been replaced or withdrawn: `Catalog.served` is the last word.
    """

    def __init__(
        self, catalog: Catalog, vectors: ChromaVectors, words: KeywordShelf, embedder_fingerprint: str
    ) -> None:
        self._catalog = catalog
        self._vectors = vectors
        self._shelf = words
        self._fingerprint = vectors_fingerprint(embedder_fingerprint)

    @property
    def vector_generation(self) -> str | None:
        """The serving generation of vectors made with this embedder.

        None before the first one is complete, and after a change of model until the new one is: vectors of two models
        cannot be compared, so that only the keyword search answers meanwhile.
        """
        serving = self._catalog.generations.serving(vectors_key(self._vectors))
        return serving.name if serving and serving.fingerprint == self._fingerprint else None

    @property
    def word_generation(self) -> str | None:
        """The serving generation of the keyword index, or None before the first one is complete."""
        serving = self._catalog.generations.serving(words_key(self._shelf))
        return serving.name if serving else None

    @property
    def words(self) -> KeywordIndex | None:
        """The serving keyword index, or None before the first one is complete."""
        generation = self.word_generation
        return self._shelf.open(generation) if generation else None

    def dense_search(self, embedding: Embedding, audiences: Collection[Audience], k: int) -> list[tuple[str, float]]:
        """The k nearest chunks: (chunk id, cosine similarity), best first. `embedding` has shape (d,)."""
        return self._in_vectors(lambda name: self._vectors.search(name, embedding, audiences, k), [])

    def dense_cosines(
        self, embedding: Embedding, audiences: Collection[Audience], chunk_ids: Collection[str]
    ) -> dict[str, float]:
        """The exact cosine similarities of chunks found in another way."""
        return self._in_vectors(lambda name: self._vectors.cosines(name, embedding, audiences, chunk_ids), {})

    def question_search(
        self, embedding: Embedding, audiences: Collection[Audience], k: int, shelf: Shelf = Shelf.QUESTIONS
    ) -> dict[tuple[str, int], list[float]]:
        """How near the questions of documents are: by document id and version the cosines of those among the k nearest.

        The nearest of each edition comes first.
        """
        found = self._in_vectors(
            lambda name: self._vectors.search(name, embedding, audiences, k, shelf), list[tuple[str, float]]()
        )
        cosines: dict[tuple[str, int], list[float]] = {}
        for entry_id, cosine in found:
            edition, _, _ = entry_id.rpartition("?")
            document_id, _, version = edition.rpartition("@")
            cosines.setdefault((document_id, int(version)), []).append(cosine)
        return cosines

    def keyword_search(
        self, text: str, audiences: Collection[Audience], k: int, others: Sequence[OtherWords] = ()
    ) -> list[tuple[str, float]]:
        """The k best chunks by words: (chunk id, BM25 score), best first. `others` count by their weights."""
        return self._in_words(lambda index: index.search(text, audiences, k, others), [])

    def whole_score(self, text: str) -> float:
        """About the BM25 score of a chunk that holds every word of a question; see `KeywordIndex.whole_score`."""
        return self._in_words(lambda index: index.whole_score(text), 0.0)

    def absent_words(self, words: Collection[str]) -> frozenset[str]:
        """Those of some words that no document holds; none while there is no keyword index."""
        return self._in_words(lambda index: index.absent(words), frozenset[str]())

    def _in_words(self, search: Callable[[KeywordIndex], _Found], nothing: _Found) -> _Found:
        return _in_serving(lambda: self.word_generation, lambda name: search(self._shelf.open(name)), nothing)

    def _in_vectors(self, search: Callable[[str], _Found], nothing: _Found) -> _Found:
        return _in_serving(lambda: self.vector_generation, search, nothing)


def _in_serving(serving: Callable[[], str | None], search: Callable[[str], _Found], nothing: _Found) -> _Found:
    """Search the serving generation; again, if it was replaced meanwhile, for then it may have been dropped."""
    generation = serving()
    while generation is not None:
        error: StoreError | None = None
        found = nothing
        try:
            found = search(generation)
        except StoreError as failure:
            error = failure
        generation, searched = serving(), generation
        if generation == searched:
            if error is not None:
                raise error
            return found
    return nothing
