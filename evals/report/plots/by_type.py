"""Measures by the type of the question, with their intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from evals.measures.catalogue import Figure
from evals.report.document import Plot
from evals.report.plots.drawing import ACCENT, INK, LINE, drawn, say
from evals.report.words import MEASURES, TYPES
from evals.suites.cases import CaseType

SHOWN = ("recall@5", "key_fact_recall", "expected_document_cited", "refusal_recall")


def plot_by_type(by_type: Mapping[CaseType, Sequence[Figure]]) -> Plot:
    """One panel for each measure, one bar for each type it has something to say about."""
    panels = {name: _bars(by_type, name) for name in SHOWN}
    kept = {name: bars for name, bars in panels.items() if bars}

    def draw(canvas: Canvas) -> None:
        columns = canvas.subplots(1, max(1, len(kept)), squeeze=False)[0]
        for axes, (name, bars) in zip(columns, kept.items(), strict=False):
            _panel(axes, name, bars, tallest)

    tallest = max((len(bars) for bars in kept.values()), default=1)
    return drawn("by-type", "질문 유형별 측정값과 95% 구간", draw, width=13, height=1.2 + 0.3 * tallest)


def _bars(by_type: Mapping[CaseType, Sequence[Figure]], name: str) -> list[tuple[CaseType, Figure]]:
    return [(kind, figure) for kind, figures in by_type.items() for figure in figures if figure.name == name]


def _panel(axes: Axes, name: str, bars: Sequence[tuple[CaseType, Figure]], rows: int) -> None:
    places = range(len(bars))
    figures = [figure for _, figure in bars]
    below = [max(0.0, figure.value - figure.low) for figure in figures]
    above = [max(0.0, figure.high - figure.value) for figure in figures]
    axes.barh(places, [figure.value for figure in figures], color=ACCENT, height=0.6)
    axes.errorbar([f.value for f in figures], places, xerr=[below, above], fmt="none", ecolor=INK, capsize=2)
    axes.set_yticks(places, [f"{say(TYPES[kind], str(kind))} ({figure.count})" for kind, figure in bars])
    axes.set_ylim(rows - 0.5, -0.5)
    axes.set_xlim(0, 1.02)
    axes.grid(axis="x", color=LINE)
    axes.set_axisbelow(True)
    axes.set_title(say(MEASURES[name], name), fontsize=9)
