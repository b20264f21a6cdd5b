"""`python -m evals.calibrate [--write]`: fits the model that decides whether passages suffice to answer."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from rich.table import Table
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]
from sklearn.model_selection import StratifiedKFold, cross_val_predict  # type: ignore[import-untyped]

from assistant.answering.follow_up import stand_alone
from assistant.answering.steps import PASSAGES_PER_DOCUMENT, PASSAGES_TO_WRITE_FROM
from assistant.bootstrap import Advisor
from assistant.errors import AdvisorError
from assistant.retrieval import sufficiency
from assistant.retrieval.sufficiency import Sufficiency, SufficiencyPolicy
from evals.asking import advisor_with_corpus
from evals.progress import ProgressTold, errors, output, shown_progress
from evals.run import evaluation_settings
from evals.suites.cases import FIRST_SUITE, Case, Half, read_suite

POLICY_FILE = Path(sufficiency.__file__).with_name("sufficiency.yml")
FOLDS = 5
REPEATS = 20
"""The folds are drawn this often and a question's probabilities averaged: one draw of 5 from some 45 says little."""
SEED = 20_261_122
_SHOWN = tuple(round(0.3 + 0.05 * step, 2) for step in range(13))

Floats = NDArray[np.float64]
Labels = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Sample:
    """The features of some questions, shape (questions, features), and whether each can be answered."""

    names: tuple[str, ...]
    features: Floats
    answerable: Labels


@dataclass(frozen=True, kw_only=True)
class TradeOff:
    """What a threshold costs: the share of answerable questions refused, and of unanswerable ones not refused."""

    threshold: float
    wrong_refusal: float
    missed_refusal: float

    @property
    def cost(self) -> float:
        """Both kinds of mistake count alike (the smallest sum is Youden's J)."""
        return self.wrong_refusal + self.missed_refusal


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """The fitted model, and how well it does on questions it was not fitted on (0.5 is guessing, 1 is perfect)."""

    policy: SufficiencyPolicy
    auroc: float
    held_out: Floats
    """Probability of each question from models that have not seen it, shape (questions,)."""


def calibrate(sample: Sample) -> Calibration:
    """Fit a logistic model and choose the threshold with the smallest cost on held-out probabilities."""
    held_out = np.mean([_held_out(sample, SEED + draw) for draw in range(REPEATS)], axis=0)
    fitted = _model().fit(sample.features, sample.answerable)
    policy = SufficiencyPolicy(
        intercept=round(float(fitted.intercept_[0]), 3),
        weights={name: round(float(weight), 3) for name, weight in zip(sample.names, fitted.coef_[0], strict=True)},
        threshold=best_threshold(held_out, sample.answerable),
    )
    return Calibration(policy=policy, auroc=auroc(held_out, sample.answerable), held_out=held_out)


def trade_off(probabilities: Floats, answerable: Labels, threshold: float) -> TradeOff:
    """What refusing everything below a threshold costs."""
    suffices = probabilities >= threshold
    return TradeOff(
        threshold=threshold,
        wrong_refusal=float(np.mean(~suffices[answerable])),
        missed_refusal=float(np.mean(suffices[~answerable])),
    )


def best_threshold(probabilities: Floats, answerable: Labels) -> float:
    """The threshold with the smallest cost, in the middle of the widest gap between probabilities that has it."""
    steps = np.unique(np.concatenate([[0.0], probabilities, [1.0]]))
    gaps = [(float(low), float(high)) for low, high in pairwise(steps)]
    costs = [trade_off(probabilities, answerable, (low + high) / 2).cost for low, high in gaps]
    best = [gap for gap, cost in zip(gaps, costs, strict=True) if cost <= min(costs) + 1e-9]
    low, high = max(best, key=lambda gap: gap[1] - gap[0])
    return round((low + high) / 2, 3)


def auroc(probabilities: Floats, answerable: Labels) -> float:
    """The chance that an answerable question gets a higher probability than an unanswerable one."""
    return float(roc_auc_score(answerable, probabilities))


def probabilities_of(policy: SufficiencyPolicy, sample: Sample) -> Floats:
    """What a policy says of each question, shape (questions,)."""
    weights = np.asarray([policy.weights.get(name, 0.0) for name in sample.names])
    chances: Floats = 1 / (1 + np.exp(-(policy.intercept + sample.features @ weights)))
    return chances


def policy_text(policy: SufficiencyPolicy, before: str) -> str:
    """The policy as YAML, under the comment that stood on top of the file before."""
    comment = "".join(line for line in before.splitlines(keepends=True) if line.startswith("#"))
    return comment + yaml.safe_dump(policy.model_dump(), sort_keys=False)


def collect(advisor: Advisor, cases: Sequence[Case], tell: ProgressTold) -> Sample:
    """The features of each question, from the same search that an answer uses."""
    judge = Sufficiency(advisor.tokenizer)
    rows, answerable = [], []
    for done, case in enumerate(cases, start=1):
        text = stand_alone(case.question)
        findings = advisor.search.find(
            text, case.person, top_k=PASSAGES_TO_WRITE_FROM, per_document=PASSAGES_PER_DOCUMENT
        )
        rows.append(judge.features(text, findings))
        answerable.append(case.is_answerable)
        tell("특징 계산", done, len(cases))
    names = tuple(rows[0])
    features = np.asarray([[row[name] for name in names] for row in rows], dtype=np.float64)
    return Sample(names=names, features=features, answerable=np.asarray(answerable))


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit on the development half, tell how the scored half fares, and write the policy when asked to."""
    parser = argparse.ArgumentParser(prog="python -m evals.calibrate", description="거절 기준을 다시 맞춥니다.")
    parser.add_argument("suite", nargs="?", type=Path, default=FIRST_SUITE, help="질문 모음 (JSON Lines)")
    parser.add_argument("--write", action="store_true", help=f"{POLICY_FILE.name}에 씁니다")
    given = parser.parse_args(arguments)
    try:
        halves = {half: read_suite(given.suite, half) for half in Half}
        with shown_progress() as tell, advisor_with_corpus(evaluation_settings(), tell) as advisor:
            samples = {half: collect(advisor, cases, tell) for half, cases in halves.items()}
    except AdvisorError as error:
        errors.print(str(error), style="red", markup=False)
        return 1
    made = calibrate(samples[Half.DEVELOPMENT])
    _show(made, samples)
    if given.write:
        POLICY_FILE.write_text(policy_text(made.policy, POLICY_FILE.read_text("utf-8")), "utf-8")
    return 0


def _model() -> LogisticRegression:
    return LogisticRegression(C=1.0)


def _held_out(sample: Sample, seed: int) -> Floats:
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    chances: Floats = cross_val_predict(_model(), sample.features, sample.answerable, cv=folds, method="predict_proba")[
        :, 1
    ]
    return chances


def _show(made: Calibration, samples: dict[Half, Sample]) -> None:
    development, scored = samples[Half.DEVELOPMENT], samples[Half.SCORED]
    table = Table("기준", "잘못된 거절", "놓친 거절", "합")
    for threshold in sorted({*_SHOWN, made.policy.threshold}):
        costs = trade_off(made.held_out, development.answerable, threshold)
        mark = " ←" if threshold == made.policy.threshold else ""
        table.add_row(
            f"{threshold:.3f}{mark}", f"{costs.wrong_refusal:.3f}", f"{costs.missed_refusal:.3f}", f"{costs.cost:.3f}"
        )
    output.print(table)
    output.print(f"{FOLDS}겹 교차 검증 AUROC {made.auroc:.3f} (개발 절반 {len(development.answerable)}개)")
    chances = probabilities_of(made.policy, scored)
    costs = trade_off(chances, scored.answerable, made.policy.threshold)
    output.print(
        f"채점 절반 AUROC {auroc(chances, scored.answerable):.3f},"
        f" 잘못된 거절 {costs.wrong_refusal:.3f}, 놓친 거절 {costs.missed_refusal:.3f}"
    )
    output.print(made.policy.model_dump())


if __name__ == "__main__":
    sys.exit(main())
