"""`python -m evals.benchmarks.large_library`: how fast answers come over 10,000 chunks, and what these weigh."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from assistant.bootstrap import Access, Advisor, ProgressTold, open_advisor
from assistant.domain.access import Person, Role
from assistant.domain.sentences import split_sentences
from assistant.errors import AdvisorError
from assistant.settings import corpus_dir, read_settings
from evals.asking import without_records
from evals.console import errors, output, tell
from evals.peers.texts import documents_as_read
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
    def rows(self) -> list[tuple[str, ...]]:
        """What was measured, its middle, its 95th percentile (for bytes the mean), and the bar."""
        searches = [f"{at(self.searches, share):.0f} ms" for share in (0.5, 0.95)]
        first = [f"{at(self.first_texts, share):.0f} ms" for share in (0.5, 0.95)]
        return [
            ("search, embedding included", *searches, f"{MOST_SEARCH_MS:.0f} ms"),
            ("first text of an answer", *first, f"{MOST_FIRST_TEXT_MS:.0f} ms"),
            ("indexes, bytes per chunk", "", f"{self.bytes_per_chunk:,.0f}", f"{MOST_BYTES_PER_CHUNK:,}"),
        ]

    @property
    def is_met(self) -> bool:
        """Whether all bars are met."""
        return (
            at(self.searches, 0.95) <= MOST_SEARCH_MS
            and at(self.first_texts, 0.95) <= MOST_FIRST_TEXT_MS
            and self.bytes_per_chunk <= MOST_BYTES_PER_CHUNK
        )


def at(values: Sequence[float], share: float) -> float:
    """The value under which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


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
        _ask(advisor, cases[:10])
        answered = _ask(advisor, cases)
    weight = sum(path.stat().st_size for name in ("chroma", "keyword") for path in _files(settings.data_dir / name))
    searches, first_texts = zip(*answered, strict=True)
    return LargeLibrary(
        chunks=chunks, searches=searches, first_texts=first_texts, bytes_per_chunk=weight / max(chunks, 1)
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


def _ask(advisor: Advisor, cases: Sequence[Case]) -> list[tuple[float, float]]:
    times = []
    for case in cases:
        found = advisor.questions.search(case.person, case.question.text)
        answer = advisor.questions.ask(case.person, case.question)
        times.append((found.timings_ms["total"], answer.first_text_ms or answer.elapsed_ms))
    return times


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
    lines = ["| measured | half within | 95 % within | bar |", "| --- | --- | --- | --- |"]
    lines += [f"| {' | '.join(row)} |" for row in measured.rows]
    text = f"# Questions over {measured.chunks:,} chunks\n\n" + "\n".join(lines) + "\n"
    _REPORT.parent.mkdir(parents=True, exist_ok=True)
    _REPORT.write_text(text, "utf-8")
    output.print(text, markup=False)
    return 0 if measured.is_met else 1


if __name__ == "__main__":
    sys.exit(main())
