"""What kind of figure or address a question asks for, and whether a text holds one of that kind at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

_FILE = Path(__file__).with_name("asked_for.yml")
_COUNT = "count"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of thing that is asked for."""

    name: str
    words: str
    """How it was asked for; of a count (몇 평) these say best what is meant."""
    held: re.Pattern[str]
    """What a text holds that can answer."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _KindWritten(_Frozen):
    name: str
    asks: tuple[str, ...]
    holds: tuple[str, ...]


class _Written(_Frozen):
    pieces: dict[str, str]
    counted: dict[str, str]
    kinds: tuple[_KindWritten, ...]


@dataclass(frozen=True, kw_only=True)
class _Patterns:
    count: re.Pattern[str]
    counted: dict[str, re.Pattern[str]]
    kinds: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]


@cache
def _patterns() -> _Patterns:
    written = _Written.model_validate(yaml.safe_load(_FILE.read_text("utf-8")))

    def compiled(alternatives: Sequence[str]) -> re.Pattern[str]:
        pattern = "|".join(alternatives)
        for name, piece in written.pieces.items():
            pattern = pattern.replace(f"<{name}>", piece)
        return re.compile(pattern, re.IGNORECASE)

    units = "|".join(sorted(written.counted, key=len, reverse=True))
    return _Patterns(
        count=re.compile(
            rf"(?<!처음\s)(?<!지난\s)(?<!최근\s)(?<!중\s)(?<!중에\s)몇\s*({units})(?![가-힣]{{2,}}\s*년)(?!\s*(?:몇|동안|간(?![가-힣])))"
        ),
        counted={unit: compiled([f"<number>(?:{held})"]) for unit, held in written.counted.items()},
        kinds=tuple((kind.name, compiled(kind.asks), compiled(kind.holds)) for kind in written.kinds),
    )


def kinds_asked_for(question: str) -> list[Kind]:
    """The kinds of figures, addresses or names a question asks for; only kinds that are easy to tell."""
    patterns = _patterns()
    counts = [
        Kind(name=_COUNT, words=match.group(), held=patterns.counted[match.group(1)])
        for match in patterns.count.finditer(question)
    ]
    others = [
        Kind(name=name, words=match.group(), held=held)
        for name, asked, held in patterns.kinds
        if (match := asked.search(question)) is not None
    ]
    return counts + others


def kinds_not_held(question: str, texts: Iterable[str]) -> list[Kind]:
    """Those of the kinds asked for of which no text holds a single one."""
    kinds = kinds_asked_for(question)
    held = "\n".join(texts) if kinds else ""
    return [kind for kind in kinds if not kind.held.search(held)]


def lacks_what_is_asked(question: str, texts: Iterable[str]) -> bool:
    """Whether the question asks for kinds of things of which no text holds a single one.

    `몇 평짜리였나요?` cannot be answered from texts without any area. A question that asks for no such kind, or of
    whose kinds one is held, lacks nothing.
    """
    kinds = kinds_asked_for(question)
    return bool(kinds) and len(kinds_not_held(question, texts)) == len(kinds)
