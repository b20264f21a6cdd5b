"""Which lines of a printed document are headings: by its outline, by type size, or by numbering marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ingest.printed.marks import is_numbered, section_level
from ingest.printed.page import Line, OutlineEntry, Page, squeezed

_CLEARLY_LARGER = 1.12
"""A heading's size over the size of body text."""
_MOST_BOLD = 0.3
"""Share of bold lines above which bold tells nothing."""
_LONGEST = 60
"""Characters of a heading."""
_SENTENCE_ENDS = (".", "?", "!", "다", "요", ",")

Levels = Mapping[int, int]
"""Level of each line that is a heading, by `id(line)`; 1 is outermost."""


def body_size(pages: Sequence[Page]) -> float:
    """The size most letters outside tables have; 0 for a document without lines."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def heading_levels(pages: Sequence[Page], outline: Sequence[OutlineEntry]) -> Levels:
    """The lines that are headings, with their levels. The outline knows best, then sizes, then marks."""
    by_outline = _by_outline(pages, outline)
    if by_outline:
        return by_outline
    by_size = _by_size(pages)
    below = max(by_size.values(), default=0)
    return {**_by_weight(pages, below), **_by_marks(pages, not by_size, below), **by_size}


def _by_outline(pages: Sequence[Page], outline: Sequence[OutlineEntry]) -> dict[int, int]:
    """The lines the outline names; nothing when it names less than half of them (then it is of no use)."""
    levels: dict[int, int] = {}
    by_number = {page.number: page for page in pages}
    found = 0
    for entry in outline:
        page = by_number.get(entry.page)
        lines = _printed(squeezed(entry.text), page.lines) if page else []
        found += bool(lines)
        levels |= {id(line): entry.level for line in lines}
    return levels if 2 * found > len(outline) else {}


def _printed(title: str, lines: Sequence[Line]) -> list[Line]:
    """The one to three consecutive lines that together are the title; the largest where it is printed repeatedly."""
    candidates = [
        list(lines[start : start + count])
        for start in range(len(lines))
        for count in (1, 2, 3)
        if "".join(line.squeezed for line in lines[start : start + count]) == title
    ]
    return max(candidates, key=lambda candidate: candidate[0].size, default=[])


def _by_size(pages: Sequence[Page]) -> dict[int, int]:
    """Short lines clearly larger than body text; the largest size is level 1."""
    body = body_size(pages)
    large = [
        line for page in pages for line in page.lines if line.size >= body * _CLEARLY_LARGER and _is_short(line, (".",))
    ]
    ranks: list[float] = []
    for size in sorted({line.size for line in large}, reverse=True):
        if not ranks or size < ranks[-1] * 0.95:
            ranks.append(size)
    return {id(line): sum(rank * 0.95 > line.size for rank in ranks) + 1 for line in large}


def _by_weight(pages: Sequence[Page], below: int) -> dict[int, int]:
    """Short bold lines of a document that is not bold as a whole, one level below the sizes."""
    lines = [(page, line) for page in pages for line in page.lines]
    bold = [(page, line) for page, line in lines if line.is_bold]
    if len(bold) > _MOST_BOLD * len(lines):
        return {}
    return {id(line): below + 1 for page, line in bold if _is_short(line) and _stands_alone(line, page)}


def _by_marks(pages: Sequence[Page], numbers_too: bool, below: int) -> dict[int, int]:
    """Short lines that begin with `제1장`, `Ⅰ.` or `□`; where no sizes tell, also `1.` with no `2.` next to it."""
    levels: dict[int, int] = {}
    for page in pages:
        texts = ["", *(line.text.strip() for line in page.lines), ""]
        for line, before, text, after in zip(page.lines, texts, texts[1:], texts[2:], strict=False):
            level = section_level(text)
            if level is None and numbers_too and text[0].isdigit() and is_numbered(text):
                level = None if is_numbered(before) or is_numbered(after) else 2
            if level is not None and _is_short(line) and _stands_alone(line, page):
                levels[id(line)] = level + below
    return levels


def _stands_alone(line: Line, page: Page) -> bool:
    """Whether the line ends so far from the right that it is not the first of several."""
    return line.right < 0.75 * page.width


def _is_short(line: Line, ends: tuple[str, ...] = _SENTENCE_ENDS) -> bool:
    """Whether the line is short enough for a heading and does not end as a sentence does."""
    text = line.text.strip()
    return len(text) <= _LONGEST and not text.endswith(ends) and any(letter.isalnum() for letter in text)
