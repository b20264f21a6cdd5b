"""Repeated lines: running heads that were not taken off, and pages that come twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.cleaning import one_line
from ingest.readers.protocol import Block, BlockKind

_SHORTEST = 10
"""Characters. Shorter lines (`비고`, `해당 없음`) repeat in every form."""


def repeated_lines(parts: Sequence[Sequence[Block]]) -> Iterator[float]:
    """For each part, the share of its text in lines that stood in the document before, from 0 to 1."""
    seen = set[str]()
    for blocks in parts:
        total = again = 0
        for block in blocks:
            if block.kind is BlockKind.TABLE:
                continue
            for line in map(one_line, block.text.split("\n")):
                total += len(line)
                if len(line) >= _SHORTEST:
                    again += len(line) if line in seen else 0
                    seen.add(line)
        yield again / total if total else 0.0
