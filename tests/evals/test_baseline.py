"""The baseline keeps what each question was worth, as long as it is the same question."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import WrongUse
from evals.baseline import BASELINES, baseline_path, read_baseline, save_baseline
from evals.measures.catalogue import LASTING, scored
from evals.suites.cases import GOLDEN_SUITE, Case
from tests.evals.trials import a_case, answered, refused, unanswerable

FIRST, SECOND = a_case(["a"], ["0.45%"], case_id="fact-01"), unanswerable()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A baseline of two questions."""
    place = tmp_path / "baselines" / "small.json"
    save_baseline(place, "small", [FIRST, SECOND], scored([answered(FIRST, "a", "b", "c"), refused(SECOND)]))
    return place


def kept(path: Path, *cases: Case) -> dict[str, dict[str, float]]:
    """The values of these cases as they are read again."""
    baseline = read_baseline(path)
    assert baseline is not None
    return {case_id: dict(values) for case_id, values in baseline.values(cases).items()}


def test_what_was_saved_is_read_again(path: Path) -> None:
    values = kept(path, FIRST, SECOND)
    assert values["fact-01"]["citation_precision"] == 0.3333
    assert values["unanswerable-01"] == {"refusal_recall": 1.0}


def test_there_is_a_line_for_each_question_and_no_latency(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [line for line in text.splitlines() if line.startswith('  "fact-01": [')]
    assert json.loads(text)["measures"] == [measure.name for measure in LASTING]
    assert "latency" not in text


def test_a_rewritten_question_is_not_compared(path: Path) -> None:
    rewritten = FIRST.model_copy(update={"key_facts": ("27%",)})
    assert set(kept(path, rewritten, SECOND)) == {"unanswerable-01"}


def test_a_question_may_change_its_half(path: Path) -> None:
    assert set(kept(path, FIRST.model_copy(update={"half": "scored"}))) == {"fact-01"}


def test_saving_a_part_keeps_the_others_and_forgets_what_is_gone(path: Path) -> None:
    third = a_case(["b"], case_id="fact-03")
    save_baseline(path, "small", [FIRST, third], scored([answered(third, "b")]))
    assert set(kept(path, FIRST, SECOND, third)) == {"fact-01", "fact-03"}


def test_there_may_be_none(tmp_path: Path) -> None:
    assert read_baseline(tmp_path / "none.json") is None


def test_a_broken_baseline_is_named_with_the_remedy(tmp_path: Path) -> None:
    broken = tmp_path / "first.json"
    broken.write_text("{}", "utf-8")
    with pytest.raises(WrongUse, match=r"first\.json.*--save-baseline.*suite: Field required"):
        read_baseline(broken)


def test_the_products_baselines_stay_with_the_product(tmp_path: Path) -> None:
    assert baseline_path(GOLDEN_SUITE) == BASELINES / f"{GOLDEN_SUITE.stem}.json"
    assert baseline_path(tmp_path / "ours.jsonl") == tmp_path / "ours.baseline.json"
