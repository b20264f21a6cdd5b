"""Passages: chunks found for a question, with the arithmetic of their scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.domain.documents import Chunk, DocumentMetadata


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A chunk that was found. `score` is the fused score (0 to 1, larger is nearer) and `parts` how it came about."""

    chunk: Chunk
    metadata: DocumentMetadata
    score: float
    parts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Rejected:
    """A candidate that was not used, and the reason."""

    passage: Passage
    reason: str


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What a search brought: the passages, best first, what was left out, and how long each step took (ms)."""

    question: str
    passages: tuple[Passage, ...]
    answered: Mapping[str, Sequence[float]] = field(default_factory=dict)
    """How near the questions are that documents say they answer, by document id, the nearest first (1: the same)."""
    not_answered: Mapping[str, Sequence[float]] = field(default_factory=dict)
    """The same for questions that documents say nobody answers."""
    rejected: tuple[Rejected, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)
