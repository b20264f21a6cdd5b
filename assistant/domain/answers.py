"""Questions and answers: every question ends in an Answer with a status."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.documents import DocumentMetadata
from assistant.domain.passages import Passage
from assistant.domain.profile import CompanyProfile


class Status(StrEnum):
    """How a question ended. The families `answered`, `refused_` and `error_` can be counted by prefix."""

    ANSWERED = "answered"
    ANSWERED_PARTLY = "answered_partly"
    NO_SOURCE = "no_source"
    NEEDS_CLARIFICATION = "needs_clarification"
    OUT_OF_SCOPE = "out_of_scope"
    REFUSED_TOO_LONG = "refused_too_long"
    REFUSED_MANIPULATION = "refused_manipulation"
    REFUSED_HARMFUL = "refused_harmful"
    ERROR_TIMEOUT = "error_timeout"
    ERROR_INTERNAL = "error_internal"

    @property
    def has_answer(self) -> bool:
        """Whether the text rests on at least one verified citation."""
        return self in (Status.ANSWERED, Status.ANSWERED_PARTLY)


class Step(StrEnum):
    """The steps a question goes through, in this order."""

    SCREEN = "screen"
    STAND_ALONE = "stand_alone"
    FIND = "find"
    DECIDE = "decide"
    WRITE = "write"
    VERIFY = "verify"
    FINISH = "finish"


class Language(StrEnum):
    """The language a question is asked and answered in."""

    KOREAN = "ko"
    ENGLISH = "en"


class Style(StrEnum):
    """How much of an answer a person wants to read, and in what shape."""

    BRIEF = "brief"
    NORMAL = "normal"
    MORE = "more"
    """What the answers before have not said yet."""
    TABLE = "table"


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One earlier exchange of a conversation: what was asked, what was replied, and which documents were cited."""

    question: str
    answer: str = ""
    document_ids: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a person asks, with the conversation so far (oldest first)."""

    text: str
    history: tuple[Turn, ...] = ()
    style: Style = Style.NORMAL
    profile: CompanyProfile | None = None


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A passage an answer relied on. `quote` is copied from the chunk letter by letter."""

    n: int
    passage: Passage
    quote: str

    @property
    def metadata(self) -> DocumentMetadata:
        """The metadata of the cited edition."""
        return self.passage.metadata


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell of a table row: the name of its column, and what stands there."""

    column: str
    text: str


class Support(StrEnum):
    """How a sentence is supported by what it cites."""

    QUOTED = "quoted"
    """It stands there word for word."""
    CHECKED = "checked"
    """It says the same in other words, as far as numbers, dates, names, denials and meaning can be compared."""


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One sentence of an answer with the numbers of the citations that support it.

    `part` names the part of the answer the sentence belongs to (a document's title, say), shown as a small heading.
    A row of a table also carries its `cells`; `text` is the row read aloud.
    """

    text: str
    citations: tuple[int, ...]
    part: str | None = None
    is_item: bool = False
    """Whether it is an item of a list or a row of a table, to be shown on a line of its own."""
    cells: tuple[Cell, ...] = ()
    support: Support = Support.CHECKED


@dataclass(frozen=True, kw_only=True)
class Dropped:
    """A sentence a writer proposed and verification withheld: the reason in one word, and what raised it."""

    text: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The end of a question. `text` is what a person reads; times are milliseconds since the question arrived."""

    question: str
    standalone_question: str
    status: Status
    language: Language
    text: str
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    nearest: tuple[Passage, ...] = ()
    """When nothing suffices: the nearest documents, offered and not relied on."""
    opening: str = ""
    """What is said before anything else, where a verdict was asked for that is not given."""
    closing: str = ""
    """Where such a verdict can be had."""
    notices: tuple[str, ...] = ()
    """Things the reader should know about the answer (it rests on an illustration, a writer failed over)."""
    suggestions: tuple[str, ...] = ()
    """Questions to go on with, which the documents can answer."""
    found: tuple[Passage, ...] = ()
    """All passages the search brought, best first, also those no sentence rests on."""
    sufficiency: float | None = None
    """The probability that these passages answer the question; None where nothing was searched for."""
    style: Style = Style.NORMAL
    writer: str = ""
    id: str = ""
    """Names the answer in the records."""
    first_text_ms: float | None = None
    elapsed_ms: float = 0.0

    @property
    def is_supported(self) -> bool:
        """Whether every sentence carries at least one citation."""
        return bool(self.sentences) and all(sentence.citations for sentence in self.sentences)


@dataclass(frozen=True, kw_only=True)
class StepBegun:
    """Told while an answer is being made: a step has begun."""

    step: Step


@dataclass(frozen=True, kw_only=True)
class OpeningReady:
    """Told while an answer is being made: what is said before its sentences."""

    text: str


@dataclass(frozen=True, kw_only=True)
class SentenceReady:
    """Told while an answer is being made: a sentence has been verified and can be shown, with its citations."""

    sentence: Sentence
    citations: tuple[Citation, ...]


@dataclass(frozen=True, kw_only=True)
class AnswerReady:
    """Told last: the finished answer."""

    answer: Answer


AnswerEvent = StepBegun | OpeningReady | SentenceReady | AnswerReady
