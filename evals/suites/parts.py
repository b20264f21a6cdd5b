"""Which questions of a suite are asked: all of them, one half, or a few that stand for the rest."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from assistant.errors import WrongUse
from evals.suites.cases import GOLDEN_SUITE, Case, CaseType, Half

_OTHERS = {"injections"}
"""Files of questions that are no suite of cases."""
FAST_QUESTIONS = 30
"""Questions of the fast part: few enough for every `make test`."""


class Part(StrEnum):
    """The questions that are asked; `fast` is a part of the development half."""

    DEVELOPMENT = "development"
    SCORED = "scored"
    ALL = "all"
    FAST = "fast"


def cases_of(cases: Sequence[Case], part: Part) -> tuple[Case, ...]:
    """The cases of one part, in the order of the suite."""
    if part is Part.ALL:
        return tuple(cases)
    if part is Part.FAST:
        return fast_cases(cases)
    return tuple(case for case in cases if case.half is Half(part))


def fast_cases(cases: Sequence[Case], size: int = FAST_QUESTIONS) -> tuple[Case, ...]:
    """About `size` cases of the development half, of each type as many as its share, and at least one.

    Always the same ones: within a type those with the smallest digests of their ids are taken, so that a new question
    takes the place of one other at most.
    """
    by_type: dict[CaseType, list[Case]] = defaultdict(list)
    development = cases_of(cases, Part.DEVELOPMENT)
    for case in development:
        by_type[case.type].append(case)
    taken = set[str]()
    for same in by_type.values():
        share = max(1, round(size * len(same) / len(development)))
        taken |= {case.id for case in sorted(same, key=_digest)[:share]}
    return tuple(case for case in development if case.id in taken)


def suite_path(name: str | None) -> Path:
    """The file of a suite: a path, the name of one that comes with the product, or the golden one for None.

    Raises WrongUse that names the suites there are.
    """
    if name is None:
        return GOLDEN_SUITE
    known = {path.stem: path for path in sorted(GOLDEN_SUITE.parent.glob("*.jsonl")) if path.stem not in _OTHERS}
    path = known.get(name, Path(name))
    if not path.is_file():
        raise WrongUse(
            f"평가 질문 파일이 없습니다: {name}. 파일의 경로나 {', '.join(known)} 가운데 하나를 적어 주세요."
            " / There is no such suite."
        )
    return path


def _digest(case: Case) -> str:
    return hashlib.sha256(case.id.encode()).hexdigest()
