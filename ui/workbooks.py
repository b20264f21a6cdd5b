"""Tables as Excel files."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Font

_WIDEST = 60
_NOT_ALLOWED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def workbook(title: str, rows: Sequence[Sequence[object]]) -> bytes:
    """Rows, the header first, as an Excel file with one sheet.

    Texts stay texts: none becomes a formula, whatever it begins with.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            if isinstance(value, int | float):
                cell.value = value
            elif value is not None:
                cell.value = _NOT_ALLOWED.sub("", str(value))
                cell.data_type = "s"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.font = Font(bold=number == 1)
    for column, cells in enumerate(zip(*rows, strict=True), start=1):
        longest = max(len(str(value or "")) for value in cells)
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = min(_WIDEST, longest + 4)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def write_workbook(path: Path, title: str, rows: Sequence[Sequence[object]]) -> None:
    """Write rows as an Excel file; it appears complete or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.xlsx")
    try:
        unfinished.write_bytes(workbook(title, rows))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
