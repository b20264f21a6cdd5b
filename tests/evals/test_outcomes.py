"""Proposed outcomes against the labels: the bars hold on the development half, and the arithmetic is right."""

from __future__ import annotations

from assistant.domain.documents import DraftOutcome, Outcome
from evals.outcomes.bars import PRECISION, RECALL
from evals.outcomes.labels import LabelledDocument, read_labels
from evals.outcomes.measuring import score_outcomes
from evals.outcomes.proposals import proposals_for
from evals.suites.cases import Half


def test_the_bars_hold_on_the_development_half() -> None:
    labels = [document for document in read_labels() if document.half is Half.DEVELOPMENT]
    score = score_outcomes(labels, proposals_for({document.document_id for document in labels}))
    assert score.precision >= PRECISION, score.wrong
    assert score.recall >= RECALL, score.missed
    assert score.metric_accuracy >= 0.8


def test_there_are_enough_labels_in_both_halves_and_documents_without_any() -> None:
    labels = read_labels()
    assert sum(len(document.outcomes) for document in labels) >= 110
    for half in Half:
        documents = [document for document in labels if document.half is half]
        assert sum(len(document.outcomes) for document in documents) >= 50
        assert sum(not document.outcomes for document in documents) >= 5


def test_scores_count_what_is_right_wrong_and_missed() -> None:
    document = LabelledDocument.model_validate(
        {
            "document_id": "a",
            "outcomes": [
                {"quote": "", "metric": "불량률", "before": 5, "after": 2, "unit": "%", "period": None},
                {
                    "quote": "",
                    "metric": "매출",
                    "before": 1,
                    "after": 4.8,
                    "unit": "억 엔",
                    "period": None,
                    "also": [{"before": None, "after": 380, "unit": "%"}],
                },
                {"quote": "", "metric": "시간", "before": 9, "after": 3, "unit": "시간", "period": None},
            ],
        }
    )
    proposals = [
        _proposal(Outcome(metric="검사 불량률", before=5.0, after=2, unit="%")),
        _proposal(Outcome(metric="연 매출", before=10_000, after=48_000, unit="만 엔")),
        _proposal(Outcome(metric="직원", before=5, after=2, unit="명")),
        _proposal(Outcome(metric="매출 변화율", after=380, unit="%")),
    ]
    score = score_outcomes([document], {"a": proposals})
    assert (score.labelled, score.proposed, score.right, score.found) == (3, 4, 3, 2)
    assert [label.metric for _, label in score.missed] == ["시간"]
    assert [proposal.outcome.metric for _, proposal in score.wrong] == ["직원"]
    assert score.right_metrics == 3


def _proposal(outcome: Outcome) -> DraftOutcome:
    return DraftOutcome(outcome=outcome, quote="", ordinal=0)
