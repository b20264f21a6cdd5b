"""Changing what is in the library: taking down, bringing back, describing anew, and mending single chunks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from assistant.actions.permission import require_staff
from assistant.clock import Clock
from assistant.domain.access import Person
from assistant.domain.document_events import Change, DocumentAction, DocumentEvent
from assistant.domain.documents import Chunk, Document, DocumentState, Version
from assistant.errors import NotFound, WrongUse
from assistant.store.catalog import Catalog
from assistant.store.revisions import ChunkEdit
from ingest.describing import Given, describe
from ingest.metadata_form import metadata_form

LONGEST_REASON = 300
LONGEST_QUESTION = 300
LONGEST_CHUNK = 4_000
"""Characters of a chunk that staff have changed; the embedding sees the first few hundred of them."""


class LibraryChanges:
    """What staff change about documents, each with its entry in the history.

    All methods raise NotAllowed for anybody but staff, NotFound and StoreError. `changed` is called after each change
    (where no server follows the catalog, the indexes have to be told).
    """

    def __init__(self, catalog: Catalog, clock: Clock, changed: Callable[[], None]) -> None:
        self._catalog = catalog
        self._clock = clock
        self._changed = changed

    def withdraw(self, person: Person, by: str, document_id: str, why: str) -> None:
        """Take a document down: from now on nobody but staff finds or opens it. Raises WrongUse without a reason."""
        _require_staff(person)
        if not why.strip():
            raise WrongUse("내리는 이유를 적어 주세요. / Give the reason for withdrawing it.")
        self._catalog.revisions.withdraw(document_id, _change(by, why))
        self._changed()

    def restore(self, person: Person, by: str, document_id: str, why: str = "") -> None:
        """Bring a withdrawn document back."""
        _require_staff(person)
        self._catalog.revisions.restore(document_id, _change(by, why))
        self._changed()

    def return_to(self, person: Person, by: str, document_id: str, version: int, why: str = "") -> Version:
        """Make an older edition the newest again. Raises WrongUse for the one that is served."""
        document = self._document(person, document_id)
        if document.served == version:
            raise WrongUse(f"{document_id}: 이미 {version}판을 보여 주고 있습니다. / This edition is served already.")
        change = _change(by, why or f"{version}판으로 되돌림")
        made = self._catalog.revisions.revise(document_id, version, change, DocumentAction.RETURNED)
        self._changed()
        return made

    def describe(self, person: Person, by: str, document_id: str, fields: Mapping[str, Any], why: str = "") -> Version:
        """Give a document other metadata: a new edition of the same text.

        Raises DocumentRefused (BAD_METADATA) naming the field; WrongUse for another id.
        """
        document = self._document(person, document_id)
        if fields.get("id", document_id) != document_id:
            raise WrongUse("문서의 id는 바꿀 수 없습니다. / The id of a document cannot be changed.")
        raw = {**metadata_form(document.newest.metadata), **fields}
        given = Given(name=document_id, stem=document_id, today=self._clock().date().isoformat())
        metadata = describe(raw, given).metadata
        made = self._catalog.revisions.revise(
            document_id, document.newest.number, _change(by, why), DocumentAction.DESCRIBED, metadata=metadata
        )
        self._changed()
        return made

    def note_question(
        self, person: Person, by: str, document_id: str, question: str, *, is_answered: bool, why: str = ""
    ) -> Version:
        """Write down a question that a document answers, or that it does not and nothing else does.

        From then on the search knows it. A question noted as the other sort before is moved. Raises WrongUse for an
        empty or overlong question and for one that is noted already.
        """
        document = self._document(person, document_id)
        asked = " ".join(question.split())
        if not asked or len(asked) > LONGEST_QUESTION:
            raise WrongUse(
                f"질문은 1~{LONGEST_QUESTION}자여야 합니다. / A question has 1 to {LONGEST_QUESTION} characters."
            )
        metadata = document.newest.metadata
        answered, not_answered = list(metadata.also_asked), list(metadata.not_answered)
        into, other = (answered, not_answered) if is_answered else (not_answered, answered)
        if asked in into or (is_answered and asked in metadata.questions):
            raise WrongUse(f"{document_id}: 이미 적혀 있는 질문입니다. / This question is noted already.")
        into.append(asked)
        if asked in other:
            other.remove(asked)
        fields = {"also_asked": answered, "not_answered": not_answered}
        return self.describe(person, by, document_id, fields, why or f"사람들이 물은 말을 적음: {asked}")

    def chunks(self, person: Person, document_id: str) -> list[Chunk]:
        """The chunks of the newest edition, those that are switched off among them."""
        document = self._document(person, document_id)
        return self._catalog.chunks(document_id, document.newest.number, also_off=True)

    def edit_chunk(self, person: Person, by: str, chunk_id: str, text: str, why: str = "") -> Version:
        """Give a chunk of the newest edition another text. Raises WrongUse for an empty or overlong one."""
        chunk = self._chunk(person, chunk_id)
        wanted = text.strip()
        if not wanted or len(wanted) > LONGEST_CHUNK:
            raise WrongUse(
                f"조각의 글은 1~{LONGEST_CHUNK}자여야 합니다. 빼려면 '사용 안 함'을 누르세요. / "
                f"A chunk has 1 to {LONGEST_CHUNK} characters; switch it off to leave it out."
            )
        return self._edited(by, chunk, ChunkEdit(text=wanted, is_off=chunk.is_off), why)

    def switch_chunk(self, person: Person, by: str, chunk_id: str, *, is_off: bool, why: str = "") -> Version:
        """Leave a chunk out of searches and answers, or take it in again. Raises WrongUse for the last one."""
        chunk = self._chunk(person, chunk_id)
        others = self._catalog.chunks(chunk.document_id, chunk.version)
        if is_off and [other.chunk_id for other in others] == [chunk_id]:
            raise WrongUse("마지막 조각입니다. 문서를 내려 주세요. / This is the last chunk: withdraw the document.")
        return self._edited(by, chunk, ChunkEdit(text=chunk.text, is_off=is_off), why)

    def reset_chunk(self, person: Person, by: str, chunk_id: str, why: str = "") -> Version:
        """Give a chunk back the text that the file has."""
        chunk = self._chunk(person, chunk_id)
        return self._edited(by, chunk, ChunkEdit(text=self.read_text(person, chunk).text), why)

    def read_text(self, person: Person, chunk: Chunk) -> Chunk:
        """A chunk as it was read from the file, whatever staff have made of it since."""
        document = self._document(person, chunk.document_id)
        by_number = {version.number: version for version in document.versions}
        version = by_number[chunk.version]
        while version.based_on is not None:
            version = by_number[version.based_on]
        chunks = self._catalog.chunks(chunk.document_id, version.number, also_off=True)
        return next(other for other in chunks if other.ordinal == chunk.ordinal)

    def history(self, person: Person, document_id: str | None = None, limit: int = 200) -> list[DocumentEvent]:
        """Who changed what, when and why (about one document), newest first."""
        _require_staff(person)
        return self._catalog.revisions.history(document_id, limit)

    def _edited(self, by: str, chunk: Chunk, edit: ChunkEdit, why: str) -> Version:
        made = self._catalog.revisions.revise(
            chunk.document_id,
            chunk.version,
            _change(by, why),
            DocumentAction.CHUNKS_EDITED,
            edits={chunk.ordinal: edit},
        )
        self._changed()
        return made

    def _chunk(self, person: Person, chunk_id: str) -> Chunk:
        chunk = self._catalog.chunk(chunk_id)
        if chunk is None:
            raise NotFound(f"{chunk_id}: 그런 조각이 없습니다. / No such chunk.")
        document = self._document(person, chunk.document_id)
        if chunk.version != document.newest.number or document.state is DocumentState.WITHDRAWN:
            raise WrongUse(
                f"{chunk_id}: 그사이 새 판이 나왔거나 내려간 문서입니다. 새로 고쳐 주세요. / "
                "There is a newer edition, or the document is withdrawn. Look again."
            )
        return chunk

    def _document(self, person: Person, document_id: str) -> Document:
        _require_staff(person)
        document = self._catalog.document(document_id)
        if document is None:
            raise NotFound(f"{document_id}: 그런 문서가 없습니다. / There is no such document.")
        return document


def _change(by: str, why: str) -> Change:
    return Change(by=by.strip() or "담당자", why=why.strip()[:LONGEST_REASON])


def _require_staff(person: Person) -> None:
    require_staff(person, "문서를 고치는 일은 담당자만 할 수 있습니다.", "Only staff may change documents.")
