"""The 95 % interval of a figure, by drawing the questions again and again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

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
    given = np.asarray(values, dtype=np.float64)
    picks = np.random.default_rng(SEED).integers(0, len(given), size=(RESAMPLES, len(given)))
    low, high = np.percentile(measure.combine(given[picks]), [2.5, 97.5])
    return float(low), float(high)
