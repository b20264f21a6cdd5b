"""Takes in hostile files one by one, the way the product does, and notes what became of each."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from assistant.domain.synchronising import FileResult
from assistant.store.catalog import Catalog
from assistant.store.originals import Originals
from ingest.chunking import Chunker
from ingest.synchronise import Synchroniser
from tests.ingest.hostile import archives, office, printed, texts
from tests.ingest.hostile.case import READ, Case

CASES: tuple[Case, ...] = (*printed.CASES, *office.CASES, *texts.CASES, *archives.CASES)
LARGEST = 50 * 1024 * 1024


@dataclass(frozen=True)
class Ending:
    """What became of a file: results, seconds, and bytes of memory this process has more than before."""

    case: Case
    results: tuple[FileResult, ...]
    seconds: float
    grown: int

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(str(result.reason or READ) for result in self.results)

    @property
    def is_right(self) -> bool:
        return self.case.is_right(self.codes)


def endings(cases: Sequence[Case], folder: Path) -> Iterator[Ending]:
    """Take each file in; `folder` is empty."""
    catalog = Catalog(f"sqlite:///{folder / 'catalog.sqlite3'}")
    synchroniser = Synchroniser(catalog, Originals(folder / "originals"), Chunker(), LARGEST)
    process = psutil.Process()
    for number, case in enumerate(cases):
        path = folder / str(number) / case.name  # a folder each: no file withdraws another's document
        path.parent.mkdir()
        path.write_bytes(case.make())
        gc.collect()
        before = process.memory_info().rss
        began = time.monotonic()
        results = synchroniser.synchronise([path]).results
        seconds = time.monotonic() - began
        yield Ending(case, results, seconds, process.memory_info().rss - before)
    catalog.close()
