"""`python -m evals.benchmarks.chunk_size`: how large chunks should be, measured on the bundled corpus."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from rich.table import Table

from assistant.actions.corpus_keeping import CorpusKeeping
from assistant.answering.follow_up import stand_alone
from assistant.bootstrap import Access, Advisor, ProgressTold, open_advisor
from assistant.domain.access import Person, Role
from assistant.errors import AdvisorError
from assistant.settings import corpus_dir, read_settings
from evals.asking import SEARCH_DEPTH
from evals.console import errors, output, tell
from evals.measures.ndcg import NdcgAt10
from evals.measures.recall_at_k import RecallAtK
from evals.measures.trial import Measure, Trial, values_of
from evals.suites.cases import Case, read_suite
from ingest.chunking import Chunker
from ingest.synchronise import Synchroniser

SIZES = (150, 300, 450, 700)
SIZE_IN_USE = 300
"""What Chunker uses unless told otherwise (a test holds the two together)."""
ALLOWED_LOSS = 0.05
"""The bar: the size in use may be at most this much worse in nDCG@10 than the best size measured."""
_MEASURES: tuple[Measure, Measure] = (RecallAtK(5), NdcgAt10())
_REPORT = Path("reports/bench/chunk_size.md")
_HEADER = ("글자 수", "조각", "recall@5", "nDCG@10", "색인 시간(초)")


@dataclass(frozen=True, kw_only=True)
class SizeResult:
    """What one chunk size comes to: shares over the answerable questions, seconds to read, embed and index."""

    max_characters: int
    chunks: int
    recall: float
    ndcg: float
    index_seconds: float

    @property
    def row(self) -> tuple[str, ...]:
        """The cells of the table."""
        shares = (f"{self.recall:.3f}", f"{self.ndcg:.3f}")
        return str(self.max_characters), str(self.chunks), *shares, f"{self.index_seconds:.1f}"


def measure_size(max_characters: int, cases: Sequence[Case], tell: ProgressTold) -> SizeResult:
    """Index the corpus with one chunk size in a temporary data directory and search it."""
    with (
        tempfile.TemporaryDirectory(prefix="chunk-size-") as folder,
        open_advisor(read_settings(data_dir=Path(folder)), Access.OWN) as advisor,
    ):
        advisor.make_ready(tell)
        started = time.perf_counter()
        _keeping(advisor, max_characters).ingest(Person(Role.ADMIN), [corpus_dir()])
        index_seconds = time.perf_counter() - started
        trials = [_searched(advisor, case) for case in cases]
        recall, ndcg = (fmean(values_of(measure, trials)) for measure in _MEASURES)
        return SizeResult(
            max_characters=max_characters,
            chunks=advisor.catalog.count_chunks(),
            recall=recall,
            ndcg=ndcg,
            index_seconds=index_seconds,
        )


def loss(results: Sequence[SizeResult], size: int = SIZE_IN_USE) -> float:
    """How much worse in nDCG@10 a size is than the best one; 0 for the best."""
    (in_use,) = (result for result in results if result.max_characters == size)
    return max(result.ndcg for result in results) - in_use.ndcg


def as_markdown(results: Sequence[SizeResult], questions: int) -> str:
    """The table with a sentence on what was measured."""
    rows = [_HEADER, ("---",) * len(_HEADER), *(result.row for result in results)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    bar = f"{SIZE_IN_USE}자의 nDCG@10이 가장 좋은 값보다 {ALLOWED_LOSS} 넘게 낮지 않을 것"
    told = f"답할 수 있는 질문 {questions}개, 문서 기준. 합격 기준: {bar}."
    return f"# 조각의 크기\n\n{told}\n\n{table}\n"


def main() -> int:
    """Measure all sizes, print and write the table; 1 when the size in use misses the bar."""
    cases = [case for case in read_suite() if case.is_answerable]
    results = []
    try:
        for done, size in enumerate(SIZES, start=1):
            results.append(measure_size(size, cases, tell))
            tell("조각 크기", done, len(SIZES))
    except AdvisorError as error:
        errors.print(str(error), style="red", markup=False)
        return 1
    _REPORT.parent.mkdir(parents=True, exist_ok=True)
    _REPORT.write_text(as_markdown(results, len(cases)), "utf-8")
    table = Table(*_HEADER)
    for result in results:
        table.add_row(*result.row)
    output.print(table)
    return 0 if loss(results) <= ALLOWED_LOSS else 1


def _keeping(advisor: Advisor, max_characters: int) -> CorpusKeeping:
    max_bytes = advisor.settings.max_file_bytes
    synchroniser = Synchroniser(advisor.catalog, advisor.originals, Chunker(max_characters), max_bytes)
    return CorpusKeeping(synchroniser, advisor.feeder)


def _searched(advisor: Advisor, case: Case) -> Trial:
    findings = advisor.questions.search(case.person, stand_alone(case.question), SEARCH_DEPTH)
    return Trial(case=case, found=findings.passages)


if __name__ == "__main__":
    sys.exit(main())
