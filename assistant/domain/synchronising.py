"""What became of each file that was offered to the corpus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from assistant.domain.file_reports import FileReport


class FileOutcome(StrEnum):
    """How a file ended. A file that could not be used is refused with a reason, never skipped silently."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


class Reason(StrEnum):
    """Why a file was refused, in a word programs can test."""

    EMPTY_FILE = "EMPTY_FILE"
    NO_TEXT = "NO_TEXT"
    CORRUPT = "CORRUPT"
    ENCRYPTED = "ENCRYPTED"
    UNSUPPORTED_TYPE = "UNSUPPORTED_TYPE"
    TYPE_MISMATCH = "TYPE_MISMATCH"
    TOO_LARGE = "TOO_LARGE"
    BOMB = "BOMB"
    UNSAFE_XML = "UNSAFE_XML"
    UNSAFE_ARCHIVE = "UNSAFE_ARCHIVE"
    UNSAFE_NAME = "UNSAFE_NAME"
    NEEDS_OCR = "NEEDS_OCR"
    TIMEOUT = "TIMEOUT"
    BAD_METADATA = "BAD_METADATA"
    BAD_ENCODING = "BAD_ENCODING"
    LOW_QUALITY = "LOW_QUALITY"
    DUPLICATE_ID = "DUPLICATE_ID"
    NOT_FOUND = "NOT_FOUND"
    INTERNAL = "INTERNAL"


@dataclass(frozen=True, kw_only=True)
class FileResult:
    """What became of one file (or one line of a JSON-lines file): outcome, and for a refusal its reason and remedy.

    `report` is what was found in a file that was read now; None for the others.
    """

    path: str
    outcome: FileOutcome
    document_id: str | None = None
    version: int | None = None
    chunks: int = 0
    reason: Reason | None = None
    message: str = ""
    warnings: tuple[str, ...] = ()
    report: FileReport | None = None

    def as_json(self) -> dict[str, Any]:
        """The line that `ax-advisor ingest --json` prints."""
        return {
            "path": self.path,
            "outcome": str(self.outcome),
            "reason": str(self.reason) if self.reason else None,
            "message": self.message,
            "document_id": self.document_id,
            "version": self.version,
            "chunks": self.chunks,
            "warnings": list(self.warnings),
        }


@dataclass(frozen=True, kw_only=True)
class SynchroniseReport:
    """What became of all files of one run."""

    results: tuple[FileResult, ...] = ()
    counts: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        counts = {str(outcome): 0 for outcome in FileOutcome}
        for result in self.results:
            counts[str(result.outcome)] += 1
        object.__setattr__(self, "counts", counts)

    @property
    def has_refusals(self) -> bool:
        """Whether something was refused (the command line then ends with code 1)."""
        return self.counts["refused"] > 0
