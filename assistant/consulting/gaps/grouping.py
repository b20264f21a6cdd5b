"""Putting questions about the same subject together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering  # type: ignore[import-untyped]

from assistant.domain.vocabulary import SECTORS

MOST_QUESTIONS = 5_000
"""So many different questions are grouped at most. The distances of all pairs are held: 100 MB for these."""
SAME_SUBJECT = 0.31
"""Mean cosine from which two groups become one, once what all questions have in common is taken away. Of 69 questions
put into 30 subjects by hand, 91 % of the pairs it joins belong together, and it finds 58 % of the pairs that do. It was
chosen on these; a lower value joins more, and sooner what only sounds alike (`카메라 가격`)."""
SECTOR_WEIGHT = 0.2
"""Length of the part of a question's vector that is its sector, beside 1 for its meaning: two of the same sector become
a little nearer, two of different ones a little farther."""
_TOLD_APART = tuple(sector for sector in SECTORS if sector not in ("all", "services"))
"""Services are too many trades to bring questions together (salons, schools, tax accountants)."""

Floats = NDArray[np.float32]


def grouped(embeddings: Floats, sectors: Sequence[str | None], background: Floats) -> list[list[int]]:
    """The numbers of the questions of each group, the groups and their members in the order of the questions.

    `embeddings` of the questions, shape (questions, dimension), rows of unit length; `background` those of other
    questions about AI, shape (any number, dimension), so that a few questions on one subject keep their subject.
    """
    if len(embeddings) < 2:
        return [[number] for number in range(len(embeddings))]
    vectors = np.hstack([_unit(embeddings - _middle(embeddings, background)), _sector_part(sectors)])
    clustering = AgglomerativeClustering(
        n_clusters=None, metric="cosine", linkage="average", distance_threshold=1 - SAME_SUBJECT
    )
    groups: dict[int, list[int]] = {}
    for number, group in enumerate(clustering.fit_predict(vectors)):
        groups.setdefault(int(group), []).append(number)
    return list(groups.values())


def nearest_to_all(embeddings: Floats) -> int:
    """The number of the question that resembles all others of its group most."""
    return int(np.argmax(embeddings @ embeddings.mean(axis=0)))


def _middle(embeddings: Floats, background: Floats) -> Floats:
    """What all questions have in common. Without it, any two Korean questions about AI are near to each other."""
    middle: Floats = np.vstack([embeddings, background]).mean(axis=0)
    return middle


def _sector_part(sectors: Sequence[str | None]) -> Floats:
    part = np.zeros((len(sectors), len(_TOLD_APART)), np.float32)
    for number, sector in enumerate(sectors):
        if sector in _TOLD_APART:
            part[number, _TOLD_APART.index(sector)] = SECTOR_WEIGHT
    return part


def _unit(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), np.float32)
