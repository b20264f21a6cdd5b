"""`python -m evals.guessing`: for each half of the bundled documents, how often each field is guessed right or wrong.

What was wrong is listed (with `--details`) for the development half only: the other one is never looked at.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

from evals.console import output
from evals.guessing.documents import bare_documents
from evals.guessing.measuring import FieldScore, score_guesses
from evals.suites.cases import Half


def main(is_detailed: bool) -> int:
    """Print both halves; 1 when a field misses the bar."""
    missed = False
    for half in Half:
        scores = score_guesses(bare_documents(half))
        for field, score in scores.items():
            output.print(
                f"{half} {field}: right {score.right}, wrong {len(score.wrong)}, silent {score.silent}, "
                f"precision {score.precision:.3f}",
                highlight=False,
            )
            missed = missed or (field != "title" and not score.is_above_the_bar)
        if is_detailed and half is Half.DEVELOPMENT:
            _show(scores)
    return int(missed)


def _show(scores: Mapping[str, FieldScore]) -> None:
    for field, score in scores.items():
        for document_id, guess in score.wrong.items():
            shown = f"wrong  {document_id} {field}: {guess.value} | {guess.words}"
            output.print(shown, markup=False, highlight=False, soft_wrap=True)


if __name__ == "__main__":
    sys.exit(main("--details" in sys.argv[1:]))
