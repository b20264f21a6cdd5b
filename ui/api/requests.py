"""What programs may send, with its limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assistant.domain.answers import Question, Style, Turn
from assistant.domain.profile import CompanyProfile
from assistant.domain.vocabulary import COMPANY_SIZES, SECTORS, STAGES

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


def _one_of(words: Mapping[str, object]) -> AfterValidator:
    def check(word: str | None) -> str | None:
        if word is not None and word not in words:
            raise ValueError(f"allowed: {', '.join(words)}")
        return word

    return AfterValidator(check)


class ToldProfile(BaseModel):
    """What a company tells about itself; see `assistant/domain/vocabulary.py` for the words."""

    model_config = ConfigDict(extra="forbid")

    sector: Annotated[str | None, _one_of(SECTORS)] = None
    company_size: Annotated[str | None, _one_of(COMPANY_SIZES)] = None
    stage: Annotated[str | None, _one_of(STAGES)] = None


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
        profile = CompanyProfile(**self.profile.model_dump()) if self.profile else None
        return Question(text=self.text, history=tuple(turns), style=self.style, profile=profile)


class SearchRequest(BaseModel):
    """What to search for, and how many passages to return."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
    top_k: Annotated[int, Field(ge=1, le=MOST_RESULTS)] = 10
