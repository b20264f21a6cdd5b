"""PDF: text page by page, with headings, paragraphs and ruled tables as they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.domain.synchronising import Reason
from ingest.isolation import ROOM, Room, Unreadable
from ingest.printed.blocks import BlockMaker
from ingest.printed.headings import heading_levels
from ingest.printed.marks import has_letter_bullet, with_letter_bullets
from ingest.printed.page import Page, each_line
from ingest.printed.pdf_pages import printed_file
from ingest.printed.running_heads import without_running_heads
from ingest.readers.protocol import ReadDocument
from ingest.refusals import refusal_of, refused

_COUNTED = re.compile(r"(\d)\s*(?:년|%)|(?:^|(?<!몇)\s)(?:년|%)(?![가-힣]{3})")
_MOST_WARNED_PAGES = 10
_SECONDS = 300.0
"""For one file: about a thousand pages."""


class PdfFileReader:
    """Reads PDF files that contain text, in a process of its own. Pictures and scanned pages give no text."""

    media_type = "application/pdf"

    def __init__(self, room: Room = ROOM) -> None:
        self._room = room

    def read(self, content: bytes, name: str) -> ReadDocument:
        """Read a file.

        Raises DocumentRefused: EMPTY_FILE, TYPE_MISMATCH, ENCRYPTED (files that only restrict printing open), CORRUPT,
        NO_TEXT, TIMEOUT, TOO_LARGE.
        """
        if not content.strip():
            raise refused(Reason.EMPTY_FILE, name)
        if b"%PDF-" not in content[:1024]:
            raise refused(Reason.TYPE_MISMATCH, name)
        try:
            printed = self._room.run(printed_file, content, _SECONDS)
        except Unreadable as unreadable:
            raise refusal_of(unreadable, name) from None
        if not any(page.items for page in printed.pages):
            raise refused(Reason.CORRUPT if printed.failed else Reason.NO_TEXT, name)
        pages = without_running_heads(_with_letter_bullets(printed.pages))
        maker = BlockMaker(pages, heading_levels(pages, printed.outline))
        blocks = maker.blocks()
        if not blocks:
            raise refused(Reason.NO_TEXT, name)
        warnings = tuple(_warnings(printed.pages, printed.failed))
        return ReadDocument({}, blocks, maker.path.first, warnings, empty_pages=_empty(printed.pages))


def _with_letter_bullets(pages: Sequence[Page]) -> list[Page]:
    """The pages with letters turned back to bullets, where three or more lines begin with such a letter."""
    if sum(has_letter_bullet(line.text) for page in pages for line in page.lines) < 3:
        return list(pages)
    changed = lambda line: replace(line, text=with_letter_bullets(line.text))  # noqa: E731
    return [replace(page, items=tuple(each_line(item, changed) for item in page.items)) for page in pages]


def _empty(pages: Sequence[Page]) -> tuple[int, ...]:
    return tuple(page.number for page in pages if not page.items)


def _warnings(pages: Sequence[Page], failed: Sequence[int]) -> Iterator[str]:
    if failed:
        yield f"읽지 못한 쪽이 있습니다: {_listed(failed)}쪽"
    if empty := _empty(pages):
        yield f"글자가 없는 쪽이 있습니다(그림이나 스캔일 수 있음): {_listed(empty)}쪽"
    counted = [match[1] for page in pages for line in page.lines for match in _COUNTED.finditer(line.text)]
    missing = sum(number is None for number in counted)
    if missing >= 3 and missing > 0.3 * len(counted):
        yield "숫자가 빠진 곳이 많습니다. PDF의 글꼴 문제일 수 있으니 원본 문서에서 PDF를 다시 만들어 주세요."


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:_MOST_WARNED_PAGES])
    return f"{shown} 외 {len(numbers) - _MOST_WARNED_PAGES}" if len(numbers) > _MOST_WARNED_PAGES else shown
