"""From kept answers to the different questions among them that had no good support."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta, timezone
from functools import lru_cache

from assistant.consulting.gaps.cues import Cues
from assistant.consulting.gaps.gap import GapQuestion, Weakness
from assistant.domain.access import Role
from assistant.domain.answers import Status
from assistant.domain.languages import is_korean
from assistant.domain.personal_data import is_masked
from assistant.retrieval.content_words import generic_words
from assistant.retrieval.wording import Wording
from assistant.store.answer_records import AskedQuestion
from assistant.store.morphemes import MorphemeTokenizer

DOUBTFUL_BELOW = 0.5
"""An answer whose passages suffice with a smaller probability is doubtful."""
DOUBTFUL_WITH_ABSENT_WORDS_BELOW = 0.75
"""The same for a question with a noun that no document holds.

With both lines, and those without an answer, 62 % of 68 questions the documents know nothing about are found, 37 %
of 926 near their subjects that they do not answer, and 25 % of 260 that they do: a person has to judge. Without this
line it is 29, 30 and 15 %.
"""
KOREAN_TIME = timezone(timedelta(hours=9))
_ASKERS = frozenset({Role.VISITOR, Role.SME, Role.CONSULTANT})
"""Whose questions count: staff ask in order to try things out."""
_NOUNS = ("NNG", "NNP", "SL")
_NOT_A_LETTER = re.compile(r"[\W_]+")
_BEGINNING = 6
_REMEMBERED = 10_000
"""Questions whose nouns are remembered until the next look."""

Absent = Callable[[Collection[str]], frozenset[str]]
"""Which of some words no document holds."""


class Gathering:
    """Finds the questions without good support, each once, and reads what they are about."""

    def __init__(self, cues: Cues, wording: Wording, tokenizer: MorphemeTokenizer, absent: Absent) -> None:
        self._cues = cues
        self._wording = wording
        self._tokenizer = tokenizer
        self._absent = absent
        self._nouns = lru_cache(maxsize=_REMEMBERED)(self._read_nouns)

    def gaps(self, asked: Iterable[AskedQuestion]) -> tuple[GapQuestion, ...]:
        """The different questions without good support: those asked most often first, then the newest.

        What was refused, off topic or held personal data is none, nor what staff asked.
        """
        possible = [one for one in asked if counts(one) and weakness(one, has_absent=True) is not None]
        absent = self._absent({noun for one in possible for noun in self._nouns(one.standalone_question)})
        by_text: dict[str, list[tuple[AskedQuestion, Weakness]]] = {}
        for one in possible:
            weak = weakness(one, has_absent=not absent.isdisjoint(self._nouns(one.standalone_question)))
            if weak is not None:
                by_text.setdefault(_letters(one.standalone_question), []).append((one, weak))
        found = [self._question(several, absent) for several in by_text.values()]
        return tuple(sorted(found, key=lambda gap: (gap.times, gap.days[-1], gap.text), reverse=True))

    def _question(self, asked: Sequence[tuple[AskedQuestion, Weakness]], absent: frozenset[str]) -> GapQuestion:
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
            absent=tuple(noun for noun in self._nouns(newest.standalone_question) if noun in absent),
        )

    def _shown(self, asked: AskedQuestion) -> str:
        """The person's own words; with the question it goes on from where it says nothing alone (`비용은요?`)."""
        own, read = _letters(self._wording.standard(asked.question)), _letters(asked.standalone_question)
        return asked.question if own[:_BEGINNING] == read[:_BEGINNING] else asked.standalone_question

    def _read_nouns(self, text: str) -> tuple[str, ...]:
        """The nouns of a Korean question for which the dictionary has no other word."""
        if not is_korean(text):  # the words of another language are hardly ever in the documents
            return ()
        known = " ".join(word for word in text.lower().split() if self._wording.synonyms(word))
        nouns = dict.fromkeys(one.form.replace(" ", "") for one in self._tokenizer.morphemes(text) if one.tag in _NOUNS)
        return tuple(noun for noun in nouns if len(noun) > 1 and noun not in generic_words() and noun not in known)


def counts(asked: AskedQuestion) -> bool:
    """Whether a question may show a gap at all."""
    is_plain = not (is_masked(asked.question) or is_masked(asked.standalone_question))
    return asked.role in _ASKERS and is_plain and any(map(str.isalnum, asked.standalone_question))


def weakness(asked: AskedQuestion, *, has_absent: bool) -> Weakness | None:
    """What is wrong with the support of a question; None where nothing is, or where it was not answered for a reason.

    `has_absent`: whether it has a noun that no document holds. A verdict that is not ours to give makes an answer
    partial without anything missing from the documents.
    """
    if asked.status == Status.NO_SOURCE:
        return Weakness.NO_SOURCE
    if asked.status == Status.ANSWERED_PARTLY and not asked.opening:
        return Weakness.PARTLY
    if asked.status not in (Status.ANSWERED, Status.ANSWERED_PARTLY) or asked.sufficiency is None:
        return None
    line = DOUBTFUL_WITH_ABSENT_WORDS_BELOW if has_absent else DOUBTFUL_BELOW
    return Weakness.DOUBTFUL if asked.sufficiency < line else None


def day(asked_at: str) -> str:
    """The Korean day of an ISO time."""
    return datetime.fromisoformat(asked_at).astimezone(KOREAN_TIME).date().isoformat()


def _told(words: Sequence[str | None]) -> str | None:
    told = Counter(word for word in words if word)
    return told.most_common(1)[0][0] if told else None


def _letters(text: str) -> str:
    return _NOT_A_LETTER.sub("", text).lower()
