"""Outcomes that were found in the text of a document and wait for a person to confirm them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.documents import Chunk, DocumentMetadata, Outcome


class OutcomeStatus(StrEnum):
    """Who vouches for an outcome. Those a person has written into the metadata are not listed here."""

    PROPOSED = "proposed"
    """Found by rule; nobody has looked at it yet."""


@dataclass(frozen=True, kw_only=True)
class ProposedOutcome:
    """An outcome with the passage it was found in: the chunk of one edition, and the quoted words."""

    outcome: Outcome
    quote: str
    chunk: Chunk
    metadata: DocumentMetadata
    status: OutcomeStatus = OutcomeStatus.PROPOSED
