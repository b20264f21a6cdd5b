"""Of which kind a question is, by its nearness to examples: ours, elsewhere, meant to manipulate, or harmful."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from assistant.models.embedder import Embedder
from assistant.models.similarity import similarity_scales

_FILE = Path(__file__).with_name("kinds.yml")
_NEAREST = 3
"""Examples of each kind that are averaged: one alone may be near by chance."""
_REMEMBERED = 256
"""Questions whose nearness is remembered: one is asked of it when it is screened, and again once it was searched."""


class KindExamples(BaseModel):
    """Questions of each kind, in the words of people."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ours: tuple[str, ...]
    elsewhere: tuple[str, ...]
    manipulation: tuple[str, ...]
    harmful: tuple[str, ...]


@cache
def kind_examples() -> KindExamples:
    """The examples of `kinds.yml`."""
    return KindExamples.model_validate(yaml.safe_load(_FILE.read_text("utf-8")))


@dataclass(frozen=True, kw_only=True)
class Nearness:
    """How near a question is to each kind: differences of cosines in shares of the model's scale.

    Above 0 a question is nearer to that kind than to any ordinary one.
    """

    elsewhere: float
    """Over ours."""
    manipulation: float
    """Over ours and elsewhere."""
    harmful: float
    """Over ours and elsewhere."""


class QuestionKinds:
    """Compares questions with the examples; these are embedded once, when it is built."""

    def __init__(self, embedder: Embedder) -> None:
        scale = similarity_scales(embedder).paraphrases
        self._span = scale.related - scale.unrelated
        self._embedder = embedder
        examples = kind_examples()
        self._ours = embedder.embed_queries(examples.ours)
        self._elsewhere = embedder.embed_queries(examples.elsewhere)
        self._manipulation = embedder.embed_queries(examples.manipulation)
        self._harmful = embedder.embed_queries(examples.harmful)
        self.nearness = lru_cache(maxsize=_REMEMBERED)(self._nearness)
        """How near a question is to each kind. Raises ModelFailed."""

    def _nearness(self, text: str) -> Nearness:
        embedding = self._embedder.embed_queries([text])[0]
        ours, elsewhere = _near(self._ours, embedding), _near(self._elsewhere, embedding)
        ordinary = max(ours, elsewhere)
        return Nearness(
            elsewhere=(elsewhere - ours) / self._span,
            manipulation=(_near(self._manipulation, embedding) - ordinary) / self._span,
            harmful=(_near(self._harmful, embedding) - ordinary) / self._span,
        )


def _near(examples: NDArray[np.float32], embedding: NDArray[np.float32]) -> float:
    """The mean cosine of the nearest examples."""
    return float(np.sort(examples @ embedding)[-_NEAREST:].mean())
