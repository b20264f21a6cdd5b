"""What staff must know about a file: how well it can be read, and the personal data in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # personal_data needs the languages of answers, which hold documents, which hold this
    from assistant.domain.personal_data import PersonalKind


_LONGEST_HEADING = 40


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where in a document: a page, counted from 1, or a heading path where the format has no pages."""

    page: int | None = None
    heading: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The place in Korean words: `3쪽`, `'비용' 절` for what stands under `성과 › 비용`."""
        if self.page is not None:
            return f"{self.page}쪽"
        return f"'{self.heading[-1][:_LONGEST_HEADING]}' 절" if self.heading else "제목 없는 앞부분"


@dataclass(frozen=True, kw_only=True)
class PartQuality:
    """How well one page or section can be read: `score` from 0 (not at all) to 1.

    `shares` are the shares of defects, from 0 to 1, by the name of their measure; `characters` are those that are not
    white space.
    """

    place: Place
    score: float
    characters: int
    shares: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Quality:
    """How well a file can be read: `score` from 0 (not at all) to 1; parts count by their length.

    `shares` are the shares of defects in the whole file, by the name of their measure. `poor_parts` are not indexed;
    `empty_pages` have no text at all. `encoding` is what text files were taken to be written in; `hidden_texts` counts
    the places with text people do not see, which were left out.
    """

    score: float
    shares: Mapping[str, float] = field(default_factory=dict)
    poor_parts: tuple[PartQuality, ...] = ()
    empty_pages: tuple[int, ...] = ()
    encoding: str | None = None
    hidden_texts: int = 0


@dataclass(frozen=True, kw_only=True)
class PersonalFinding:
    """Personal data in a file: what it is and where, and the words around it with everything personal masked.

    A hint is probably a contact number of an institution or a person's name; it is reported but alarms nobody.
    """

    kind: PersonalKind
    place: Place
    excerpt: str
    is_hint: bool = False


@dataclass(frozen=True, kw_only=True)
class FileReport:
    """The report on one file. `is_masked` says whether the personal data were masked before it was indexed."""

    quality: Quality
    personal_data: tuple[PersonalFinding, ...] = ()
    is_masked: bool = False

    @property
    def alarms(self) -> tuple[PersonalFinding, ...]:
        """The findings that are no mere hints."""
        return tuple(finding for finding in self.personal_data if not finding.is_hint)
