"""What tells that a document says something, as `told.yml` says it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from assistant.domain.documents import DraftChunk
from assistant.domain.lacks import Lack

_FILE = Path(__file__).with_name("told.yml")
_PIECE = re.compile(r"<([a-z]+)>")
_NEVER = re.compile(r"(?!)")


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    headings: tuple[str, ...] = ()
    words: tuple[str, ...]


class _Signs(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    duration: tuple[str, ...]
    from_to: tuple[str, ...]
    unknown_outcome: tuple[str, ...]
    programme_title: tuple[str, ...]
    guide_title: tuple[str, ...]
    programme: tuple[str, ...]
    sources: tuple[str, ...]


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    pieces: Mapping[str, tuple[str, ...]]
    told: Mapping[Lack, _Words]
    signs: _Signs


@dataclass(frozen=True)
class Telling:
    """What says that one thing is told: words in a heading above a chunk, or in its text."""

    headings: re.Pattern[str]
    words: re.Pattern[str]

    def is_told(self, chunks: Sequence[DraftChunk]) -> bool:
        """Whether any chunk tells it."""
        return any(
            self.words.search(chunk.text) or any(self.headings.search(heading) for heading in chunk.heading)
            for chunk in chunks
        )


@dataclass(frozen=True)
class Signs:
    """What else is looked for: `duration` is a span of time; `from_to` a value before and after; `unknown_outcome`
    says that nothing is known of the effect; `programme` is what announcements of support say, `programme_title` what
    they are called and `guide_title` what guides to several of them are called; `sources` are names of sources.
    """

    duration: re.Pattern[str]
    from_to: re.Pattern[str]
    unknown_outcome: re.Pattern[str]
    programme_title: re.Pattern[str]
    guide_title: re.Pattern[str]
    programme: re.Pattern[str]
    sources: re.Pattern[str]


@cache
def tellings() -> Mapping[Lack, Telling]:
    """What tells each thing only a text can tell."""
    written = _written()
    return {
        lack: Telling(headings=_compiled(words.headings, written.pieces), words=_compiled(words.words, written.pieces))
        for lack, words in written.told.items()
    }


@cache
def signs() -> Signs:
    """The other expressions."""
    written = _written()
    return Signs(**{name: _compiled(getattr(written.signs, name), written.pieces) for name in _Signs.model_fields})


def _written() -> _Written:
    return _Written.model_validate(yaml.safe_load(_FILE.read_text("utf-8")))


def _compiled(lines: Sequence[str], pieces: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """One expression of all lines, its pieces put in. Raises KeyError for a piece that is not there."""
    if not lines:
        return _NEVER
    whole = _PIECE.sub(lambda match: f"(?:{'|'.join(pieces[match.group(1)])})", "|".join(lines))
    return re.compile(whole, re.IGNORECASE)
