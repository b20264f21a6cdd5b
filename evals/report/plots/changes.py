"""Measures before and after."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure as Canvas

from evals.comparing import Difference, Verdict
from evals.measures.trial import Direction
from evals.report.document import Plot
from evals.report.plots.drawing import ACCENT, LINE, MUTED, WARM, drawn, say
from evals.report.words import MEASURES

_COLOURS = {Verdict.BETTER: ACCENT, Verdict.WORSE: WARM, Verdict.SAME: MUTED}


def plot_changes(differences: Sequence[Difference], told: str) -> Plot:
    """The change of every share with its interval; colour says whether it is more than chance."""
    shown = [item for item in differences if item.direction is not Direction.DESCRIBES and _is_share(item)]

    def draw(canvas: Canvas) -> None:
        axes = canvas.subplots()
        for place, item in enumerate(shown):
            colour = _COLOURS[item.verdict]
            axes.plot([item.low, item.high], [place, place], color=colour, linewidth=2)
            axes.plot([item.change], [place], color=colour, marker="o")
        axes.axvline(0, color=MUTED, linestyle=":")
        axes.set_yticks(range(len(shown)), [_label(item) for item in shown])
        axes.invert_yaxis()
        axes.grid(axis="x", color=LINE)
        axes.set_axisbelow(True)
        axes.set_xlabel(say("차이와 95% 구간", "difference with its 95 % interval"))

    return drawn("changes", told, draw, height=1 + 0.3 * max(1, len(shown)))


def _is_share(difference: Difference) -> bool:
    return not difference.name.startswith("latency")


def _label(difference: Difference) -> str:
    name = say(MEASURES[difference.name], difference.name)
    return f"{name}  {difference.before:.3f} → {difference.after:.3f}"
