"""Numbers with their units in Korean and English text, brought to one form so that two texts can be compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from assistant.answering.verifying.dates import Date, taken_dates, unsupported_dates
from assistant.answering.verifying.units import UNITS, Unit

_DIGITS = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_KOREAN_SCALES = {"십": 10, "백": 100, "천": 1_000, "만": 10_000, "억": 100_000_000, "조": 10**12}
_ENGLISH_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "bn": 10**9}
_SIGNS = {word: unit for word, unit in UNITS.items() if not word[0].isalnum() and word[0] != "%"} | {
    "krw": UNITS["krw"],
    "usd": UNITS["usd"],
    "us$": UNITS["us$"],
}


def _any(words: dict[str, Unit]) -> str:
    return "|".join(
        re.escape(word) + (r"\b" if word.isascii() and word[-1].isalpha() else "")
        for word in sorted(words, key=len, reverse=True)
    )


_AMOUNT = re.compile(
    rf"(?P<sign>{_any(_SIGNS)})?\s?(?<![\d.])(?P<digits>{_DIGITS})"
    rf"(?:\s?(?P<korean>[십백천]?[만억조]|[십백천])|\s?(?P<english>thousand|million|billion|trillion|bn)\b)?"
    rf"(?P<about>\s?(?:여|남짓|몇))?"
    rf"(?:[\s-]?(?P<unit>{_any(UNITS)})(?!(?<=대)\s*\d))?",
    re.IGNORECASE,
)
_FRACTION = re.compile(rf"(?P<below>{_DIGITS})\s?분의\s?(?P<above>{_DIGITS})")
_RANGE = re.compile(r"(?<=[\d십백천만억조%원러월년주간명개곳점배분초도])\s?[~∼〜～–]\s?(?=\d)|(?<=\d)-(?=\d)")
_SOURCE_MARK = re.compile(r"(?:출처|sources?)\s*\d[\d,·~\s]*(?:and \d+)?", re.IGNORECASE)
_JOINED = re.compile(r"\s?")
_PARTS_OF_ONE = {("년", "개월"), ("시간", "분"), ("분", "초"), ("years", "months"), ("hours", "minutes")}

_ONES = {"하나": 1, "한": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "석": 3, "네": 4, "넷": 4, "넉": 4}
_ONES |= {"다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9}
_TENS = {
    "열": 10,
    "스물": 20,
    "스무": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
    "예순": 60,
    "일흔": 70,
    "여든": 80,
    "아흔": 90,
}
_HANGUL_UNITS = {
    word: unit for word, unit in UNITS.items() if "가" <= word[0] <= "힣" and word not in ("원", "인", "일")
}
_WORD_NUMBER = re.compile(
    rf"(?<![가-힣])(?P<tens>{'|'.join(_TENS)})?(?P<ones>{'|'.join(_ONES)})?(?P<gap>\s?)(?={_any(_HANGUL_UNITS)})"
)
_SPELLED = {
    "이틀": "2일",
    "사흘": "3일",
    "나흘": "4일",
    "닷새": "5일",
    "엿새": "6일",
    "열흘": "10일",
    "보름": "15일",
    "반년": "6개월",
    "절반": "2분의 1",
}
_SPELLED_WORD = re.compile(rf"(?<![가-힣])(?:{'|'.join(_SPELLED)})")
_ENGLISH_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_ENGLISH_WORDS |= {"eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100}
_ENGLISH_WORD = re.compile(rf"\b(?:one(?=\s(?:[mbtr]+illion|thousand))|{'|'.join(_ENGLISH_WORDS)})\b", re.IGNORECASE)
_ENGLISH_SPELLED = {"half": "50%", "twice": "2 times as", "doubled": "2 times as", "tripled": "3 times as"}
_ENGLISH_SPELLED_WORD = re.compile(rf"\b(?:{'|'.join(_ENGLISH_SPELLED)})\b", re.IGNORECASE)
_ONE_OF_EACH = (
    (re.compile(r"연간|매년|해마다|한 해|연 (?=\d)|(?:a|per|each) year|annual", re.IGNORECASE), "1년"),
    (re.compile(r"매달|달마다|한 달|월 (?=\d)|월평균|(?:a|per|each) month|monthly", re.IGNORECASE), "1개월"),
    (re.compile(r"매주|주마다|한 주|일주일|(?:a|per|each) week|weekly", re.IGNORECASE), "1주"),
    (re.compile(r"하루|매일|날마다|(?:a|per|each) day|daily", re.IGNORECASE), "1일"),
    (re.compile(r"시간당|(?:an|per|each) hour|hourly", re.IGNORECASE), "1시간"),
    (re.compile(r"(?<![가-힣])(?:한 (?=[가-힣])|하나(?![가-힣]{2}))|\bone\b|once", re.IGNORECASE), "1 "),
    *(
        (re.compile(rf"(?<![가-힣]){word}(?=[이가은는을를의과와로도,. ])"), figure)
        for word, figure in (("둘", "2"), ("셋", "3"), ("넷", "4"), ("다섯", "5"))
    ),
)
"""Words in which a passage names one of something; a sentence may write the figure."""


@dataclass(frozen=True)
class Quantity:
    """A number and, where one is named, its unit."""

    number: Fraction
    unit: Unit | None
    written: str

    def agrees(self, other: Quantity) -> bool:
        """Whether both are the same amount; a number whose unit is not named agrees with that number of anything."""
        if self.unit is None or other.unit is None:
            return self.number == other.number
        return self.unit.agrees(other.unit) and self.number * self.unit.factor == other.number * other.unit.factor


@dataclass(frozen=True)
class Figures:
    """The quantities and dates of a text."""

    quantities: tuple[Quantity, ...]
    dates: tuple[Date, ...]


def figures_in(text: str) -> Figures:
    """Every quantity and date that a text states, in digits or in words (`세 곳`, `두 배`, `절반`, `two thirds`).

    Scales are multiplied out (`2억` and `200,000,000` and `200 million` are one number), the parts of a compound amount
    are added (`1억 2,000만`, `3년 4개월`), both ends of a range get its unit (`3~5%`), full-width digits are digits.
    """
    dates, rest = taken_dates(_plain(text))
    return Figures(tuple(_quantities(_RANGE.sub(" ~ ", _in_digits(rest)))), dates)


def numbers_in(text: str) -> frozenset[Fraction]:
    """The value of every number of a text, whatever it counts; years, months and days too."""
    return frozenset(quantity.number for quantity in _quantities(_RANGE.sub(" ~ ", _in_digits(_plain(text)))))


def stated_by_passage(text: str) -> Figures:
    """As `figures_in`, and what is said in passing: `해마다` is one year, the 3 of `3년 4개월` stands there too."""
    plain = _plain(text)
    found = figures_in(plain)
    ones = [figure for pattern, figure in _ONE_OF_EACH if pattern.search(plain)]
    further = [quantity for figure in ones for quantity in _quantities(figure)]
    further += _quantities(_RANGE.sub(" ~ ", _in_digits(taken_dates(plain)[1])), adds=False)
    further += [Quantity(Fraction(date.day), UNITS["일"], str(date)) for date in found.dates if date.day is not None]
    return Figures((*found.quantities, *further), found.dates)


def unsupported_quantities(stated: Figures, known: Figures) -> list[str]:
    """The quantities, as they are written, that agree with none of those known."""
    return [
        quantity.written
        for quantity in stated.quantities
        if not any(quantity.agrees(other) for other in known.quantities)
    ]


def unsupported_dates_of(stated: Figures, known: Figures) -> list[str]:
    """The dates that agree with none of those known."""
    return [str(date) for date in unsupported_dates(stated.dates, known.dates)]


def _plain(text: str) -> str:
    return _SOURCE_MARK.sub(" ", unicodedata.normalize("NFKC", text))


def _in_digits(text: str) -> str:
    """The text with number words before counting words, and words for a number of days or a half, in digits."""
    text = _SPELLED_WORD.sub(lambda match: _SPELLED[match.group()], text)
    text = _WORD_NUMBER.sub(_digits_of, text)
    text = _ENGLISH_SPELLED_WORD.sub(lambda match: _ENGLISH_SPELLED[match.group().lower()], text)
    return _ENGLISH_WORD.sub(lambda match: str(_ENGLISH_WORDS.get(match.group().lower(), 1)), text)


def _digits_of(match: re.Match[str]) -> str:
    tens, ones = match["tens"], match["ones"]
    value = _TENS.get(tens or "", 0) + _ONES.get(ones or "", 0)
    if value == 0 or (ones == "한" and tens is None):
        return match.group()  # `한 회사` is an article more often than a number
    return f"{value}{match['gap']}"


def _quantities(text: str, *, adds: bool = True) -> Iterator[Quantity]:
    """The quantities of a text without dates; with `adds`, the parts of compound amounts are one quantity."""
    for match in _FRACTION.finditer(text):
        if below := _number(match["below"]):
            yield Quantity(_number(match["above"]) / below, Unit("share"), match.group())
    text = _FRACTION.sub(lambda match: " " * len(match.group()), text)
    matches = list(_AMOUNT.finditer(text))
    index = 0
    while index < len(matches):
        group = [matches[index]]
        while adds and index + 1 < len(matches) and _continues(text, group[-1], matches[index + 1]):
            index += 1
            group.append(matches[index])
        index += 1
        following = matches[index] if index < len(matches) and _is_range(text, group[-1], matches[index]) else None
        yield from _of_group(group, following)


def _continues(text: str, match: re.Match[str], following: re.Match[str]) -> bool:
    """Whether two amounts are parts of one: `1억 2,000만`, `3년 4개월`."""
    if _JOINED.fullmatch(text, match.end(), following.start()) is None:
        return False
    if match["unit"]:
        return (match["unit"].lower(), (following["unit"] or "").lower()) in _PARTS_OF_ONE
    return (
        bool(match["korean"])
        and not match["about"]
        and _number(following["digits"]) * _scale(following) < _scale(match)
    )


def _is_range(text: str, match: re.Match[str], following: re.Match[str]) -> bool:
    return text[match.end() : following.start()].strip() == "~"


def _of_group(group: list[re.Match[str]], until: re.Match[str] | None) -> Iterator[Quantity]:
    """The quantity of one amount; the first end of a range takes unit and, as it may be meant, scale of the second."""
    last = group[-1]
    unit = _unit(last)
    written = " ".join(match.group().strip() for match in group)
    if last["unit"] and len(group) > 1 and group[0]["unit"]:
        total = sum((_number(match["digits"]) * _scale(match) * _factor(match) for match in group), Fraction(0))
        yield Quantity(total / _factor(last), unit, written)
        return
    number = sum((_number(match["digits"]) * _scale(match) for match in group), Fraction(0))
    if until is not None and unit is None:
        unit = _unit(until)
        if _scale(until) > 1 and _scale(last) == 1:
            yield Quantity(number * _scale(until), unit, written)
            return
    yield Quantity(number, unit, written)


def _unit(match: re.Match[str]) -> Unit | None:
    if match["sign"]:
        return _SIGNS[match["sign"].lower()]
    if not match["unit"]:
        return None
    return UNITS[match["unit"].lower()]


def _factor(match: re.Match[str]) -> Fraction:
    unit = _unit(match)
    return unit.factor if unit is not None else Fraction(1)


def _number(digits: str) -> Fraction:
    return Fraction(digits.replace(",", ""))


def _scale(match: re.Match[str]) -> Fraction:
    if match["english"]:
        return Fraction(_ENGLISH_SCALES[match["english"].lower()])
    scale = Fraction(1)
    for letter in match["korean"] or "":
        scale *= _KOREAN_SCALES[letter]
    return scale
