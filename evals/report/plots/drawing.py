"""Drawing: figures with the house's colours and a Korean font, turned into one `<svg>` element."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findSystemFonts, fontManager

from evals.report.document import Plot

ACCENT, WARM, INK, MUTED, LINE = "#0d5c63", "#b3661b", "#1c2b2f", "#52646a", "#dbe3e4"
_KOREAN_FONTS = ("NotoSansCJK-Regular", "NotoSansKR-Regular", "NanumGothic")
"""Files that Debian's fonts-noto-cjk and fonts-nanum bring, best first."""


def drawn(name: str, told: str, draw: Callable[[Figure], None], *, width: float = 9, height: float = 4) -> Plot:
    """A plot that `draw` fills; `name` keeps the ids inside the drawing apart from those of other plots.

    Width and height are inches. Text is drawn as outlines, so that the reader needs no font.
    """
    style: dict[Any, Any] = {
        "font.family": [_font_name() or "DejaVu Sans"],
        "font.size": 9,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": MUTED,
        "axes.unicode_minus": False,
        "svg.fonttype": "path",
        "svg.hashsalt": name,
        "svg.id": name,
    }
    with matplotlib.rc_context(style):
        figure = Figure(figsize=(width, height), layout="constrained")
        draw(figure)
        text = io.StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return Plot(svg=_element(text.getvalue()), told=told)


def say(korean: str, latin: str) -> str:
    """The Korean words where a Korean font is installed, otherwise the Latin ones."""
    return korean if _font_name() is not None else latin


@cache
def _font_name() -> str | None:
    """The family name of the first Korean font that is installed, made known to matplotlib."""
    installed = {Path(path).stem: path for path in findSystemFonts()}
    for name in _KOREAN_FONTS:
        if name in installed:
            fontManager.addfont(installed[name])
            return FontProperties(fname=installed[name]).get_name()
    return None


def _element(svg: str) -> str:
    """The drawing without the XML prologue, whose document type names an address, and without the ids of groups."""
    return re.sub(r'<g id="[^"]*"', "<g", svg[svg.index("<svg") :]).strip()
