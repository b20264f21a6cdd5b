"""Passages for tests, as they come from a search."""

from __future__ import annotations

from assistant.domain.access import PUBLIC
from assistant.domain.documents import Chunk, DocumentMetadata, Kind, Provenance, chunk_id
from assistant.domain.passages import Passage


def passage(
    text: str,
    *,
    document_id: str = "center",
    title: str = "서울 산업 AX 혁신센터 이용 안내",
    heading: tuple[str, ...] = (),
    ordinal: int = 0,
    score: float = 0.9,
    provenance: Provenance = Provenance.PUBLIC,
) -> Passage:
    """A passage of a public policy document, version 1."""
    return Passage(
        chunk=Chunk(
            chunk_id=chunk_id(document_id, 1, ordinal),
            document_id=document_id,
            version=1,
            ordinal=ordinal,
            text=text,
            heading=heading,
        ),
        metadata=DocumentMetadata(
            id=document_id,
            title=title,
            kind=Kind.POLICY,
            date="2026-11-22",
            audience=PUBLIC,
            provenance=provenance,
            sector=("all",),
        ),
        score=score,
        parts={"dense": 0.88, "keyword": 10.0},
    )
