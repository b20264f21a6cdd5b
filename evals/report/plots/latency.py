"""How long answers took."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure as Canvas

from evals.report.document import Plot
from evals.report.plots.drawing import ACCENT, LINE, WARM, drawn, say

_BINS = 30


def plot_latency(milliseconds: Sequence[float]) -> Plot:
    """The distribution of the milliseconds until the finished answer, with the median and the 95th percentile."""

    def draw(canvas: Canvas) -> None:
        axes = canvas.subplots()
        axes.hist(milliseconds, bins=_BINS, color=ACCENT)
        for percent in (50, 95):
            value = float(np.percentile(milliseconds, percent))
            axes.axvline(value, color=WARM, linestyle="--", label=f"p{percent} = {value:,.0f} ms")
        axes.set_xlabel(say("답변이 끝나기까지 (ms)", "milliseconds until the finished answer"))
        axes.set_ylabel(say("질문 수", "questions"))
        axes.grid(axis="y", color=LINE)
        axes.set_axisbelow(True)
        axes.legend(frameon=False)

    return drawn("latency", "답변 시간의 분포", draw, height=3)
