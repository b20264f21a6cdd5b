"""What the steps of one answer hand on to each other."""

from __future__ import annotations

from typing import TypedDict

from assistant.answering.follow_up import Understood
from assistant.answering.quotable import Quotable
from assistant.domain.access import Person
from assistant.domain.answers import Answer, Citation, Dropped, Language, Question, Sentence, Status
from assistant.domain.passages import Findings, Passage
from assistant.retrieval.sufficiency import Judgement


class AnswerState(TypedDict, total=False):
    """Filled from top to bottom as the steps run. `started` is a `time.perf_counter()` reading."""

    question: Question
    person: Person
    language: Language
    started: float
    standalone: str
    hidden: tuple[str, ...]
    """The kinds of personal data that were masked in the question."""
    reply: str | None
    """The name of the fixed sentence, where it is not that of the status."""
    boundary: str | None
    """The verdict that was asked for and is not given, as named in `replies.yml`."""
    understood: Understood
    follows_up: bool
    findings: Findings
    judgement: Judgement
    passages: tuple[Passage, ...]
    unknown: Quotable | None
    """What a document says not to be known, where that is what was asked."""
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    dropped: tuple[Dropped, ...]
    notices: tuple[str, ...]
    writer: str
    status: Status | None
    answer: Answer
