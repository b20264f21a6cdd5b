"""Search: from a question to passages, within what the person may see."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

from assistant.domain.access import Audience, Person
from assistant.domain.documents import Chunk, DocumentMetadata
from assistant.domain.passages import Findings, Passage, Rejected
from assistant.models.embedder import Embedder
from assistant.retrieval.fusion import FusedScore, fuse
from assistant.retrieval.weights import SearchWeights, search_weights
from assistant.store.catalog import Catalog
from assistant.store.indexes import Indexes

Known = dict[str, tuple[Chunk, DocumentMetadata]]


class Search:
    """Dense and keyword search in parallel, fused; built once, safe to call from many threads."""

    def __init__(
        self, catalog: Catalog, indexes: Indexes, embedder: Embedder, weights: SearchWeights | None = None
    ) -> None:
        self._catalog = catalog
        self._indexes = indexes
        self._embedder = embedder
        self._weights = weights or search_weights()
        self._threads = ThreadPoolExecutor(max_workers=8, thread_name_prefix="keyword-search")

    def find(self, text: str, person: Person, *, top_k: int = 10, per_document: int | None = None) -> Findings:
        """The passages nearest to `text` that the person may see, best first.

        `per_document` limits the passages of one document (default: the weights' own limit).
        """
        started = time.perf_counter()
        audiences = self.scope(person)
        if not audiences:
            return Findings(question=text, passages=())
        wanted = max(self._weights.candidates, top_k * 2)
        keyword_search = self._threads.submit(self._indexes.keyword_search, text, audiences, wanted)
        embedding = self._embedder.embed_queries([text])[0]
        embedded = time.perf_counter()
        dense = dict(self._indexes.dense_search(embedding, audiences, wanted))
        keyword = dict(keyword_search.result())
        lacking = [chunk_id for chunk_id in keyword if chunk_id not in dense]
        dense |= self._indexes.dense_cosines(embedding, audiences, lacking)
        searched = time.perf_counter()
        fused = fuse(dense, keyword, self._weights)
        known = self._catalog.served([item.chunk_id for item in fused])
        passages, rejected = _choose(fused, known, person, top_k, per_document or self._weights.per_document)
        finished = time.perf_counter()
        return Findings(
            question=text,
            passages=tuple(passages),
            rejected=tuple(rejected),
            timings_ms={
                "embed": (embedded - started) * 1000,
                "search": (searched - embedded) * 1000,
                "fuse": (finished - searched) * 1000,
                "total": (finished - started) * 1000,
            },
        )

    def scope(self, person: Person) -> list[Audience]:
        """The audiences whose collections are opened for this person; the others are never touched."""
        return sorted(audience for audience in self._catalog.audiences() if person.may_see(audience))

    def close(self) -> None:
        """End the search threads."""
        self._threads.shutdown()


def _choose(
    fused: list[FusedScore], known: Known, person: Person, top_k: int, per_document: int
) -> tuple[list[Passage], list[Rejected]]:
    passages: list[Passage] = []
    rejected: list[Rejected] = []
    taken: dict[str, int] = {}
    for item in fused:
        if item.chunk_id not in known:
            continue  # superseded or withdrawn since it was indexed; the catalog is the truth
        chunk, metadata = known[item.chunk_id]
        if not person.may_see(metadata.audience):
            continue
        passage = Passage(chunk=chunk, metadata=metadata, score=item.score, parts=item.parts)
        if len(passages) >= top_k:
            rejected.append(Rejected(passage=passage, reason="below the best ones"))
        elif taken.get(chunk.document_id, 0) >= per_document:
            rejected.append(Rejected(passage=passage, reason="enough passages of this document"))
        else:
            taken[chunk.document_id] = taken.get(chunk.document_id, 0) + 1
            passages.append(passage)
    return passages, rejected
