"""A report in Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from evals.report.document import Document, Section, Story, Table


def as_markdown(document: Document) -> str:
    """The whole report; plots are in the page only."""
    parts = [f"# {document.title}", *document.told]
    for section in document.sections:
        parts += _section(section)
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(section: Section) -> list[str]:
    table = [_table(section.table)] if section.table is not None else []
    return [f"## {section.title}", section.told, *table, *map(_story, section.stories)]


def _story(story: Story) -> str:
    lines = [f"### {story.heading}", "", *(f"- {label}: {_line(value)}" for label, value in story.facts)]
    for label, sentences in story.answers:
        lines += [f"- {label}", *(f"  - {_line(sentence)}" for sentence in sentences)]
    if story.passages is not None:
        lines += ["", _table(story.passages)]
    return "\n".join(lines)


def _table(table: Table) -> str:
    rows: Sequence[Sequence[str]] = [table.header, ["---"] * len(table.header), *table.rows]
    return "\n".join(f"| {' | '.join(_line(cell).replace('|', chr(92) + '|') for cell in row)} |" for row in rows)


def _line(text: str) -> str:
    return " ".join(text.split())
