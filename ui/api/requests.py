"""What programs may send, with its limits."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.domain.answers import Question, Style, Turn
from assistant.domain.profile import CompanyProfile

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


class ToldProfile(BaseModel):
    """What a company tells about itself, in the words of `assistant/domain/vocabulary.py`."""

    model_config = ConfigDict(extra="forbid")

    sector: str | None = None
    company_size: str | None = None
    stage: str | None = None

    @model_validator(mode="after")
    def _holds_known_words(self) -> ToldProfile:
        self.as_profile()
        return self

    def as_profile(self) -> CompanyProfile:
        """The profile in the words of the house. Raises ValueError that names a word it does not know."""
        return CompanyProfile(**self.model_dump())


class AskRequest(BaseModel):
    """A question with the conversation so far, oldest turn first."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
    history: Annotated[list[EarlierTurn], Field(max_length=MOST_TURNS)] = []
    style: Style = Style.NORMAL
    profile: ToldProfile | None = None

    def as_question(self) -> Question:
        """The question in the words of the house."""
        turns = (
            Turn(question=turn.question, answer=turn.answer, document_ids=tuple(turn.document_ids))
            for turn in self.history
        )
        profile = self.profile.as_profile() if self.profile else None
        return Question(text=self.text, history=tuple(turns), style=self.style, profile=profile)


class SearchRequest(BaseModel):
    """What to search for, and how many passages to return."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
    top_k: Annotated[int, Field(ge=1, le=MOST_RESULTS)] = 10
