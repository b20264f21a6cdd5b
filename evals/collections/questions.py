"""Questions with the documents that answer them, wherever they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.follow_up import stand_alone
from evals.suites.cases import Case

Judgments = Mapping[str, Mapping[str, int]]
"""By the id of the question, then of the document: how well it answers (1 or more; the others are not named)."""


@dataclass(frozen=True)
class Query:
    """A question that stands alone."""

    id: str
    text: str


@dataclass(frozen=True, kw_only=True)
class QuestionSet:
    """Questions of which each has at least one judged document."""

    name: str
    queries: tuple[Query, ...]
    judgments: Judgments


def questions_of_suite(name: str, cases: Sequence[Case]) -> QuestionSet:
    """The answerable cases, each as it was made to stand alone."""
    answerable = [case for case in cases if case.is_answerable]
    return QuestionSet(
        name=name,
        queries=tuple(Query(case.id, stand_alone(case.question)) for case in answerable),
        judgments={case.id: dict.fromkeys(case.expected_documents, 1) for case in answerable},
    )
