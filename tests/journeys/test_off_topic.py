"""What is plainly about something else is said to be so, and nothing that can be answered is taken for it."""

from __future__ import annotations

from assistant.bootstrap import Advisor
from assistant.domain.answers import Status
from evals.off_topic import answerable_questions, endings, off_topic_questions
from evals.suites.cases import Half


def test_most_off_topic_questions_are_told_apart(corpus_advisor: Advisor) -> None:
    counts = endings(corpus_advisor, off_topic_questions())
    assert counts[Status.OUT_OF_SCOPE] / counts.total() >= 0.6
    assert counts[Status.ANSWERED] / counts.total() <= 0.15


def test_no_answerable_question_is_taken_for_off_topic(corpus_advisor: Advisor) -> None:
    counts = endings(corpus_advisor, answerable_questions(Half.DEVELOPMENT))
    assert counts.total() > 80
    assert counts[Status.OUT_OF_SCOPE] == 0
