"""95 % intervals, by drawing the questions again and again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evals.measures.trial import Measure

RESAMPLES = 2_000
SEED = 20_261_122


def combined(measure: Measure, values: Sequence[float]) -> float:
    """The figure of one evaluation."""
    return float(measure.combine(np.asarray([values], dtype=np.float64))[0])


def interval(measure: Measure, values: Sequence[float]) -> tuple[float, float]:
    """The 2.5th and 97.5th percentile of the figure over resampled questions (Efron's percentile bootstrap).

    The seed is fixed, so that equal values always give equal intervals.
    """
    return _middle(measure.combine(_drawn(values)))


def paired_interval(measure: Measure, before: Sequence[float], after: Sequence[float]) -> tuple[float, float]:
    """The same percentiles of `after` minus `before`, where both hold the same questions in the same order.

    Each draw takes the same questions on both sides, so that only what changed about them makes the interval wide.
    """
    return _middle(measure.combine(_drawn(after)) - measure.combine(_drawn(before)))


def _drawn(values: Sequence[float]) -> NDArray[np.float64]:
    """Resampled values, shape (RESAMPLES, questions); equally many values are drawn in the same way."""
    given = np.asarray(values, dtype=np.float64)
    picks = np.random.default_rng(SEED).integers(0, len(given), size=(RESAMPLES, len(given)))
    drawn: NDArray[np.float64] = given[picks]
    return drawn


def _middle(figures: NDArray[np.float64]) -> tuple[float, float]:
    low, high = np.percentile(figures, [2.5, 97.5])
    return float(low), float(high)
