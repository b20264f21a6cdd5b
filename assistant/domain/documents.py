"""Documents, their editions and the pieces of them that are indexed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from assistant.domain.access import Audience
from assistant.domain.file_reports import FileReport

UPLOADED = "upload:"
"""The root of documents that staff handed in; no folder is called so, and nothing vanishes from it."""


class Kind(StrEnum):
    """What sort of publication a document is."""

    CASE = "case"
    POLICY = "policy"
    PILOT = "pilot"


class Provenance(StrEnum):
    """Whether a document reports public facts or was made up to illustrate."""

    PUBLIC = "public"
    ILLUSTRATIVE = "illustrative"


class Confidence(StrEnum):
    """How well the facts of a document are supported by its sources."""

    SEVERAL_SOURCES = "several_sources"
    ONE_SOURCE = "one_source"
    SUPPLIER_CLAIM = "supplier_claim"


class DocumentState(StrEnum):
    """Whether a document can be found."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a fact comes from."""

    title: str
    publisher: str | None = None
    date: str | None = None
    url: str | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One measured before/after figure of a case or pilot report."""

    metric: str
    before: float | str | None = None
    after: float | str | None = None
    unit: str | None = None
    period: str | None = None


@dataclass(frozen=True, kw_only=True)
class DocumentMetadata:
    """What is known about a document besides its text.

    Dates are ISO text (`2026-11-22`, `2026-11` or `2026`), since many publications name only a month or a year.
    """

    id: str
    title: str
    kind: Kind
    date: str
    audience: Audience
    provenance: Provenance
    sector: tuple[str, ...]
    title_en: str | None = None
    publisher: str | None = None
    facts_as_of: str | None = None
    review_by: str | None = None
    company_size: tuple[str, ...] = ()
    region: str | None = None
    technologies: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    questions: tuple[str, ...] = ()
    """Questions the document answers, as people would ask them; offered to go on with."""
    also_asked: tuple[str, ...] = ()
    """More such questions in people's own words; they help to find the document and are never shown."""
    not_answered: tuple[str, ...] = ()
    """Questions about its subject that neither it nor another document answers; they help to say so honestly."""
    confidence: Confidence | None = None
    sources: tuple[Source, ...] = ()
    licence: str | None = None
    mask_personal_data: bool = False
    """Whether personal data are masked in everything that is indexed and quoted."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Keys the metadata carried beyond those above; kept, never interpreted."""

    def title_in(self, *, korean: bool) -> str:
        """The title to show: the English one to English readers, where there is one."""
        return self.title if korean else self.title_en or self.title


@dataclass(frozen=True, kw_only=True)
class Chunk:
    """A piece of one version of a document, indexed unless staff switched it off."""

    chunk_id: str
    document_id: str
    version: int
    ordinal: int
    text: str
    heading: tuple[str, ...] = ()
    page: int | None = None
    is_off: bool = False

    @property
    def heading_label(self) -> str | None:
        """The heading path as one line, or None where the document has no headings."""
        return " › ".join(self.heading) or None


@dataclass(frozen=True, kw_only=True)
class DraftChunk:
    """A chunk before the catalog has given its document a version."""

    text: str
    heading: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True, kw_only=True)
class DraftOutcome:
    """An outcome found in the text: the words that say it, and the number of the draft's chunk they stand in."""

    outcome: Outcome
    quote: str
    ordinal: int


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A document that has been read, described and split, ready to enter the catalog.

    `digest` covers the original bytes, the metadata and the way of splitting: equal digests mean nothing to do.
    """

    metadata: DocumentMetadata
    chunks: tuple[DraftChunk, ...]
    digest: str
    root: str
    """The folder or JSON-lines file that was synchronised (what vanishes from it is withdrawn), or UPLOADED."""
    origin: str
    """Where in the root it came from (a relative path, or `FILE#line`)."""
    media_type: str
    original: bytes
    """The original bytes, kept so that a citation can open the document itself."""
    report: FileReport | None = None
    """What was found in the file; None where it was not looked at."""
    outcomes: tuple[DraftOutcome, ...] = ()
    """Outcomes proposed from the text; those of the metadata are not among them."""


@dataclass(frozen=True, kw_only=True)
class Version:
    """One dated edition of a document."""

    document_id: str
    number: int
    metadata: DocumentMetadata
    digest: str
    root: str
    origin: str
    media_type: str
    original_digest: str
    created_at: str
    chunk_count: int
    """How many of its chunks are indexed."""
    based_on: int | None = None
    """The edition whose text or metadata staff changed to make this one; None where a file brought it."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A publication with its present state and its editions, oldest first.

    `served` is the number of the edition people can find; None while the first edition is not yet indexed, or when
    the document is withdrawn.
    """

    id: str
    state: DocumentState
    served: int | None
    versions: tuple[Version, ...]
    withdrawn_by: str | None = None
    """Who took it down; None where it is published, or went because its file was gone."""

    @property
    def newest(self) -> Version:
        """The newest edition, served or not yet."""
        return self.versions[-1]


def chunk_id(document_id: str, version: int, ordinal: int) -> str:
    """The stable name of a chunk: the same document, version and place always give the same name."""
    return f"{document_id}@{version}#{ordinal:04d}"


def document_of(chunk_id: str) -> str:
    """The document a chunk belongs to, from its name."""
    return chunk_id.rpartition("@")[0]
