"""Tables on the terminal."""

from __future__ import annotations

from rich.table import Table as ScreenTable

from evals.report.document import Table


def on_screen(table: Table, title: str | None = None) -> ScreenTable:
    """The table for a terminal; where that is narrow, cells go on in the next line and nothing is cut off."""
    shown = ScreenTable(title=title)
    for heading in table.header:
        shown.add_column(heading, overflow="fold")
    for row in table.rows:
        shown.add_row(*row)
    return shown
