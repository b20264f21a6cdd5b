"""Measures of a ranking, computed by ir-measures (MacAvaney, Macdonald and Ounis, 2022)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import ir_measures

_QUERY = "question"


def ranked_value(measure: Any, ranking: Sequence[str], expected: Collection[str]) -> float:
    """One of ir-measures' measures for one ranking (best first, without repetitions); every expected document weighs 1.

    Nothing found is 0.
    """
    judged = [ir_measures.Qrel(_QUERY, document, 1) for document in sorted(expected)]
    run = [ir_measures.ScoredDoc(_QUERY, name, float(len(ranking) - place)) for place, name in enumerate(ranking)]
    (metric,) = ir_measures.iter_calc([measure], judged, run)
    return float(metric.value)
