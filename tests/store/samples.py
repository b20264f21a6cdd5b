"""Small real things for tests of the store: documents, an embedder that needs no model, and an opened store."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.domain.access import PUBLIC, Audience
from assistant.domain.document_events import Change
from assistant.domain.documents import DocumentMetadata, Draft, DraftChunk, Kind, Provenance
from assistant.store.catalog import Catalog
from assistant.store.derived import VectorIndex, WordIndex
from assistant.store.feeding import IndexFeeder
from assistant.store.indexes import Indexes
from assistant.store.morphemes import MorphemeTokenizer
from assistant.store.vectors import ChromaVectors, open_embedded, open_server
from assistant.store.words import KeywordShelf

CONSULTANTS = Audience.parse("consultants")
STAFF = Change(by="김담당", why="시험")
TOKENIZER = MorphemeTokenizer(["스마트공장"])


class TrigramEmbedder:
    """Counts letter triples in a few dozen places: similar texts get similar embeddings, the same ones everywhere."""

    def __init__(self, dimensions: int = 64) -> None:
        self.dimensions = dimensions
        self.fingerprint = f"trigrams-{dimensions}"
        self.texts_embedded = 0

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embeddings of length 1, shape (n, dimensions)."""
        self.texts_embedded += len(texts)
        embeddings = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(texts):
            for start in range(len(text) - 2):
                embeddings[row, zlib.crc32(text[start : start + 3].encode()) % self.dimensions] += 1
        embeddings /= np.maximum(np.linalg.norm(embeddings, axis=1, keepdims=True), 1e-6)
        return embeddings


def metadata(document_id: str = "case-1", **changes: Any) -> DocumentMetadata:
    """Metadata with only what is required, and the changes."""
    plain: dict[str, Any] = {
        "id": document_id,
        "title": f"사례 {document_id}",
        "kind": Kind.CASE,
        "date": "2026-05",
        "audience": PUBLIC,
        "provenance": Provenance.PUBLIC,
        "sector": ("제조",),
    }
    return DocumentMetadata(**plain | changes)


def draft(
    document_id: str = "case-1",
    texts: Sequence[str] = ("불량률이 줄었습니다.",),
    *,
    root: str = "/corpus",
    origin: str | None = None,
    **changes: Any,
) -> Draft:
    """A document of these chunks; other texts or metadata give another digest."""
    described = metadata(document_id, **changes)
    original = "\n".join(texts).encode(errors="replace")
    return Draft(
        metadata=described,
        chunks=tuple(DraftChunk(text=text, heading=("개요", f"{n}절"), page=n + 1) for n, text in enumerate(texts)),
        digest=hashlib.sha256(original + repr(described).encode()).hexdigest(),
        root=root,
        origin=origin or f"{document_id}.md",
        media_type="text/markdown",
        original=original,
    )


@dataclass(frozen=True)
class OpenedStore:
    """A data directory with everything opened, as a server has it."""

    catalog: Catalog
    vectors: ChromaVectors
    shelf: KeywordShelf
    feeder: IndexFeeder
    indexes: Indexes
    embedder: TrigramEmbedder

    def put(self, *drafts: Draft) -> None:
        """Take documents in, without feeding the indexes."""
        for given in drafts:
            self.catalog.put(given, hashlib.sha256(given.original).hexdigest())

    def found_by_meaning(self, text: str, *audiences: Audience, k: int = 5) -> list[str]:
        """The served chunks nearest to a text, best first."""
        hits = self.indexes.dense_search(self.embedder([text])[0], audiences or (PUBLIC,), k)
        return self._served([chunk_id for chunk_id, _ in hits])

    def found_by_words(self, text: str, *audiences: Audience, k: int = 5) -> list[str]:
        """The served chunks that share words with a text, best first."""
        hits = self.indexes.keyword_search(text, audiences or (PUBLIC,), k)
        return self._served([chunk_id for chunk_id, _ in hits])

    def close(self) -> None:
        """Close everything."""
        self.shelf.close()
        self.vectors.close()
        self.catalog.close()

    def _served(self, chunk_ids: Sequence[str]) -> list[str]:
        served = self.catalog.served(chunk_ids)
        return [chunk_id for chunk_id in chunk_ids if chunk_id in served]


def open_store(
    data_dir: Path,
    embedder: TrigramEmbedder | None = None,
    *,
    tokenizer: MorphemeTokenizer = TOKENIZER,
    embed: Callable[[Sequence[str]], NDArray[np.float32]] | None = None,
    database_url: str | None = None,
    chroma_url: str | None = None,
) -> OpenedStore:
    """Open (or make) a data directory. `embed` may stand in front of the embedder, to slow it down or to fail."""
    embedder = embedder or TrigramEmbedder()
    catalog = Catalog(database_url or f"sqlite:///{data_dir / 'catalog.sqlite3'}")
    vectors = open_server(chroma_url) if chroma_url else open_embedded(data_dir / "chroma")
    shelf = KeywordShelf(data_dir / "keyword", tokenizer)
    by_vectors = VectorIndex(vectors, embed or embedder, embedder, embedder.fingerprint)
    feeder = IndexFeeder(catalog, (by_vectors, WordIndex(shelf)))
    indexes = Indexes(catalog, vectors, shelf, embedder.fingerprint)
    return OpenedStore(catalog, vectors, shelf, feeder, indexes, embedder)
