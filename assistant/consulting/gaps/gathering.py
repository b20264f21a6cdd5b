"""From kept answers to the different questions among them that had no good support."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta, timezone
from functools import cache

from assistant.consulting.gaps.cues import Cues
from assistant.consulting.gaps.gap import GapQuestion, Weakness
from assistant.domain.access import Role
from assistant.domain.answers import Status
from assistant.domain.languages import is_korean
from assistant.domain.personal_data import is_masked
from assistant.retrieval.content_words import content_words
from assistant.retrieval.wording import Wording
from assistant.store.answer_records import AskedQuestion
from assistant.store.morphemes import MorphemeTokenizer

DOUBTFUL_BELOW = 0.5
"""An answer whose passages suffice with a smaller probability is doubtful. Of 260 questions the documents answer 15 %
lie below, of 68 they do not 29 %."""
DOUBTFUL_WITH_ABSENT_WORDS_BELOW = 0.75
"""The same for a question with a noun that no document holds: with both lines it is 27 % and 57 %."""
KOREAN_TIME = timezone(timedelta(hours=9))
_ASKERS = frozenset({Role.VISITOR, Role.SME, Role.CONSULTANT})
"""Whose questions count: staff ask in order to try things out."""
_NOUNS = ("NNG", "NNP", "SL")
_NOT_A_LETTER = re.compile(r"[\W_]+")
_BEGINNING = 6

Absent = Callable[[Collection[str]], frozenset[str]]
"""Which of some words no document holds."""


class Gathering:
    """Finds the questions without good support, each once, and reads what they are about."""

    def __init__(self, cues: Cues, wording: Wording, tokenizer: MorphemeTokenizer, absent: Absent) -> None:
        self._cues = cues
        self._wording = wording
        self._tokenizer = tokenizer
        self._absent = absent

    def gaps(self, asked: Iterable[AskedQuestion]) -> tuple[GapQuestion, ...]:
        """The different questions without good support: those asked most often first, then the newest.

        What was refused, off topic or held personal data is none, nor what staff asked.
        """
        by_text: dict[str, list[tuple[AskedQuestion, Weakness]]] = {}
        absent_nouns = cache(self._absent_nouns)
        for one in asked:
            weak = weakness(one, absent_nouns) if counts(one) else None
            if weak is not None:
                by_text.setdefault(_letters(one.standalone_question), []).append((one, weak))
        found = [self._question(several) for several in by_text.values()]
        return tuple(sorted(found, key=lambda gap: (gap.times, gap.days[-1], gap.text), reverse=True))

    def _question(self, asked: Sequence[tuple[AskedQuestion, Weakness]]) -> GapQuestion:
        newest = max((one for one, _ in asked), key=lambda one: one.asked_at)
        text = self._shown(newest)
        return GapQuestion(
            text=text,
            read_as=newest.standalone_question,
            weaknesses=Counter(weak for _, weak in asked),
            days=tuple(sorted({day(one.asked_at) for one, _ in asked})),
            sector=_told([one.sector for one, _ in asked]) or self._cues.sector(text),
            stage=_told([one.stage for one, _ in asked]) or self._cues.stage(text),
            aspects=self._cues.aspects(text),
            absent=self._absent_nouns(text),
        )

    def _shown(self, asked: AskedQuestion) -> str:
        """The person's own words; with the question it goes on from where it says nothing alone (`비용은요?`)."""
        own, read = _letters(self._wording.standard(asked.question)), _letters(asked.standalone_question)
        return asked.question if own[:_BEGINNING] == read[:_BEGINNING] else asked.standalone_question

    def _absent_nouns(self, text: str) -> tuple[str, ...]:
        if not is_korean(text):  # the words of another language are hardly ever in the documents
            return ()
        content = content_words(self._tokenizer, text)
        morphemes = self._tokenizer.morphemes(self._wording.standard(text))
        nouns = [one.form for one in morphemes if one.tag in _NOUNS and len(one.form) > 1 and one.form in content]
        absent = self._absent([noun for noun in nouns if not self._wording.synonyms(noun)])
        return tuple(word for word in dict.fromkeys(nouns) if word in absent)


def counts(asked: AskedQuestion) -> bool:
    """Whether a question may show a gap at all."""
    is_plain = not (is_masked(asked.question) or is_masked(asked.standalone_question))
    return asked.role in _ASKERS and is_plain and any(map(str.isalnum, asked.standalone_question))


def weakness(asked: AskedQuestion, absent_nouns: Callable[[str], Collection[str]]) -> Weakness | None:
    """What is wrong with the support of a question; None where nothing is, or where it was not answered for a reason.

    `absent_nouns` are those of a text that no document holds. A verdict that is not ours to give makes an answer
    partial without anything missing from the documents.
    """
    if asked.status == Status.NO_SOURCE:
        return Weakness.NO_SOURCE
    if asked.status == Status.ANSWERED_PARTLY and not asked.opening:
        return Weakness.PARTLY
    if asked.status not in (Status.ANSWERED, Status.ANSWERED_PARTLY) or asked.sufficiency is None:
        return None
    is_doubtful = asked.sufficiency < DOUBTFUL_BELOW or (
        asked.sufficiency < DOUBTFUL_WITH_ABSENT_WORDS_BELOW and absent_nouns(asked.standalone_question)
    )
    return Weakness.DOUBTFUL if is_doubtful else None


def day(asked_at: str) -> str:
    """The Korean day of an ISO time."""
    return datetime.fromisoformat(asked_at).astimezone(KOREAN_TIME).date().isoformat()


def _told(words: Sequence[str | None]) -> str | None:
    told = Counter(word for word in words if word)
    return told.most_common(1)[0][0] if told else None


def _letters(text: str) -> str:
    return _NOT_A_LETTER.sub("", text).lower()
