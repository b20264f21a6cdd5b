"""Making a follow-up question stand alone, without a language model."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.answering.citing import similarity
from assistant.answering.wishes import Wish, wish_in
from assistant.domain.answers import Language, Question, Style, Turn
from assistant.domain.sentences import split_sentences

_LEANS_ON_BEFORE = re.compile(
    r"^(그럼|그러면|그렇다면|그런데|그리고|그건|그것|그거|그게|거기|그\s|이건|이것|이거|또\s|더\s|혹시\s그|그중|그 중)"
    r"|(두|세|첫|네)\s*번째|위\s*(사례|내용|답변)|앞서|방금|아까|자세히|더\s*알려"
    r"|^(what about|how about|and\s|then\s|that\s|those\s|it\s|tell me more|more\b|why\?|how\?)",
    re.IGNORECASE,
)
_SPEAKS_OF_IT = re.compile(r"\b(it|they|them|that one|those)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(r"(^|\s)(거기|거긴|그곳|그쪽|그\s?정도|그만큼|그때)")
"""Words that in a question of moderate length stand for something said before; so do those of `_SPEAKS_OF_IT`."""
_ENDS_LEANING = re.compile(r"(은|는|도|이|가)요\s*\??$")
_POINTS_AT_ANSWER = re.compile(r"거기|그곳|그\s?(회사|공장|기업|센터|사업|기관|식당|가게|제도)")
"""Words that point at something the last answer named; its first sentence then takes part in the search."""
_SHORT = 16
_ASKS_AN_ASPECT = re.compile(
    r"비용|금액|가격|예산|자부담|기간|얼마|언제|누가|누구|어디|방법|조건|대상|자격|효과|성과|결과|장점|단점|사례|신청|절차|서류|이유|왜|한도"
    r"|\b(cost|price|when|who|where|why|how|result|effect|example)",
    re.IGNORECASE,
)
"""A short question that names only an aspect (비용은요?) has its subject in the question before."""
_SURELY_SAYS_IT = 45
"""Letters from which a question practically always says itself what it is about."""
_THE_SAME = 0.9
"""Share of common character pairs from which a question is one that was asked before."""
_REMEMBERED = 2
"""How many earlier questions may lend their topic."""


@dataclass(frozen=True, kw_only=True)
class Understood:
    """A question as it is meant within its conversation.

    `reading`: how it reads alone. `continued`: how it reads if it goes on from what was said, where that is open.
    `asked`: the person's own words for what they look for. `within`: the only documents meant (none: all). `leans`
    tells that it surely goes on; `is_short` that it names nothing but what it wants to know (얼마예요?); `is_overview`
    that a document as a whole is asked for.
    """

    reading: str
    continued: str | None = None
    asked: str
    style: Style = Style.NORMAL
    language: Language | None = None
    within: tuple[str, ...] = ()
    leans: bool = False
    is_short: bool = False
    is_overview: bool = False


def understood(question: Question) -> Understood:
    """Read a question with its conversation.

    A question that leans on what was said has one reading, preceded by its topic; a first question has one, itself.
    So has a long one. Any other may be new or go on (`누가 모르고 붙여넣었으면요?`): continuing.py decides.

    A wish about the last answer (`표로 정리해줘`) reads as the question before; one that names a document of it
    (`두 번째 사례`) looks in that document only.
    """
    wish = wish_in(question.text)
    style = question.style if question.style is not Style.NORMAL else wish.style or Style.NORMAL
    within = _meant_document(question, wish)
    earlier = _last_question(question) if wish.is_all else None
    if earlier is None:
        leans = bool(question.history) and _leans(question.text)
        may_go_on = not leans and not within and _may_go_on(question)
        return Understood(
            reading=_with_topic(question) if leans else question.text,
            continued=_with_topic(question) if may_go_on else None,
            asked=question.text,
            style=style,
            within=within,
            leans=(bool(question.history) and bool(within)) or leans,
            is_short=may_go_on and _names_an_aspect_only(question.text),
        )
    meant = replace(question, text=earlier[0], history=earlier[1])
    return Understood(
        reading=stand_alone(meant),
        asked=meant.text,
        style=style,
        language=wish.language,
        within=within,
        leans=style is Style.MORE,
        is_overview=bool(within),
    )


def stand_alone(question: Question) -> str:
    """The likelier reading, as far as the words alone can tell."""
    meant = understood(question)
    return meant.continued if meant.is_short and meant.continued else meant.reading


def _meant_document(question: Question, wish: Wish) -> tuple[str, ...]:
    """The document of the last answer that had any, at the place the person names."""
    if wish.place is None:
        return ()
    cited = next((turn.document_ids for turn in reversed(question.history) if turn.document_ids), ())
    place = len(cited) if wish.place < 0 else wish.place
    return (cited[place - 1],) if 1 <= place <= len(cited) else ()


def _last_question(question: Question) -> tuple[str, tuple[Turn, ...]] | None:
    """The last earlier question that asked something, and the conversation before it."""
    for place in range(len(question.history) - 1, -1, -1):
        if not wish_in(question.history[place].question).is_all:
            return question.history[place].question, question.history[:place]
    return None


def _is_repeated(question: Question) -> bool:
    return any(similarity(question.text, turn.question) >= _THE_SAME for turn in question.history)


def _may_go_on(question: Question) -> bool:
    is_long = len(question.text.strip()) >= _SURELY_SAYS_IT
    return bool(question.history) and not is_long and not _is_repeated(question)


def _with_topic(question: Question) -> str:
    """The question behind the one it follows, word for word, so that names and figures take part in the search."""
    text = question.text
    topic: list[str] = []
    if _POINTS_AT_ANSWER.search(text) and (said := split_sentences(question.history[-1].answer)):
        topic.append(said[0])
    for turn in reversed(question.history[-_REMEMBERED:]):
        topic.insert(0, turn.question.strip())
        if not _leans(turn.question):
            break
    return " ".join([*topic, text])


def _leans(text: str) -> bool:
    stripped = text.strip()
    if _LEANS_ON_BEFORE.search(stripped):
        return True
    is_long = len(stripped) >= _SURELY_SAYS_IT
    if not is_long and (_POINTS_BACK.search(stripped) or _SPEAKS_OF_IT.search(stripped)):
        return True
    return len(stripped) < _SHORT and bool(_ENDS_LEANING.search(stripped))


def _names_an_aspect_only(text: str) -> bool:
    stripped = text.strip()
    return len(stripped) < _SHORT and bool(_ASKS_AN_ASPECT.search(stripped))
