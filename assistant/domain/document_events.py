"""The history of a document: who changed what, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DocumentAction(StrEnum):
    """What can be done to a document."""

    ADDED = "added"
    REPLACED = "replaced"
    """A file brought a new edition."""
    DESCRIBED = "described"
    """Staff changed its metadata: a new edition."""
    CHUNKS_EDITED = "chunks_edited"
    """Staff changed, switched off or reset pieces of its text: a new edition."""
    RETURNED = "returned"
    """An older edition was made the newest again."""
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"


@dataclass(frozen=True, kw_only=True)
class Change:
    """Who changes a document, and why."""

    by: str
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class DocumentEvent:
    """One change of a document. `at` is ISO time in UTC; `version` is the edition it brought or concerned."""

    document_id: str
    at: str
    by: str
    action: DocumentAction
    version: int | None
    why: str
