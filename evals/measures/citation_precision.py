"""citation_precision: how many of the cited documents are ones a right answer rests on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from evals.measures.trial import MeanMeasure, Trial


def citation_precision(cited: Collection[str], expected: Collection[str]) -> float:
    """Share of the cited documents that are expected; 0 where nothing is cited."""
    documents = set(cited)
    return len(documents & set(expected)) / len(documents) if documents else 0.0


@dataclass(frozen=True)
class CitationPrecision(MeanMeasure):
    """Precision of the cited documents over the answerable questions; no answer scores 0."""

    name: str = "citation_precision"

    def measure(self, trial: Trial) -> float | None:
        """The precision of one answer's citations."""
        return citation_precision(trial.cited_documents, trial.expected) if trial.expected else None
