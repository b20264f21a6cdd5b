"""Fusing dense and keyword scores into one, and showing the arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.retrieval.weights import PartWeight, SearchWeights


@dataclass(frozen=True, kw_only=True)
class FusedScore:
    """The score of one chunk (0 to 1, larger is nearer) and the numbers it was made of."""

    chunk_id: str
    score: float
    parts: Mapping[str, float]


def fuse(
    dense: Mapping[str, float], keyword: Mapping[str, float], weights: SearchWeights, *, whole_keyword: float = 0.0
) -> list[FusedScore]:
    """Weighted sum of scaled scores, best first; ties in the order of the identifiers.

    `dense` holds cosine similarities, `keyword` BM25 scores. A chunk that one search did not propose counts there with
    its floor, so callers fill in cosines for keyword-only candidates (they are cheap to compute exactly).
    `whole_keyword` is the BM25 score of a chunk that holds every word of the question: where even the best one reaches
    less than a share of it (`enough`), the words found little and count less.
    """
    best_dense = max(dense.values(), default=0.0)
    best_keyword = max([weights.enough * whole_keyword, *keyword.values()])
    fused = []
    for chunk_id in dense.keys() | keyword.keys():
        cosine = dense.get(chunk_id, weights.dense.floor)
        bm25 = keyword.get(chunk_id, weights.keyword.floor)
        dense_scaled = _scaled(cosine, best_dense, weights.dense)
        keyword_scaled = _scaled(bm25, best_keyword, weights.keyword)
        score = weights.dense.weight * dense_scaled + weights.keyword.weight * keyword_scaled
        parts = {
            "dense": cosine,
            "dense_scaled": dense_scaled,
            "dense_weight": weights.dense.weight,
            "keyword": bm25,
            "keyword_scaled": keyword_scaled,
            "keyword_weight": weights.keyword.weight,
        }
        fused.append(FusedScore(chunk_id=chunk_id, score=score, parts=parts))
    return sorted(fused, key=lambda item: (-item.score, item.chunk_id))


def _scaled(value: float, best: float, weight: PartWeight) -> float:
    """The score from its floor (0) to the best of this question (1)."""
    span = best - weight.floor
    return max(0.0, (value - weight.floor) / span) if span > 0 else 0.0
