"""Putting the cases of a suite to the assistant, through the same actions that people use."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from assistant.actions.questions import Questions
from assistant.bootstrap import Access, Advisor, ProgressTold, open_advisor
from assistant.domain.access import Person, Role
from assistant.domain.answers import Answer
from assistant.domain.passages import Findings
from assistant.domain.synchronising import FileOutcome
from assistant.errors import WrongUse
from assistant.settings import Settings, corpus_dir
from evals.judging import Judge, judge_of
from evals.measures.trial import Trial
from evals.suites.cases import Case

SEARCH_DEPTH = 20
"""Passages per search; at most two come from one document, so there are at least ten documents to rank."""


@contextmanager
def advisor_with_corpus(settings: Settings, tell: ProgressTold, corpus: Path | None = None) -> Iterator[Advisor]:
    """An advisor whose documents are those of the corpus. Raises WrongUse when a document was refused."""
    with open_advisor(without_records(settings), Access.OWN) as advisor:
        advisor.make_ready(tell)
        report = advisor.keeping.ingest(Person(Role.ADMIN), [corpus or corpus_dir()], tell)
        refused = [result.message for result in report.results if result.outcome is FileOutcome.REFUSED]
        if refused:
            raise WrongUse("자료 일부를 받지 못해 평가하지 않습니다. / refused documents: " + "; ".join(refused))
        yield advisor


def without_records(settings: Settings) -> Settings:
    """Settings that keep no answers: an evaluation is nobody's conversation."""
    return settings.model_copy(update={"keep_answers_days": 0})


def ask_all(advisor: Advisor, cases: Sequence[Case], tell: ProgressTold) -> list[Trial]:
    """Every case asked, searched and judged, in order; a question that fails becomes a trial that says why."""
    judge = judge_of(advisor)
    trials = []
    for done, case in enumerate(cases, start=1):
        trials.append(ask_case(advisor.questions, judge, case))
        tell("질문", done, len(cases))
    return trials


def ask_by_turns(
    advisors: tuple[Advisor, Advisor], cases: Sequence[Case], tell: ProgressTold
) -> tuple[list[Trial], list[Trial]]:
    """Every case asked of both, by turns of one and the other first: a busy moment of the machine slows both alike."""
    judges = [judge_of(advisor) for advisor in advisors]
    trials: tuple[list[Trial], list[Trial]] = ([], [])
    for done, case in enumerate(cases, start=1):
        for place in (0, 1) if done % 2 else (1, 0):
            trials[place].append(ask_case(advisors[place].questions, judges[place], case))
        tell("질문", done, len(cases))
    return trials


def ask_case(questions: Questions, judge: Judge, case: Case) -> Trial:
    """One case answered, then searched and judged with the question as it was made to stand alone."""
    answer, answer_ms, failure = _answered(questions, case)
    text = answer.standalone_question if answer is not None else case.text
    findings, search_ms, search_failure = _searched(questions, case, text)
    probability, judging_failure = _judged(judge, case, text)
    return Trial(
        case=case,
        found=findings.passages,
        answer=answer,
        probability=probability,
        failure="; ".join(dict.fromkeys(part for part in (failure, search_failure, judging_failure) if part)),
        search_ms=search_ms,
        answer_ms=answer_ms,
    )


def _answered(questions: Questions, case: Case) -> tuple[Answer | None, float, str]:
    started = time.perf_counter()
    try:
        answer = questions.ask(case.person, case.question)
    except Exception as error:  # whatever goes wrong is a result of the evaluation
        return None, (time.perf_counter() - started) * 1000, _told(error)
    failure = str(answer.status) if str(answer.status).startswith("error_") else ""
    return answer, (time.perf_counter() - started) * 1000, failure


def _searched(questions: Questions, case: Case, text: str) -> tuple[Findings, float, str]:
    started = time.perf_counter()
    try:
        findings = questions.search(case.person, text, SEARCH_DEPTH)
    except Exception as error:  # see above
        return Findings(question=text, passages=()), 0.0, _told(error)
    return findings, (time.perf_counter() - started) * 1000, ""


def _judged(judge: Judge, case: Case, text: str) -> tuple[float | None, str]:
    try:
        return judge(case.person, text), ""
    except Exception as error:  # see above
        return None, _told(error)


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
