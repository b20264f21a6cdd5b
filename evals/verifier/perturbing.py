"""Lies made from true sentences: one number, unit, date, name, denial or direction is changed, by rules and a seed."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import yaml

from assistant.answering.quotable import readable
from evals.verifier.pairs import Pair, PairKind

SEED = 20_261_122

_NUMBER = re.compile(r"(?<![\dA-Za-z.,-])\d[\d,]*(?:\.\d+)?(?!\d|년|월|\s?(?:January|February|June|July|\d{4}))")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=년| |\.|,|$)")
_MONTH = re.compile(r"(?<![\d.])(1[0-2]|[1-9])월")
_DAY = re.compile(r"(?<=월 )(\d{1,2})일")
_UNITS = (
    ("%포인트", "%"),
    ("%p", "%"),
    (r"(?<=\d)%", "%포인트"),
    (r"(?<=\d)개월", "년"),
    (r"(?<=억 )원", "달러"),
    (r"(?<=만 )원", "달러"),
    (r"(?<=\d)원", "달러"),
    (r"(?<=만 )달러", "원"),
    (r"(?<=\d)달러", "원"),
    (r"(?<=\d)시간", "분"),
    (r"(?<=\d)분(?!의|기|야)", "시간"),
    (r"(?<=\d)초", "분"),
    (r"(?<=\d)주(?!년)", "개월"),
    (r"(?<=\d)명", "곳"),
    (r"(?<=\d)(?:곳|개사|개 기업)", "명"),
    (r"(?<=\d)배", "%"),
    (r"(?<=\d)건", "명"),
    (r"(?<=\d)도(?=\s|가)", "%"),
    (r"(?<=\d) minutes", " hours"),
    (r"(?<=\d) seconds", " minutes"),
    (r"(?<=illion) won", " dollars"),
    (r"(?<=\d) dollars", " won"),
    (r"(?<=\d) (?:days|hours)", " weeks"),
    (r"(?<=\d)%", " percentage points"),
)
_NAMES: tuple[tuple[str, ...], ...] = tuple(
    map(tuple, yaml.safe_load(Path(__file__).with_name("names.yml").read_text("utf-8")))
)
_INVENTED = ("삼우테크", "한빛정밀공업", "대성푸드", "미래솔루션", "동양이노텍")
_NEGATIONS = (
    (r"확인하지 못했습니다", "확인했습니다"),
    (r"확인되지 않(?:았)?습니다", "확인되었습니다"),
    (r"알려지지 않았습니다", "알려졌습니다"),
    (r"나와 있지 않습니다", "나와 있습니다"),
    (r"공개되지 않았습니다", "공개되었습니다"),
    (r"재지 않았습니다", "쟀습니다"),
    (r"([가-힣]+)하지 않습니다", r"\1합니다"),
    (r"([가-힣]+)하지 않았습니다", r"\1했습니다"),
    (r"수 없습니다", "수 있습니다"),
    (r"수 있습니다", "수 없습니다"),
    (r"없었습니다", "있었습니다"),
    (r"없습니다", "있습니다"),
    (r"있습니다", "있지 않습니다"),
    (r"되었습니다", "되지 않았습니다"),
    (r"(?<!못)했습니다", "하지 않았습니다"),
    (r"됩니다", "되지 않습니다"),
    (r"합니다", "하지 않습니다"),
    (r"받았습니다", "받지 못했습니다"),
    (r"줄었습니다", "줄지 않았습니다"),
    (r"늘었습니다", "늘지 않았습니다"),
    (r"걸립니다", "걸리지 않습니다"),
    (r"였습니다", "가 아니었습니다"),
    (r"이었습니다", "이 아니었습니다"),
    (r"(?<=[가-힣%])입니다", "이 아닙니다"),
    (r"\bis not\b", "is"),
    (r"\bcould not be\b", "was"),
    (r"\bmust not\b", "may"),
    (r"\bis\b", "is not"),
    (r"\bwas\b", "was not"),
    (r"\bcould be\b", "could not be"),
    (r"\bcan\b", "cannot"),
    (r"\bhad\b", "did not have"),
)
_DIRECTIONS = (
    ("늘렸", "줄였"),
    ("늘었", "줄었"),
    ("늘어난", "줄어든"),
    ("증가", "감소"),
    ("감소", "증가"),
    ("줄였", "늘렸"),
    ("줄었", "늘었"),
    ("줄어드", "늘어나"),
    ("줄어든", "늘어난"),
    ("줄이", "늘리"),
    ("단축", "연장"),
    ("향상", "저하"),
    ("높였", "낮췄"),
    ("높아졌", "낮아졌"),
    ("높아", "낮아"),
    ("낮아", "높아"),
    ("낮췄", "높였"),
    ("낮추", "높이"),
    ("올랐", "내렸"),
    ("올라갔", "내려갔"),
    ("내려가", "올라가"),
    ("내려갔", "올라갔"),
    ("떨어졌", "올랐"),
    ("짧아", "길어"),
    ("빨라", "느려"),
    ("느려", "빨라"),
    ("나아졌", "나빠졌"),
    ("rose", "fell"),
    ("fell", "rose"),
    ("raised", "lowered"),
    ("was cut", "rose"),
)
_ENDINGS = (
    ("했습니다", "했다고 합니다"),
    ("였습니다", "였다고 합니다"),
    ("었습니다", "었다고 합니다"),
    ("았습니다", "았다고 합니다"),
    ("됩니다", "된다고 합니다"),
    ("합니다", "한다고 합니다"),
    ("입니다", "이라고 합니다"),
    ("습니다", "다고 합니다"),
)


def made_pairs(written: Sequence[Pair]) -> list[Pair]:
    """A copy of each place with another ending, and every lie the rules can make of the paraphrases and the copies."""
    paraphrases = [pair for pair in written if pair.kind is PairKind.PARAPHRASE]
    copies = [_made(pair, PairKind.COPY, with_other_ending(readable(pair.quote))) for pair in paraphrases]
    quotations = [_made(pair, PairKind.COPY, readable(pair.quote)) for pair in paraphrases]
    pairs = [pair for pair, quotation in zip(copies, quotations, strict=True) if pair.text != quotation.text]
    for true in (*paraphrases, *quotations):
        for kind in _RULES:
            if (text := lie(kind, true.text, random.Random(f"{SEED}:{kind}:{true.id}"))) is not None:
                pairs.append(_made(true, kind, text))
    return [*pairs, *_misplaced(paraphrases)]


def lie(kind: PairKind, text: str, draw: random.Random) -> str | None:
    """The text with one thing of this kind changed, or None where there is none to change."""
    rule = _RULES.get(kind)
    changed = rule(text, draw) if rule is not None else None
    return changed if changed != text else None


def with_other_ending(text: str) -> str:
    """The statement as something that is said to be so."""
    for ending, other in _ENDINGS:
        if text.endswith(f"{ending}."):
            return text.removesuffix(f"{ending}.") + f"{other}."
    return text


def _made(pair: Pair, kind: PairKind, text: str) -> Pair:
    return Pair(id=f"{pair.id}-{kind}", kind=kind, document=pair.document, quote=pair.quote, text=text, made=True)


def _misplaced(paraphrases: Sequence[Pair]) -> Iterator[Pair]:
    """Each paraphrase with a place in another document of the same half, chosen by digest."""
    for true in paraphrases:
        others = [pair for pair in paraphrases if pair.document != true.document and pair.half is true.half]
        other = min(others, key=lambda pair: hashlib.sha256(f"{true.id}:{pair.id}".encode()).digest())
        moved = true.model_copy(update={"document": other.document, "quote": other.quote})
        yield _made(moved, PairKind.OTHER_PASSAGE, true.text)


def _other_number(text: str, draw: random.Random) -> str | None:
    found = [match for match in _NUMBER.finditer(text) if "출처" not in text[: match.start()]]
    if not found:
        return None
    match = draw.choice(found)
    digits = match.group()
    place = draw.choice([index for index, letter in enumerate(digits) if letter.isdigit()])
    changed = str((int(digits[place]) + draw.choice((1, 2, 3))) % 10)
    if place == 0 and changed == "0":
        changed = "4"
    other = digits[:place] + changed + digits[place + 1 :]
    return _replaced(text, match, other) if other not in text else None


def _other_unit(text: str, draw: random.Random) -> str | None:
    found = [(match, unit) for pattern, unit in _UNITS for match in re.finditer(pattern, text)]
    english = text.isascii()
    found = [(match, unit) for match, unit in found if unit.isascii() or not english]
    return _replaced(text, *draw.choice(found)) if found else None


def _other_date(text: str, draw: random.Random) -> str | None:
    changes = [(match, str(int(match.group()) + draw.choice((-2, -1, 1)))) for match in _YEAR.finditer(text)]
    for match in _MONTH.finditer(text):
        changes.append((match, f"{(int(match[1]) + draw.randint(0, 9)) % 12 + 1}월"))
    for match in _DAY.finditer(text):
        changes.append((match, f"{(int(match[1]) + draw.randint(0, 25)) % 28 + 1}일"))
    return _replaced(text, *draw.choice(changes)) if changes else None


def _other_name(text: str, draw: random.Random) -> str | None:
    for index, group in enumerate(_NAMES):
        for name in group:
            if name in text:
                others = [other for other in group if other not in text]
                if index == 0 and draw.random() < 0.4:
                    others = list(_INVENTED)
                return _renamed(text, name, draw.choice(others)) if others else None
    return None


def _renamed(text: str, name: str, other: str) -> str:
    """The text with another name, and the particle after it as that name wants it."""
    ends_open = "가" <= other[-1] <= "힣" and (ord(other[-1]) - 0xAC00) % 28 == 0
    for closed, open_ in (("은", "는"), ("이", "가"), ("을", "를"), ("과", "와")):
        text = re.sub(rf"{re.escape(name)}(?:{closed}|{open_})(?=\s)", other + (open_ if ends_open else closed), text)
    return text.replace(name, other)


def _denied(text: str, draw: random.Random) -> str | None:
    """The last statement of the sentence, which is the main one, turned round."""
    for pattern, other in _NEGATIONS:
        if found := list(re.finditer(pattern, text)):
            return text[: found[-1].start()] + re.sub(pattern, other, text[found[-1].start() :], count=1)
    return None


def _turned(text: str, draw: random.Random) -> str | None:
    found = [(match, other) for word, other in _DIRECTIONS for match in re.finditer(word, text)]
    return _replaced(text, *draw.choice(found)) if found else None


def _replaced(text: str, match: re.Match[str], other: str) -> str:
    return text[: match.start()] + other + text[match.end() :]


_RULES: dict[PairKind, Callable[[str, random.Random], str | None]] = {
    PairKind.NUMBER: _other_number,
    PairKind.UNIT: _other_unit,
    PairKind.DATE: _other_date,
    PairKind.NAME: _other_name,
    PairKind.NEGATION: _denied,
    PairKind.DIRECTION: _turned,
}
