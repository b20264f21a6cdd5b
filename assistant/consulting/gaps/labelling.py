"""Naming a group of questions in the words of the people who asked them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

from assistant.consulting.gaps.gap import GapQuestion
from assistant.consulting.gaps.grouping import MOST_QUESTIONS
from assistant.domain.languages import is_korean
from assistant.retrieval.content_words import generic_words
from assistant.store.morphemes import Morpheme, MorphemeTokenizer, unified

LONGEST_PHRASE = 4
"""Words in one phrase of a label (`제약회사 알약 외관 검사`)."""
PHRASES = 2
"""Phrases in a label."""
_ABSENT_WEIGHT = 1.5
"""How much more a phrase counts with a word that no document holds: it says best what is missing."""
_SHARE_OF_FIRST = 0.5
"""A second phrase stands in at least this share of as many questions as the first."""
_NOUNS = frozenset({"NNG", "NNP", "SL", "SH", "SN", "XR", "XSN", "XPN", "W_SERIAL"})
_NUMBER, _UNIT, _SUFFIX = "SN", "NNB", "XSN"
_YEAR = re.compile(r"20\d\d년")
_FILE = Path(__file__).with_name("plain_words.yml")


@dataclass(frozen=True)
class _Word:
    """A word without its endings, as it was written, and its morphemes."""

    text: str
    forms: frozenset[str]
    is_plain: bool
    """Whether it says nothing of the subject (AI, 도입, 비용)."""
    follows: bool
    """Whether only a space stands between it and the word before."""


class Labeller:
    """Finds the phrases of a group that stand out against all other groups."""

    def __init__(self, tokenizer: MorphemeTokenizer) -> None:
        self._tokenizer = tokenizer
        self._phrases = lru_cache(maxsize=MOST_QUESTIONS)(self._read_phrases)

    def labels(self, groups: Sequence[Sequence[GapQuestion]]) -> list[str]:
        """A label for each group, the words in the order in which people put them.

        A phrase counts by the share of the group's questions that hold it, by how few other groups do (as in
        class-based TF-IDF), and by its length.
        """
        phrases = [[self._phrases(question.text) for question in group] for group in groups]
        common = Counter(phrase for group in phrases for phrase in set().union(*group))
        return [self._label(group, found, common, len(groups)) for group, found in zip(groups, phrases, strict=True)]

    def _label(
        self,
        group: Sequence[GapQuestion],
        phrases: Sequence[dict[str, frozenset[str]]],
        common: Counter[str],
        groups: int,
    ) -> str:
        held = Counter(phrase for found in phrases for phrase in found)
        if not held:
            return group[0].text
        forms = {phrase: words for found in phrases for phrase, words in found.items()}
        absent = frozenset(word for question in group for word in question.absent)
        place = {phrase: number for number, phrase in enumerate(dict.fromkeys(p for found in phrases for p in found))}

        def worth(phrase: str) -> float:
            rarity = math.log(1 + groups / common[phrase])
            length = math.sqrt(len(phrase.split()))
            return held[phrase] * rarity * length * (_ABSENT_WEIGHT if forms[phrase] & absent else 1.0)

        best, *others = sorted(held, key=lambda phrase: (-worth(phrase), place[phrase]))
        chosen = [best]
        for phrase in others:
            is_telling = held[phrase] > 1 or " " in phrase or place[phrase] == 0 or bool(forms[phrase] & absent)
            is_new = not any(forms[phrase] & forms[other] for other in chosen)
            if len(chosen) < PHRASES and is_new and is_telling and held[phrase] >= _SHARE_OF_FIRST * held[best]:
                chosen.append(phrase)
        return " · ".join(sorted(chosen, key=lambda phrase: place[phrase]))

    def _read_phrases(self, text: str) -> dict[str, frozenset[str]]:
        """The phrases of a question with their morphemes: telling words side by side."""
        words = list(self._words(text))
        found: dict[str, frozenset[str]] = {}
        for start in range(len(words)):
            for end in range(start, min(start + LONGEST_PHRASE, len(words))):
                if words[end].is_plain or (end > start and not words[end].follows):
                    break
                several = words[start : end + 1]
                phrase = " ".join(word.text for word in several)
                if len(phrase) > 1:
                    found.setdefault(phrase, frozenset().union(*(word.forms for word in several)))
        return found

    def _words(self, text: str) -> Iterator[_Word]:
        plain = _plain_words()
        if not is_korean(text):  # every English word is a name to the analyser
            plain |= {one.form for one in self._tokenizer.morphemes(text)} - {*self._tokenizer.terms(text).morphemes}
        written = unified(text)
        run: list[Morpheme] = []
        end_before = -1
        for morpheme in [*self._tokenizer.morphemes(text), None]:
            if morpheme is not None and run and run[-1].end == morpheme.start and _goes_on(run[-1], morpheme):
                run.append(morpheme)
                continue
            if run:
                yield _word(written, run, plain, end_before)
                end_before = run[-1].end
            run = [morpheme] if morpheme is not None and morpheme.tag in _NOUNS - {_SUFFIX} else []


def _goes_on(before: Morpheme, morpheme: Morpheme) -> bool:
    """Whether a morpheme belongs to the word of the one before: 2028 + 년."""
    return morpheme.tag in _NOUNS or (before.tag == _NUMBER and morpheme.tag == _UNIT)


def _word(text: str, run: Sequence[Morpheme], plain: frozenset[str], end_before: int) -> _Word:
    start, end = run[0].start, run[-1].end
    forms = frozenset(morpheme.form.replace(" ", "") for morpheme in run)
    written = text[start:end] if len(text.lower()) == len(text) else "".join(morpheme.form for morpheme in run)
    return _Word(
        text=written,
        forms=forms,
        is_plain=not _YEAR.fullmatch(written) and all(form.isdigit() or form in plain for form in forms),
        follows=start == end_before + 1,
    )


@cache
def _plain_words() -> frozenset[str]:
    words: list[str] = yaml.safe_load(_FILE.read_text("utf-8"))
    return frozenset(words) | generic_words()
