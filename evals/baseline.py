"""The baseline: what every question was worth when its values were last accepted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import WrongUse
from evals.comparing import ByQuestion
from evals.measures.catalogue import LASTING, ScoredTrial, Values
from evals.suites.cases import GOLDEN_SUITE, Case

BASELINES = Path(__file__).with_name("baselines")


class Baseline(BaseModel):
    """Per question a digest of how it was asked and the values of `measures`, in their order; None where none is due.

    A question that was rewritten has another digest: its old values say nothing about it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    suite: str
    measures: tuple[str, ...]
    questions: dict[str, tuple[str, tuple[float | None, ...]]]

    def values(self, cases: Sequence[Case]) -> dict[str, Values]:
        """The kept values of those cases that are still asked as they were."""
        kept = ((case, self.questions[case.id]) for case in cases if case.id in self.questions)
        return {case.id: self._named(row) for case, (asked, row) in kept if asked == digest(case)}

    def _named(self, row: Sequence[float | None]) -> Values:
        return {name: value for name, value in zip(self.measures, row, strict=True) if value is not None}


def baseline_path(suite: Path) -> Path:
    """Where the baseline of a suite is kept: with the product for its own suites, otherwise beside the suite."""
    if suite.resolve().parent == GOLDEN_SUITE.parent:
        return BASELINES / f"{suite.stem}.json"
    return suite.with_suffix(".baseline.json")


def digest(case: Case) -> str:
    """Eight letters that change with the question or with what is expected of the answer."""
    return hashlib.sha256(case.model_dump_json(exclude={"half"}, exclude_defaults=True).encode()).hexdigest()[:8]


def read_baseline(path: Path) -> Baseline | None:
    """The kept baseline, or None where there is none. Raises WrongUse for a broken file."""
    if not path.is_file():
        return None
    try:
        return Baseline.model_validate_json(path.read_text("utf-8"))
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors()[:3])
        raise WrongUse(
            f"{path}: 기준값 파일을 읽을 수 없습니다. 지운 뒤 --save-baseline으로 다시 만들어 주세요."
            f" / broken baseline: {wrong}"
        ) from error


def save_baseline(path: Path, suite: str, cases: Sequence[Case], trials: Sequence[ScoredTrial]) -> None:
    """Keep these values; questions of the suite that were not asked this time keep theirs, others are forgotten.

    How long an answer takes depends on the machine, so it is reported and never kept.
    """
    names = tuple(measure.name for measure in LASTING)
    before = read_baseline(path)
    kept = dict(before.values(cases)) if before is not None else {}
    kept |= {item.trial.case.id: item.values for item in trials}
    rows = {case.id: (digest(case), _row(names, kept[case.id])) for case in cases if case.id in kept}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_written(Baseline(suite=suite, measures=names, questions=rows)), "utf-8")


def by_question(trials: Sequence[ScoredTrial]) -> ByQuestion:
    """The values of trials by the id of their case."""
    return {item.trial.case.id: item.values for item in trials}


def _row(names: Sequence[str], values: Values) -> tuple[float | None, ...]:
    return tuple(values.get(name) for name in names)


def _written(baseline: Baseline) -> str:
    """JSON with one line per question, so that a change shows which ones changed."""
    lines = [f"  {json.dumps(name)}: {json.dumps(_tidy(row))}" for name, row in baseline.questions.items()]
    head = f'{{\n "suite": {json.dumps(baseline.suite)},\n "measures": {json.dumps(baseline.measures)},\n'
    return head + ' "questions": {\n' + ",\n".join(lines) + "\n }\n}\n"


def _tidy(row: tuple[str, tuple[float | None, ...]]) -> list[object]:
    """The row with whole numbers written without a decimal point."""
    return [row[0], [int(value) if value is not None and value == int(value) else value for value in row[1]]]
