"""latency: how long the finished answer takes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.measures.trial import Direction, Trial


@dataclass(frozen=True)
class LatencyPercentile:
    """A percentile of the milliseconds until the finished answer, over all questions; smaller is better."""

    percent: int

    @property
    def name(self) -> str:
        """`latency_p95_ms` for the 95th percentile."""
        return f"latency_p{self.percent}_ms"

    @property
    def direction(self) -> Direction:
        """Smaller is better."""
        return Direction.SMALLER_IS_BETTER

    def measure(self, trial: Trial) -> float | None:
        """Milliseconds; also of questions that were refused or failed."""
        return trial.answer_ms

    def combine(self, samples: NDArray[np.float64]) -> NDArray[np.float64]:
        """The percentile of each row, interpolated linearly."""
        percentiles: NDArray[np.float64] = np.percentile(samples, self.percent, axis=1)
        return percentiles
