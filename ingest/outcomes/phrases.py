"""Before/after figures in a sentence or a cell: `5.2%에서 1.8%로`, `40시간 → 12시간`, `30% 줄었다`, `from 5 to 2`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.outcomes.figures import FIGURE, Figure, parse_figure
from ingest.outcomes.found import Found
from ingest.outcomes.metrics import metric_before
from ingest.outcomes.periods import period_in

_DOWN_NOUN, _UP_NOUN = "감소|단축|절감|하락|감원|절약", "증가|향상|상승|개선|성장|연장"
_DOWN_STEM = "줄|낮(?=[추췄아])|떨어|아[꼈껴]"
_UP_STEM = "늘|올(?=[랐라렸리])|오르|높(?=[이였아])|좋아|빨라|커(?=[지졌])"
_DOWN, _UP = rf"{_DOWN_NOUN}|{_DOWN_STEM}", rf"{_UP_NOUN}|{_UP_STEM}"
# Told as done: `줄었다`, `줄어`, `줄이고`, `줄인 사례`, but not `줄면`, `줄이려고`, `줄일 수 있다`, `줄었다기보다`.
_TOLD = (
    r"(?=[가-힣]{0,3}(?:었|였|렸|췄|쳤|았|랐|졌)(?!다기|다면|을|더라)|[가-힣]{0,2}(?:고|며)(?=[ ,])|[가-힣]{0,2}[어여아춰려라](?:서)?(?=[ ,])"
    r"|인 |[었였랐졌렸]다(?!기))"
)
_DONE = (
    rf"(?:(?<=감소|단축|절감|하락|감원|절약|증가|향상|상승|개선|성장|연장)"
    r"(?=했|하였|하고|하며|해(?=[ ,])|한 |된 |되었|됐|되고|[\s.,)(·|이가을를은는]|$)(?! ?(?:가능|목표|효과를 (?:기대|예상)|예상|기대))"
    rf"|(?<=[줄낮어꼈껴늘올르높아라커]){_TOLD})"
)
_ARROW = r" ?(?:→|->|⇒|➔) ?"
_FROM_TO = re.compile(
    rf"(?P<before>{FIGURE})(?:{_ARROW}|(?:에서|이?던 데서) (?:[가-힣]+ )?)(?P<after>{FIGURE}|'?제로'?|0)"
    rf"(?=으?로|까지| 수준|[,)|]|$)(?P<rest>.{{0,40}})"
)
_BY = re.compile(
    rf"(?P<before>{FIGURE})에서 (?P<by>{FIGURE})(?:이|가|을|를|만큼)? ?(?P<verb>{_DOWN}|{_UP}){_DONE}"
)
_WAS = re.compile(
    rf"(?P<before>{FIGURE})(?:이?던| 걸리던|였던) (?P<metric>[^,.]{{1,20}}?)(?:이|가|을|를|은|는) (?P<after>{FIGURE}|0)"
    r"(?:으?로|이 되어|이 되었|이 됐)"
)
_BUT = re.compile(
    rf"(?P<before>{FIGURE})(?:를 넘게|을 넘게|만|를|을)? ?[가-힣]{{1,5}}(?:지만|해|으나|였고),? (?P<between>[^.]{{0,60}}?)"
    rf"(?P<after>{FIGURE})(?:으?로|까지) (?:[가-힣]+ )?(?:{_DOWN}|{_UP}){_DONE}"
)
_CHANGE = re.compile(
    rf"(?P<figure>{FIGURE})(?:이|가|을|를|씩|만큼|나)? ?(?:더 )?(?:(?P<down>{_DOWN})|(?P<up>(?P<ratio>올(?=[랐라렸리])|오르|개선|향상)|{_UP})){_DONE}"
)
_RATIOS = frozenset({"%", "%p", "배"})
"""Only these are raised and improved: `1,431건을 올렸다` is an upload, and `4주 개선` a time for improving."""
_LISTED = re.compile(
    rf"(?P<figure>{FIGURE})(?:,|과|와|이고) (?P<next>[^\d,.;]{{1,20}}{FIGURE})(?:이|가|을|를)? ?"
    rf"(?:(?P<down>{_DOWN})|(?P<up>{_UP})){_DONE}"
)
"""`생산성 42%, 품질 47.8% 개선`: the first figure has its verb behind the second."""
_RATE = re.compile(
    rf"(?P<metric>[^,.]{{0,40}}?)(?:(?P<up>증가율|상승률|향상률|개선율)|(?P<down>감소율|절감률|절감율|단축률))(?:은|는|이|가)? "
    rf"(?P<figure>{FIGURE})(?=[로으이입였,) ])"
)
_EXTRA = re.compile(rf"(?P<figure>{FIGURE})의 추가 (?P<metric>[가-힣]+?)(?=[이을 ])")
_SIGNED = re.compile(rf"^(?P<figure>[+−-]{FIGURE})$")
_ENGLISH_FROM_TO = re.compile(
    rf"\bfrom (?P<before>{FIGURE}) (?:[a-z]+ )?to (?P<after>{FIGURE})", re.IGNORECASE
)
_ENGLISH_CHANGE = re.compile(
    rf"\b(?:(?P<down>reduc\w+|cut|fell|dropp\w+|lower\w+|decreas\w+|sav\w+)|(?P<up>increas\w+|rose|grew|improv\w+|rais\w+))"
    rf" (?P<metric>[^,.;]{{0,50}}?)\b ?by (?P<figure>{FIGURE})",
    re.IGNORECASE,
)
# Wishes, plans, examples, sums and readings of the writer, advice, and what others were asked: no outcomes, whatever
# the figures.
_CONDITION = re.compile(r"[가-힣](?:으면|라면|다면|[하되치쓰비리이]면) [^,.]{0,30}$")
"""What stands behind a condition is a rule or a calculation: `비면 860도에서 750도로 내림`."""
_NO_OUTCOME = re.compile(
    r"목표(?!를 조금)|기대(?!어|었|고)|전망|예정|계획|가설|예상(?:됩|한|했|하)|할 수 있다고 (?:보|봅)|예시(?: 계산|로)|의 계산|예를 들|"
    r"라고 가정|이해를 돕|뜻입니다|뜻이|셈입니다|[세시]요\.?$|십시오\.?$|조사에서|조사를 인용|조사했|응답|설문|경쟁률|예산|한도|지원금|국비|공고|모의 계산|우연|느[꼈끼낌]|공급사 글|[가-힣]기\.?$|을 것입니다|낼 수 있|공급사 주장으로는|"
    r"\b(?:would|could|should|may|might|target|plan\w*|expect\w*|forecasts?|goal|claims?)\b",
    re.IGNORECASE,
)


def found_in(text: str, name: str = "") -> Iterator[Found]:
    """The figures one sentence or cell tells. `name` is what they measure where the text itself does not say."""
    if _NO_OUTCOME.search(text):
        return
    taken = bytearray(len(text))
    for rule in (_by, _from_to, _was, _but, _english, _changes):
        for start, end, found in rule(text, name):
            if not any(taken[start:end]) and not _CONDITION.search(text[:start]):
                taken[start:end] = b"\x01" * (end - start)
                yield found


_Match = Iterator[tuple[int, int, Found]]


def _by(text: str, name: str) -> _Match:
    for match in _BY.finditer(text):
        before, by = parse_figure(match["before"]), parse_figure(match["by"])
        if before is None or by is None or not _fit(before, by):
            continue
        direction = -1 if re.match(_DOWN, match["verb"]) else 1
        low = before.low + direction * by.low
        after = Figure(low=low, unit=before.unit or by.unit, scale=before.scale)
        yield _pair(text, name, match, before, after)


def _from_to(text: str, name: str) -> _Match:
    for match in _FROM_TO.finditer(text):
        before, after = parse_figure(match["before"]), _figure_or_zero(match["after"])
        if before is None or after is None or not _fit(before, after) or _is_span(text, match):
            continue
        if not (before.unit or after.unit):
            continue
        yield _pair(text, name, match, before, after, match.start("rest"))


def _was(text: str, name: str) -> _Match:
    for match in _WAS.finditer(text):
        before, after = parse_figure(match["before"]), _figure_or_zero(match["after"])
        if before is not None and after is not None and _fit(before, after):
            yield _pair(text, match["metric"], match, before, after)


def _but(text: str, name: str) -> _Match:
    for match in _BUT.finditer(text):
        before, after = parse_figure(match["before"]), parse_figure(match["after"])
        if before and after and before.unit == after.unit != "":
            yield _pair(text, name, match, before, after)


def _english(text: str, name: str) -> _Match:
    for match in _ENGLISH_FROM_TO.finditer(text):
        before, after = parse_figure(match["before"]), parse_figure(match["after"])
        if before is not None and after is not None and _fit(before, after) and (before.unit or after.unit):
            yield _pair(text, name, match, before, after)
    for match in _ENGLISH_CHANGE.finditer(text):
        figure = parse_figure(match["figure"])
        if figure is not None and figure.unit:
            yield _alone(text, match["metric"] or name, match, figure, -1 if match["down"] else 1)


def _changes(text: str, name: str) -> _Match:
    for match in _EXTRA.finditer(text):
        figure = parse_figure(match["figure"])
        if figure is not None and figure.unit:
            yield _alone(text, match["metric"], match, figure, 1)
    for match in _RATE.finditer(text):
        figure = parse_figure(match["figure"])
        if figure is not None and figure.unit == "%":
            yield _alone(text, metric_before(match["metric"]) or name, match, figure, -1 if match["down"] else 1)
    for match in _SIGNED.finditer(text):
        figure = parse_figure(match["figure"])
        if figure is not None and figure.unit:
            yield _alone(text, name, match, figure, -1 if figure.sign == "-" else 1)
    for match in _LISTED.finditer(text):
        figure = parse_figure(match["figure"])
        if figure is not None and figure.unit in _RATIOS:
            start, _, found = _alone(text, name, match, figure, -1 if match["down"] else 1)
            yield start, match.start("next"), found
    for match in _CHANGE.finditer(text):
        figure = parse_figure(match["figure"])
        if figure is None or not figure.unit or (match["ratio"] and figure.unit not in _RATIOS):
            continue
        direction = -1 if match["down"] else 1
        if figure.unit == "배" and direction > 0:
            yield _pair(text, name, match, Figure(low=1, unit="배"), figure)
        else:
            yield _alone(text, name, match, figure, direction)


def _pair(
    text: str, name: str, match: re.Match[str], before: Figure, after: Figure, end: int | None = None
) -> tuple[int, int, Found]:
    before, after = before.with_unit_of(after), after.with_unit_of(before)
    found = Found(
        metric=metric_before(text[: match.start()]) or name,
        before=before,
        after=after,
        quote=text.strip(),
        period=period_in(text),
    )
    return match.start(), _end_of_change(text, match.end() if end is None else end), found


def _alone(text: str, name: str, match: re.Match[str], figure: Figure, direction: int) -> tuple[int, int, Found]:
    found = Found(
        metric=metric_before(text[: match.start()]) or name,
        after=figure,
        direction=direction,
        quote=text.strip(),
        period=period_in(text),
    )
    return match.start(), match.end(), found


_TOLD_AGAIN = re.compile(rf"^(?:으?로|까지)?[,(]? ?(?:\d+년 동안 )?{FIGURE}(?:이|가|을|를)? ?(?:{_DOWN}|{_UP}|빠르)")


def _end_of_change(text: str, end: int) -> int:
    """The end of the words that tell the same change once more: `63만 원 → 86만 원, 36.5% 증가`."""
    again = _TOLD_AGAIN.match(text[end:])
    return end + again.end() if again else end


def _fit(before: Figure, after: Figure) -> bool:
    """Whether both are in one unit, or one of them in none."""
    return before.unit == after.unit or not before.unit or not after.unit


def _figure_or_zero(text: str) -> Figure | None:
    return Figure(low=0) if "제로" in text else parse_figure(text)


def _is_span(text: str, match: re.Match[str]) -> bool:
    """Whether the two figures are the ends of a range (`30%에서 75%까지 제각각`), not a change."""
    after = text[match.end("after") : match.end("after") + 12]
    return bool(re.match(r"까지(?! ?(?:\S+ )?(?:줄|늘|올|높|낮|떨어))", after))
