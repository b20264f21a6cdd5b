"""Measures of one reading against its reference. All are shares from 0 to 1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from ingest.cleaning import clean
from ingest.readers import Block, BlockKind


def word_recall(wanted: str, found: str) -> float | None:
    """Which share of the words (between white space) is found, each as often as it occurs; marks alone do not count."""
    words, read = _words(wanted), _words(found)
    return (words & read).total() / words.total() if words else None


def spacing(wanted: str, found: str) -> tuple[int, int, int]:
    """Spaces at the gaps between letters both readings have: those found rightly, found, and wanted."""
    letters, gaps = _gaps(wanted)
    other_letters, other_gaps = _gaps(found)
    right = both = all_wanted = 0
    for block in SequenceMatcher(None, letters, other_letters, autojunk=False).get_matching_blocks():
        for offset in range(block.size - 1):
            mine, other = gaps[block.a + offset], other_gaps[block.b + offset]
            right += mine and other
            both += other
            all_wanted += mine
    return right, both, all_wanted


def f1(right: int, found: int, wanted: int) -> float | None:
    """The harmonic mean of precision and recall."""
    return 2 * right / (found + wanted) if found + wanted else None


def rows_intact(rows: Sequence[tuple[str, ...]], blocks: Sequence[Block]) -> float | None:
    """Which share of the rows stands in one row of a table (or one paragraph), cell after cell."""
    if not rows:
        return None
    lines = ["".join(line.split()) for block in blocks for line in _lines(block)]
    wanted = [["".join(clean(cell).split()) for cell in row] for row in rows]
    return sum(any(_in_order(row, line) for line in lines) for row in wanted) / len(rows)


def _lines(block: Block) -> list[str]:
    return block.text.split("\n") if block.kind is BlockKind.TABLE else [block.text.replace("\n", " ")]


def _in_order(cells: Sequence[str], line: str) -> bool:
    place = 0
    for cell in cells:
        found = line.find(cell.replace("|", "\\|"), place)
        if found < 0:
            return False
        place = found + len(cell)
    return True


def _words(text: str) -> Counter[str]:
    """The words of a text; a single `o` is the bullet of official documents, which readers take for one."""
    words = clean(text).replace("|", " ").split()
    return Counter(word for word in words if any(map(str.isalnum, word)) and word != "o")


def _gaps(text: str) -> tuple[str, list[bool]]:
    """The letters of a text, and for each but the last whether a space follows."""
    plain = [letter for letter in clean(text) if letter.isalnum() or letter.isspace()]
    places = [place for place, letter in enumerate(plain) if not letter.isspace()]
    return "".join(plain[place] for place in places), [other - place > 1 for place, other in pairwise(places)]
