"""Whether the passages that were found suffice to answer, as a probability fitted on labelled questions."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from assistant.domain.passages import Findings, Passage
from assistant.retrieval.content_words import content_words
from assistant.store.morphemes import MorphemeTokenizer

_FILE = Path(__file__).with_name("sufficiency.yml")
_TOP = 3
_COSINE_ZERO = 0.80
_COSINE_SPAN = 0.10
"""multilingual-e5-small puts unrelated Korean texts around 0.78-0.80 and answers around 0.86-0.90."""


class SufficiencyPolicy(BaseModel):
    """A logistic model over the named features; `threshold` is the smallest probability that suffices."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    intercept: float
    weights: dict[str, float]
    threshold: float


@cache
def sufficiency_policy() -> SufficiencyPolicy:
    """The fitted policy in force, from `sufficiency.yml`."""
    return SufficiencyPolicy.model_validate(yaml.safe_load(_FILE.read_text("utf-8")))


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """The probability that the passages answer the question, and the features it rests on."""

    probability: float
    suffices: bool
    features: Mapping[str, float]


class Sufficiency:
    """Judges findings from score parts and from the share of the question's words that the passages hold."""

    def __init__(self, tokenizer: MorphemeTokenizer, policy: SufficiencyPolicy | None = None) -> None:
        self._tokenizer = tokenizer
        self._policy = policy or sufficiency_policy()

    def judge(self, question: str, findings: Findings) -> Judgement:
        """Judge what was found for a question; nothing found never suffices."""
        if not findings.passages:
            return Judgement(probability=0.0, suffices=False, features={})
        features = self.features(question, findings)
        linear = self._policy.intercept
        linear += sum(weight * features[name] for name, weight in self._policy.weights.items())
        probability = 1 / (1 + math.exp(-max(-50.0, min(50.0, linear))))
        return Judgement(probability=probability, suffices=probability >= self._policy.threshold, features=features)

    def features(self, question: str, findings: Findings) -> dict[str, float]:
        """What the probability rests on, each from 0 to about 1.

        `cosine`: the best cosine above that of unrelated texts. `coverage`: share of the question's content words in
        the best passages together, `best_coverage` in one of them alone. `both`: both searches agree on the best
        document.
        """
        asked = content_words(self._tokenizer, question)
        held = [content_words(self._tokenizer, _readable(passage)) for passage in findings.passages[:_TOP]]
        together = frozenset[str]().union(*held)
        best_dense = max(findings.passages, key=lambda passage: passage.parts["dense"])
        best_keyword = max(findings.passages, key=lambda passage: passage.parts["keyword"])
        return {
            "cosine": (best_dense.parts["dense"] - _COSINE_ZERO) / _COSINE_SPAN,
            "coverage": len(asked & together) / len(asked) if asked else 0.0,
            "best_coverage": max(len(asked & words) / len(asked) for words in held) if asked else 0.0,
            "both": float(best_dense.chunk.document_id == best_keyword.chunk.document_id),
        }


def _readable(passage: Passage) -> str:
    return "\n".join([passage.metadata.title, *passage.chunk.heading, passage.chunk.text])
