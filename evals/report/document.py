"""A report before it is written: sections with tables, plots and stories, in the order in which they are read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Table:
    """Cells as they are shown; every row is as long as the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Plot:
    """A drawing as one `<svg>` element, and what it shows in words; only the page shows it."""

    svg: str
    told: str


@dataclass(frozen=True, kw_only=True)
class Story:
    """One question told in full: a heading, facts as label and value, the lines of answers, and passages."""

    heading: str
    facts: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What was said, by a label for who said it."""
    passages: Table | None = None


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading with whatever belongs under it."""

    title: str
    told: str = ""
    plots: tuple[Plot, ...] = ()
    table: Table | None = None
    stories: tuple[Story, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Document:
    """A whole report."""

    title: str
    told: tuple[str, ...]
    sections: tuple[Section, ...]
