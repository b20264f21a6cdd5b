"""Before/after figures in the rows of a table: columns of before and after, of change, or one cell that tells both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.outcomes.figures import FIGURE, Figure, parse_figure
from ingest.outcomes.found import Found
from ingest.outcomes.periods import period_in
from ingest.outcomes.phrases import found_in

_BORDER = re.compile(r"(?<!\\)\|")
_BEFORE = re.compile(r"도입 전|이전|(?:^|\s)전$|시작 값|시작값|기존|^사람(?:만)?$|사람만$|사만$|before", re.IGNORECASE)
_AFTER = re.compile(r"도입 후|이후|(?:^|\s)[후뒤]$|측정 결과|AI와|^AI|마지막 \d+|개선 후|사용 뒤|after", re.IGNORECASE)
_LEVEL = re.compile(r"합격선|기준$|목표|target", re.IGNORECASE)
_REMARK = re.compile(r"계산|예시|의심|의견|뜻풀이|성격|출처|확인할|source", re.IGNORECASE)
_WHEN = re.compile(r"기간|시점|^때$|period|when", re.IGNORECASE)
_NAMING = re.compile(r"지표|항목|기준|품목|metric", re.IGNORECASE)
_SAYS_NOTHING = re.compile(r"변화|결과|값|내용|효과|밝힌|알려진|보고한|주장|멈춤이|누구|말한")
_LESS = re.compile(r"줄어든|줄인|절감|감소")
_DROPPED = re.compile(r"목표|계획|전망|기대|예시")
_PROMISES = re.compile(r"공급사 글|vendor", re.IGNORECASE)
"""What suppliers write of their product in general; no customer has measured it."""
_START_INSIDE = re.compile(rf"\((?:시작(?: 값)?|처음|첫 ?\d*주?|연습 기간)(?:에는|에)? ?({FIGURE})\)")


@dataclass(frozen=True)
class Table:
    """A table of a chunk: its header cells and its rows of cells, each with the row as it is written."""

    header: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], str], ...]


def table_in(text: str) -> Table | None:
    """The table a chunk is, or None."""
    lines = text.split("\n")
    if len(lines) < 3 or not re.fullmatch(r"\|(?:\s*:?-+:?\s*\|)+", lines[1].strip()):
        return None
    return Table(_cells(lines[0]), tuple((_cells(line), line) for line in lines[2:]))


def start_values(table: Table) -> dict[str, Figure]:
    """The figures of a column of start values by the name of their row, in a table without results."""
    before = _column(table.header, _BEFORE)
    if before is None or _column(table.header, _AFTER) is not None:
        return {}
    found = ((_row_name(table.header, cells), parse_figure(_at(cells, before))) for cells, _ in table.rows)
    return {comparable(name): figure for name, figure in found if figure is not None}


def found_in_rows(table: Table, starts: dict[str, Figure]) -> Iterator[Found]:
    """The figures the rows tell. `starts` are start values other tables of the document gave, by row name."""
    if any(_PROMISES.search(title) for title in table.header):
        return
    for cells, line in table.rows:
        yield from _found_in_row(table.header, cells, line, starts)


def comparable(name: str) -> str:
    """A row name without brackets and spaces, to find the same row in another table."""
    return re.sub(r"\([^()]*\)|\s", "", name)


def _found_in_row(header: Sequence[str], cells: Sequence[str], line: str, starts: dict[str, Figure]) -> Iterator[Found]:
    name, period = _row_name(header, cells), _period(header, cells)
    pair = _pair(header, cells, name, line, starts)
    if pair is not None:
        yield replace(pair, period=period or pair.period)
        return
    if _DROPPED.search(" ".join(cells)):
        return
    after_column = _column(header, _AFTER)
    if after_column is not None and _LESS.search(name) and (figure := parse_figure(_at(cells, after_column))):
        yield Found(metric=name, after=figure, direction=-1, quote=line, period=period or period_in(line))
        return
    for column, cell in enumerate(cells):
        title = _at(header, column)
        if (column == 0 and _is_label(cells)) or _LEVEL.search(title) or _REMARK.search(title):
            continue
        for found in _found_in_cell(title, cell, name):
            yield replace(found, quote=line, period=period or found.period or period_in(line))


def _pair(header: Sequence[str], cells: Sequence[str], name: str, line: str, starts: dict[str, Figure]) -> Found | None:
    """Before and after from their columns, from brackets (`13분`, `14분 이하(시작 24분)`), or from another table."""
    after_column = _column(header, _AFTER)
    if after_column is None:
        return None
    after = parse_figure(_at(cells, after_column))
    if after is None or not name:
        return None
    before_column = _column(header, _BEFORE)
    if before_column is not None:
        before = parse_figure(_at(cells, before_column))
    else:
        inside = _START_INSIDE.search(" ".join(cells))
        before = parse_figure(inside[1]) if inside else starts.get(comparable(name))
    if before is None or not (before.unit == after.unit or not before.unit or not after.unit):
        return None
    return Found(
        metric=name,
        before=before.with_unit_of(after),
        after=after.with_unit_of(before),
        quote=line,
        period=period_in(line),
    )


def _found_in_cell(title: str, cell: str, name: str) -> Iterator[Found]:
    """What one cell tells of its row and, where the column says more than `결과`, of its column."""
    named = title.removesuffix("변화율").removesuffix("변화").strip()
    says_nothing = not named or (named == title and _SAYS_NOTHING.search(title) is not None)
    metric = name if says_nothing else f"{name} {named}"
    found = list(found_in(cell, metric))
    if not found and _LESS.search(title) and (figure := parse_figure(cell) or parse_figure(cell.partition(" ")[2])):
        found = [Found(metric=metric, after=figure, direction=-1, quote=cell)] if figure.unit else []
    yield from found


def _row_name(header: Sequence[str], cells: Sequence[str]) -> str:
    """What the row is about: its first cell, with that of a column of metrics behind it."""
    named = [cells[0]] if cells else []
    for column, title in enumerate(header[1:3], start=1):
        if _NAMING.search(title) and column < len(cells) and not _NAMING.search(header[0]):
            named.append(cells[column])
    return " ".join(named).strip()


def _is_label(cells: Sequence[str]) -> bool:
    """Whether the first cell only names the row: figures in it are then parts of the name (`상위 30개`)."""
    return len(cells) > 1 and not any(True for _ in found_in(cells[0]))


def _period(header: Sequence[str], cells: Sequence[str]) -> str | None:
    column = _column(header, _WHEN)
    text = _at(cells, column) if column is not None else ""
    return text if re.search(r"\d", text) else None


def _column(header: Sequence[str], kind: re.Pattern[str]) -> int | None:
    return next((place for place, title in enumerate(header) if kind.search(title)), None)


def _at(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in _BORDER.split(line.strip())[1:-1])
