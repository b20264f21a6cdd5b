"""How to read a model's cosines: each model has its own idea of near and far.

multilingual-e5-small puts unrelated Korean sentences at 0.8, after tuning at 0.7, and other models at 0.1. Thresholds
are therefore given on a scale on which 0 is the mean cosine of texts that have nothing to do with each other and 1 that
of a question and its answer (or of a sentence and its paraphrase, a question and the same asked by somebody else),
measured with the model in force.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from assistant.models.embedder import Embedder

_FILE = Path(__file__).with_name("similarity_pairs.yml")
_LEAST_SPAN = 0.02
"""A model that cannot tell related from unrelated must not make the scale explode."""


@dataclass(frozen=True)
class Scale:
    """Two cosines of one model: of texts that are unrelated, and of texts that belong together."""

    unrelated: float
    related: float

    def share(self, cosine: float) -> float:
        """Where a cosine lies between unrelated (0) and related (1); below and above are possible."""
        return (cosine - self.unrelated) / (self.related - self.unrelated)

    def cosine(self, share: float) -> float:
        """The cosine at a place of the scale."""
        return self.unrelated + share * (self.related - self.unrelated)


@dataclass(frozen=True)
class SimilarityScales:
    """`answers` compares questions with passages, `paraphrases` passages with passages, `questions` with questions."""

    answers: Scale
    paraphrases: Scale
    questions: Scale


_measured: dict[str, SimilarityScales] = {}
"""By the fingerprint of the model."""


def similarity_scales(embedder: Embedder) -> SimilarityScales:
    """The scales of a model, measured once with four dozen sentences (0.3 s)."""
    if embedder.fingerprint not in _measured:
        _measured[embedder.fingerprint] = _measure(embedder)
    return _measured[embedder.fingerprint]


def _measure(embedder: Embedder) -> SimilarityScales:
    questions, answers, paraphrases, others = zip(*_related(), strict=True)
    asked, asked_again = embedder.embed_queries(questions), embedder.embed_queries(others)
    answered, said_again = embedder.embed_passages(answers), embedder.embed_passages(paraphrases)
    return SimilarityScales(
        answers=_scale(asked @ answered.T),
        paraphrases=_scale(answered @ said_again.T),
        questions=_scale(asked @ asked_again.T),
    )


def _related() -> list[tuple[str, str, str, str]]:
    related = yaml.safe_load(_FILE.read_text("utf-8"))
    return [(question, answer, again, other) for question, answer, again, other in related]


def _scale(cosines: NDArray[np.float32]) -> Scale:
    """From a square of cosines whose diagonal holds what belongs together."""
    related = float(np.diag(cosines).mean())
    others = cosines[~np.eye(len(cosines), dtype=bool)]
    unrelated = float(others.mean())
    return Scale(unrelated=unrelated, related=max(related, unrelated + _LEAST_SPAN))
