"""Plain text: paragraphs, list items, and headings where they are beyond doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.domain.synchronising import Reason
from ingest.cleaning import clean, decode, one_line
from ingest.formats import Format, format_of
from ingest.isolation import ROOM, Room, Unreadable
from ingest.printed.marks import begins_item, is_numbered, section_level, with_bullets, without_box, without_bullet
from ingest.printed.page import ems
from ingest.readers.headings import HeadingPath
from ingest.readers.protocol import Block, BlockKind, ReadDocument
from ingest.refusals import mismatch, refusal_of, refused
from ingest.unseen import unseen_marks, unseen_warnings

_LARGE = 256 * 1024
"""Bytes. Larger texts are read in the room, so that their memory is not the server's."""
_SECONDS = 60.0
_LONGEST_HEADING = 60
_ENDS = (".", "?", "!", ",", ":", ";")
_SENTENCE_ENDS = (*_ENDS, "다", "요")
_FULL = 0.75
"""A line this wide, in the widest of its paragraph, was broken because it was full."""
_UNDERLINE = re.compile(r"[=\-_~*─━═]{4,}")
_BLANK_LINES = re.compile(r"\n\s*\n")

_Found = tuple[tuple[Block, ...], str | None]


class TextReader:
    """Reads text files (by their byte order mark, else UTF-8, UTF-16 or CP949)."""

    media_type = "text/plain"

    def __init__(self, room: Room = ROOM) -> None:
        self._room = room

    def read(self, content: bytes, name: str) -> ReadDocument:
        """Read a file. Raises DocumentRefused: EMPTY_FILE, TYPE_MISMATCH, BAD_ENCODING, NO_TEXT, TIMEOUT."""
        found_format = format_of(content[:4096])
        if found_format not in (Format.TEXT, Format.UNKNOWN):
            raise mismatch(name, Format.TEXT, found_format)
        written = decode(content, name)
        text = clean(written)
        blocks, first_heading = self._blocks(text, name)
        if not blocks:
            raise refused(Reason.NO_TEXT, name)
        unseen = dict(unseen_marks(written))
        return ReadDocument({}, blocks, first_heading, unseen_warnings(unseen), unseen)

    def _blocks(self, text: str, name: str) -> _Found:
        if len(text) < _LARGE:
            return text_blocks(text)
        try:
            return self._room.run(_large_text, text.encode("utf-8"), _SECONDS)
        except Unreadable as unreadable:
            raise refusal_of(unreadable, name) from None


def text_blocks(text: str) -> _Found:
    """The blocks of a text, and its first heading.

    A heading is one short line by itself that begins with `제1장`, `Ⅰ.` or `□`, is underlined, or has a single number
    (`1. 개요`); and the first line of all, where it stands by itself and is no sentence.
    """
    path, blocks = HeadingPath(), list[Block]()
    paragraphs = [lines for part in _BLANK_LINES.split(text) if (lines := _lines(part))]
    for number, lines in enumerate(paragraphs):
        level, rest = _heading(lines, is_first=number == 0 and len(paragraphs) > 1)
        if level:
            path.enter(level, without_box(one_line(lines[0])))
        for kind, words in _texts(rest):
            if any(letter.isalnum() for letter in words):
                blocks.append(Block(kind, words, path.now))
    return tuple(blocks), path.first


def _large_text(content: bytes) -> _Found:
    return text_blocks(content.decode("utf-8"))


def _lines(part: str) -> list[str]:
    lines = (with_bullets(line).strip() for line in part.split("\n"))
    return [line for line in lines if line]


def _heading(lines: Sequence[str], is_first: bool) -> tuple[int, Sequence[str]]:
    """The level of the heading a paragraph begins with (0 for none), and the lines that are text."""
    line, others = lines[0], lines[1:]
    level = section_level(line)
    is_marked = level is not None or (line[0].isdigit() and is_numbered(line))
    if not _can_be_heading(line, _ENDS if is_marked else _SENTENCE_ENDS):
        return 0, lines
    if others and _UNDERLINE.fullmatch(others[0]):
        return 1 if others[0][0] == "=" else 2, others[1:]
    if level is not None and (not others or section_level(others[0]) is None):
        return level + 1, others
    if others:
        return 0, lines
    if is_marked:
        return 3, ()
    return (1, ()) if is_first and not begins_item(line) else (0, lines)


def _can_be_heading(line: str, ends: tuple[str, ...]) -> bool:
    return len(line) <= _LONGEST_HEADING and not line.endswith(ends) and any(map(str.isalnum, line))


def _texts(lines: Sequence[str]) -> Iterator[tuple[BlockKind, str]]:
    """Paragraphs and list items; lines that were broken because they were full are one line again."""
    widest = max((ems(line) for line in lines), default=0.0)
    current: list[str] = []
    for line in lines:
        if begins_item(line) or _UNDERLINE.fullmatch(line):
            yield from _finished(current, widest)
            current = []
        current.append(line)
    yield from _finished(current, widest)


def _finished(lines: Sequence[str], widest: float) -> Iterator[tuple[BlockKind, str]]:
    if not lines:
        return
    parts = [lines[0]]
    for before, line in pairwise(lines):
        is_broken = ems(before) >= _FULL * widest and not before.endswith((".", "?", "!", ":"))
        parts += [" " if is_broken else "\n", line]
    kind = BlockKind.LIST_ITEM if begins_item(lines[0]) else BlockKind.PARAGRAPH
    yield kind, without_bullet("".join(parts))
