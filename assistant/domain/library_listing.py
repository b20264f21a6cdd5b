"""The library as staff look through it: each document with its state, age and use, and the wish for some of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.domain.access import AudienceGroup
from assistant.domain.dates import has_old_facts, is_past
from assistant.domain.documents import Document, DocumentState, Kind, Provenance, Version


class EntryState(StrEnum):
    """What people meet of a document."""

    SERVED = "served"
    WAITING = "waiting"
    """Its newest edition is not in the indexes yet; people find the one before, if there is one."""
    WITHDRAWN = "withdrawn"


class Age(StrEnum):
    """How long ago the facts of a document held, or else its publication."""

    WITHIN_A_YEAR = "within_a_year"
    WITHIN_TWO_YEARS = "within_two_years"
    OLDER = "older"


class Usefulness(StrEnum):
    """What became of a document in the kept answers."""

    CITED = "cited"
    ONLY_FOUND = "only_found"
    NEVER_FOUND = "never_found"


@dataclass(frozen=True, kw_only=True)
class DocumentUse:
    """In how many of the kept answers a document was cited, and in how many it was found."""

    cited: int = 0
    found: int = 0

    @property
    def usefulness(self) -> Usefulness:
        """The use in a word."""
        if self.cited:
            return Usefulness.CITED
        return Usefulness.ONLY_FOUND if self.found else Usefulness.NEVER_FOUND


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A document in the list; `edition` is the one people find, or the newest where they find none."""

    document: Document
    edition: Version
    state: EntryState
    age: Age
    is_overdue: bool
    """Whether its review date has passed."""
    use: DocumentUse


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Which documents are wanted; what is None or empty does not matter. All words must stand in the title or id."""

    words: str = ""
    kind: Kind | None = None
    sector: str | None = None
    audience: AudienceGroup | None = None
    provenance: Provenance | None = None
    state: EntryState | None = None
    age: Age | None = None
    usefulness: Usefulness | None = None
    is_overdue: bool | None = None

    def is_met_by(self, entry: Entry) -> bool:
        """Whether a document is among those wanted."""
        metadata = entry.edition.metadata
        named = f"{metadata.title} {metadata.title_en or ''} {metadata.id}".casefold()
        wanted = (
            (self.kind, metadata.kind),
            (self.audience, metadata.audience.group),
            (self.provenance, metadata.provenance),
            (self.state, entry.state),
            (self.age, entry.age),
            (self.usefulness, entry.use.usefulness),
            (self.is_overdue, entry.is_overdue),
        )
        return (
            all(wish is None or wish == has for wish, has in wanted)
            and (self.sector is None or self.sector in metadata.sector)
            and all(word in named for word in self.words.casefold().split())
        )


def entry_of(document: Document, use: DocumentUse, today: date) -> Entry:
    """A document as it stands in the list on a day."""
    number = document.served or document.newest.number
    edition = next(version for version in document.versions if version.number == number)
    return Entry(
        document=document,
        edition=edition,
        state=_state(document),
        age=_age(edition.metadata.facts_as_of or edition.metadata.date, today),
        is_overdue=is_past(edition.metadata.review_by, today),
        use=use,
    )


def _state(document: Document) -> EntryState:
    if document.state is DocumentState.WITHDRAWN:
        return EntryState.WITHDRAWN
    return EntryState.SERVED if document.served == document.newest.number else EntryState.WAITING


def _age(written: str, today: date) -> Age:
    if has_old_facts(written, today):
        return Age.OLDER
    a_year_ago = today.replace(year=today.year - 1, day=min(today.day, 28))
    return Age.WITHIN_TWO_YEARS if is_past(written, a_year_ago) else Age.WITHIN_A_YEAR
