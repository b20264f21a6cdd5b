"""A conversation as the chat page shows it: turns, each with its question, what was said so far, and its evidence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby

from assistant.domain.answers import (
    Answer,
    AnswerEvent,
    AnswerReady,
    Citation,
    Language,
    OpeningReady,
    Sentence,
    SentenceReady,
    Status,
    Step,
    StepBegun,
    Turn,
)
from ui.labels import Labels
from ui.web.evidence import Card, CardMaker

REMEMBERED_TURNS = 6
"""Turns handed to the next question."""
SHOWN_TURNS = 30
"""Turns kept on the page; older ones leave it, so that a day-long conversation stays light."""

_STAGES = {
    Step.SCREEN: "tidy",
    Step.STAND_ALONE: "tidy",
    Step.FIND: "find",
    Step.DECIDE: "find",
    Step.WRITE: "write",
    Step.VERIFY: "check",
    Step.FINISH: "check",
}
STAGES = tuple(dict.fromkeys(_STAGES.values()))
"""What a reader is told about the steps, in order."""


class Shape(StrEnum):
    """How sentences that follow each other are set."""

    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"


@dataclass(frozen=True, kw_only=True)
class Run:
    """Sentences that follow each other as one paragraph, the items of one list, or the rows of one table."""

    shape: Shape
    sentences: tuple[Sentence, ...]

    @property
    def columns(self) -> list[str]:
        """The names of the columns of a table, in order; rows may leave some out."""
        return list(dict.fromkeys(cell.column for sentence in self.sentences for cell in sentence.cells))

    def cell(self, sentence: Sentence, column: str) -> str:
        """What a row has in a column; nothing where it leaves it out."""
        return next((cell.text for cell in sentence.cells if cell.column == column), "")


@dataclass(frozen=True, kw_only=True)
class Part:
    """Sentences that belong together, under a small heading if there is one."""

    heading: str | None
    sentences: tuple[Sentence, ...]

    @property
    def runs(self) -> list[Run]:
        """The paragraphs and lists of the part, in order."""
        groups = groupby(self.sentences, key=_setting)
        return [Run(shape=shape, sentences=tuple(group)) for (shape, _), group in groups]


@dataclass(frozen=True, kw_only=True)
class ShownTurn:
    """One question and what became of it."""

    number: int
    question: str
    labels: Labels
    step: Step = Step.SCREEN
    opening: str = ""
    """What is said before the sentences, where a verdict was asked for that is not given."""
    sentences: tuple[Sentence, ...] = ()
    cards: tuple[Card, ...] = ()
    answer: Answer | None = None
    was_stopped: bool = False
    failure: str | None = None
    """What to tell when the answer could not be made at all."""
    is_answering_stopped: bool = False
    """Whether that is so because staff have stopped answering."""

    @property
    def is_open(self) -> bool:
        """Whether the answer is still being made."""
        return self.answer is None and not self.was_stopped and self.failure is None

    @property
    def stage(self) -> str:
        """The name of what is being done: one of STAGES."""
        return _STAGES[self.step]

    @property
    def parts(self) -> list[Part]:
        """The sentences grouped by the part of the answer they belong to."""
        groups = groupby(self.sentences, key=lambda sentence: sentence.part)
        return [Part(heading=heading, sentences=tuple(group)) for heading, group in groups]

    @property
    def paragraphs(self) -> list[str]:
        """What is said when there are no sentences with citations."""
        text = self.failure or (self.answer.text if self.answer and not self.sentences else "")
        return [line for line in text.splitlines() if line.strip()]

    @property
    def language(self) -> Language:
        """The language of the answer."""
        return self.answer.language if self.answer else self.labels.language

    @property
    def ending(self) -> str:
        """How it ended, in a word: a Status, or `stopped` where a person stopped it."""
        if self.answer is not None:
            return str(self.answer.status)
        if self.is_answering_stopped:
            return "answering_stopped"
        return "stopped" if self.was_stopped else str(Status.ERROR_INTERNAL)

    @property
    def told(self) -> str:
        """What is being done, or how it ended, in a sentence."""
        if self.is_open:
            return self.labels("stage_now", stage=self.labels(f"stage_{self.stage}"))
        ending = "stopped_early" if self.was_stopped and not self.sentences else self.ending
        return self.labels(f"ended_{ending}", count=len(self.sentences))

    @property
    def keeps_question(self) -> bool:
        """Whether the question goes back into the question box, to be changed or sent again."""
        return self.ending in (Status.REFUSED_TOO_LONG, "answering_stopped") or self.ending.startswith("error_")

    @property
    def wishes(self) -> list[str]:
        """What can be done with the answer at a tap: names of labels, whose words are sent like a question."""
        return ["wish_more", "wish_brief", "wish_table"] if self.answer and self.sentences else []

    @property
    def suggestions(self) -> tuple[str, ...]:
        """Questions to go on with."""
        return self.answer.suggestions if self.answer else ()

    @property
    def as_text(self) -> str:
        """The answer as plain text to copy: sentences with their numbers, and the sources they point to."""
        body = self.answer.text if self.answer else "\n".join(sentence.text for sentence in self.sentences)
        sources = [_source_line(citation) for citation in self.answer.citations] if self.answer else []
        if not sources:
            return body
        return "\n".join([body, "", self.labels("copy_sources"), *sources])

    def as_turn(self) -> Turn:
        """What the next question should know about this one."""
        cited = [card.document_id for card in self.cards if card.number is not None]
        said = " ".join(sentence.text for sentence in self.sentences)
        return Turn(question=self.question, answer=said, document_ids=tuple(dict.fromkeys(cited)))

    def after(self, event: AnswerEvent, cards: CardMaker) -> ShownTurn:
        """The turn after something was told about its answer."""
        match event:
            case StepBegun(step=step):
                return replace(self, step=step)
            case OpeningReady(text=text):
                return replace(self, opening=text)
            case SentenceReady(sentence=sentence, citations=cited):
                known = {card.number: card for card in self.cards}
                known |= {citation.n: cards.citation(citation) for citation in cited}
                ordered = tuple(known[number] for number in sorted(known, key=lambda number: number or 0))
                return replace(self, sentences=(*self.sentences, sentence), cards=ordered)
            case AnswerReady(answer=answer):
                made = [cards.citation(citation) for citation in answer.citations]
                made += [cards.nearest(passage) for passage in answer.nearest]
                return replace(
                    self,
                    question=answer.question or self.question,  # with personal data masked
                    opening=answer.opening,
                    answer=answer,
                    sentences=answer.sentences,
                    cards=tuple(made),
                )


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """The turns of one browser tab, oldest first."""

    turns: tuple[ShownTurn, ...] = field(default=())

    @property
    def history(self) -> tuple[Turn, ...]:
        """The last turns as the next question needs them; turns that brought nothing are left out."""
        useful = [turn for turn in self.turns if not turn.keeps_question]
        return tuple(turn.as_turn() for turn in useful[-REMEMBERED_TURNS:])

    def begin(self, question: str, labels: Labels) -> Conversation:
        """The conversation with a new question at its end. An answer that was interrupted counts as stopped."""
        number = self.turns[-1].number + 1 if self.turns else 1
        turn = ShownTurn(number=number, question=question, labels=labels)
        ended = tuple(replace(turn, was_stopped=True) if turn.is_open else turn for turn in self.turns)
        return Conversation(turns=(*ended, turn)[-SHOWN_TURNS:])

    def with_last(self, turn: ShownTurn) -> Conversation:
        """The conversation with its last turn replaced."""
        return Conversation(turns=(*self.turns[:-1], turn))


def _setting(sentence: Sentence) -> tuple[Shape, str]:
    """How a sentence is set, and for a row which table it belongs to."""
    if len(sentence.cells) > 1:
        return Shape.TABLE, sentence.cells[0].column
    return Shape.LIST if sentence.is_item else Shape.PARAGRAPH, ""


def _source_line(citation: Citation) -> str:
    chunk, metadata = citation.passage.chunk, citation.metadata
    place = f"p. {chunk.page}" if chunk.page is not None else chunk.heading_label
    known = [metadata.title, metadata.publisher, metadata.facts_as_of or metadata.date, place]
    return f"[{citation.n}] " + ", ".join(piece for piece in known if piece)
