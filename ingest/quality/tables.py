"""Lost tables: rows whose columns do not fit their header, and rows that became lines of bare numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.readers.protocol import Block, BlockKind

_CELL_BORDER = re.compile(r"(?<!\\)\|")
_NUMBER = re.compile(r"[-+(]?\d[\d,.]*\)?(?:%|%p)?")
_FEWEST_NUMBERS = 4
_FEWEST_BORDERS = 3
_FEWEST_REMAINS = 3
"""Fewer lines that look like rows are no table: a line of code may hold bars, too."""
_NUMBER_SHARE = 0.6


def lost_rows(blocks: Sequence[Block]) -> float:
    """The share of table rows that are lost, from 0 to 1; 0 without any rows.

    Lost are a row with text in more columns than its header names, a line of text with borders of cells in it, and
    a line that is nearly all numbers.
    """
    lost = rows = remains = 0
    for block in blocks:
        lines = block.text.split("\n")
        if block.kind is BlockKind.TABLE:
            rows += max(0, len(lines) - 2)
            lost += sum(_overflows(line, lines[0]) for line in lines[2:])
        else:
            remains += sum(_was_a_row(line) for line in lines)
    if remains >= _FEWEST_REMAINS:
        rows, lost = rows + remains, lost + remains
    return lost / rows if rows else 0.0


def _overflows(row: str, header: str) -> bool:
    """Whether a cell behind the last one the header names is filled."""
    named = [place for place, cell in enumerate(_cells(header)) if cell]
    filled = [place for place, cell in enumerate(_cells(row)) if cell]
    return bool(named and filled) and filled[-1] > named[-1]


def _was_a_row(line: str) -> bool:
    words = line.split()
    numbers = sum(_NUMBER.fullmatch(word) is not None for word in words)
    is_bare = numbers >= _FEWEST_NUMBERS and numbers >= _NUMBER_SHARE * len(words)
    return is_bare or len(_CELL_BORDER.findall(line)) >= _FEWEST_BORDERS


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in _CELL_BORDER.split(row)[1:-1]]
