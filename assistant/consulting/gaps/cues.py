"""The words by which the sector, the stage and the aspects of a question are told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from assistant.consulting.gaps.aspects import Aspect
from assistant.retrieval.wording import Wording

_FILE = Path(__file__).with_name("cues.yml")


class CueWords(BaseModel):
    """The lists of `cues.yml`, by the words of the vocabulary and the names of the aspects."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sectors: Mapping[str, tuple[str, ...]]
    broad_sectors: Mapping[str, tuple[str, ...]]
    stages: Mapping[str, tuple[str, ...]]
    aspects: Mapping[Aspect, tuple[str, ...]]


@cache
def cue_words() -> CueWords:
    """The words in force."""
    return CueWords.model_validate(yaml.safe_load(_FILE.read_text("utf-8")))


class Cues:
    """Reads what a question says of its company and of what it wants, in the words of the dictionary as well."""

    def __init__(self, wording: Wording, words: CueWords | None = None) -> None:
        given = words or cue_words()
        self._wording = wording
        self._sectors = _FirstWord(given.sectors)
        self._broad_sectors = _FirstWord(given.broad_sectors)
        self._stages = _FirstWord(given.stages)
        self._aspects = {aspect: _any_of(words) for aspect, words in given.aspects.items()}

    def sector(self, question: str) -> str | None:
        """The sector of the company that asks or is asked about, as in the vocabulary; None where nothing tells it."""
        for read in (question, self._in_documents_words(question)):
            if (found := self._sectors.of(read) or self._broad_sectors.of(read)) is not None:
                return found
        return None

    def stage(self, question: str) -> str | None:
        """The stage of adoption a question is about, as in the vocabulary; None where nothing tells it."""
        return self._stages.of(question) or self._stages.of(self._in_documents_words(question))

    def aspects(self, question: str) -> tuple[Aspect, ...]:
        """What a question asks for; who has done it, where it says nothing else (`알약 검사 AI 있나요?`)."""
        found = [aspect for aspect, words in self._aspects.items() if words.search(question)]
        if Aspect.SUPPORT in found and Aspect.COST in found:
            found.remove(Aspect.COST)  # what a programme pays is no cost of adopting anything
        return tuple(found) or (Aspect.EXAMPLES,)

    def _in_documents_words(self, question: str) -> str:
        standard = self._wording.standard(question)
        return " ".join([standard, self._wording.synonyms(standard), self._wording.translations(standard)])


class _FirstWord:
    """Which of several names has the word that stands first in a text; the longer one of two at the same place."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._name = {word.lower(): name for name, several in words.items() for word in several}
        self._pattern = _any_of(self._name)

    def of(self, text: str) -> str | None:
        match = self._pattern.search(text)
        return self._name[match.group().lower()] if match else None


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    patterns = (
        rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word) for word in longest_first
    )
    return re.compile("|".join(patterns), re.IGNORECASE)
