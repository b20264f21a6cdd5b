"""`python -m evals.peers [--collection DIR]`: our search beside others; needs the optional extra `peers`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.errors import AdvisorError
from assistant.settings import read_settings
from evals.collections.indexing import indexed_collection, indexed_suite
from evals.collections.screen import on_screen
from evals.console import errors, output, tell
from evals.peers.comparing import PEERS, PeerComparison, compare_peers, document, table
from evals.report.markdown import as_markdown
from evals.suites.cases import read_suite
from evals.suites.parts import Part, cases_of, suite_path
from evals.variants import evaluation_settings

_REPORT = Path("reports/peers.md")


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, print and write the tables; 1 when something cannot be evaluated."""
    parser = argparse.ArgumentParser(prog="python -m evals.peers", description=__doc__)
    parser.add_argument("--collection", action="append", type=Path, default=[], metavar="DIR")
    parser.add_argument("--half", choices=("development", "scored", "all"), default="all", help="of the golden suite")
    parser.add_argument("--only", action="append", choices=tuple(PEERS), default=[], help="peers to ask")
    parser.add_argument("--out", type=Path, default=_REPORT, metavar="FILE")
    given = parser.parse_args(arguments)
    try:
        comparisons = list(_comparisons(given.collection, Part(given.half), given.only or tuple(PEERS)))
    except AdvisorError as error:
        errors.print(str(error), style="red", markup=False)
        return 1
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(as_markdown(document(comparisons)), "utf-8")
    for comparison in comparisons:
        _show(comparison)
    errors.print(f"결과: {given.out}", markup=False, soft_wrap=True)
    return 0


def _comparisons(folders: Sequence[Path], half: Part, names: Sequence[str]) -> Iterator[PeerComparison]:
    for folder in folders:
        with indexed_collection(folder, read_settings(), tell) as indexed:
            yield compare_peers(indexed, names, tell)
    if not folders:
        cases = cases_of(read_suite(suite_path("golden")), half)
        with indexed_suite("golden", cases, evaluation_settings(), tell) as indexed:
            yield compare_peers(indexed, names, tell)


def _show(comparison: PeerComparison) -> None:
    output.print(on_screen(table(comparison), comparison.questions), markup=False)
    for name, package in comparison.lacking.items():
        errors.print(f"{name}: {package} 꾸러미가 없습니다. ax-advisor[peers]를 설치해 주세요.", markup=False)


if __name__ == "__main__":
    sys.exit(main())
