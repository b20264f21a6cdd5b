"""Ruled tables: finding the grid that lines on a page make, and which text stands in which cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.printed.lines import lines_of
from ingest.printed.page import Fragment, Line, Rule, Table

_SNAP = 3.0
"""Points. Lines nearer to each other than this are the same line."""
_NEXT_ROW = 90.0
"""Points. Lines across with the same ends belong to one table when they are no further apart than this."""
_MOST_RULES = 2_000
"""A page with more lines is a drawing; looking for tables in it would take long and find none."""
_OVERFLOWING = 0.1
"""Share of fragments that may reach out of their cell; with more, the grid is not what holds the text."""


@dataclass(frozen=True)
class _Grid:
    """Borders of columns (from the left) and rows (from the top), and the lines themselves."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rules: tuple[Rule, ...]

    def cell(self, fragment: Fragment) -> tuple[int, int] | None:
        """Row and column in which the fragment begins."""
        column = bisect_right(self.xs, fragment.x + _SNAP / 2) - 1
        middle = fragment.y + fragment.size / 4
        row = bisect_right([-y for y in self.ys], -middle) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return row, column
        return None

    def is_open_below(self, row: int, column: int) -> bool:
        """Whether no line parts this cell from the one below it."""
        middle, border = (self.xs[column] + self.xs[column + 1]) / 2, self.ys[row + 1]
        return not any(
            rule.is_across and rule.left <= middle <= rule.right and abs(rule.top - border) <= _SNAP
            for rule in self.rules
        )

    def is_open_right(self, row: int, column: int) -> bool:
        """Whether no line parts this cell from the one to its right."""
        middle, border = (self.ys[row] + self.ys[row + 1]) / 2, self.xs[column + 1]
        return not any(
            not rule.is_across and rule.bottom <= middle <= rule.top and abs(rule.left - border) <= _SNAP
            for rule in self.rules
        )


def with_tables(fragments: Sequence[Fragment], rules: Sequence[Rule]) -> list[Line | Table]:
    """Lines and tables in reading order; a table stands where its first text does."""
    grids = _grids(rules, fragments) if len(rules) <= _MOST_RULES else []
    places = [_place(fragment, grids) for fragment in fragments]
    tables = {
        number: table for number, grid in enumerate(grids) if (table := _table(grid, _cells(fragments, places, number)))
    }
    items: list[Line | Table] = []
    outside: list[Fragment] = []
    told: set[int] = set()
    for fragment, place in zip(fragments, places, strict=True):
        if place is None or place[0] not in tables:
            outside.append(fragment)
        elif place[0] not in told:
            told.add(place[0])
            items += [*lines_of(outside), tables[place[0]]]
            outside = []
    return items + lines_of(outside)


_Place = tuple[int, int, int]  # number of the grid, row, column


def _place(fragment: Fragment, grids: Sequence[_Grid]) -> _Place | None:
    if fragment.text.strip():
        for number, grid in enumerate(grids):
            if cell := grid.cell(fragment):
                return number, *cell
    return None


def _cells(
    fragments: Sequence[Fragment], places: Sequence[_Place | None], number: int
) -> dict[tuple[int, int], list[Fragment]]:
    """The fragments in each cell of a grid, with a line feed before each that stands on another line."""
    cells: dict[tuple[int, int], list[Fragment]] = {}
    last: list[Fragment] | None = None
    for fragment, place in zip(fragments, places, strict=True):
        if place is not None:
            last = cells.setdefault(place[1:], []) if place[0] == number else None
            if last and abs(last[-1].y - fragment.y) > 0.5 * fragment.size:
                fragment = replace(fragment, text="\n" + fragment.text.lstrip())
        elif fragment.text.strip():
            last = None
        if last is not None and (place is not None or "\n" not in fragment.text):
            last.append(fragment if place is not None else replace(fragment, y=last[-1].y))
    return cells


def _table(grid: _Grid, cells: dict[tuple[int, int], list[Fragment]]) -> Table | None:
    """The table, or None where the grid holds no table: fewer than two rows or columns, or text reaching across."""
    if not cells or _is_overflowing(grid, cells):
        return None
    rows = [
        [lines_of(cells.get((row, column), ())) for column in range(len(grid.xs) - 1)]
        for row in range(len(grid.ys) - 1)
    ]
    _fill_merged(grid, rows)
    columns = [column for column in range(len(grid.xs) - 1) if any(row[column] for row in rows)]
    kept = tuple(tuple(tuple(row[column]) for column in columns) for row in rows if any(row))
    if len(kept) < 2 or len(columns) < 2:
        return None
    return Table(kept, tuple(grid.xs[column] for column in columns))


def _is_overflowing(grid: _Grid, cells: dict[tuple[int, int], list[Fragment]]) -> bool:
    fragments = overflowing = 0
    for (row, column), inside in cells.items():
        while column < len(grid.xs) - 2 and grid.is_open_right(row, column):
            column += 1
        right = grid.xs[column + 1]
        for fragment in inside:
            fragments += 1
            room = right - fragment.x
            overflowing += fragment.right > right + max(fragment.size, 0.2 * room)
    return overflowing > _OVERFLOWING * fragments


def _fill_merged(grid: _Grid, rows: list[list[list[Line]]]) -> None:
    """Say what stands in a cell over several rows in each of them, so that every row can be read alone."""
    for column in range(len(grid.xs) - 1):
        row = 0
        while row < len(rows):
            last = row
            while last + 1 < len(rows) and grid.is_open_below(last, column):
                last += 1
            text = [line for other in rows[row : last + 1] for line in other[column]]
            for other in rows[row : last + 1]:
                other[column] = text
            row = last + 1


def _grids(rules: Sequence[Rule], fragments: Sequence[Fragment]) -> list[_Grid]:
    """The grids of at least two rows and two columns that the lines make."""
    grids = []
    for part in _stacked(_touching(rules)):
        across = [rule for rule in part if rule.is_across]
        down = [rule for rule in part if not rule.is_across]
        ends = [end for rule in across for end in (rule.left, rule.right)]
        xs = _snapped([*ends, *(rule.left for rule in down)])
        ys = _snapped([*(rule.top for rule in across), *(y for rule in down for y in (rule.top, rule.bottom))])
        if len(xs) >= 3 and len(ys) >= 2 and not down:
            ys += _header_above(xs, ys, fragments)
        if len(xs) >= 3 and len(ys) >= 3:
            grids.append(_Grid(tuple(xs), tuple(reversed(ys)), tuple(part)))
    return grids


def _header_above(xs: Sequence[float], ys: Sequence[float], fragments: Sequence[Fragment]) -> list[float]:
    """The top of a header row that has a line only below it: lines of text that keep clear of the borders."""
    bottom, highest = ys[-1], ys[-1] + 1.2 * (ys[-1] - ys[-2])
    above = [
        fragment
        for fragment in fragments
        if fragment.text.strip() and bottom < fragment.y < highest and xs[0] - _SNAP <= fragment.x < xs[-1]
    ]
    top, columns = bottom, set[int]()
    while rest := [fragment for fragment in above if fragment.y > top]:
        lowest = min(rest, key=lambda fragment: fragment.y)
        line = [fragment for fragment in rest if fragment.y < lowest.y + 0.7 * lowest.size]
        is_near = lowest.y - top < 1.0 * lowest.size or top == bottom
        if not is_near or not _is_clear(xs, line):
            break
        columns |= {_column(xs, fragment) for fragment in line}
        top = max(fragment.y for fragment in line) + 0.7 * lowest.size
    return [top] if len(columns) >= 2 else []


def _is_clear(xs: Sequence[float], line: Sequence[Fragment]) -> bool:
    """Whether there is room between the texts on both sides of each border."""
    ordered = sorted(line, key=lambda fragment: fragment.x)
    return all(
        _column(xs, before) == _column(xs, after) or after.x - before.right >= 0.6 * before.size
        for before, after in pairwise(ordered)
    )


def _column(xs: Sequence[float], fragment: Fragment) -> int:
    return bisect_right(xs, fragment.x + _SNAP / 2)


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The lines in groups that hang together."""
    groups: list[tuple[Rule, list[Rule]]] = []  # the box around each group, and the group
    for rule in rules:
        box, members = rule, [rule]
        apart = []
        for other_box, others in groups:
            if _meet(box, other_box) and any(_meet(rule, other) for other in others):
                box, members = _around((box, other_box)), others + members
            else:
                apart.append((other_box, others))
        groups = [*apart, (box, members)]
    return [members for _, members in groups]


def _stacked(groups: Sequence[list[Rule]]) -> list[list[Rule]]:
    """Groups of lines across with the same ends, one under the other, made one: rows with lines only between them."""
    across_only = [group for group in groups if all(rule.is_across for rule in group)]
    stacked: list[tuple[Rule, list[Rule]]] = []
    for box, members in sorted(((_around(group), group) for group in across_only), key=lambda pair: -pair[0].top):
        for position, (other, others) in enumerate(stacked):
            if (
                abs(other.left - box.left) <= _SNAP
                and abs(other.right - box.right) <= _SNAP
                and other.bottom - box.top <= _NEXT_ROW
            ):
                stacked[position] = (_around((other, box)), others + members)
                break
        else:
            stacked.append((box, members))
    gridlike = [group for group in groups if not all(rule.is_across for rule in group)]
    return [*gridlike, *(members for _, members in stacked)]


def _meet(a: Rule, b: Rule) -> bool:
    return (
        a.left <= b.right + _SNAP
        and b.left <= a.right + _SNAP
        and a.bottom <= b.top + _SNAP
        and b.bottom <= a.top + _SNAP
    )


def _around(rules: Iterable[Rule]) -> Rule:
    boxes = list(rules)
    return Rule(
        min(box.left for box in boxes),
        min(box.bottom for box in boxes),
        max(box.right for box in boxes),
        max(box.top for box in boxes),
    )


def _snapped(values: Iterable[float]) -> list[float]:
    """The values in order, those nearer than `_SNAP` to the one before left out."""
    ordered = sorted(values)
    return ordered[:1] + [value for before, value in pairwise(ordered) if value - before > _SNAP]
