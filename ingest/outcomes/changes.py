"""A change alone, without before and after: `30% 줄었다`, `생산성 42%, 품질 47.8% 개선`, `+16.5%`, `reduced by 20%`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.outcomes.figures import FIGURE, Figure, parse_figure
from ingest.outcomes.found import Found, Spot
from ingest.outcomes.metrics import metric_before
from ingest.outcomes.verbs import DONE, DOWN, RAISING, UP

_SHARES = frozenset({"%", "%p", "배"})
_VERB = rf"(?:(?P<down>{DOWN})|(?P<raised>{RAISING})|{UP}){DONE}"
_CHANGE = re.compile(rf"(?P<figure>{FIGURE})(?:이|가|을|를|씩|만큼|나)? ?(?:더 )?{_VERB}")
_LISTED = re.compile(rf"(?P<figure>{FIGURE})(?:,|과|와|이고) (?P<next>[^\d,.;]{{1,20}}{FIGURE})[이가을를]? ?{_VERB}")
_RATE = re.compile(
    r"(?P<metric>[^,.]{0,40}?)(?:증가율|상승률|향상률|개선율|(?P<down>감소율|절감률|절감율|단축률))[은는이가]? "
    rf"(?P<figure>{FIGURE})(?=[로으이입였,) ])"
)
_EXTRA = re.compile(rf"(?P<figure>{FIGURE})의 추가 (?P<metric>[가-힣]+?)(?=[이을 ])")
_SIGNED = re.compile(rf"^(?:\+|(?P<down>[−-]))(?P<figure>{FIGURE})$")
_ENGLISH = re.compile(
    r"\b(?:(?P<down>reduc\w+|cut|fell|dropp\w+|lower\w+|decreas\w+|sav\w+)|increas\w+|rose|grew|improv\w+|rais\w+)"
    rf" (?P<metric>[^,.;]{{0,50}}?)\b ?by (?P<figure>{FIGURE})",
    re.IGNORECASE,
)


def changes_in(text: str, name: str) -> Iterator[Spot]:
    """The changes of a text, with their places. `name` is what they measure where the text itself does not say."""
    for pattern in (_ENGLISH, _RATE, _EXTRA, _SIGNED, _LISTED, _CHANGE):
        for match in pattern.finditer(text):
            figure = parse_figure(match["figure"])
            if figure is not None and _is_told(figure, match):
                yield _spot(text, name, match, figure)


def _is_told(figure: Figure, match: re.Match[str]) -> bool:
    """Whether the figure has a unit that can change so."""
    if match.re is _LISTED or match.groupdict().get("raised"):
        return figure.unit in _SHARES
    return bool(figure.unit)


def _spot(text: str, name: str, match: re.Match[str], figure: Figure) -> Spot:
    groups = match.groupdict()
    named = groups.get("metric") if groups.get("metric") is not None else metric_before(text[: match.start()])
    if match.re is _RATE:
        named = metric_before(named or "")
    is_down = bool(groups.get("down"))
    found = Found(metric=named or name, after=figure, direction=-1 if is_down else 1, quote=text.strip())
    if figure.unit == "배" and not is_down:
        found = Found(metric=named or name, before=Figure(low=1, unit="배"), after=figure, quote=text.strip())
    end = match.start("next") if groups.get("next") else match.end()
    return Spot(match.start(), end, found)
