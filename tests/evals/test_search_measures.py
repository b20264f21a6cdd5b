"""recall, nDCG and MRR, by values computed by hand."""

from __future__ import annotations

import pytest

from evals.measures.mrr import MeanReciprocalRank, reciprocal_rank
from evals.measures.ndcg import NdcgAt10, ndcg
from evals.measures.recall_at_k import RecallAtK, recall_at_k
from evals.measures.trial import Trial
from tests.evals.trials import a_case, a_passage, failed, unanswerable


def test_recall_counts_expected_documents_among_the_first_k() -> None:
    assert recall_at_k(["x", "a", "y", "b"], {"a", "b"}, k=3) == 0.5
    assert recall_at_k(["x", "a", "y", "b"], {"a", "b"}, k=4) == 1.0
    assert recall_at_k(["x", "y"], {"a"}, k=2) == 0.0


def test_recall_of_more_documents_than_k_is_never_full() -> None:
    assert recall_at_k(["a", "b"], {"a", "b", "c"}, k=2) == pytest.approx(2 / 3)


def test_the_order_of_names_says_nothing() -> None:
    assert reciprocal_rank(["z", "a"], {"a"}) == reciprocal_rank(["a", "z"], {"z"}) == 0.5


def test_ndcg_by_hand() -> None:
    # a at rank 2: 1 / log2(3) = 0.6309; the best ranking has it at rank 1: 1
    assert ndcg(["x", "a"], {"a"}) == pytest.approx(0.6309, abs=1e-4)
    # a at 1 and b at 3: (1 + 0.5) / (1 + 0.6309)
    assert ndcg(["a", "x", "b"], {"a", "b"}) == pytest.approx(1.5 / 1.6309, abs=1e-4)
    assert ndcg(["a", "b"], {"a", "b"}) == pytest.approx(1.0)
    assert ndcg([], {"a"}) == 0.0


def test_ndcg_looks_at_ten_ranks_only() -> None:
    assert ndcg([*"0123456789", "a"], {"a"}) == 0.0


def test_reciprocal_rank() -> None:
    assert reciprocal_rank(["a"], {"a"}) == 1.0
    assert reciprocal_rank(["x", "y", "b", "a"], {"a", "b"}) == pytest.approx(1 / 3)
    assert reciprocal_rank(["x"], {"a"}) == 0.0


def test_a_document_counts_at_its_best_passage() -> None:
    found = tuple(a_passage(name, ordinal=ordinal) for name, ordinal in (("x", 0), ("x", 1), ("a", 4), ("x", 2)))
    trial = Trial(case=a_case(["a"]), found=found)
    assert trial.ranking == ("x", "a")
    assert MeanReciprocalRank().measure(trial) == 0.5
    assert RecallAtK(1).measure(trial) == 0.0
    assert RecallAtK(5).measure(trial) == 1.0


@pytest.mark.parametrize("measure", [RecallAtK(5), NdcgAt10(), MeanReciprocalRank()])
def test_a_failed_question_scores_zero_and_an_unanswerable_one_is_not_asked(
    measure: RecallAtK | NdcgAt10 | MeanReciprocalRank,
) -> None:
    assert measure.measure(failed(a_case())) == 0.0
    assert measure.measure(failed(unanswerable())) is None


def test_names() -> None:
    assert RecallAtK(5).name == "recall@5"
    assert NdcgAt10().name == "ndcg@10"
    assert MeanReciprocalRank().name == "mrr"
