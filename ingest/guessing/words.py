"""The words from which metadata are guessed, as `words.yml` has them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from assistant.domain.documents import Kind

_FILE = Path(__file__).with_name("words.yml")

_PARTICLES = r"은|는|이|가|을|를|의|에|에서|과|와|로"
_AFTER_A_REGION = rf"(?=특별|광역|(?:시|도)?(?:{_PARTICLES})?(?![가-힣]))"
"""A name that goes on otherwise is that of a company or an office."""

Written = Mapping[str, tuple[str, ...]]
Patterns = Mapping[str, re.Pattern[str]]


class _WrittenWords(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    titles: Mapping[Kind, tuple[str, ...]]
    openings: Mapping[Kind, tuple[str, ...]]
    not_of_a_case: tuple[str, ...]
    sectors: Written
    technologies: Written
    stages: Written
    sizes: Written
    regions: Written


class GuessingWords:
    """For each field, its values and what speaks for them; for the kind, in a title and in the opening of a text."""

    def __init__(self, written: _WrittenWords) -> None:
        self.titles: Patterns = {str(kind): _compiled(lines) for kind, lines in written.titles.items()}
        self.openings: Patterns = {str(kind): _compiled(lines) for kind, lines in written.openings.items()}
        self.not_of_a_case = _compiled(written.not_of_a_case)
        self.sectors = _all_compiled(written.sectors)
        self.technologies = _all_compiled(written.technologies)
        self.stages = _all_compiled(written.stages)
        self.sizes = _all_compiled(written.sizes)
        self.regions = {
            region: re.compile(rf"(?<![가-힣])(?:{'|'.join(lines)}){_AFTER_A_REGION}")
            for region, lines in written.regions.items()
        }


@cache
def guessing_words() -> GuessingWords:
    """The words. Raises pydantic's ValidationError when the file is broken (a test guards it)."""
    return GuessingWords(_WrittenWords.model_validate(yaml.safe_load(_FILE.read_text("utf-8"))))


def _all_compiled(written: Written) -> Patterns:
    return {value: _compiled(lines) for value, lines in written.items()}


def _compiled(lines: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(lines), re.IGNORECASE)
