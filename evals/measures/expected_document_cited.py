"""expected_document_cited: whether the answer rests on at least one of the right documents."""

from __future__ import annotations

from dataclasses import dataclass

from evals.measures.trial import MeanMeasure, Trial


@dataclass(frozen=True)
class ExpectedDocumentCited(MeanMeasure):
    """Share of the answerable questions whose answer cites an expected document; no answer scores 0."""

    name: str = "expected_document_cited"

    def measure(self, trial: Trial) -> float | None:
        """1 where an expected document is cited, else 0."""
        return float(bool(trial.expected & set(trial.cited_documents))) if trial.expected else None
