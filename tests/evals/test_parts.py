"""Parts of a suite, and which suite is meant."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from assistant.errors import WrongUse
from evals.suites.cases import GOLDEN_SUITE, CaseType, Half, read_suite
from evals.suites.parts import FAST_QUESTIONS, Part, cases_of, fast_cases, suite_path
from tests.evals.trials import a_case

MANY = [
    *(a_case(case_id=f"fact-{n}") for n in range(90)),
    *(a_case(case_type=CaseType.LIST, case_id=f"list-{n}") for n in range(9)),
    a_case(case_type=CaseType.STEPS, case_id="steps-0"),
    *(a_case(case_id=f"scored-{n}", half=Half.SCORED) for n in range(50)),
]


def test_halves() -> None:
    assert len(cases_of(MANY, Part.DEVELOPMENT)) == 100
    assert len(cases_of(MANY, Part.SCORED)) == 50
    assert cases_of(MANY, Part.ALL) == tuple(MANY)


def test_each_type_has_its_share_of_the_fast_part_and_at_least_one() -> None:
    # 30 of 100: 27 facts, 2.7 lists, and the only question on steps
    assert Counter(case.type for case in fast_cases(MANY, 30)) == {
        CaseType.FACT: 27,
        CaseType.LIST: 3,
        CaseType.STEPS: 1,
    }


def test_the_fast_part_is_of_the_development_half_and_always_the_same() -> None:
    fast = fast_cases(MANY, 30)
    assert {case.half for case in fast} == {Half.DEVELOPMENT}
    assert {case.id for case in fast_cases(MANY[::-1], 30)} == {case.id for case in fast}


def test_a_new_question_replaces_one_at_most() -> None:
    before = {case.id for case in fast_cases(MANY, 30)}
    after = {case.id for case in fast_cases([*MANY, a_case(case_id="fact-new")], 30)}
    assert len(before - after) <= 1


def test_the_fast_part_of_the_golden_suite() -> None:
    suite = read_suite()
    fast = cases_of(suite, Part.FAST)
    assert abs(len(fast) - FAST_QUESTIONS) <= 6
    assert {case.type for case in fast} == {case.type for case in suite if case.half is Half.DEVELOPMENT}


def test_a_suite_is_named_or_given_as_a_file(tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    own.write_text("", "utf-8")
    assert suite_path(None) == GOLDEN_SUITE
    assert suite_path(GOLDEN_SUITE.stem) == GOLDEN_SUITE
    assert suite_path(str(own)) == own


def test_an_unknown_suite_is_refused_with_those_there_are() -> None:
    with pytest.raises(WrongUse, match=f"nowhere.*{GOLDEN_SUITE.stem}"):
        suite_path("nowhere")
