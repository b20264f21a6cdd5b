"""`python -m evals.outcomes`: precision and recall of the proposed outcomes on each half of the labels.

What was wrong or missed is listed for the development half only: the other one is never looked at.
"""

from __future__ import annotations

import sys

from evals.console import output
from evals.outcomes.bars import PRECISION, RECALL
from evals.outcomes.labels import read_labels
from evals.outcomes.measuring import OutcomeScore, score_outcomes
from evals.outcomes.proposals import proposals_for
from evals.suites.cases import Half


def main(is_detailed: bool) -> int:
    """Print both halves; 1 when one of them misses a bar."""
    labels = read_labels()
    proposals = proposals_for({document.document_id for document in labels})
    scores = {half: score_outcomes([label for label in labels if label.half is half], proposals) for half in Half}
    for half, score in scores.items():
        output.print(
            f"{half}: precision {score.precision:.3f} ({score.right}/{score.proposed}, bar {PRECISION}), "
            f"recall {score.recall:.3f} ({score.found}/{score.labelled}, bar {RECALL}), "
            f"metric named right {score.metric_accuracy:.3f}",
            highlight=False,
        )
    if is_detailed:
        _show(scores[Half.DEVELOPMENT])
    return int(any(score.precision < PRECISION or score.recall < RECALL for score in scores.values()))


def _show(score: OutcomeScore) -> None:
    for document_id, proposal in score.wrong:
        outcome = proposal.outcome
        shown = f"{outcome.metric} | {outcome.before} | {outcome.after} | {outcome.unit} | {proposal.quote[:160]}"
        output.print(f"wrong  {document_id}: {shown}", markup=False, highlight=False, soft_wrap=True)
    for document_id, label in score.missed:
        shown = f"{label.metric} | {label.before} | {label.after} | {label.unit} | {label.quote}"
        output.print(f"missed {document_id}: {shown}", markup=False, highlight=False, soft_wrap=True)


if __name__ == "__main__":
    sys.exit(main("--details" in sys.argv[1:]))
