"""`python -m evals.verifier`: what the verification of sentences catches, and what it withholds wrongly."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import AdvisorError
from evals.asking import advisor_with_corpus
from evals.collections.screen import on_screen
from evals.console import errors, output, tell
from evals.report.markdown import as_markdown
from evals.suites.cases import Half
from evals.variants import evaluation_settings
from evals.verifier.judging import judge
from evals.verifier.pairs import written_pairs
from evals.verifier.perturbing import made_pairs
from evals.verifier.report import HALVES, document, table

_REPORT = Path("reports/verifier/verifier.md")


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge all pairs, print and write the tables; 1 when the pairs no longer fit the corpus."""
    parser = argparse.ArgumentParser(prog="python -m evals.verifier", description=__doc__)
    parser.add_argument("--half", choices=[str(half) for half in Half], help="only one half")
    parser.add_argument("--out", type=Path, default=_REPORT, metavar="FILE")
    given = parser.parse_args(arguments)
    try:
        written = written_pairs()
        pairs = [*written, *made_pairs(written)]
        if given.half is not None:
            pairs = [pair for pair in pairs if pair.half is Half(given.half)]
        with advisor_with_corpus(evaluation_settings(), tell) as advisor:
            result = judge(advisor, pairs, tell)
    except AdvisorError as error:
        errors.print(str(error), style="red", markup=False)
        return 1
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(as_markdown(document(result)), "utf-8")
    for half, name in HALVES.items():
        if (found := result.of(half)).judged:
            output.print(on_screen(table(found), name), markup=False)
    times = f"{result.milliseconds(0.5):.1f} / {result.milliseconds(0.95):.1f} ms"
    output.print(f"문장 하나의 확인, 가운데값 / 95 %: {times}", markup=False)
    errors.print(f"결과: {given.out}", markup=False, soft_wrap=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
