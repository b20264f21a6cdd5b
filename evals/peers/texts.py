"""The documents of an advisor as its readers read them, for those who split them in their own way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.bootstrap import Advisor
from assistant.domain.documents import Version
from evals.peers.protocol import PeerDocument
from ingest.readers import READERS, Block, Reader


def documents_as_read(advisor: Advisor, ids: Mapping[str, str]) -> list[PeerDocument]:
    """Every document that is served: its own id, its title as the catalog has it, and its text."""
    readers = {reader.media_type: reader() for reader in READERS.values()}
    return [
        PeerDocument(ids.get(document.id, document.id), document.newest.metadata.title, text)
        for document in advisor.catalog.documents()
        if document.served is not None and (text := _text(advisor, document.newest, readers))
    ]


def _text(advisor: Advisor, version: Version, readers: Mapping[str, Reader]) -> str:
    read = readers[version.media_type].read(advisor.originals.read(version.original_digest), version.origin)
    return "\n\n".join(_paragraphs(read.blocks))


def _paragraphs(blocks: Sequence[Block]) -> Iterator[str]:
    """Headings where they begin, and the text of every block."""
    before: tuple[str, ...] = ()
    for block in blocks:
        shared = sum(1 for old, new in zip(before, block.heading, strict=False) if old == new)
        yield from block.heading[shared:]
        yield block.text
        before = block.heading
