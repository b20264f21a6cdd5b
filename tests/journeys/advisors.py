"""Advisors for journeys: the real product on a data directory of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.bootstrap import Access, Advisor, open_advisor
from assistant.domain.access import Person, Role
from assistant.settings import Settings
from tests.conftest import CACHE

SME = Person(Role.SME)
STAFF = Person(Role.STAFF)


@contextmanager
def advisor_with(data_dir: Path, *paths: Path, **settings: Any) -> Iterator[Advisor]:
    """An advisor that has read the given files and folders."""
    chosen = Settings(data_dir=data_dir, models_dir=CACHE / "models", **settings)
    with open_advisor(chosen, Access.OWN) as advisor:
        advisor.make_ready()
        if paths:
            report = advisor.keeping.ingest(STAFF, list(paths))
            assert not report.has_refusals, [result.message for result in report.results if result.message]
        yield advisor


def written_documents(folder: Path, documents: dict[str, str], **metadata: str) -> Path:
    """A JSON-lines file of documents by id; the first line of each text is its title."""
    path = folder / "documents.jsonl"
    lines = [
        json.dumps(
            {
                "id": name,
                "title": text.splitlines()[0],
                "text": "\n".join(text.splitlines()[1:]),
                "metadata": {"kind": "policy", "date": "2026-01-01", "audience": "public", "provenance": "public"}
                | metadata,
            },
            ensure_ascii=False,
        )
        for name, text in documents.items()
    ]
    path.write_text("\n".join(lines), "utf-8")
    return path
