"""The outcomes of all documents as one table: those written into the metadata and those found in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from assistant.domain.documents import Chunk, Document, DocumentMetadata, DocumentState, Kind, Outcome, Provenance
from assistant.domain.outcomes import ProposedOutcome


@dataclass(frozen=True, kw_only=True)
class OutcomeEntry:
    """One line of the table. `chunk` and `quote` are where the text says it; None where only the metadata does."""

    outcome: Outcome
    metadata: DocumentMetadata
    version: int
    is_stated: bool
    """Whether a person wrote it into the metadata; otherwise it was found by rule and nobody vouches for it."""
    chunk: Chunk | None = None
    quote: str = ""

    @property
    def change(self) -> float | None:
        """By which share the figure changed (-0.5: halved); None where it cannot be told.

        That is where one of the two is no number, and where there was nothing before. A figure below zero after one
        above it is most likely no level but itself a change.
        """
        before, after = self.outcome.before, self.outcome.after
        if isinstance(before, int | float) and isinstance(after, int | float) and before > 0 and after >= 0:
            return (after - before) / before
        return None


@dataclass(frozen=True, kw_only=True)
class OutcomeWish:
    """Which outcomes are wanted; what is None or empty does not matter."""

    metric: str = ""
    """Words that must all stand in the metric."""
    sector: str | None = None
    kind: Kind | None = None
    provenance: Provenance | None = None

    def is_met_by(self, entry: OutcomeEntry) -> bool:
        """Whether an outcome is among those wanted."""
        metadata = entry.metadata
        named = entry.outcome.metric.casefold()
        return (
            (self.sector is None or self.sector in metadata.sector)
            and self.kind in (None, metadata.kind)
            and self.provenance in (None, metadata.provenance)
            and all(word in named for word in self.metric.casefold().split())
        )


def outcome_entries(documents: Iterable[Document], proposed: Iterable[ProposedOutcome]) -> list[OutcomeEntry]:
    """All outcomes of the served editions, by title; each figure once, what a person stated before what was found."""
    found: dict[tuple[object, ...], OutcomeEntry] = {}
    for one in proposed:
        entry = OutcomeEntry(
            outcome=one.outcome,
            metadata=one.metadata,
            version=one.chunk.version,
            is_stated=False,
            chunk=one.chunk,
            quote=one.quote,
        )
        found.setdefault(_figures(entry), entry)
    stated = [_with_place(entry, found.pop(_figures(entry), None)) for one in documents for entry in _stated(one)]
    return sorted([*stated, *found.values()], key=lambda entry: entry.metadata.title)


def _with_place(stated: OutcomeEntry, found: OutcomeEntry | None) -> OutcomeEntry:
    """What a person stated, with the place where the text says it."""
    return replace(stated, chunk=found.chunk, quote=found.quote) if found else stated


def _stated(document: Document) -> Iterator[OutcomeEntry]:
    if document.state is DocumentState.WITHDRAWN or document.served is None:
        return
    edition = next(version for version in document.versions if version.number == document.served)
    for outcome in edition.metadata.outcomes:
        yield OutcomeEntry(outcome=outcome, metadata=edition.metadata, version=edition.number, is_stated=True)


def _figures(entry: OutcomeEntry) -> tuple[object, ...]:
    """What makes two entries the same; 38 and 38.0 are."""
    outcome = entry.outcome
    return (entry.metadata.id, outcome.before, outcome.after, outcome.unit)
