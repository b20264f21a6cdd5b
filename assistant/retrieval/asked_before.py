"""What passages gain because their documents say that they answer such a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.domain.passages import Passage
from assistant.models.similarity import Scale
from assistant.retrieval.weights import AskedWeight

Cosines = Mapping[tuple[str, int], Sequence[float]]
"""By document id and version: the cosines of its questions, the nearest first."""
Nearness = Mapping[tuple[str, int], float]
"""By document id and version: how near its nearest question is, from 0 (another matter) to 1 (the same question)."""


def nearness(cosines: Cosines, weight: AskedWeight, scale: Scale) -> Nearness:
    """The editions whose questions are near at all.

    The second nearest counts too: that two questions of a document are near is better evidence than that one is. Where
    a document has no second one among those found, the farthest that was found stands for it.
    """
    floor, full = scale.cosine(weight.floor), scale.cosine(weight.full)
    farthest = min((cosine for found in cosines.values() for cosine in found), default=0.0)
    near = {}
    for edition, (nearest, *others) in cosines.items():
        cosine = (1 - weight.second) * nearest + weight.second * (others[0] if others else farthest)
        near[edition] = min(1.0, (cosine - floor) / (full - floor))
    return {edition: share for edition, share in near.items() if share > 0}


def with_gains(passages: Sequence[Passage], near: Nearness, weight: float) -> list[Passage]:
    """The passages with what they gain, best first.

    The best passage of an edition gains `weight` times its nearness, each other one less by as much as it is worse:
    the document comes up, and within it the order stays.
    """
    best: dict[tuple[str, int], float] = {}
    for passage in passages:
        best[_edition(passage)] = max(best.get(_edition(passage), 0.0), passage.score)
    gained = []
    for passage in passages:
        nearest = near.get(_edition(passage), 0.0)
        if nearest > 0 and best[_edition(passage)] > 0:
            scaled = nearest * passage.score / best[_edition(passage)]
            parts = {**passage.parts, "asked": nearest, "asked_scaled": scaled, "asked_weight": weight}
            passage = replace(passage, score=passage.score + weight * scaled, parts=parts)
        gained.append(passage)
    return sorted(gained, key=lambda passage: passage.score, reverse=True)


def _edition(passage: Passage) -> tuple[str, int]:
    return passage.chunk.document_id, passage.chunk.version
