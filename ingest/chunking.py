"""From blocks to chunks: pieces of a few sentences that never cross a heading or a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from assistant.domain.documents import DraftChunk
from assistant.domain.sentences import split_sentences
from ingest.readers.protocol import Block, BlockKind

_VERSION = 1
_TABLE_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
_CLAUSE_END = re.compile(r"[,;:·)\]](?=\s)|\s")


@dataclass(frozen=True)
class _Unit:
    """A piece of text that stays whole: a sentence, a list item, a row.

    `joint` is the white space before it, `begins_block` whether it begins a paragraph or list item, and `stays`
    whether it must be in one chunk with the unit before it.
    """

    text: str
    joint: str = "\n"
    begins_block: bool = True
    stays: bool = False


class Chunker:
    """Splits blocks into chunks of at most `max_characters` where sentences allow it.

    A sentence, list item or table row longer than that is a chunk of its own; only one longer than twice that is cut.
    The same blocks always give the same chunks.
    """

    def __init__(self, max_characters: int = 300) -> None:
        if max_characters < 1:
            raise ValueError(f"max_characters is {max_characters}; it must be 1 or more")
        self._limit = max_characters

    @property
    def fingerprint(self) -> str:
        """What the chunks depend on besides the blocks."""
        return f"{_VERSION}:{self._limit}"

    def split(self, blocks: Sequence[Block]) -> tuple[DraftChunk, ...]:
        """The chunks, in reading order. Tables are chunks of their own, each with the table's header row."""
        return tuple(
            DraftChunk(text=text, heading=heading, page=page)
            for (heading, page, is_table), part in groupby(blocks, key=_section)
            for text in (self._tables(part) if is_table else self._texts(list(part)))
        )

    def _texts(self, blocks: Sequence[Block]) -> Iterator[str]:
        units = [unit for block in _with_lead_ins(blocks) for unit in self._units(*block)]
        yield from _packed(self._bound(units), self._limit)

    def _units(self, block: Block, follows_lead_in: bool) -> Iterator[_Unit]:
        if block.kind is BlockKind.LIST_ITEM and len(block.text) <= 2 * self._limit:
            yield _Unit(block.text, stays=follows_lead_in)
            return
        end = 0
        for sentence in self._sentences(block.text):
            start = block.text.index(sentence, end)
            first = end == 0
            joint = "\n" if first else block.text[end:start]
            yield _Unit(sentence, joint, begins_block=first, stays=first and follows_lead_in)
            end = start + len(sentence)

    def _sentences(self, text: str) -> Iterator[str]:
        for sentence in split_sentences(text):
            if len(sentence) <= 2 * self._limit:
                yield sentence
            else:
                yield from _cut(sentence, self._limit)

    def _bound(self, units: Sequence[_Unit]) -> list[_Unit]:
        """The units with those that must stay together made one, unless that grows beyond twice the limit."""
        bound: list[_Unit] = []
        for unit in units:
            if unit.stays and bound and len(bound[-1].text) + 1 + len(unit.text) <= 2 * self._limit:
                last = bound.pop()
                text = f"{last.text}{unit.joint}{unit.text}"
                unit = _Unit(text, last.joint, last.begins_block)
            bound.append(unit)
        return bound

    def _tables(self, blocks: Iterator[Block]) -> Iterator[str]:
        for block in blocks:
            lines = block.text.split("\n")
            has_header = len(lines) > 2 and _TABLE_RULE.fullmatch(lines[1].strip())
            header = "\n".join(lines[:2]) if has_header else ""
            rows = [_Unit(row) for row in (lines[2:] if has_header else lines)]
            room = max(1, self._limit - len(header) - 1) if header else self._limit
            for text in _packed(rows, room):
                yield f"{header}\n{text}" if header else text


def _section(block: Block) -> tuple[tuple[str, ...], int | None, bool]:
    return block.heading, block.page, block.kind is BlockKind.TABLE


def _with_lead_ins(blocks: Sequence[Block]) -> Iterator[tuple[Block, bool]]:
    """Each block, and whether it is a list's first item whose lead-in is the end of the paragraph before it."""
    yield blocks[0], False
    for before, block in pairwise(blocks):
        begins_list = before.kind is BlockKind.PARAGRAPH and block.kind is BlockKind.LIST_ITEM
        yield block, begins_list or (block.kind is BlockKind.LIST_ITEM and before.text.endswith(":"))


def _cut(sentence: str, limit: int) -> Iterator[str]:
    """An overlong sentence in pieces of at most `limit` characters, cut behind a clause or word where there is one."""
    start = 0
    while len(sentence) - start > limit:
        ends = [match.end() for match in _CLAUSE_END.finditer(sentence, start + limit // 2, start + limit)]
        end = ends[-1] if ends else start + limit
        yield sentence[start:end].strip()
        start = end
        while start < len(sentence) and sentence[start].isspace():
            start += 1
    if start < len(sentence):
        yield sentence[start:]


def _packed(units: Sequence[_Unit], limit: int) -> Iterator[str]:
    """The units joined to texts of at most `limit` characters, evenly filled, preferably ending where blocks end.

    Least raggedness: the sum of the squared unused characters is minimal; a break inside a paragraph costs as much as
    a third of a chunk left unused.
    """
    penalty = (limit // 3) ** 2
    best: list[tuple[int, int]] = [(0, 0)]  # for each number of units: least cost, where the last chunk begins
    for end in range(1, len(units) + 1):
        inside = end < len(units) and not units[end].begins_block
        choices, length = [], 0
        for start in range(end - 1, -1, -1):
            length += len(units[start].text) + (len(units[start + 1].joint) if start + 1 < end else 0)
            if length > limit and start < end - 1:
                break
            cost = best[start][0] + max(0, limit - length) ** 2 + penalty * inside
            choices.append((cost, start))
        best.append(min(choices))
    breaks = [len(units)]
    while breaks[-1]:
        breaks.append(best[breaks[-1]][1])
    for start, end in pairwise(reversed(breaks)):
        first, *others = units[start:end]
        yield first.text + "".join(unit.joint + unit.text for unit in others)
