"""`python -m evals.calibrate [--write]`: fits the model that decides whether passages suffice to answer."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from rich.table import Table
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]
from sklearn.model_selection import StratifiedKFold, cross_val_predict  # type: ignore[import-untyped]

from assistant.answering.follow_up import stand_alone
from assistant.bootstrap import Advisor, ProgressTold
from assistant.domain.languages import is_korean
from assistant.errors import AdvisorError
from assistant.retrieval import sufficiency
from assistant.retrieval.sufficiency import LogisticModel, SufficiencyPolicy, sufficiency_policy
from evals.asking import advisor_with_corpus
from evals.console import errors, output, tell
from evals.judging import found_to_write_from
from evals.suites import cases
from evals.suites.cases import FIELD_SUITE, GOLDEN_SUITE, Case, CaseType, Half, read_suite
from evals.variants import evaluation_settings

POLICY_FILE = Path(sufficiency.__file__).with_name("sufficiency.yml")
FOLDS = 5
REPEATS = 20
"""The folds are drawn this often and a question's probabilities averaged: one draw of 5 from some 45 says little."""
SEED = 20_261_122
WRONG_REFUSALS = 0.03
"""The share of answerable questions that may be refused. Off-topic ones that pass are caught by examples of such."""
OFF_TOPIC = Path(cases.__file__).with_name("off_topic.txt")
_SHOWN = tuple(round(0.3 + 0.05 * step, 2) for step in range(13))

Floats = NDArray[np.float64]
Labels = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """One question: whether it can be answered, what its search looked like, and which model is asked about it."""

    answerable: bool
    features: Mapping[str, float]
    shares_language: bool
    is_near: bool = False
    """Whether it is about the subject of the documents and yet has no answer in them."""


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
class Fit:
    """A fitted model with its threshold, and how well it does on questions it was not fitted on.

    `held_out` holds the probability of each question from models that have not seen it, shape (questions,). An AUROC
    of 0.5 is guessing, 1 is perfect.
    """

    model: LogisticModel
    threshold: float
    auroc: float
    held_out: Floats


def fit(sample: Sample) -> Fit:
    """Fit a logistic model and choose the strictest threshold that still answers, on held-out probabilities."""
    held_out = np.mean([_held_out(sample, SEED + draw) for draw in range(REPEATS)], axis=0)
    fitted = _estimator().fit(sample.features, sample.answerable)
    model = LogisticModel(
        intercept=round(float(fitted.intercept_[0]), 3),
        weights={name: round(float(weight), 3) for name, weight in zip(sample.names, fitted.coef_[0], strict=True)},
    )
    return Fit(
        model=model,
        threshold=strictest_threshold(held_out, sample.answerable),
        auroc=auroc(held_out, sample.answerable),
        held_out=held_out,
    )


def trade_off(probabilities: Floats, answerable: Labels, threshold: float) -> TradeOff:
    """What refusing everything below a threshold costs."""
    suffices = probabilities >= threshold
    return TradeOff(
        threshold=threshold,
        wrong_refusal=float(np.mean(~suffices[answerable])),
        missed_refusal=float(np.mean(suffices[~answerable])),
    )


def strictest_threshold(probabilities: Floats, answerable: Labels, wrong_refusals: float = WRONG_REFUSALS) -> float:
    """The largest threshold that refuses at most this share of the answerable questions, in the middle of its gap."""
    good = np.sort(probabilities[answerable])
    refused = int(np.floor(wrong_refusals * len(good) + 1e-9))
    low = float(good[refused - 1]) if refused else 0.0
    return round((low + float(good[refused])) / 2, 3)


def auroc(probabilities: Floats, answerable: Labels) -> float:
    """The chance that an answerable question gets a higher probability than an unanswerable one."""
    return float(roc_auc_score(answerable, probabilities))


def probabilities_of(model: LogisticModel, sample: Sample) -> Floats:
    """What a model says of each question, shape (questions,)."""
    weights = np.asarray([model.weights[name] for name in sample.names])
    chances: Floats = 1 / (1 + np.exp(-(model.intercept + sample.features @ weights)))
    return chances


def moved(model: LogisticModel, before: float, after: float) -> LogisticModel:
    """The model that decides with the threshold `after` exactly as this one does with `before`."""
    shift = math.log(after / (1 - after)) - math.log(before / (1 - before))
    return LogisticModel(intercept=round(model.intercept + shift, 3), weights=model.weights)


def refitted(policy: SufficiencyPolicy, made: Fit) -> SufficiencyPolicy:
    """The policy with a fitted model for questions in the documents' language; the other one decides as before.

    There are too few questions in the other language to fit a model on them.
    """
    other = moved(policy.other_language, policy.threshold, made.threshold)
    changes = {"same_language": made.model, "other_language": other, "threshold": made.threshold}
    return policy.model_copy(update=changes)


def policy_text(policy: SufficiencyPolicy, before: str) -> str:
    """The policy as YAML, under the comment that stood on top of the file before."""
    comment = "".join(line for line in before.splitlines(keepends=True) if line.startswith("#"))
    return comment + yaml.safe_dump(policy.model_dump(), sort_keys=False)


def label(advisor: Advisor, cases: Sequence[Case], tell: ProgressTold) -> list[Labelled]:
    """The features of each question, from the same search that an answer uses."""
    judge = advisor.sufficiency
    labelled = []
    for done, case in enumerate(cases, start=1):
        text = stand_alone(case.question)
        findings = found_to_write_from(advisor, case.person, text)
        shares_language = is_korean(text) == is_korean(findings.passages[0].chunk.text)
        features = judge.features(text, findings)
        labelled.append(
            Labelled(
                answerable=case.is_answerable,
                features=features,
                shares_language=shares_language,
                is_near=case.type in (CaseType.UNANSWERABLE, CaseType.ACCESS),
            )
        )
        tell("특징 계산", done, len(cases))
    return labelled


def off_topic_cases() -> list[Case]:
    """Off-topic questions beside those of the suites."""
    lines = OFF_TOPIC.read_text("utf-8").splitlines()
    return [
        Case(id=f"off-{n}", text=text, role="visitor", type=CaseType.OUT_OF_SCOPE, half=Half.DEVELOPMENT)
        for n, text in enumerate(lines)
    ]


def sample_of(
    labelled: Sequence[Labelled], model: LogisticModel, *, shares_language: bool, with_near: bool = False
) -> Sample:
    """The questions a model is asked about, with the features it weighs.

    Left out are those that are refused before any model is asked: for a year or a kind of figure that no passage holds;
    and, unless `with_near`, those that are unanswerable on the subject of the documents. They use the documents' own
    words, no feature tells them apart, and fitting on them would only turn good questions away.
    """
    rows = [
        item
        for item in labelled
        if item.shares_language is shares_language
        and min(item.features.get("years", 1), item.features.get("kinds", 1)) >= 1
        and (with_near or not item.is_near)
    ]
    names = tuple(model.weights)
    features = np.asarray([[row.features[name] for name in names] for row in rows], dtype=np.float64)
    return Sample(names=names, features=features, answerable=np.asarray([row.answerable for row in rows]))


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit on the development half, tell how the scored half fares, and write the policy when asked to."""
    parser = argparse.ArgumentParser(prog="python -m evals.calibrate", description="거절 기준을 다시 맞춥니다.")
    parser.add_argument("suites", nargs="*", type=Path, help="질문 모음 (JSON Lines)")
    parser.add_argument("--write", action="store_true", help=f"{POLICY_FILE.name}에 씁니다")
    given = parser.parse_args(arguments)
    try:
        suites = given.suites or [GOLDEN_SUITE, FIELD_SUITE]
        halves = {half: [case for suite in suites for case in read_suite(suite, half)] for half in Half}
        with advisor_with_corpus(evaluation_settings(), tell) as advisor:
            labelled = {half: label(advisor, found, tell) for half, found in halves.items()}
            off = label(advisor, off_topic_cases(), tell)
    except AdvisorError as error:
        errors.print(str(error), style="red", markup=False)
        return 1
    before = sufficiency_policy()
    samples = {
        name: sample_of(items, before.same_language, shares_language=True, with_near=with_near)
        for name, items, with_near in (
            ("개발", [*labelled[Half.DEVELOPMENT], *off], False),
            ("채점, 주제 밖 질문과", [*labelled[Half.SCORED], *off], False),
            ("채점, 답 없는 가까운 질문과", labelled[Half.SCORED], True),
        )
    }
    made = fit(samples["개발"])
    after = refitted(before, made)
    _show_thresholds(made, samples["개발"])
    _show_halves(made, before, samples)
    output.print(after.model_dump())
    if given.write:
        POLICY_FILE.write_text(policy_text(after, POLICY_FILE.read_text("utf-8")), "utf-8")
    return 0


def _estimator() -> LogisticRegression:
    return LogisticRegression(C=1.0, class_weight="balanced")


def _held_out(sample: Sample, seed: int) -> Floats:
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    chances: Floats = cross_val_predict(
        _estimator(), sample.features, sample.answerable, cv=folds, method="predict_proba"
    )[:, 1]
    return chances


def _show_thresholds(made: Fit, sample: Sample) -> None:
    """What each threshold costs on held-out questions; the chosen one is marked."""
    table = Table("기준", "잘못된 거절", "놓친 거절", "합")
    for threshold in sorted({*_SHOWN, made.threshold}):
        mark = " ←" if threshold == made.threshold else ""
        table.add_row(f"{threshold:.3f}{mark}", *_shares(trade_off(made.held_out, sample.answerable, threshold)))
    output.print(table)
    output.print(f"{FOLDS}겹 교차 검증 AUROC {made.auroc:.3f} (질문 {len(sample.answerable)}개)")


def _show_halves(made: Fit, before: SufficiencyPolicy, samples: Mapping[str, Sample]) -> None:
    """The old and the new model on both halves; the development half flatters the new one."""
    table = Table("절반", "모델", "AUROC", "잘못된 거절", "놓친 거절", "합")
    models = {"이전": (before.same_language, before.threshold), "이번": (made.model, made.threshold)}
    for half, sample in samples.items():
        for name, (model, threshold) in models.items():
            chances = probabilities_of(model, sample)
            costs = trade_off(chances, sample.answerable, threshold)
            table.add_row(half, name, f"{auroc(chances, sample.answerable):.3f}", *_shares(costs))
    output.print(table)


def _shares(costs: TradeOff) -> tuple[str, str, str]:
    return f"{costs.wrong_refusal:.3f}", f"{costs.missed_refusal:.3f}", f"{costs.cost:.3f}"


if __name__ == "__main__":
    sys.exit(main())
