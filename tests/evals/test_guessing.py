"""Guessed metadata of the bundled documents: the bar holds on the development half, and the arithmetic is right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain.guesses import Guess
from evals.guessing.documents import BareDocument, bare_documents
from evals.guessing.measuring import FieldScore, is_right, score_guesses
from evals.suites.cases import Half


@pytest.fixture(scope="module")
def documents() -> tuple[BareDocument, ...]:
    return bare_documents(Half.DEVELOPMENT)


def test_the_bar_holds_on_the_development_half(documents: tuple[BareDocument, ...]) -> None:
    assert len(documents) >= 50
    scores = score_guesses(documents)
    missed = {field: score.wrong for field, score in scores.items() if not score.is_above_the_bar}
    assert missed.keys() <= {"title"}
    for field, least in (("title", 40), ("kind", 35), ("sector", 20), ("technologies", 30), ("facts_as_of", 15)):
        assert scores[field].right >= least, field


def test_lists_may_lack_true_values_but_hold_no_wrong_ones(documents: tuple[BareDocument, ...]) -> None:
    truth = replace(
        documents[0].truth, sector=("food", "retail"), region="서울·해외", facts_as_of="2025-06", title="AI, 첫걸음"
    )
    assert is_right("sector", ["food"], truth)
    assert not is_right("sector", ["food", "energy"], truth)
    assert is_right("region", "서울", truth)
    assert not is_right("region", "부산", truth)
    assert is_right("facts_as_of", "2025-06-30", truth)
    assert not is_right("facts_as_of", "2025-07", truth)
    assert is_right("title", "AI 첫걸음", truth)


def test_one_wrong_guess_is_tolerated_and_then_one_in_ten() -> None:
    wrong = {str(number): Guess(value="x", words="x") for number in range(2)}
    assert FieldScore(right=0, silent=5, wrong={}).precision == 1
    assert FieldScore(right=1, silent=0, wrong={"0": wrong["0"]}).is_above_the_bar
    assert not FieldScore(right=17, silent=0, wrong=wrong).is_above_the_bar
    assert FieldScore(right=18, silent=0, wrong=wrong).is_above_the_bar
    assert FieldScore(right=6, silent=0, wrong=wrong).precision == 0.75
