"""A file on its way into the library: what has been done with it, and what staff are told before they publish it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from assistant.domain.documents import DocumentMetadata, DraftChunk, DraftOutcome
from assistant.domain.file_reports import FileReport
from assistant.domain.lacks import Lack
from assistant.domain.likeness import Likeness
from assistant.domain.synchronising import Reason

_DRAFT = "draft:"


class JobState(StrEnum):
    """How far a file has come."""

    WAITING = "waiting"
    """Kept; nobody has read it yet."""
    READING = "reading"
    """A worker reads it."""
    READY = "ready"
    """Read; staff have to look at it."""
    CONFIRMED = "confirmed"
    """Staff said to publish it; no worker has taken it yet."""
    PREPARING = "preparing"
    """A worker splits and embeds it and puts it into the catalog."""
    INDEXING = "indexing"
    """In the catalog; the indexes follow, and the edition before is still served."""
    PUBLISHED = "published"
    REFUSED = "refused"
    """It cannot become a document; the reason says what to do."""
    FAILED = "failed"
    """Something of ours went wrong; it can be tried again."""
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Whether nothing happens any more unless staff ask for it."""
        return self in (JobState.PUBLISHED, JobState.REFUSED, JobState.FAILED, JobState.CANCELLED)

    @property
    def can_be_cancelled(self) -> bool:
        """Whether it is not too late: no worker is about to put the file into the catalog, and it has not ended."""
        return not self.is_final and self not in (JobState.PREPARING, JobState.INDEXING)

    @property
    def can_begin_again(self) -> bool:
        """Whether the file can be taken up again from its kept original."""
        return self in (JobState.REFUSED, JobState.FAILED, JobState.CANCELLED)


class JobStep(StrEnum):
    """What a worker is doing with a file."""

    READ = "read"
    COMPARE = "compare"
    """Looking for the same and for similar documents in the library."""
    EMBED = "embed"


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file as it was handed in: `name` for people, `suffix` lower case with its dot, `sidecar` its metadata file.

    `replaces` names the document it is to be the new edition of. A direct one is published without another look if
    nothing about it has to be decided.
    """

    name: str
    suffix: str
    size: int
    original_digest: str
    by: str
    sidecar: str = ""
    replaces: str | None = None
    is_direct: bool = False


@dataclass(frozen=True, kw_only=True)
class TurnedAway:
    """A file that was refused at the door: nothing of it is kept but why."""

    name: str
    size: int
    by: str
    reason: Reason
    message: str


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a worker is in a step; `started_at` is ISO time in UTC."""

    step: JobStep
    done: int
    total: int
    started_at: str


@dataclass(frozen=True, kw_only=True)
class Job:
    """A file on its way. Times are ISO text in UTC.

    `corrections` are the metadata staff have confirmed; they win over the file's. `document_id` and `version` say what
    it became, from INDEXING on; `reason` and `message` why it was refused or failed.
    """

    id: str
    upload: Upload
    state: JobState
    added_at: str
    changed_at: str
    attempts: int = 0
    progress: Progress | None = None
    corrections: Mapping[str, Any] = field(default_factory=dict)
    document_id: str | None = None
    version: int | None = None
    reason: Reason | None = None
    message: str = ""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What reading a file has brought: its metadata as they would be published, and what staff should know.

    `guessed` says for a field of the metadata which words of the text it was taken from. `same_id` is set where the
    library has a document with this id already, `brings_back` where staff have withdrawn that document.
    """

    metadata: DocumentMetadata
    chunks: tuple[DraftChunk, ...]
    media_type: str
    report: FileReport | None = None
    warnings: tuple[str, ...] = ()
    lacks: tuple[Lack, ...] = ()
    likenesses: tuple[Likeness, ...] = ()
    outcomes: tuple[DraftOutcome, ...] = ()
    guessed: Mapping[str, str] = field(default_factory=dict)
    same_id: bool = False
    brings_back: bool = False

    @property
    def needs_choice(self) -> bool:
        """Whether staff must say if it is a new edition of a document that is there, or one of its own."""
        return self.same_id or bool(self.likenesses)


def draft_id(job_id: str) -> str:
    """The document id of a draft while it is tried."""
    return f"{_DRAFT}{job_id}"


def job_of_draft(document_id: str) -> str:
    """The job whose draft this document is."""
    return document_id.removeprefix(_DRAFT)
