"""Reading a question in the words of the documents: spellings, synonyms, and years said in relation to today."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.domain.languages import is_korean
from assistant.errors import WrongUse

_SIGHS = re.compile(r"\s*[ㄱ-ㅎㅏ-ㅣ]{2,}[.!~^]*")
_RELATIVE_YEARS = {"재작년": -2, "작년": -1, "지난해": -1, "올해": 0, "금년": 0, "내년": 1, "다음 해": 1, "내후년": 2}
_RELATIVE_YEAR = re.compile("|".join(sorted(_RELATIVE_YEARS, key=len, reverse=True)))


class Dictionary(BaseModel):
    """The dictionary that lives with the corpus.

    `names` are words that belong together, in any number of lists; `spellings` the documents' word and the other ways
    people write it; `synonyms` words that may stand for each other; `translations` the Korean words for English ones,
    several English ones separated by commas; a plural in s need not be named.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    names: tuple[tuple[str, ...], ...] = ()
    spellings: Mapping[str, tuple[str, ...]] = {}
    synonyms: tuple[tuple[str, ...], ...] = ()
    translations: Mapping[str, tuple[str, ...]] = {}


class Wording:
    """How questions are read, by a dictionary."""

    def __init__(self, dictionary: Dictionary | None = None) -> None:
        given = dictionary or Dictionary()
        self.names = tuple(sorted({name for names in given.names for name in names}))
        """Names that are found as a whole, besides their parts."""
        self._standard = {variant.lower(): word for word, variants in given.spellings.items() for variant in variants}
        self._variant = _any_of(self._standard)
        self._groups = {word.lower(): group for group in given.synonyms for word in group}
        self._synonym = _any_of(self._groups)
        self._translated = {
            form: korean
            for words, korean in given.translations.items()
            for word in words.lower().split(",")
            for form in (word.strip(), f"{word.strip()}s")
        }
        self._foreign = _any_of(self._translated)

    @classmethod
    def read(cls, file: Path) -> Wording:
        """Read a dictionary; a missing file is an empty one. Raises WrongUse naming the file when it is malformed."""
        if not file.is_file():
            return cls()
        try:
            return cls(Dictionary.model_validate(yaml.safe_load(file.read_text("utf-8")) or {}))
        except (yaml.YAMLError, ValidationError) as error:
            raise WrongUse(
                f"{file.name}: names, spellings, synonyms, translations의 형식이 올바르지 않습니다. "
                f"/ malformed dictionary: {error}"
            ) from error

    def standard(self, text: str) -> str:
        """The text with the documents' spellings and without ㅠㅠ and ㅋㅋ; doing it twice changes nothing more."""
        text = _SIGHS.sub("", text)
        if self._variant is None:
            return text
        return self._variant.sub(lambda match: self._standard[match.group().lower()], text)

    def synonyms(self, text: str) -> str:
        """The other words for what a text names: for a search by words, which knows no meanings."""
        if self._synonym is None:
            return ""
        lower = text.lower()
        groups = dict.fromkeys(self._groups[match.group().lower()] for match in self._synonym.finditer(text))
        return " ".join(word for group in groups for word in group if word.lower() not in lower)

    def translations(self, text: str) -> str:
        """The Korean words for what a text in another language names; nothing for a Korean text."""
        if self._foreign is None or is_korean(text):
            return ""
        found = (self._translated[match.group().lower()] for match in self._foreign.finditer(text))
        return " ".join(dict.fromkeys(word for korean in found for word in korean))


def _any_of(words: Mapping[str, object]) -> re.Pattern[str] | None:
    """One pattern for all words, the longest first; Latin words only as whole words."""
    longest_first: Sequence[str] = sorted(words, key=len, reverse=True)
    patterns = (
        rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word) for word in longest_first
    )
    return re.compile("|".join(patterns), re.IGNORECASE) if words else None


def with_years(text: str, today: date) -> str:
    """The text with the year written behind 올해, 내년 and the like, unless it stands there already."""

    def dated(match: re.Match[str]) -> str:
        year = today.year + _RELATIVE_YEARS[match.group()]
        return match.group() if str(year) in text else f"{match.group()}({year}년)"

    return _RELATIVE_YEAR.sub(dated, text)
