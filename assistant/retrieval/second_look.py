"""A second look at the best candidates, mixed into their fused scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.domain.passages import Passage
from assistant.models.reranker import Reranker
from assistant.retrieval.weights import SecondLookWeight
from assistant.store.derived import indexed_text


def looked_at_again(
    question: str, candidates: Sequence[Passage], reranker: Reranker, weight: SecondLookWeight
) -> list[Passage]:
    """The candidates in their new order: the first `weight.candidates` scored anew, the others behind them as before.

    New score: (1 - weight) · fused / best fused + weight · (score - floor) / (best score - floor). Raises ModelFailed.
    """
    looked_at, others = list(candidates[: weight.candidates]), list(candidates[weight.candidates :])
    if not looked_at:
        return others
    texts = [indexed_text(passage.metadata, passage.chunk) for passage in looked_at]
    scores = reranker.scores(question, texts)
    best_fused = max(passage.score for passage in looked_at) or 1.0
    span = max(float(scores.max()) - reranker.floor, 1e-6)
    renewed = []
    for passage, score in zip(looked_at, scores.tolist(), strict=True):
        scaled = max(0.0, (score - reranker.floor) / span)
        total = (1 - weight.weight) * passage.score / best_fused + weight.weight * scaled
        parts = {
            **passage.parts,
            "fused": passage.score,
            "second_look": score,
            "second_look_scaled": scaled,
            "second_look_weight": weight.weight,
        }
        renewed.append(replace(passage, score=total, parts=parts))
    renewed.sort(key=lambda passage: (-passage.score, passage.chunk.chunk_id))
    least = min(passage.score for passage in renewed)
    behind = [replace(passage, score=min(passage.score, least)) for passage in others]
    return [*renewed, *behind]
