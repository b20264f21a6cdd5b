"""Drawings, with and without a Korean font, and what the reliability plot counts."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from evals.report.plots import drawing
from evals.report.plots.reliability import reliability


def a_title(figure: Figure) -> None:
    """One sentence in whatever language can be written."""
    figure.subplots().set_title(drawing.say("사실", "facts"))


def test_korean_is_written_where_a_font_is_installed() -> None:
    assert drawing.say("사실", "facts") == "사실"  # `make test` installs the font
    assert "NotoSansCJK" in drawing.drawn("x", "제목", a_title).svg


def test_without_a_korean_font_the_plot_is_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "_font_name", lambda: None)
    plot = drawing.drawn("x", "제목", a_title)
    assert "<!-- facts -->" in plot.svg


def test_the_same_drawing_is_the_same_text() -> None:
    assert drawing.drawn("x", "제목", a_title) == drawing.drawn("x", "제목", a_title)


def test_a_drawing_names_no_address_but_its_namespaces() -> None:
    svg = drawing.drawn("x", "제목", a_title).svg
    assert svg.count("http") == 2
    assert 'xmlns="http://www.w3.org/2000/svg"' in svg
    assert 'xmlns:xlink="http://www.w3.org/1999/xlink"' in svg


def test_reliability_by_hand() -> None:
    bins = reliability([0.12, 0.18, 0.95, 1.0], [False, True, True, True])
    assert [(round(item.probability, 3), item.answerable, item.count) for item in bins] == [
        (0.15, 0.5, 2),
        (0.975, 1.0, 2),
    ]
