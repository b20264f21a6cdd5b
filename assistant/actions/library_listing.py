"""Looking through the library: for staff."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from assistant.actions.library import Library
from assistant.actions.permission import require_staff
from assistant.clock import Clock
from assistant.domain.access import Person
from assistant.domain.documents import document_of
from assistant.domain.library_listing import DocumentUse, Entry, Wish, entry_of
from assistant.store.answer_records import AnswerRecords

ANSWERS_COUNTED = 5_000
"""The newest kept answers in which the use of documents is counted."""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """The documents that were wanted, by title, and what their use was counted in."""

    entries: tuple[Entry, ...]
    documents: int
    """How many documents there are in all."""
    answers: int
    """The kept answers that were counted."""


class LibraryListing:
    """Lists documents with their state and use. All methods raise NotAllowed for anybody but staff."""

    def __init__(self, library: Library, records: AnswerRecords, clock: Clock) -> None:
        self._library = library
        self._records = records
        self._clock = clock

    def listed(self, person: Person, wish: Wish) -> Listing:
        """The documents that meet a wish."""
        _require_staff(person)
        answers, uses = self._uses()
        today = self._clock().date()
        documents = self._library.documents(person)
        entries = (entry_of(document, uses.get(document.id, DocumentUse()), today) for document in documents)
        wanted = sorted(filter(wish.is_met_by, entries), key=lambda entry: entry.edition.metadata.title)
        return Listing(entries=tuple(wanted), documents=len(documents), answers=answers)

    def entry(self, person: Person, document_id: str) -> Entry:
        """One document. Raises NotFound."""
        _require_staff(person)
        _, uses = self._uses()
        document = self._library.document(person, document_id)
        return entry_of(document, uses.get(document_id, DocumentUse()), self._clock().date())

    def _uses(self) -> tuple[int, dict[str, DocumentUse]]:
        """How many answers were counted, and the use of each document that was ever found in them."""
        cited, found = Counter[str](), Counter[str]()
        records = self._records.newest(ANSWERS_COUNTED)
        for record in records:
            cited.update({document_of(citation["chunk_id"]) for citation in record.further["citations"]})
            found.update({document_of(passage["chunk_id"]) for passage in record.further["found"]})
        documents = cited.keys() | found.keys()
        return len(records), {name: DocumentUse(cited=cited[name], found=found[name]) for name in documents}


def _require_staff(person: Person) -> None:
    require_staff(person, "자료 목록은 담당자만 살펴볼 수 있습니다.", "Only staff may look through the library.")
