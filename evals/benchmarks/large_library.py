"""`python -m evals.benchmarks.large_library`: how fast answers come over 10,000 chunks, and what these weigh."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
import yaml

from assistant.bootstrap import Access, Advisor, ProgressTold, open_advisor
from assistant.domain.access import Person, Role
from assistant.domain.sentences import split_sentences
from assistant.errors import AdvisorError
from assistant.settings import corpus_dir, read_settings
from evals.asking import without_records
from evals.console import errors, output, tell
from evals.peers.texts import documents_as_read
from evals.report.document import Document, Section, Table
from evals.report.markdown import as_markdown
from evals.suites.cases import Case, Half, read_suite

CHUNKS = 10_000
MOST_SEARCH_MS = 60.0
MOST_FIRST_TEXT_MS = 300.0
MOST_BYTES_PER_CHUNK = 25_000
_COPY = "-copy"
_SEED = 20_261_122
_REPORT = Path("reports/bench/large_library.md")
_KEEPER = Person(Role.ADMIN)


@dataclass(frozen=True, kw_only=True)
class LargeLibrary:
    """What was measured; times in milliseconds for each question, bytes of both indexes for each chunk."""

    chunks: int
    searches: tuple[float, ...]
    first_texts: tuple[float, ...]
    bytes_per_chunk: float

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Each thing that has a bar."""
        return (
            Figure("search, embedding included (ms)", *_spread(self.searches), MOST_SEARCH_MS),
            Figure("first text of an answer (ms)", *_spread(self.first_texts), MOST_FIRST_TEXT_MS),
            Figure("indexes (bytes per chunk)", None, self.bytes_per_chunk, MOST_BYTES_PER_CHUNK),
        )

    @property
    def is_met(self) -> bool:
        """Whether all bars are met."""
        return all(figure.barred <= figure.bar for figure in self.figures)


class Figure(NamedTuple):
    """What was measured: its middle where it varies, the value the bar is held against (of times the 95th percentile),
    and the bar."""

    name: str
    middle: float | None
    barred: float
    bar: float


def _spread(values: Sequence[float]) -> tuple[float, float]:
    middle, most = np.quantile(values, (0.5, 0.95))
    return float(middle), float(most)


def document(measured: LargeLibrary) -> Document:
    """The report: one table."""
    rows = tuple(
        (name, "" if middle is None else f"{middle:.0f}", f"{barred:,.0f}", f"{bar:,.0f}")
        for name, middle, barred, bar in measured.figures
    )
    table = Table(header=("measured", "half within", "95 % within", "bar"), rows=rows)
    return Document(
        title=f"Questions over {measured.chunks:,} chunks",
        told=(f"{len(measured.searches)} questions of the golden suite, all searched for and then all answered.",),
        sections=(Section(title="Times and sizes", table=table),),
    )


def measure(folder: Path, cases: Sequence[Case], tell: ProgressTold) -> LargeLibrary:
    """Index the corpus and copies of it with their sentences in another order, then ask."""
    settings = without_records(read_settings(data_dir=folder / "data", models_dir=read_settings().shared_models_dir))
    with open_advisor(settings, Access.OWN) as advisor:
        advisor.make_ready(tell)
        advisor.keeping.ingest(_KEEPER, [corpus_dir()], tell)
        number = 0
        while (chunks := advisor.catalog.count_chunks()) < CHUNKS:
            number += 1
            _write_copies(advisor, folder / "copies", number)
            advisor.keeping.ingest(_KEEPER, [folder / "copies"], tell)
        for round_of in (cases[:10], cases):
            searches = [_search(advisor, case) for case in round_of]
            first_texts = [_first_text(advisor, case) for case in round_of]
    weight = sum(path.stat().st_size for name in ("chroma", "keyword") for path in _files(settings.data_dir / name))
    return LargeLibrary(
        chunks=chunks,
        searches=tuple(searches),
        first_texts=tuple(first_texts),
        bytes_per_chunk=weight / max(chunks, 1),
    )


def _write_copies(advisor: Advisor, folder: Path, number: int) -> None:
    """Other documents of the same words, one of each: only time is measured on them."""
    folder.mkdir(exist_ok=True)
    draw = random.Random(f"{_SEED}:{number}")
    for document in documents_as_read(advisor, {}):
        if document.id.endswith(_COPY):
            continue
        sentences = split_sentences(document.text)
        draw.shuffle(sentences)
        metadata = {
            "id": f"{document.id}-{number}{_COPY}",
            "title": f"{document.title} ({number})",
            "kind": "case",
            "audience": "public",
            "provenance": "illustrative",
            "sector": "all",
        }
        head = yaml.safe_dump(metadata, allow_unicode=True)
        text = f"---\n{head}---\n\n{' '.join(sentences)}\n"
        (folder / f"{metadata['id']}.md").write_text(text, "utf-8")


def _search(advisor: Advisor, case: Case) -> float:
    return advisor.questions.search(case.person, case.question.text).timings_ms["total"]


def _first_text(advisor: Advisor, case: Case) -> float:
    answer = advisor.questions.ask(case.person, case.question)
    return answer.first_text_ms or answer.elapsed_ms


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def main() -> int:
    """Measure, print and write the table; 1 when a bar is missed."""
    try:
        with TemporaryDirectory(prefix="large-library-") as folder:
            measured = measure(Path(folder), read_suite(half=Half.DEVELOPMENT), tell)
    except AdvisorError as error:
        errors.print(str(error), style="red", markup=False)
        return 1
    text = as_markdown(document(measured))
    _REPORT.parent.mkdir(parents=True, exist_ok=True)
    _REPORT.write_text(text, "utf-8")
    output.print(text, markup=False)
    return 0 if measured.is_met else 1


if __name__ == "__main__":
    sys.exit(main())
