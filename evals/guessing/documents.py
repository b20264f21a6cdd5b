"""The bundled documents as they would come in without any metadata, and what is true of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.documents import DocumentMetadata
from assistant.settings import corpus_dir
from evals.suites.cases import Half
from ingest.describing import KINDS_BY_FOLDER, Given, describe
from ingest.discovering import listing, sidecar_of
from ingest.metadata_text import read_metadata_file
from ingest.readers import READERS
from ingest.readers.protocol import Block, Reader


@dataclass(frozen=True, kw_only=True)
class BareDocument:
    """What a file says without its metadata, and `truth`: what those say."""

    document_id: str
    stem: str
    blocks: Sequence[Block]
    first_heading: str | None
    truth: DocumentMetadata


def bare_documents(half: Half, corpus: Path | None = None) -> tuple[BareDocument, ...]:
    """One half of the documents of a corpus folder: in the order of their ids, the first, third and so on are for
    development.
    """
    folder = (corpus or corpus_dir()).resolve()
    readers: dict[str, Reader] = {}
    found = sorted(listing(folder, folder.name).files, key=lambda file: file.path.stem)
    documents = []
    for file in found[1 if half is Half.SCORED else 0 :: 2]:
        suffix = file.path.suffix.lower()
        reader = readers.setdefault(suffix, READERS[suffix]())
        read = reader.read(file.path.read_bytes(), file.shown)
        sidecar = sidecar_of(file.path)
        beside = read_metadata_file(sidecar.read_bytes(), file.shown) if sidecar else {}
        given = Given(
            name=file.shown,
            stem=file.path.stem,
            today="2026-11-22",
            folder_kind=KINDS_BY_FOLDER.get(file.path.parent.name),
        )
        truth = describe({**beside, **read.metadata}, given).metadata
        documents.append(
            BareDocument(
                document_id=truth.id,
                stem=file.path.stem,
                blocks=read.blocks,
                first_heading=read.first_heading,
                truth=truth,
            )
        )
    return tuple(documents)
