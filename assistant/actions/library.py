"""Looking into the documents: lists, editions, a cited passage in its place, the original file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath

from assistant.actions.permission import require_staff
from assistant.domain.access import Person
from assistant.domain.documents import Chunk, Document, DocumentMetadata, DocumentState, Kind, Version
from assistant.domain.file_reports import FileReport
from assistant.domain.outcomes import ProposedOutcome
from assistant.errors import NotFound
from assistant.store.catalog import Catalog
from assistant.store.originals import Originals

CONTEXT_CHUNKS = 2
"""How many neighbouring chunks of the same section stand around a passage on each side."""


@dataclass(frozen=True, kw_only=True)
class PassageView:
    """A cited passage in its place: the edition it was quoted from and the text around it in the same section."""

    chunk: Chunk
    metadata: DocumentMetadata
    before: tuple[Chunk, ...]
    after: tuple[Chunk, ...]
    newer_version: int | None
    """The number of a newer edition that is served now, if the citation is of an older one."""
    is_withdrawn: bool
    media_type: str


@dataclass(frozen=True, kw_only=True)
class OriginalFile:
    """The stored original of one edition."""

    path: Path
    name: str
    media_type: str


class Library:
    """Reading access to documents; what a person may not see does not exist for them."""

    def __init__(self, catalog: Catalog, originals: Originals) -> None:
        self._catalog = catalog
        self._originals = originals

    def documents(self, person: Person) -> list[Document]:
        """All documents this person may see, by identifier."""
        return [document for document in self._catalog.documents() if _may_see(person, document)]

    def document(self, person: Person, document_id: str) -> Document:
        """One document with its editions. Raises NotFound."""
        document = self._catalog.document(document_id)
        if document is None or not _may_see(person, document):
            raise NotFound(
                f"{document_id}: 그런 문서가 없거나 볼 수 없는 문서입니다. / No such document, or not for you."
            )
        return document

    def chunks(self, person: Person, document_id: str, version: int) -> list[Chunk]:
        """All chunks of one edition, in order. Raises NotFound."""
        self._edition(person, document_id, version)
        return self._catalog.chunks(document_id, version)

    def file_report(self, person: Person, document_id: str, version: int) -> FileReport | None:
        """What was found in the file of one edition; None where nobody looked. Raises NotFound.

        Raises NotAllowed for anybody but staff: it says where personal data stand.
        """
        require_staff(person, "파일 보고서는 담당자만 볼 수 있습니다.", "File reports are for staff.")
        self._edition(person, document_id, version)
        return self._catalog.file_report(document_id, version)

    def outcomes(self, person: Person, kind: Kind | None = None) -> list[ProposedOutcome]:
        """The outcomes proposed from the documents (of one kind) this person may see, with their passages."""
        proposed = self._catalog.outcomes(kind)
        return [one for one in proposed if person.may_see(one.metadata.audience)]

    def passage(self, person: Person, chunk_id: str) -> PassageView:
        """A passage with the text around it. Old editions stay readable. Raises NotFound."""
        chunk = self._catalog.chunk(chunk_id)
        if chunk is None:
            raise NotFound(f"{chunk_id}: 그런 대목이 없습니다. / No such passage.")
        edition = self._edition(person, chunk.document_id, chunk.version)
        document = self._catalog.document(chunk.document_id)
        section = [
            other
            for other in self._catalog.chunks(chunk.document_id, chunk.version)
            if other.heading == chunk.heading and abs(other.ordinal - chunk.ordinal) <= CONTEXT_CHUNKS
        ]
        served = document.served if document else None
        return PassageView(
            chunk=chunk,
            metadata=edition.metadata,
            before=tuple(other for other in section if other.ordinal < chunk.ordinal),
            after=tuple(other for other in section if other.ordinal > chunk.ordinal),
            newer_version=served if served is not None and served > chunk.version else None,
            is_withdrawn=served is None,
            media_type=edition.media_type,
        )

    def original(self, person: Person, document_id: str, version: int) -> OriginalFile:
        """The original file of one edition. Raises NotFound."""
        edition = self._edition(person, document_id, version)
        path = self._originals.path(edition.original_digest)
        if not path.is_file():
            raise NotFound(
                f"{document_id}: 원본 파일이 보관소에 없습니다. 다시 등록해 주세요. / The original is missing."
            )
        return OriginalFile(path=path, name=_file_name(edition), media_type=edition.media_type)

    def _edition(self, person: Person, document_id: str, number: int) -> Version:
        self.document(person, document_id)
        edition = self._catalog.version(document_id, number)
        if edition is None or not person.may_see(edition.metadata.audience):
            raise NotFound(
                f"{document_id} ({number}판): 그런 판이 없거나 볼 수 없습니다. / No such version, or not for you."
            )
        return edition


def _may_see(person: Person, document: Document) -> bool:
    """A withdrawn document is gone for everybody but staff: it may have been withdrawn for what it says."""
    if document.state is DocumentState.WITHDRAWN and not person.is_staff:
        return False
    return person.may_see(document.newest.metadata.audience)


def _file_name(edition: Version) -> str:
    """The name to offer for download; a line of a JSON-lines file becomes a small JSON document of its own."""
    name = PurePath(edition.origin.replace("\\", "/")).name
    return name if PurePath(name).suffix else f"{edition.document_id}.json"
