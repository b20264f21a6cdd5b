"""What a writer is given and what it proposes; the protocol that both writers follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from assistant.domain.answers import Cell, Language, Style
from assistant.domain.passages import Passage


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A sentence a writer proposes, with the numbers of the passages it says support it.

    `quote` is the place in the passage that was copied, where the writer knows it. `part` groups sentences;
    `is_item` marks items of a list and rows of a table; a row also carries its `cells`.
    `is_restated` tells that the text puts the quoted figures in another form.
    """

    text: str
    passages: tuple[int, ...]
    quote: str | None = None
    part: str | None = None
    is_item: bool = False
    cells: tuple[Cell, ...] = ()
    is_restated: bool = False


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """A question with the numbered passages (1, 2, …) an answer may rest on."""

    question: str
    """The question as it stands alone."""
    asked: str
    """The person's own words; in a follow-up they say what is new."""
    language: Language
    passages: tuple[Passage, ...]
    style: Style = Style.NORMAL
    is_overview: bool = False
    """Whether the passages' document as a whole is asked for (두 번째 사례 더 알려줘)."""
    begins_with: Proposal | None = None
    """What the answer begins with, before anything a writer proposes: a document says that what is asked is unknown."""
    written: tuple[str, ...] = ()
    """Sentences already shown in this answer, and the one it begins with; a writer does not repeat them."""
    read_before: tuple[str, ...] = ()
    """In a follow-up: sentences of the last answers, not to be repeated if there is something else to say."""
    declines: str | None = None
    """The verdict that was asked for and is not given; sentences that would give it are left out."""


class AnswerWriter(Protocol):
    """Writes an answer sentence by sentence. Raises ModelError when it cannot go on."""

    @property
    def name(self) -> str:
        """What is recorded as the writer of an answer."""
        ...

    def write(self, assignment: Assignment) -> Iterator[Proposal]:
        """Propose sentences, the direct answer first."""
        ...
