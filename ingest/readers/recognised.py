"""Pages that were pictures: their text says of itself, wherever it is cited, that a program recognised it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from ingest.printed.headings import body_size
from ingest.printed.page import Page, each_line
from ingest.readers.protocol import Block

RECOGNISED = "글자 인식(OCR)"
"""The innermost heading of such text."""


def merged(pages: Sequence[Page], scans: Sequence[Page]) -> list[Page]:
    """The pages with the scans that were read in their places, in the type size of the others."""
    size = body_size(pages) or body_size(scans)
    sized = lambda line: replace(line, size=size)  # noqa: E731
    read = {
        scan.number: replace(scan, items=tuple(each_line(item, sized) for item in scan.items))
        for scan in scans
        if scan.items
    }
    kept = (page for page in pages if page.number not in read)
    return sorted([*kept, *read.values()], key=lambda page: page.number)


def marked(blocks: Sequence[Block], numbers: Collection[int]) -> Iterator[Block]:
    """The blocks, those on the pages with these numbers marked as recognised."""
    for block in blocks:
        yield replace(block, heading=(*block.heading, RECOGNISED)) if block.page in numbers else block
