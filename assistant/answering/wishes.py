"""What a person wants done with an answer (더 보기, 짧게, 표로, 영어로, 두 번째 사례), read from their words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from assistant.domain.answers import Language, Style

_Found = TypeVar("_Found", bound=StrEnum)
_ASKING = r"(?:해|하여|정리|요약|보여|알려|말|설명|답|써|적어|만들|바꿔|번역|부탁)"
_STYLES = {
    Style.TABLE: rf"(?:표|테이블|도표)로(?=\s*(?:다시|좀|만|{_ASKING}|$))|as a table|in a table|table form",
    Style.BRIEF: (
        rf"짧게|간단히|간단하게|간략히|간략하게|줄여서?|한\s*(?:줄|문장)(?:으)?로|요약(?=\s*(?:{_ASKING}|좀|$))"
        r"|(?:^|\s)summari[sz]e|shorter|briefly|in short"
    ),
    Style.MORE: (
        rf"(?:조금|좀)?\s*더\s*(?:자세히|자세하게|{_ASKING}|보기|볼래|없|얘기|이야기|줘|주세요)|자세(?:히|하게)"
        rf"|계속(?=\s*(?:{_ASKING}|$))|tell me more|more details?|go on"
    ),
}
_LANGUAGES = {
    Language.ENGLISH: r"영어로|영문으로|in english",
    Language.KOREAN: r"한국어로|한글로|우리말로|국문으로|in korean",
}
_ORDINALS = (
    ("(?:첫|1)(?=\\s*번|\\s*째)|맨\\s*처음", "first"),
    ("(?:두|둘|2)(?=\\s*번|\\s*째)", "second"),
    ("(?:세|셋|3)(?=\\s*번|\\s*째)", "third"),
    ("(?:네|넷|4)(?=\\s*번|\\s*째)", "fourth"),
    ("(?:다섯|5)(?=\\s*번|\\s*째)", "fifth"),
    ("(?:여섯|6)(?=\\s*번|\\s*째)", "sixth"),
    ("마지막", "last"),
)
_LAST = -1
_THINGS = (
    "사례|회사|기업|업체|자료|문서|보고서|공장|식당|가게|농가|사업|제도|것|거|곳|분|case|document|one|company|example"
)
_PLACES = tuple(
    re.compile(
        rf"(?<![가-힣\d])(?:{korean})\s*번?\s*째?\s*(?:로\s*)?(?:말한\s*|나온\s*)?(?P<thing>{_THINGS})?"
        rf"|\bthe {english}\b(?: (?P<named>{_THINGS})\b)?",
        re.IGNORECASE,
    )
    for korean, english in _ORDINALS
)
_EMPTY_WORDS = re.compile(
    r"[가-힣]*(?:주세요|주실래요|주시겠어요|주시겠습니까|줄래요?|주라|줘요?|드려요|드립니다|볼래요?|봐요?|볼까요|있나요|있어요|없나요|없어요)"
    r"|그럼|그러면|이제|다시|한\s*번|좀|조금|더|위|방금|아까|이걸|그걸|이것|그것|그거|이거|내용|답변|답|전체|다른|것|거|에\s*대해서?|대해서?|관해서?"
    r"|정리|요약|설명|번역|보여|알려|말|자세히|부탁|해서?|으로|로|만|를|을|은|는|도|의|요|이"
    r"|\b(?:please|can|could|you|me|it|that|this|the|answer|about|again|now|and|of|a|an|show|give|tell|make|put|say|in|for)\b"
    r"|[\s.,!?~…·\"'“”]+",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How the answer is wanted. `place` counts the documents of the last answer from 1; -1 is the last one.

    `is_all` tells that nothing else is asked: the question before is meant.
    """

    style: Style | None = None
    language: Language | None = None
    place: int | None = None
    is_all: bool = False


def wish_in(text: str) -> Wish:
    """The wish a text holds; one without any content when it holds none.

    Words that may as well be part of a question (요약, 영어로, 네 번째 단계) count only where nothing else is asked,
    or, for a place, where it names one of several documents (두 번째 사례는 얼마 들었나요?).
    """
    style, rest = _first_of(_STYLES, text)
    language, rest = _first_of(_LANGUAGES, rest)
    place, names_document, rest = _place_in(rest)
    is_all = any(found is not None for found in (style, language, place)) and not _EMPTY_WORDS.sub("", rest)
    if is_all:
        return Wish(style=style, language=language, place=place, is_all=True)
    return Wish(style=style if style is Style.TABLE else None, place=place if names_document else None)


def _first_of(patterns: dict[_Found, str], text: str) -> tuple[_Found | None, str]:
    """The first thing whose pattern stands in the text, and the text without it."""
    for found, pattern in patterns.items():
        rest, count = re.subn(pattern, " ", text, flags=re.IGNORECASE)
        if count:
            return found, rest
    return None, text


def _place_in(text: str) -> tuple[int | None, bool, str]:
    """Which of several is meant, whether it is called a case, a document or the like, and the text without it."""
    for number, pattern in enumerate(_PLACES, start=1):
        if (match := pattern.search(text)) is not None:
            place = _LAST if number == len(_PLACES) else number
            return place, bool(match["thing"] or match["named"]), pattern.sub(" ", text)
    return None, False, text
