"""citation_precision: how many of the cited documents hold at least a part of a right answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from evals.measures.trial import MeanMeasure, Trial


def citation_precision(cited: Collection[str], citable: Collection[str]) -> float:
    """Share of the cited documents that may be cited; 0 where nothing is cited."""
    documents = set(cited)
    return len(documents & set(citable)) / len(documents) if documents else 0.0


@dataclass(frozen=True)
class CitationPrecision(MeanMeasure):
    """Precision of the cited documents over the answerable questions; no answer scores 0."""

    name: str = "citation_precision"

    def measure(self, trial: Trial) -> float | None:
        """The precision of one answer's citations."""
        return citation_precision(trial.cited_documents, trial.citable) if trial.expected else None
