"""The few lines of a passage that a card shows around its quote."""

from __future__ import annotations

from ui.web.markup import BEGIN, END, blocks, mark

LONGEST = 700
"""Characters of Markdown after which further blocks of a long quote are left to the unfolded context."""
AROUND = 90
"""Characters of a long paragraph kept on each side of the quote."""
_TABLE_HEAD = 2
"""Lines of a Markdown table that name its columns."""


def stretch_of(text: str, quote: str) -> tuple[int, int] | None:
    """Where a quote stands in a text (first and last character, end exclusive), or None."""
    at = text.find(quote) if quote else -1
    return (at, at + len(quote)) if at >= 0 else None


def excerpt(text: str, stretch: tuple[int, int] | None) -> str:
    """The blocks that hold the stretch, marked and shortened: of a table its head and the rows concerned."""
    marked = mark(text, stretch)
    lines = marked.split("\n")
    if BEGIN not in marked:
        return _shortened_paragraph(text, LONGEST // 2)
    first, last = _line_of(lines, BEGIN), _line_of(lines, END)
    kept: list[str] = []
    for kind, start, end in blocks(marked):
        if start > last or end <= first:
            continue
        if kept and sum(map(len, kept)) > LONGEST:
            kept.append(f"{END}…")
            break
        kept.append(_concerned(kind, lines[start:end], first - start, last - start))
    return "\n\n".join(kept)


def _concerned(kind: str, lines: list[str], first: int, last: int) -> str:
    """The lines of one block from `first` to `last` (both may lie outside), with what they need to be understood."""
    inside = range(max(first, 0), min(last, len(lines) - 1) + 1)
    if kind == "table_open":
        rows = [lines[at] for at in inside if at >= _TABLE_HEAD]
        return "\n".join(lines[:_TABLE_HEAD] + rows)
    part = "\n".join(lines[at] for at in inside)
    return _around_mark(part) if kind == "paragraph_open" else part


def _around_mark(paragraph: str) -> str:
    """A paragraph cut to the marked stretch and a little on each side."""
    begin, end = paragraph.find(BEGIN), paragraph.find(END)
    start = 0 if begin <= AROUND else _gap_after(paragraph, begin - AROUND, begin)
    stop = len(paragraph) if end < 0 or len(paragraph) - end <= AROUND else _gap_before(paragraph, end, end + AROUND)
    return ("… " if start else "") + paragraph[start:stop] + (" …" if stop < len(paragraph) else "")


def _gap_after(text: str, position: int, limit: int) -> int:
    gap = text.find(" ", position, limit)
    return gap + 1 if gap >= 0 else position


def _gap_before(text: str, limit: int, position: int) -> int:
    gap = text.rfind(" ", limit, position)
    return gap if gap > limit else position


def _shortened_paragraph(text: str, length: int) -> str:
    lines = blocks(text)
    paragraph = "\n".join(text.split("\n")[lines[0][1] : lines[0][2]]) if lines else text
    if lines and lines[0][0] != "paragraph_open":
        return paragraph
    return paragraph if len(paragraph) <= length else paragraph[: _gap_before(paragraph, 0, length)] + " …"


def _line_of(lines: list[str], character: str) -> int:
    return next(number for number, line in enumerate(lines) if character in line)
