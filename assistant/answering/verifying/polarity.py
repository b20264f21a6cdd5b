"""Whether a sentence says yes and no, more and less, of the same things as its passage.

Both are cut into clauses. A clause of the sentence is compared with those clauses of the nearest sentences of the
passage that share most of its words; it is in conflict when every one of these says the opposite.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from assistant.answering.verifying.verdict import Doubt
from assistant.answering.verifying.words import verifying_words
from assistant.domain.languages import is_korean
from assistant.store.morphemes import Morpheme, MorphemeTokenizer

LEAST_SHARED = 0.3
"""A clause is compared with clauses that hold at least this share of its words."""
AS_NEAR = 0.12
"""Clauses whose share is this much below the best count as well."""

_CONTENT = ("NNG", "NNP", "NR", "SL", "SN", "VV", "VA", "XR", "MAG")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_FIGURE = r"(\d[\d,]*(?:\.\d+)?)\s?([^\s\d,.~]{0,6}?)"
_FROM_TO = re.compile(
    rf"{_FIGURE}(?:에서|(?:였던|이던|이었던|인)\s\D{{1,20}}?)\s(?:약\s)?{_FIGURE}(?:으로|로|까지)|from\s\D{{0,3}}{_FIGURE}(?:\s\w+)?\sto\s\D{{0,3}}{_FIGURE}(?!\w)"
)
_TELLING_FIGURE = re.compile(r"(?!(?:19|20)\d\d$)(?:\d[\d,]+|\d+\.\d+)")
"""A number of two digits or more that is no year."""

_ENGLISH_SPLIT = re.compile(
    r"(?<!\d),(?!\d)|[,;:](?=\s)|\b(?:and|but|while|whereas|although|though|because)\b", re.IGNORECASE
)
_ENGLISH_WORD = re.compile(r"[a-z]{3,}|\d[\d,.]*\d|\d", re.IGNORECASE)
_ENGLISH_NOT = re.compile(
    r"\b(?:not?|never|nor|neither|none|without|cannot|nobody|nothing|outside)\b|n't\b", re.IGNORECASE
)
_ENGLISH_UP = re.compile(
    r"\b(?:rose|ris(?:e[sn]?|ing)|increas\w*|grew|grow\w*|rais\w+|higher|gain\w*|climb\w*)\b", re.IGNORECASE
)
_ENGLISH_DOWN = re.compile(
    r"\b(?:fell|fall\w*|decreas\w*|declin\w*|drop\w*|lower\w*|reduc\w*|cut\w*|shrank|shrink\w*|less)\b", re.IGNORECASE
)


class Trend(Enum):
    """The direction a clause tells of; MIXED where it tells of both."""

    UP = "up"
    DOWN = "down"
    MIXED = "mixed"


@dataclass(frozen=True)
class Clause:
    """The words a clause is about, its predicate, how often it denies, and its direction."""

    words: frozenset[str]
    predicate: str | None
    denials: int
    unsure: frozenset[str]
    """What makes it hard to say whether it denies: words that deny half, and denials that state a bound."""
    trend: Trend | None
    denies_at_end: bool = False
    """Whether its predicate is denied, not something before it (`쓰지 않기로 약속한 뒤에 시작했다`)."""
    is_change: bool = False
    """Whether its predicate itself tells of the direction."""
    went: Trend | None = None
    """The direction of the figures in it: `90%에서 96%로` is up."""
    denied: frozenset[str] = frozenset()
    """Those of its words that are denied by themselves: `공개` in `비공개`, `충분` in `부족`."""

    @property
    def denies(self) -> bool:
        """Whether it denies, as far as its denials tell."""
        return self.denials % 2 == 1

    def is_opposed(self, other: Clause) -> bool:
        """Whether one denies and the other does not. `늘지 않는다` may be said as `그대로다`."""
        if self.unsure != other.unsure or self.is_change != other.is_change:
            return False
        if self._denies_a_word_of(other) or other._denies_a_word_of(self):
            return True
        return self.denies is not other.denies and self.denies_at_end is not other.denies_at_end

    def _denies_a_word_of(self, other: Clause) -> bool:
        """Whether a word that is denied here by itself is what the other clause says, with nothing denied there."""
        return not other.denials and self.denials == 1 and other.predicate in self.denied


class PolarityReader:
    """Reads texts as clauses; Korean by morphemes, English by words."""

    def __init__(self, tokenizer: MorphemeTokenizer) -> None:
        self._tokenizer = tokenizer

    def clauses(self, text: str) -> tuple[Clause, ...]:
        """The clauses of a sentence."""
        text = _BRACKETS.sub("", text)
        if not is_korean(text):
            return tuple(_english_clause(part) for part in _ENGLISH_SPLIT.split(text) if part.strip())
        morphemes = self._tokenizer.morphemes(text)
        ends = [part[-1].end for part in _split(morphemes)]
        starts = [0, *ends[:-1]]
        plain = text if len(text) >= (ends[-1] if ends else 0) else ""
        return tuple(
            _clause(part, _went(plain[start:end]))
            for part, start, end in zip(_split(morphemes), starts, ends, strict=True)
        )


def conflict(stated: Sequence[Clause], known: Sequence[Sequence[Clause]]) -> Doubt | None:
    """What a sentence turns round of the nearest sentences of its passages (`known`, each in clauses), or None."""
    every = [clause for clauses in known for clause in clauses]
    beside_denial = {clause for clauses in known for clause in clauses if any(map(_may_deny, set(clauses) - {clause}))}
    for clause in stated:
        near = _nearest(clause, every)
        if near and all(map(clause.is_opposed, near)) and not (clause.denies and beside_denial & set(near)):
            return Doubt.NEGATION
        if _is_turned(clause, near, every):
            return Doubt.DIRECTION
    denied = sum(clause.denies and not clause.unsure for clause in stated)
    most = max((sum(map(_may_deny, clauses)) for clauses in known), default=0)
    return Doubt.NEGATION if denied > most else None


def _may_deny(clause: Clause) -> bool:
    return bool(clause.unsure) or clause.denials > 0


def _is_turned(clause: Clause, near: Sequence[Clause], every: Sequence[Clause]) -> bool:
    opposite = {Trend.UP: Trend.DOWN, Trend.DOWN: Trend.UP}
    if clause.trend not in opposite:
        return False
    if clause.went in opposite and clause.went is not clause.trend:
        return not any(other.went is clause.went and other.trend is clause.trend for other in every)
    told = _trends(_with_figures_of(clause, every)) or _trends(near) or _trends(every)
    return bool(told) and not told & {clause.trend, Trend.MIXED}


def _with_figures_of(clause: Clause, known: Iterable[Clause]) -> list[Clause]:
    """The clauses that state a figure of this one: what is said to have risen by 73.28 % is known by it."""
    figures = {word for word in clause.words if _TELLING_FIGURE.fullmatch(word)}
    return [other for other in known if figures & other.words]


def _trends(clauses: Iterable[Clause]) -> set[Trend]:
    return {trend for clause in clauses if (trend := clause.trend or clause.went) is not None}


def _nearest(clause: Clause, known: Iterable[Clause]) -> list[Clause]:
    """The clauses that share the most words with one, if they share enough."""
    shares = [(_shared(clause, other), other) for other in known]
    best = max((share for share, _ in shares), default=0.0)
    return [other for share, other in shares if share >= max(best - AS_NEAR, LEAST_SHARED)]


def _shared(first: Clause, second: Clause) -> float:
    """How much of the first clause's words the second holds, and a little the other way round; 0 to 1."""
    if not first.words or not second.words:
        return 0.0
    both = len(first.words & second.words)
    same = first.predicate is not None and first.predicate == second.predicate
    return 0.5 * both / len(first.words) + 0.2 * both / len(second.words) + 0.3 * same


def _split(morphemes: Sequence[Morpheme]) -> list[list[Morpheme]]:
    parts: list[list[Morpheme]] = [[]]
    for index, item in enumerate(morphemes):
        parts[-1].append(item)
        following = morphemes[index + 1] if index + 1 < len(morphemes) else None
        joins = item.tag == "EC" and item.form in verifying_words().splitting
        goes_on = following is not None and following.tag == "VX"
        if (joins and not goes_on) or item.tag == "SF":
            parts.append([])
    return [part for part in parts if any(item.tag not in ("SF", "SP", "SSC") for item in part)]


def _clause(morphemes: Sequence[Morpheme], went: Trend | None) -> Clause:
    words, predicate = list[str](), None
    denials, at_end, is_change, signs = 0, 0, False, set[Trend]()
    denied, unsure = set[str](), set[str]()
    for index, item in enumerate(morphemes):
        if _denies(morphemes, index):
            denials, at_end = denials + 1, at_end + 1
            if item.tag == "XPN":
                denied.add(morphemes[index + 1].form)
        elif opposite := verifying_words().opposites.get(item.form):
            words.append(opposite)
            denied.add(opposite)
            predicate, is_change = opposite, False
            denials, at_end = denials + 1, 1
        elif sign := _sign(morphemes, index):
            signs.add(sign)
            predicate, is_change, at_end = item.form, True, 0
        elif item.tag in _CONTENT and item.form not in verifying_words().light:
            suffix = morphemes[index + 1] if index + 1 < len(morphemes) else None
            has_suffix = suffix is not None and suffix.tag == "XSN" and suffix.start == item.end
            words.append(item.form + suffix.form if has_suffix and suffix is not None else item.form)
            predicate, is_change = item.form, False
            at_end = 0 if _is_predicate(morphemes, index) else at_end
        if item.form in verifying_words().unsure or _is_bound(morphemes, index):
            unsure.add(item.form)
    trend = Trend.MIXED if len(signs) > 1 else next(iter(signs), None)
    is_denied = at_end % 2 == 1
    return Clause(
        frozenset(words),
        predicate,
        denials,
        frozenset(unsure),
        trend,
        is_denied,
        is_change,
        went,
        frozenset(denied),
    )


def _denies(morphemes: Sequence[Morpheme], index: int) -> bool:
    item = morphemes[index]
    following = morphemes[index + 1 : index + 3]
    if item.tag == "XPN" and item.form in ("미", "비", "불") and following:
        is_attribute = len(following) > 1 and following[1].tag == "NNG"  # 비공개 정보 denies nothing
        return following[0].form in verifying_words().denied_by_prefix and not is_attribute
    forms = [other.form for other in following]
    if (item.form, forms) == ("없", ["어", "지"]) or (item.form, forms[:1]) == ("아니", ["라"]):
        return False  # 없어지다 is a fall, `A가 아니라 B` a contrast
    return f"{item.tag}/{item.form}" in verifying_words().denying


def _is_predicate(morphemes: Sequence[Morpheme], index: int) -> bool:
    """Whether something is said with this morpheme: a verb, an adjective, or a noun made into one."""
    following = morphemes[index + 1].tag if index + 1 < len(morphemes) else ""
    return morphemes[index].tag in ("VV", "VA") or following in ("XSV", "XSA", "VCP")


def _is_bound(morphemes: Sequence[Morpheme], index: int) -> bool:
    """Whether a denial states a bound: `250명을 넘지 않는`, `1년에 못 미치면`."""
    if f"{morphemes[index].tag}/{morphemes[index].form}" not in verifying_words().denying:
        return False
    beside = {item.form for item in (*morphemes[max(index - 2, 0) : index], *morphemes[index + 1 : index + 2])}
    return bool(beside & verifying_words().bounds)


def _sign(morphemes: Sequence[Morpheme], index: int) -> Trend | None:
    form = morphemes[index].form
    becomes = [other.form for other in morphemes[index + 1 : index + 3]] in (["어", "지"], ["아", "지"])
    if form in verifying_words().up or (becomes and form in verifying_words().becoming_up):
        return Trend.UP
    return (
        Trend.DOWN if form in verifying_words().down or (becomes and form in verifying_words().becoming_down) else None
    )


def _went(text: str) -> Trend | None:
    """The direction of `A에서 B로` where both are figures of one unit."""
    for match in _FROM_TO.finditer(text):
        before, unit, after, other = match.groups()[:4] if match[1] else match.groups()[4:]
        if unit in ("", other) or not other:
            change = float(after.replace(",", "")) - float(before.replace(",", ""))
            return Trend.UP if change > 0 else Trend.DOWN if change < 0 else None
    return None


def _english_clause(text: str) -> Clause:
    words = [
        word.lower()[:6] for word in _ENGLISH_WORD.findall(text) if word.lower() not in verifying_words().english_common
    ]
    up, down = bool(_ENGLISH_UP.search(text)), bool(_ENGLISH_DOWN.search(text))
    trend = Trend.MIXED if up and down else Trend.UP if up else Trend.DOWN if down else None
    denials = len(_ENGLISH_NOT.findall(text))
    return Clause(frozenset(words), None, denials, frozenset(), trend, denials % 2 == 1, went=_went(text))
