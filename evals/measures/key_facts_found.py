"""key_facts_found@k: how many of the facts a right answer must hold stand in the first k passages."""

from __future__ import annotations

from dataclasses import dataclass

from evals.measures.key_facts import key_fact_recall
from evals.measures.trial import MeanMeasure, Trial


@dataclass(frozen=True)
class KeyFactsFound(MeanMeasure):
    """Key facts in the passages a search brought; what is missing here no writer can say.

    Its distance to key_fact_recall is what the decision to answer and the choice of sentences lose.
    """

    k: int

    @property
    def name(self) -> str:
        """`key_facts_found@10` for k = 10."""
        return f"key_facts_found@{self.k}"

    def measure(self, trial: Trial) -> float | None:
        """The share of the case's key facts that the first `k` passages hold; nothing found scores 0."""
        if not trial.case.key_facts:
            return None
        return key_fact_recall("\n".join(passage.chunk.text for passage in trial.found[: self.k]), trial.case.key_facts)
