"""What is proposed for the bundled documents, as `ax-advisor ingest` would store it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from assistant.domain.documents import DraftOutcome
from assistant.settings import corpus_dir
from ingest.chunking import Chunker
from ingest.describing import KINDS_BY_FOLDER
from ingest.discovering import listing, sidecar_of
from ingest.drafting import Drafter, Incoming


def proposals_for(document_ids: Collection[str], corpus: Path | None = None) -> Mapping[str, tuple[DraftOutcome, ...]]:
    """The proposed outcomes of some documents of a corpus folder, by document id."""
    folder = (corpus or corpus_dir()).resolve()
    drafter = Drafter(Chunker())
    proposals = {}
    for file in listing(folder, folder.name).files:
        if file.path.stem not in document_ids:
            continue
        sidecar = sidecar_of(file.path)
        incoming = Incoming(
            content=file.path.read_bytes(),
            name=file.shown,
            stem=file.path.stem,
            suffix=file.path.suffix.lower(),
            root=str(folder),
            origin=file.origin,
            sidecar=sidecar.read_bytes() if sidecar else b"",
            folder_kind=KINDS_BY_FOLDER.get(file.path.parent.name),
        )
        draft = drafter.draft(incoming).draft
        proposals[draft.metadata.id] = draft.outcomes
    return proposals
