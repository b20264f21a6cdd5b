"""The two indexes derived from the catalog, behind one protocol: each knows how to take chunks in and out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.domain.access import Audience
from assistant.domain.documents import Chunk, DocumentMetadata
from assistant.errors import IndexDamaged, StoreError
from assistant.store.outbox import Edition
from assistant.store.vectors import ChromaVectors, Embedding, Shelf, VectorEntry
from assistant.store.words import KeywordShelf, WordEntry

TEXT_SCHEME = "3"
"""Changes whenever `indexed_text` or `asked_texts` would give other texts: the vectors are then made anew."""

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
"""Texts to embeddings, shape (n, d)."""


@dataclass(frozen=True)
class Piece:
    """A chunk on its way into an index, with the metadata of its edition."""

    chunk: Chunk
    metadata: DocumentMetadata

    @property
    def edition(self) -> Edition:
        """The edition the chunk belongs to."""
        return Edition(self.chunk.document_id, self.chunk.version)


def indexed_text(metadata: DocumentMetadata, chunk: Chunk) -> str:
    """What is embedded of a chunk: the titles, the heading path where there is one, and the text, each on its line.

    The English title lets English questions find Korean documents (nDCG@10 of English questions 0.50 to 0.94).
    """
    parts = (metadata.title, metadata.title_en, chunk.heading_label, chunk.text)
    return "\n".join(part for part in parts if part)


def asked_texts(metadata: DocumentMetadata) -> tuple[str, ...]:
    """The questions that a document says it answers, each once."""
    return tuple(dict.fromkeys((*metadata.questions, *metadata.also_asked)))


_QUESTIONS: Mapping[Shelf, Callable[[DocumentMetadata], tuple[str, ...]]] = {
    Shelf.QUESTIONS: asked_texts,
    Shelf.NOT_ANSWERED: lambda metadata: metadata.not_answered,
}


class DerivedIndex(Protocol):
    """One kind of index, in generations. What it contains can always be made again from the catalog."""

    label: str
    """What it is called in reports and progress: 벡터 색인, 검색어 색인."""

    @property
    def key(self) -> str:
        """Under which name the catalog keeps its generations: kind and place."""

    @property
    def fingerprint(self) -> str:
        """What the contents depend on besides the catalog; another fingerprint needs another generation."""

    @property
    def is_shared(self) -> bool:
        """Whether others may keep generations in the same place; if not, unknown ones are leftovers."""

    def begin(self, generation: str) -> None:
        """Make the generation exist."""

    def check(self, generation: str) -> None:
        """Raise IndexDamaged when the generation does not exist or cannot be opened."""

    def add(self, generation: str, pieces: Sequence[Piece], copy_from: str | None = None) -> None:
        """Take pieces in, skipping those already there; a generation with the same fingerprint may lend its work."""

    def remove(self, generation: str, audience: Audience, edition: Edition) -> int:
        """Take an edition out. Returns how many dead entries that leaves behind."""

    def settle(self, generation: str) -> None:
        """Make all that was added and removed durable and visible."""

    def chunk_ids(self, generation: str) -> set[str]:
        """All chunk ids in the generation."""

    def generations(self) -> set[str]:
        """The names of the generations that exist."""

    def drop(self, generation: str) -> None:
        """Delete the generation."""


class VectorIndex:
    """The embeddings of the chunks, and of the questions their documents say they answer, in Chroma."""

    label = "벡터 색인"

    def __init__(self, vectors: ChromaVectors, embed: Embed, embed_questions: Embed, embedder_fingerprint: str) -> None:
        self._vectors = vectors
        self._embed = embed
        self._embed_questions = embed_questions
        self.key = vectors_key(vectors)
        self.fingerprint = vectors_fingerprint(embedder_fingerprint)
        self.is_shared = vectors.is_shared

    def begin(self, generation: str) -> None:
        """Make the generation exist."""
        self._vectors.begin(generation)

    def check(self, generation: str) -> None:
        """Raise IndexDamaged when the generation does not exist."""
        if generation not in self._vectors.generations():
            raise IndexDamaged(
                f"벡터 색인이 없습니다: {generation}. 색인을 다시 만들어 주세요(rebuild). / "
                f"There are no vectors of generation {generation}: rebuild them."
            )

    def add(self, generation: str, pieces: Sequence[Piece], copy_from: str | None = None) -> None:
        """Embed what is new (or copy its embedding from another generation) and keep it."""
        for audience in sorted({piece.metadata.audience for piece in pieces}, key=str):
            mine = [piece for piece in pieces if piece.metadata.audience == audience]
            texts = {piece.chunk.chunk_id: (piece.edition, indexed_text(piece.metadata, piece.chunk)) for piece in mine}
            self._keep(generation, audience, Shelf.CHUNKS, texts, copy_from)
            editions = {piece.edition: piece.metadata for piece in mine}
            for shelf, questions_of in _QUESTIONS.items():
                self._keep(generation, audience, shelf, _numbered(editions, questions_of), copy_from)

    def remove(self, generation: str, audience: Audience, edition: Edition) -> int:
        """Take an edition out. Chroma never frees the room: every chunk leaves a dead entry."""
        for shelf in _QUESTIONS:
            self._vectors.remove(generation, audience, edition, shelf)
        return self._vectors.remove(generation, audience, edition)

    def settle(self, generation: str) -> None:
        """Nothing to do: Chroma has kept each change when the call returned."""

    def chunk_ids(self, generation: str) -> set[str]:
        """All chunk ids in the generation."""
        return self._vectors.chunk_ids(generation)

    def generations(self) -> set[str]:
        """The names of the generations that exist."""
        return self._vectors.generations()

    def drop(self, generation: str) -> None:
        """Delete the generation."""
        self._vectors.drop(generation)

    def _keep(
        self,
        generation: str,
        audience: Audience,
        shelf: Shelf,
        texts: Mapping[str, tuple[Edition, str]],
        copy_from: str | None,
    ) -> None:
        """Keep the embeddings of texts, by their ids; those there already are skipped."""
        if not texts:
            return
        present = self._vectors.present(generation, audience, texts, shelf)
        fresh = {entry_id: item for entry_id, item in texts.items() if entry_id not in present}
        embeddings = self._copied(copy_from, audience, fresh, shelf) if copy_from else {}
        lacking = [entry_id for entry_id in fresh if entry_id not in embeddings]
        embed = self._embed if shelf is Shelf.CHUNKS else self._embed_questions
        made = _embedded(embed, [fresh[entry_id][1] for entry_id in lacking])
        embeddings |= dict(zip(lacking, made, strict=True))
        entries = [VectorEntry(entry_id, edition, embeddings[entry_id]) for entry_id, (edition, _) in fresh.items()]
        self._vectors.add(generation, audience, entries, shelf)

    def _copied(self, generation: str, audience: Audience, ids: Collection[str], shelf: Shelf) -> dict[str, Embedding]:
        try:
            return self._vectors.stored(generation, [audience], ids, shelf)
        except IndexDamaged:
            return {}  # it is being replaced for a reason; embed again


class WordIndex:
    """The words of the chunks, in tantivy."""

    label = "검색어 색인"
    is_shared = False

    def __init__(self, shelf: KeywordShelf) -> None:
        self._shelf = shelf
        self.key = words_key(shelf)
        self.fingerprint = shelf.fingerprint

    def begin(self, generation: str) -> None:
        """Make the generation exist."""
        self._shelf.make(generation)

    def check(self, generation: str) -> None:
        """Raise IndexDamaged when the generation does not exist or cannot be opened."""
        self._shelf.open(generation)

    def add(self, generation: str, pieces: Sequence[Piece], copy_from: str | None = None) -> None:
        """Split what is new into terms and keep it; there is nothing to copy, since terms are not stored."""
        index = self._shelf.open(generation)
        for audience in sorted({piece.metadata.audience for piece in pieces}, key=str):
            index.add(audience, [_word_entry(piece) for piece in pieces if piece.metadata.audience == audience])

    def remove(self, generation: str, audience: Audience, edition: Edition) -> int:
        """Take an edition out; tantivy frees the room by itself."""
        self._shelf.open(generation).remove(edition)
        return 0

    def settle(self, generation: str) -> None:
        """Commit."""
        self._shelf.open(generation).commit()

    def chunk_ids(self, generation: str) -> set[str]:
        """All chunk ids in the generation."""
        return self._shelf.open(generation).chunk_ids()

    def generations(self) -> set[str]:
        """The names of the generations that exist."""
        return self._shelf.generations()

    def drop(self, generation: str) -> None:
        """Delete the generation."""
        self._shelf.drop(generation)


def _numbered(
    editions: Mapping[Edition, DocumentMetadata], questions_of: Callable[[DocumentMetadata], tuple[str, ...]]
) -> dict[str, tuple[Edition, str]]:
    """The questions of editions by their ids on the shelf; see `Indexes.question_search`."""
    return {
        f"{edition}?{number}": (edition, question)
        for edition, metadata in editions.items()
        for number, question in enumerate(questions_of(metadata))
    }


def _embedded(embed: Embed, texts: Sequence[str]) -> NDArray[np.float32]:
    if not texts:
        return np.zeros((0, 0), np.float32)
    embeddings = np.asarray(embed(texts), dtype=np.float32)
    if embeddings.shape[:1] != (len(texts),) or not np.isfinite(embeddings).all():
        raise StoreError(
            f"임베딩 모델이 잘못된 값을 돌려주었습니다. 모델 설정(AX_EMBEDDING_MODEL)을 확인해 주세요. / "
            f"The embedder returned shape {embeddings.shape} for {len(texts)} texts, or values that are no numbers."
        )
    return embeddings


def vectors_key(vectors: ChromaVectors) -> str:
    """Under which name the catalog keeps the generations of these vectors."""
    return f"vectors:{vectors.place}"


def vectors_fingerprint(embedder_fingerprint: str) -> str:
    """What vectors depend on: the embedder and the text it is given."""
    return f"{embedder_fingerprint}-text-{TEXT_SCHEME}"


def words_key(shelf: KeywordShelf) -> str:
    """Under which name the catalog keeps the generations of this shelf."""
    return f"words:{shelf.place}"


def _word_entry(piece: Piece) -> WordEntry:
    body = "\n".join(part for part in (piece.chunk.heading_label, piece.chunk.text) if part)
    return WordEntry(chunk_id=piece.chunk.chunk_id, edition=piece.edition, title=_titles(piece.metadata), text=body)


def _titles(metadata: DocumentMetadata) -> str:
    return " ".join(title for title in (metadata.title, metadata.title_en) if title)
