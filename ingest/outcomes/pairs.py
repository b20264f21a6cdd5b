"""Before and after in one sentence or cell: `5.2%에서 1.8%로`, `40시간 → 12시간`, `5~6회이던 폐기를 1회로`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.outcomes.figures import FIGURE, Figure, parse_figure
from ingest.outcomes.found import Found, Spot
from ingest.outcomes.metrics import metric_before
from ingest.outcomes.verbs import DONE, DOWN, UP, is_down

_ARROW = r" ?(?:→|->|⇒|➔) ?"
_YEAR = r"(?:19|20)\d\d년(?:에|에는)? "
_BETWEEN = rf"에서 (?:{_YEAR}{FIGURE}, (?={_YEAR}))*(?:[가-힣]+ |{_YEAR})?"
"""Words between, and the years between the first one and the last."""
_FROM_TO = re.compile(
    rf"(?P<before>{FIGURE})(?:{_ARROW}|{_BETWEEN})(?P<after>{FIGURE}|'?제로'?|0)(?=으?로|까지| 수준|[,)|]|$)"
)
_BY = re.compile(rf"(?P<before>{FIGURE})에서 (?P<after>{FIGURE})(?:이|가|을|를|만큼)? ?(?P<verb>{DOWN}|{UP}){DONE}")
_WAS = re.compile(
    rf"(?P<before>{FIGURE})(?:이?던| 걸리던|였던) (?P<metric>[^,.]{{1,20}}?)[이가을를은는] (?P<after>{FIGURE}|0)"
    r"(?:으?로|이 되어|이 되었|이 됐)"
)
_BUT = re.compile(
    rf"(?P<before>{FIGURE})(?:[를을] 넘게|만|[를을])? ?[가-힣]{{1,5}}(?:지만|해|으나|였고),? [^.]{{0,60}}?"
    rf"(?P<after>{FIGURE})(?:으?로|까지) (?:[가-힣]+ )?(?:{DOWN}|{UP}){DONE}"
)
_ENGLISH = re.compile(rf"\bfrom (?P<before>{FIGURE}) (?:[a-z]+ )?to (?P<after>{FIGURE})", re.IGNORECASE)
_ENDS_OF_RANGE = re.compile(r"까지(?! ?(?:\S+ )?[줄늘올높낮떨])")
_TOLD_AGAIN = re.compile(rf"^(?:으?로|까지)?[,(]? ?(?:\d+년 동안 )?{FIGURE}[이가을를]? ?(?:{DOWN}|{UP}|빠르)")


def pairs_in(text: str, name: str) -> Iterator[Spot]:
    """The pairs of a text, with their places. `name` is what they measure where the text itself does not say."""
    for match in _BY.finditer(text):
        before, by = parse_figure(match["before"]), parse_figure(match["after"])
        if before is not None and by is not None and _fit(before, by):
            low = before.low - by.low if is_down(match["verb"]) else before.low + by.low
            after = Figure(low=low, unit=before.unit or by.unit, scale=before.scale)
            yield _pair(text, name, match, before, after)
    for match in _FROM_TO.finditer(text):
        if not _ENDS_OF_RANGE.match(text, match.end("after")):
            yield from _checked(text, name, match)
    for pattern in (_WAS, _BUT, _ENGLISH):
        for match in pattern.finditer(text):
            yield from _checked(text, name, match)


def _checked(text: str, name: str, match: re.Match[str]) -> Iterator[Spot]:
    before = parse_figure(match["before"])
    after = Figure(low=0) if "제로" in match["after"] else parse_figure(match["after"])
    if before is not None and after is not None and (before.unit or after.unit) and _fit(before, after):
        yield _pair(text, name, match, before, after)


def _pair(text: str, name: str, match: re.Match[str], before: Figure, after: Figure) -> Spot:
    named = match.groupdict().get("metric") or metric_before(text[: match.start()]) or name
    found = Found(metric=named, before=before.with_unit_of(after), after=after.with_unit_of(before), quote=text.strip())
    again = _TOLD_AGAIN.match(text[match.end() :])
    return Spot(match.start(), match.end() + (again.end() if again else 0), found)


def _fit(before: Figure, after: Figure) -> bool:
    """Whether both are in one unit, or one of them in none."""
    return before.unit == after.unit or not before.unit or not after.unit
