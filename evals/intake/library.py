"""A small library to publish into."""

from __future__ import annotations

from pathlib import Path

from assistant.bootstrap import Access
from evals.intake.playing import STAFF, opened
from evals.intake.reports import report

_DOCUMENTS = 2


def small_library(data_dir: Path, embedder: str) -> None:
    """Make a library of a few reports. The dead entries of one replacement are then enough for a rebuild."""
    folder = data_dir.parent / "files"
    folder.mkdir(parents=True)
    for number in range(_DOCUMENTS):
        (folder / f"report-{number}.md").write_text(report(number), "utf-8")
    with opened(data_dir, embedder, Access.OWN) as advisor:
        advisor.feeder.feed()
        advisor.keeping.ingest(STAFF, [folder])
