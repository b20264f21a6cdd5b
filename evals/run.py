"""Running an evaluation: a suite asked against a corpus, once or with two variants of the settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.bootstrap import Access, Advisor, ProgressTold, open_advisor
from assistant.errors import WrongUse
from assistant.settings import Settings
from evals.asking import advisor_with_corpus, ask_all, ask_by_turns, without_records
from evals.baseline import Baseline, baseline_path, read_baseline
from evals.evaluation import Comparison, Evaluation
from evals.measures.catalogue import scored
from evals.measures.trial import Trial
from evals.suites.cases import Case, read_suite
from evals.suites.parts import Part, cases_of
from evals.variants import Variant


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What will be asked, all of it read before models are loaded."""

    suite: Path
    part: Part
    cases: tuple[Case, ...]
    asked: tuple[Case, ...]
    baseline: Baseline | None


def plan(suite: Path, part: Part) -> Plan:
    """The questions of one part of a suite. Raises WrongUse for a broken suite or baseline, and for an empty part."""
    cases = read_suite(suite)
    asked = cases_of(cases, part)
    if not asked:
        raise WrongUse(f"{suite.name}: '{part}'에 해당하는 질문이 없습니다. / no question of this part.")
    return Plan(suite=suite, part=part, cases=cases, asked=asked, baseline=read_baseline(baseline_path(suite)))


def evaluate(given: Plan, settings: Settings, tell: ProgressTold, corpus: Path | None = None) -> Evaluation:
    """Ask the questions against a corpus, by default the bundled one. Raises AdvisorError."""
    with advisor_with_corpus(settings, tell, corpus) as advisor:
        return evaluate_with(advisor, given, tell)


def evaluate_with(advisor: Advisor, given: Plan, tell: ProgressTold) -> Evaluation:
    """Ask the questions of an advisor that is ready."""
    return _evaluation(given, ask_all(advisor, given.asked, tell))


def compare(given: Plan, first: Variant, second: Variant, tell: ProgressTold, corpus: Path | None = None) -> Comparison:
    """Ask the same questions of two variants of the settings, by turns. Raises AdvisorError."""
    for settings in {variant.settings.data_dir: variant.settings for variant in (first, second)}.values():
        with advisor_with_corpus(settings, tell, corpus):
            pass  # the documents are there now, and both variants can read them at the same time
    with (
        open_advisor(without_records(first.settings), Access.READ) as one,
        open_advisor(without_records(second.settings), Access.READ) as other,
    ):
        one.make_ready(tell)
        other.make_ready(tell)
        trials = ask_by_turns((one, other), given.asked, tell)
    before, after = (_evaluation(given, found) for found in trials)
    return Comparison(names=(first.name, second.name), runs=(before, after))


def _evaluation(given: Plan, trials: Sequence[Trial]) -> Evaluation:
    return Evaluation(
        suite=given.suite.stem,
        part=given.part,
        cases=given.cases,
        trials=scored(trials),
        baseline=given.baseline.values(given.asked) if given.baseline is not None else {},
    )
