"""Calibration finds the line between questions that can and cannot be answered."""

from __future__ import annotations

import numpy as np
import pytest
import yaml

from assistant.retrieval.sufficiency import LogisticModel, SufficiencyPolicy, sufficiency_policy
from evals.calibrate import (
    Labelled,
    Sample,
    auroc,
    fit,
    moved,
    policy_text,
    probabilities_of,
    refitted,
    sample_of,
    strictest_threshold,
    trade_off,
)

PROBABILITIES = np.asarray([0.9, 0.8, 0.4, 0.6, 0.2, 0.1])
ANSWERABLE = np.asarray([True, True, True, False, False, False])


def a_sample(questions: int = 60) -> Sample:
    """Answerable questions lie around 0.8 in the first feature, others around 0.2; the second feature says nothing."""
    draw = np.random.default_rng(7)
    answerable = np.arange(questions) % 3 != 0
    telling = np.where(answerable, 0.8, 0.2) + draw.normal(0, 0.1, questions)
    features = np.stack([telling, draw.random(questions)], axis=1)
    return Sample(names=("cosine", "noise"), features=features, answerable=answerable)


def test_what_a_threshold_costs() -> None:
    costs = trade_off(PROBABILITIES, ANSWERABLE, 0.5)
    assert costs.wrong_refusal == pytest.approx(1 / 3)
    assert costs.missed_refusal == pytest.approx(1 / 3)
    assert costs.cost == pytest.approx(2 / 3)


def test_the_strictest_threshold_refuses_no_more_good_questions_than_allowed() -> None:
    assert strictest_threshold(PROBABILITIES, ANSWERABLE, 0.0) == 0.2  # between nothing and the lowest, 0.4
    assert strictest_threshold(PROBABILITIES, ANSWERABLE, 0.34) == 0.6  # 0.4 is refused, 0.8 is not


def test_auroc_is_the_share_of_pairs_in_the_right_order() -> None:
    # of nine pairs only (0.4, 0.6) is in the wrong order
    assert auroc(PROBABILITIES, ANSWERABLE) == pytest.approx(8 / 9)


def test_the_telling_feature_gets_the_weight() -> None:
    made = fit(a_sample())
    assert made.auroc > 0.95
    assert made.model.weights["cosine"] > 5 * abs(made.model.weights["noise"])
    chances = probabilities_of(made.model, a_sample())
    assert trade_off(chances, a_sample().answerable, made.threshold).wrong_refusal <= 0.09


def test_fitting_gives_the_same_every_time() -> None:
    assert fit(a_sample()).model == fit(a_sample()).model


def test_a_moved_model_decides_the_same_with_the_other_threshold() -> None:
    model = LogisticModel(intercept=-0.6, weights={"cosine": 6.0, "noise": 0.0})
    sample = a_sample()
    before = probabilities_of(model, sample) >= 0.7
    after = probabilities_of(moved(model, 0.7, 0.55), sample) >= 0.55
    assert 0 < before.sum() < len(before)
    assert (before == after).all()


def test_a_sample_holds_the_questions_its_model_is_asked_about() -> None:
    korean = Labelled(answerable=True, features={"cosine": 0.5, "both": 1.0, "years": 1.0}, shares_language=True)
    english = Labelled(answerable=True, features={"cosine": 0.4, "both": 1.0, "years": 1.0}, shares_language=False)
    dated = Labelled(answerable=False, features={"cosine": 0.3, "both": 1.0, "years": 0.0}, shares_language=True)
    sample = sample_of(
        [korean, english, dated], LogisticModel(intercept=0, weights={"cosine": 1.0}), shares_language=True
    )
    assert sample.names == ("cosine",)
    assert sample.features.tolist() == [[0.5]]
    assert sample.answerable.tolist() == [True]


def test_a_written_policy_keeps_its_comment_and_can_be_read() -> None:
    policy = refitted(sufficiency_policy(), fit(a_sample()))
    text = policy_text(policy, "# Explained elsewhere.\nthreshold: 0\n")
    assert text.startswith("# Explained elsewhere.\nsame_language:\n  intercept: ")
    assert SufficiencyPolicy.model_validate(yaml.safe_load(text)) == policy


def test_the_policy_in_force_names_its_features() -> None:
    assert 0 < sufficiency_policy().threshold < 1
    assert sufficiency_policy().same_language.weights
    assert sufficiency_policy().other_language.weights
