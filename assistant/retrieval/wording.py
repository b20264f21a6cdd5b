"""Reading a question in the words of the documents: spellings, abbreviations, and years said in relation to today."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import yaml

from assistant.errors import WrongUse

_SIGHS = re.compile(r"\s*[ㄱ-ㅎㅏ-ㅣ]{2,}[.!~^]*")
_RELATIVE_YEARS = {"재작년": -2, "작년": -1, "지난해": -1, "올해": 0, "금년": 0, "내년": 1, "다음 해": 1, "내후년": 2}
_RELATIVE_YEAR = re.compile("|".join(sorted(_RELATIVE_YEARS, key=len, reverse=True)))


class Wording:
    """The dictionary that lives with the corpus: the documents' word and the other ways people write it."""

    def __init__(self, words: dict[str, list[str]]) -> None:
        self._standard = {variant.lower(): word for word, variants in words.items() for variant in variants}
        longest_first = sorted(map(re.escape, self._standard), key=len, reverse=True)
        self._variant = re.compile("|".join(longest_first), re.IGNORECASE) if longest_first else None

    @classmethod
    def read(cls, file: Path) -> Wording:
        """Read a dictionary; a missing file is an empty one. Raises WrongUse naming the file when it is malformed."""
        if not file.is_file():
            return cls({})
        try:
            words = yaml.safe_load(file.read_text("utf-8")) or {}
            return cls({str(word): [str(variant) for variant in variants] for word, variants in words.items()})
        except (yaml.YAMLError, AttributeError, TypeError) as error:
            raise WrongUse(f"{file.name}: '표기: [다른 표기, …]' 형식이어야 합니다 ({error}).") from error

    def standard(self, text: str) -> str:
        """The text with the documents' spellings and without ㅠㅠ and ㅋㅋ; doing it twice changes nothing more."""
        text = _SIGHS.sub("", text)
        if self._variant is None:
            return text
        return self._variant.sub(lambda match: self._standard[match.group().lower()], text)


def with_years(text: str, today: date) -> str:
    """The text with the year written behind 올해, 내년 and the like, unless it stands there already."""

    def dated(match: re.Match[str]) -> str:
        year = today.year + _RELATIVE_YEARS[match.group()]
        return match.group() if str(year) in text else f"{match.group()}({year}년)"

    return _RELATIVE_YEAR.sub(dated, text)
