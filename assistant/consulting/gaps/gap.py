"""Questions without good support, groups of them, and all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from assistant.consulting.gaps.aspects import Aspect
from assistant.domain.documents import Kind
from assistant.domain.vocabulary import Term

ASPECTS_NAMED = 3
"""How many aspects of a group are named: those asked for most."""
_MOSTLY = 0.5


class Weakness(StrEnum):
    """What is wrong with the support of a question, the surest first."""

    NO_SOURCE = "no_source"
    """The documents held nothing that would do."""
    PARTLY = "partly"
    """More was withheld from the answer than shown."""
    DOUBTFUL = "doubtful"
    """It was answered from passages that probably do not answer it; a person has to judge."""


WEAKNESSES: dict[Weakness, Term] = {
    Weakness.NO_SOURCE: Term("답하지 못함", "no answer"),
    Weakness.PARTLY: Term("일부만 답함", "answered in part"),
    Weakness.DOUBTFUL: Term("근거가 약함", "weak support"),
}


@dataclass(frozen=True, kw_only=True)
class GapQuestion:
    """One question, however often it was asked. `text` is as it was kept, with personal data masked.

    `read_as` is how it was searched for; `days` the days it was asked on (ISO, Korean time), oldest first; `sector`
    and `stage` are words of the vocabulary, None where unknown; `absent` its nouns that no document holds.
    """

    text: str
    read_as: str
    weaknesses: Mapping[Weakness, int]
    days: tuple[str, ...]
    sector: str | None = None
    stage: str | None = None
    aspects: tuple[Aspect, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def times(self) -> int:
        """How often it was asked without good support."""
        return sum(self.weaknesses.values())


@dataclass(frozen=True, kw_only=True)
class GapGroup:
    """Questions about one subject, the one asked most often first, and the report that would answer them.

    `label` names the subject in the words of the questions; `example` is the question nearest to all others;
    `share` of all questions without good support that are in this group, 0 to 1.
    """

    label: str
    example: GapQuestion
    questions: tuple[GapQuestion, ...]
    share: float

    @cached_property
    def times(self) -> int:
        """How many questions the report would serve."""
        return sum(question.times for question in self.questions)

    @cached_property
    def days(self) -> tuple[str, ...]:
        """The days on which any of them was asked, oldest first."""
        return tuple(sorted({day for question in self.questions for day in question.days}))

    @cached_property
    def weaknesses(self) -> Mapping[Weakness, int]:
        """How many of them are weak in which way."""
        return counted_weaknesses(self.questions)

    @cached_property
    def sectors(self) -> Mapping[str | None, int]:
        """How many of them came from each sector, the most first; None: unknown."""
        return _asked_by((question.sector, question.times) for question in self.questions)

    @cached_property
    def stages(self) -> Mapping[str | None, int]:
        """How many of them were about each stage, the most first; None: unknown."""
        return _asked_by((question.stage, question.times) for question in self.questions)

    @cached_property
    def sector(self) -> str | None:
        """The sector of at least half of them; None where there is none."""
        return _most([question.sector for question in self.questions])

    @cached_property
    def stage(self) -> str | None:
        """The stage of adoption at least half of them are about; None where there is none."""
        return _most([question.stage for question in self.questions])

    @cached_property
    def aspects(self) -> tuple[Aspect, ...]:
        """What they ask for most."""
        asked = Counter(aspect for question in self.questions for aspect in question.aspects)
        return tuple(aspect for aspect, _ in asked.most_common(ASPECTS_NAMED))

    @cached_property
    def kind(self) -> Kind:
        """What kind of document would answer them."""
        policy = sum(any(aspect.is_of_policy for aspect in question.aspects) for question in self.questions)
        return Kind.POLICY if policy > _MOSTLY * len(self.questions) else Kind.CASE

    @cached_property
    def absent(self) -> tuple[str, ...]:
        """The nouns of the questions that no document holds, the most frequent first."""
        found = Counter(word for question in self.questions for word in question.absent)
        return tuple(word for word, _ in found.most_common())


@dataclass(frozen=True, kw_only=True)
class GapOverview:
    """All questions without good support since a day, in groups, those that would serve most questions first."""

    since: str
    """ISO date, Korean time."""
    asked: int
    """All questions people asked since then, also those that were answered well."""
    groups: tuple[GapGroup, ...] = ()
    left_out: int = 0
    """How many different questions were too many to be grouped: those asked least, the oldest of them."""
    weaknesses: Mapping[Weakness, int] = field(default_factory=dict)

    @property
    def times(self) -> int:
        """How many questions had no good support."""
        return sum(self.weaknesses.values())

    @cached_property
    def sectors(self) -> Mapping[str | None, int]:
        """How many of the grouped questions came from each sector, the most first; None: unknown."""
        return _asked_by((question.sector, question.times) for group in self.groups for question in group.questions)

    @cached_property
    def stages(self) -> Mapping[str | None, int]:
        """How many of the grouped questions were about each stage, the most first; None: unknown."""
        return _asked_by((question.stage, question.times) for group in self.groups for question in group.questions)


def counted_weaknesses(questions: Iterable[GapQuestion]) -> Mapping[Weakness, int]:
    """How often each weakness occurred, the surest first."""
    counts = Counter[Weakness]()
    for question in questions:
        counts.update(question.weaknesses)
    return {weakness: counts[weakness] for weakness in Weakness if counts[weakness]}


def _most(words: Sequence[str | None]) -> str | None:
    told = Counter(word for word in words if word is not None).most_common(1)
    return next((word for word, count in told if count >= _MOSTLY * len(words)), None)


def _asked_by(counted: Iterable[tuple[str | None, int]]) -> Mapping[str | None, int]:
    counts = Counter[str | None]()
    for name, times in counted:
        counts[name] += times
    return dict(counts.most_common())
