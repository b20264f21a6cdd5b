"""`python -m evals.off_topic`: how off-topic questions end, and whether any answerable one is taken for off-topic."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable

from assistant.answering.follow_up import stand_alone
from assistant.answering.scope import Scope
from assistant.answering.screening.kinds import QuestionKinds
from assistant.bootstrap import Advisor
from assistant.domain.access import Person, Role
from assistant.domain.answers import Question, Status
from evals.asking import advisor_with_corpus
from evals.calibrate import OFF_TOPIC
from evals.console import output, tell
from evals.judging import found_to_write_from
from evals.suites.cases import Half, read_suite
from evals.variants import evaluation_settings


def endings(advisor: Advisor, asked: Iterable[tuple[Person, Question]]) -> Counter[Status]:
    """How questions without a conversation are decided: out of scope, without a source, or gone on with."""
    scope = Scope(QuestionKinds(advisor.embedder))
    counts: Counter[Status] = Counter()
    for person, question in asked:
        text = stand_alone(question)
        judgement = advisor.sufficiency.judge(text, found_to_write_from(advisor, person, text))
        if scope.leaves_out(question.text, judgement, follows_up=False):
            counts[Status.OUT_OF_SCOPE] += 1
        else:
            counts[Status.ANSWERED if judgement.suffices else Status.NO_SOURCE] += 1
    return counts


def off_topic_questions() -> list[tuple[Person, Question]]:
    """The questions of `off_topic.txt`, as a visitor asks them."""
    return [(Person(Role.VISITOR), Question(text=line)) for line in OFF_TOPIC.read_text("utf-8").splitlines()]


def answerable_questions(half: Half) -> list[tuple[Person, Question]]:
    """The answerable first questions of one half of the golden suite."""
    cases = (case for case in read_suite(half=half) if case.is_answerable and not case.history)
    return [(case.person, case.question) for case in cases]


def main() -> int:
    """Tell how the questions end; fails when an answerable one that may be looked at is taken for off-topic."""
    with advisor_with_corpus(evaluation_settings(), tell) as advisor:
        _show("주제 밖", endings(advisor, off_topic_questions()))
        answerable = {half: endings(advisor, answerable_questions(half)) for half in Half}
    for half, counts in answerable.items():
        _show(f"답이 있는 질문, {half}", counts)
    return int(answerable[Half.DEVELOPMENT][Status.OUT_OF_SCOPE] > 0)


def _show(name: str, counts: Counter[Status]) -> None:
    shares = ", ".join(f"{status} {count}/{counts.total()}" for status, count in counts.most_common())
    output.print(f"{name}: {shares}")


if __name__ == "__main__":
    sys.exit(main())
