"""Indexing documents with fewer of their titles, to see what titles are worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from assistant.actions.corpus_keeping import CorpusKeeping
from assistant.bootstrap import Advisor, ProgressTold
from assistant.domain.access import Audience, Person, Role
from assistant.domain.documents import DocumentMetadata
from assistant.retrieval.search import Search
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from assistant.store.derived import DerivedIndex, Piece, VectorIndex, WordIndex
from assistant.store.feeding import IndexFeeder
from assistant.store.indexes import Indexes
from assistant.store.originals import Originals
from assistant.store.outbox import Edition
from assistant.store.ownership import Ownership
from assistant.store.vectors import open_embedded
from assistant.store.words import KeywordShelf
from ingest.chunking import Chunker
from ingest.synchronise import Synchroniser


class Titles(StrEnum):
    """Which titles of a document are indexed with its passages."""

    KOREAN_ONLY = "korean-only"
    NONE = "none"


class Retitled:
    """An index that is given every piece with fewer titles; everything else is the index inside."""

    def __init__(self, inner: DerivedIndex, titles: Titles) -> None:
        self._inner = inner
        self._titles = titles
        self.label = inner.label

    @property
    def key(self) -> str:
        """That of the index inside."""
        return self._inner.key

    @property
    def fingerprint(self) -> str:
        """That of the index inside; what was retitled has a data directory of its own."""
        return self._inner.fingerprint

    @property
    def is_shared(self) -> bool:
        """As the index inside."""
        return self._inner.is_shared

    def begin(self, generation: str) -> None:
        """Make the generation exist."""
        self._inner.begin(generation)

    def check(self, generation: str) -> None:
        """Raise IndexDamaged when the generation does not exist or cannot be opened."""
        self._inner.check(generation)

    def add(self, generation: str, pieces: Sequence[Piece], copy_from: str | None = None) -> None:
        """Take pieces in, with fewer titles."""
        retitled = [replace(piece, metadata=self._retitled(piece.metadata)) for piece in pieces]
        self._inner.add(generation, retitled, copy_from)

    def remove(self, generation: str, audience: Audience, edition: Edition) -> int:
        """Take an edition out."""
        return self._inner.remove(generation, audience, edition)

    def settle(self, generation: str) -> None:
        """Make all that was added and removed durable and visible."""
        self._inner.settle(generation)

    def chunk_ids(self, generation: str) -> set[str]:
        """All chunk ids in the generation."""
        return self._inner.chunk_ids(generation)

    def generations(self) -> set[str]:
        """The names of the generations that exist."""
        return self._inner.generations()

    def drop(self, generation: str) -> None:
        """Delete the generation."""
        self._inner.drop(generation)

    def _retitled(self, metadata: DocumentMetadata) -> DocumentMetadata:
        title = "" if self._titles is Titles.NONE else metadata.title
        return replace(metadata, title=title, title_en=None)


@contextmanager
def retitled_search(advisor: Advisor, source: Path, titles: Titles, tell: ProgressTold) -> Iterator[Search]:
    """A search over the documents of a source, indexed with fewer titles in a data directory beside the advisor's.

    Embedder, tokenizer and dictionary are the advisor's. Raises AdvisorError.
    """
    settings = _beside(advisor.settings, titles)
    with ExitStack() as closing:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        ownership = Ownership(settings.data_dir).acquire()
        closing.callback(ownership.release)
        catalog = Catalog(settings.catalog_url)
        closing.callback(catalog.close)
        vectors = open_embedded(settings.data_dir / "chroma")
        closing.callback(vectors.close)
        shelf = KeywordShelf(settings.data_dir / "keyword", advisor.tokenizer)
        closing.callback(shelf.close)
        embedder = advisor.embedder
        by_vectors = VectorIndex(vectors, embedder.embed_passages, embedder.embed_queries, embedder.fingerprint)
        feeder = IndexFeeder(catalog, [Retitled(by_vectors, titles), Retitled(WordIndex(shelf), titles)])
        originals = Originals(settings.data_dir / "originals")
        synchroniser = Synchroniser(catalog, originals, Chunker(), settings.max_file_bytes)
        CorpusKeeping(synchroniser, feeder).ingest(Person(Role.ADMIN), [source], tell)
        indexes = Indexes(catalog, vectors, shelf, embedder.fingerprint)
        search = Search(catalog, indexes, embedder, wording=advisor.wording)
        closing.callback(search.close)
        yield search


def _beside(settings: Settings, titles: Titles) -> Settings:
    data_dir = settings.data_dir.with_name(f"{settings.data_dir.name}-titles-{titles}")
    return settings.model_copy(update={"data_dir": data_dir, "database_url": None, "chroma_url": None})
