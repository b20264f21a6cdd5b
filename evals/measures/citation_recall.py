"""citation_recall: how many of the documents a right answer rests on are cited."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from evals.measures.trial import MeanMeasure, Trial


def citation_recall(cited: Collection[str], expected: Collection[str]) -> float:
    """Share of the expected documents that are cited; 0 to 1."""
    return len(set(cited) & set(expected)) / len(set(expected))


@dataclass(frozen=True)
class CitationRecall(MeanMeasure):
    """Recall of the cited documents over the answerable questions; no answer scores 0."""

    name: str = "citation_recall"

    def measure(self, trial: Trial) -> float | None:
        """The recall of one answer's citations."""
        return citation_recall(trial.cited_documents, trial.expected) if trial.expected else None
