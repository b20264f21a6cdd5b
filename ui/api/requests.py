"""What programs may send, with its limits."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.answers import Question, Turn

LONGEST_TEXT = 20_000
"""Characters. The limit on questions (`AX_QUESTION_MAX_CHARACTERS`) is lower and ends in an answer that says so."""
MOST_TURNS = 20
MOST_RESULTS = 100

_Text = Annotated[str, Field(max_length=LONGEST_TEXT)]


class EarlierTurn(BaseModel):
    """One earlier exchange of the conversation."""

    model_config = ConfigDict(extra="forbid")

    question: _Text
    answer: _Text = ""
    document_ids: Annotated[list[Annotated[str, Field(max_length=300)]], Field(max_length=50)] = []


class AskRequest(BaseModel):
    """A question with the conversation so far, oldest turn first."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
    history: Annotated[list[EarlierTurn], Field(max_length=MOST_TURNS)] = []

    def as_question(self) -> Question:
        """The question in the words of the house."""
        turns = (
            Turn(question=turn.question, answer=turn.answer, document_ids=tuple(turn.document_ids))
            for turn in self.history
        )
        return Question(text=self.text, history=tuple(turns))


class SearchRequest(BaseModel):
    """What to search for, and how many passages to return."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
    top_k: Annotated[int, Field(ge=1, le=MOST_RESULTS)] = 10
