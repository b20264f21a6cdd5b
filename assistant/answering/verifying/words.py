"""The words by which verification reads a sentence, from `words.yml`."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

_FILE = Path(__file__).with_name("words.yml")


def _split(words: object) -> object:
    return frozenset(words.split()) if isinstance(words, str) else words


Words = Annotated[frozenset[str], BeforeValidator(_split)]


class VerifyingWords(BaseModel):
    """The lists; `words.yml` says of each what it is for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    light: Words
    splitting: Words
    denying: Words
    denied_by_prefix: Words
    bounds: Words
    unsure: Words
    opposites: dict[str, str]
    up: Words
    down: Words
    becoming_up: Words
    becoming_down: Words
    english_common: Words
    institution_endings: Words
    names_of_all: Words
    capitals_of_all: Words
    units: tuple[tuple[str, Fraction, str], ...]
    counted_places: Words


@cache
def verifying_words() -> VerifyingWords:
    """The lists, read once."""
    return VerifyingWords.model_validate(yaml.safe_load(_FILE.read_text("utf-8")))
