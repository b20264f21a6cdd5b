"""Looking for the same and for similar documents in the library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.domain.access import DRAFTS
from assistant.domain.documents import DocumentState, DraftChunk
from assistant.domain.likeness import Likeness
from assistant.store.catalog import Catalog
from assistant.store.outbox import Edition
from ingest.likeness import MarkedDocument, SentenceMarks, likenesses


class LibraryMarks:
    """The marks of every published document's newest edition; each edition is read once, for it never changes."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._marks: dict[Edition, SentenceMarks] = {}

    def likenesses(
        self, chunks: Sequence[DraftChunk], original_digest: str, leaving_out: str | None = None
    ) -> tuple[Likeness, ...]:
        """The published documents (but one) with the same file or a similar text, the most alike first."""
        marks = SentenceMarks.of((chunk.text for chunk in chunks), original_digest)
        return likenesses(marks, self._others(leaving_out))

    def _others(self, leaving_out: str | None) -> Iterator[MarkedDocument]:
        for document in self._catalog.documents():
            newest = document.newest
            is_there = document.state is DocumentState.PUBLISHED and newest.metadata.audience != DRAFTS
            if not is_there or document.id == leaving_out:
                continue
            edition = Edition(document.id, newest.number)
            if edition not in self._marks:
                texts = [chunk.text for chunk in self._catalog.chunks(document.id, newest.number)]
                self._marks[edition] = SentenceMarks.of(texts, newest.original_digest)
            yield MarkedDocument(
                document_id=document.id,
                version=newest.number,
                title=newest.metadata.title,
                marks=self._marks[edition],
            )
