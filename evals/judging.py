"""What the assistant decides from: the passages a question would be answered from, and whether they suffice."""

from __future__ import annotations

from collections.abc import Callable

from assistant.answering.steps import PASSAGES_PER_DOCUMENT, PASSAGES_TO_WRITE_FROM
from assistant.bootstrap import Advisor
from assistant.domain.access import Person
from assistant.domain.passages import Findings

Judge = Callable[[Person, str], float]
"""The probability (0 to 1) that what this person can find answers a question that stands alone."""


def found_to_write_from(advisor: Advisor, person: Person, text: str) -> Findings:
    """The same search that an answer begins with."""
    return advisor.search.find(text, person, top_k=PASSAGES_TO_WRITE_FROM, per_document=PASSAGES_PER_DOCUMENT)


def judge_of(advisor: Advisor) -> Judge:
    """The judge that decides in this advisor's answers."""

    def probability(person: Person, text: str) -> float:
        return advisor.sufficiency.judge(text, found_to_write_from(advisor, person, text)).probability

    return probability
