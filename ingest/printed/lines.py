"""From fragments to lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.printed.page import Fragment, Line, squeezed


def lines_of(fragments: Iterable[Fragment]) -> list[Line]:
    """The lines the fragments make; a line feed in a fragment ends a line."""
    lines: list[Line] = []
    current: list[Fragment] = []
    for fragment in fragments:
        first, *others = fragment.text.split("\n")
        current.append(_with_text(fragment, first))
        for other in others:
            lines += _line(current)
            current = [_with_text(fragment, other)]
    return lines + _line(current)


def respaced(line: Line, spaced: str) -> Line:
    """The line with its spaces where they are in `spaced`, another reading of the same page.

    The line stays as it is where its letters do not occur in that reading.
    """
    wanted = line.squeezed
    positions = [position for position, character in enumerate(spaced) if not character.isspace()]
    found = squeezed(spaced).find(wanted)
    if found < 0 or not wanted:
        return line
    text = spaced[positions[found] : positions[found + len(wanted) - 1] + 1]
    return Line(" ".join(text.split()), line.x, line.y, line.right, line.size, line.is_bold)


def _with_text(fragment: Fragment, text: str) -> Fragment:
    return Fragment(text, fragment.x, fragment.y, fragment.size, fragment.is_bold)


def _line(fragments: Sequence[Fragment]) -> list[Line]:
    """The one line the fragments make; none where there is nothing to see."""
    seen = [fragment for fragment in fragments if fragment.text.strip()]
    if not seen:
        return []
    sizes: Counter[float] = Counter()
    bold = 0
    for fragment in seen:
        sizes[round(fragment.size, 1)] += len(squeezed(fragment.text))
        bold += len(squeezed(fragment.text)) * fragment.is_bold
    text = "".join(fragment.text for fragment in fragments).lstrip()
    return [
        Line(
            text=text,
            x=seen[0].x,
            y=seen[0].y,
            right=max(fragment.right for fragment in seen),
            size=sizes.most_common(1)[0][0],
            is_bold=2 * bold > len(squeezed(text)),
        )
    ]
