"""PDF: text page by page, with headings, paragraphs and ruled tables as they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from assistant.domain.synchronising import Reason
from ingest.isolation import ROOM, Room, Unreadable
from ingest.printed.blocks import BlockMaker
from ingest.printed.headings import heading_levels
from ingest.printed.marks import has_letter_bullet, with_letter_bullets
from ingest.printed.page import Page, PrintedFile, each_line
from ingest.printed.reading import read_printed
from ingest.printed.running_heads import printed_offset, without_running_heads
from ingest.readers.protocol import ReadDocument
from ingest.readers.recognised import marked, merged
from ingest.recognition.reading import read_scans
from ingest.recognition.tesseract import Program, find_program
from ingest.refusals import refusal_of, refused
from ingest.unseen import unseen_warnings

_COUNTED = re.compile(r"(\d)\s*(?:년|%)|(?:^|(?<!몇)\s)(?:년|%)(?![가-힣]{3})")
_MOST_WARNED_PAGES = 10
_SECONDS = 300.0
"""For one file: about a thousand pages."""
_SECONDS_OF_SCANS = 600.0
"""For the scanned pages of a file, 4 to 5 seconds each; those there is no time for are told."""
_MARGIN = 90.0
"""Seconds for the page that is being recognised when the time is over."""


class PdfFileReader:
    """Reads PDF files in a process of its own: text as it is seen, and scanned pages where tesseract is installed."""

    media_type = "application/pdf"

    def __init__(self, room: Room = ROOM) -> None:
        self._room = room

    def read(self, content: bytes, name: str) -> ReadDocument:
        """Read a file.

        Raises DocumentRefused: EMPTY_FILE, TYPE_MISMATCH, ENCRYPTED (files that only restrict printing open), CORRUPT,
        BOMB, NEEDS_OCR, NO_TEXT, TIMEOUT, TOO_LARGE.
        """
        if not content.strip():
            raise refused(Reason.EMPTY_FILE, name)
        if b"%PDF-" not in content[:1024]:
            raise refused(Reason.TYPE_MISMATCH, name)
        try:
            printed = self._room.run(read_printed, content, _SECONDS)
            program = find_program() if printed.scanned else None
            scans = self._scans(content, printed, program) if program else ()
        except Unreadable as unreadable:
            raise refusal_of(unreadable, name) from None
        found = merged(printed.pages, scans)
        if not any(page.items for page in found):
            raise refused(_why_empty(printed, program), name)
        pages = without_running_heads(_with_letter_bullets(found))
        maker = BlockMaker(pages, heading_levels(pages, printed.outline))
        read = [scan.number for scan in scans if scan.items]
        blocks = tuple(marked(maker.blocks(), {*printed.recognised, *read}))
        if not blocks:
            raise refused(Reason.NO_TEXT, name)
        offset = printed_offset(found)
        warnings = (
            *_warnings(replace(printed, pages=tuple(found)), read),
            *_about_numbers(offset),
            *unseen_warnings(printed.unseen),
        )
        empty = tuple(page.number for page in found if not page.items)
        return ReadDocument({}, blocks, maker.path.first, warnings, printed.unseen, empty)

    def _scans(self, content: bytes, printed: PrintedFile, program: Program) -> tuple[Page, ...]:
        """The scanned pages as they are recognised. Raises Unreadable."""
        job = partial(read_scans, program=program, numbers=printed.scanned, seconds=_SECONDS_OF_SCANS)
        return self._room.run(job, content, _SECONDS_OF_SCANS + _MARGIN)


def _why_empty(printed: PrintedFile, program: Program | None) -> Reason:
    if printed.scanned and program is None:
        return Reason.NEEDS_OCR
    return Reason.CORRUPT if printed.failed else Reason.NO_TEXT


def _with_letter_bullets(pages: Sequence[Page]) -> list[Page]:
    """The pages with letters turned back to bullets, where three or more lines begin with such a letter."""
    if sum(has_letter_bullet(line.text) for page in pages for line in page.lines) < 3:
        return list(pages)
    changed = lambda line: replace(line, text=with_letter_bullets(line.text))  # noqa: E731
    return [replace(page, items=tuple(each_line(item, changed) for item in page.items)) for page in pages]


def _warnings(printed: PrintedFile, read: Sequence[int]) -> Iterator[str]:
    """What staff should know. `read` are the scanned pages that were recognised here."""
    pages = printed.pages
    if printed.failed:
        yield f"읽지 못한 쪽이 있습니다: {_listed(printed.failed)}쪽"
    unread = [number for number in printed.scanned if number not in read]
    if unread:
        advice = "글자 인식(OCR)을 해서 다시 올려 주세요."
        yield f"그림(스캔)이라 글자를 읽지 못한 쪽이 있습니다: {_listed(unread)}쪽. {advice}"
    empty = [page.number for page in pages if not page.items and page.number not in unread]
    if empty:
        yield f"글자가 없는 쪽이 있습니다: {_listed(empty)}쪽"
    recognised = sorted({*printed.recognised, *read})
    if recognised:
        yield f"글자 인식(OCR)으로 읽은 쪽이 있습니다. 틀린 곳이 있을 수 있으니 확인해 주세요: {_listed(recognised)}쪽"
    counted = [match[1] for page in pages for line in page.lines for match in _COUNTED.finditer(line.text)]
    missing = sum(number is None for number in counted)
    if missing >= 3 and missing > 0.3 * len(counted):
        yield "숫자가 빠진 곳이 많습니다. PDF의 글꼴 문제일 수 있으니 원본 문서에서 PDF를 다시 만들어 주세요."


def _about_numbers(offset: int) -> Iterator[str]:
    """What staff should know where the numbers printed on the pages are others than the file's."""
    if offset:
        words = "작습니다" if offset > 0 else "큽니다"
        yield f"인용은 PDF의 쪽 번호로 합니다. 종이에 인쇄된 번호는 그보다 {abs(offset)}만큼 {words}."


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:_MOST_WARNED_PAGES])
    return f"{shown} 외 {len(numbers) - _MOST_WARNED_PAGES}" if len(numbers) > _MOST_WARNED_PAGES else shown
