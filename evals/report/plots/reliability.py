"""Whether the assistant's probability that it can answer is right as often as it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from evals.report.document import Plot
from evals.report.plots.drawing import ACCENT, LINE, MUTED, WARM, drawn, say

BINS = 10


@dataclass(frozen=True, kw_only=True)
class Bin:
    """Questions with similar probabilities: their mean, the share that can be answered, and how many they are."""

    probability: float
    answerable: float
    count: int


def reliability(probabilities: Sequence[float], answerable: Sequence[bool]) -> list[Bin]:
    """Ten equally wide bins, empty ones left out (DeGroot and Fienberg, 1983). Both sequences: shape (questions,)."""
    chances, labels = np.asarray(probabilities, dtype=np.float64), np.asarray(answerable, dtype=np.float64)
    places = np.minimum((chances * BINS).astype(int), BINS - 1)
    return [
        Bin(
            probability=float(chances[places == place].mean()),
            answerable=float(labels[places == place].mean()),
            count=int((places == place).sum()),
        )
        for place in np.unique(places)
    ]


def plot_reliability(probabilities: Sequence[float], answerable: Sequence[bool], threshold: float) -> Plot:
    """Stated against observed; beside it where answerable and other questions lie around the threshold."""

    def draw(canvas: Canvas) -> None:
        left, right = canvas.subplots(1, 2)
        _stated_and_observed(left, reliability(probabilities, answerable))
        _both_sorts(right, probabilities, answerable, threshold)

    return drawn("reliability", "충분하다고 본 확률과 실제로 답이 있는 비율", draw, width=11, height=4)


def _stated_and_observed(axes: Axes, bins: Sequence[Bin]) -> None:
    axes.plot([0, 1], [0, 1], color=MUTED, linestyle=":")
    axes.plot([item.probability for item in bins], [item.answerable for item in bins], color=ACCENT, marker="o")
    for item in bins:
        axes.annotate(str(item.count), (item.probability, item.answerable), xytext=(5, -10), textcoords="offset points")
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(-0.05, 1.05)
    axes.grid(color=LINE)
    axes.set_xlabel(say("충분하다고 본 확률 (수는 질문 수)", "probability (with the number of questions)"))
    axes.set_ylabel(say("실제로 답이 있는 비율", "share that can be answered"))


def _both_sorts(axes: Axes, probabilities: Sequence[float], answerable: Sequence[bool], threshold: float) -> None:
    pairs = list(zip(probabilities, answerable, strict=True))
    sorts = [[chance for chance, label in pairs if label], [chance for chance, label in pairs if not label]]
    labels = [say("답이 있는 질문", "answerable"), say("답이 없는 질문", "not answerable")]
    axes.hist(sorts, bins=20, range=(0, 1), color=[ACCENT, WARM], label=labels)
    axes.axvline(threshold, color=MUTED, linestyle="--", label=f"{say('기준', 'threshold')} {threshold:g}")
    axes.set_xlabel(say("충분하다고 본 확률", "probability"))
    axes.set_ylabel(say("질문 수", "questions"))
    axes.legend(frameon=False)
