"""The bundled corpus goes in whole, and its PDF, Hangul and Word files say what their sources say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.domain.sentences import split_sentences
from assistant.settings import corpus_dir
from assistant.store.catalog import Catalog
from assistant.store.originals import Originals
from ingest.chunking import Chunker
from ingest.readers import READERS
from ingest.readers.markdown import MarkdownReader
from ingest.readers.protocol import Block, BlockKind
from ingest.synchronise import Synchroniser

PDFS = sorted(corpus_dir().rglob("*.pdf"))
OFFICE = sorted(path for suffix in (".hwpx", ".docx") for path in corpus_dir().rglob(f"*{suffix}"))


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    catalog = Catalog(f"sqlite:///{tmp_path / 'catalog.sqlite3'}")
    yield catalog
    catalog.close()


def test_every_document_comes_in_without_a_word_of_complaint(catalog: Catalog, tmp_path: Path) -> None:
    synchroniser = Synchroniser(catalog, Originals(tmp_path / "originals"), Chunker(), 50 * 1024 * 1024)
    report = synchroniser.synchronise([corpus_dir()])
    assert [result.message for result in report.results if result.reason] == []
    assert [(result.path, result.warnings) for result in report.results if result.warnings] == []
    assert report.counts["created"] == len(report.results) > 20
    found = {result.path: result.report for result in report.results if result.report}
    assert len(found) == len(report.results)
    assert [path for path, one in found.items() if one.quality.score < 0.9 or one.quality.poor_parts] == []
    alarms = [finding for one in found.values() for finding in one.alarms]
    assert len(alarms) == 1, "the example of pseudonymised data, and nothing else"
    assert synchroniser.synchronise([corpus_dir()]).counts["unchanged"] == len(report.results)


@pytest.mark.parametrize("path", PDFS, ids=[path.stem for path in PDFS])
def test_pdf_files_say_what_their_sources_say(path: Path) -> None:
    """Nearly every sentence, table row and heading, letter by letter; a sentence over a page end comes in two."""
    written, printed = _both(path)
    assert _share(_sentences(written), _sentences(printed)) >= 0.95
    assert _share(_rows(written), _rows(printed)) >= 0.9
    assert {block.heading for block in written} <= {block.heading for block in printed}
    assert [block.page for block in printed] == sorted(block.page or 0 for block in printed)


@pytest.mark.parametrize("path", OFFICE, ids=[path.stem for path in OFFICE])
def test_hangul_and_word_files_say_what_their_sources_say(path: Path) -> None:
    """Every heading, sentence and table row, letter by letter."""
    written, read = _both(path)
    assert [(block.heading, block.text) for block in read] == [(block.heading, block.text) for block in written]


def _both(path: Path) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The blocks of the source and those of the file made from it."""
    source = path.with_name(f"{path.stem}.source.md")
    written = MarkdownReader().read(source.read_bytes(), source.name).blocks
    return written, READERS[path.suffix]().read(path.read_bytes(), path.name).blocks


def _sentences(blocks: tuple[Block, ...]) -> list[str]:
    return [text for block in blocks if block.kind is not BlockKind.TABLE for text in split_sentences(block.text)]


def _rows(blocks: tuple[Block, ...]) -> list[str]:
    return [row for block in blocks if block.kind is BlockKind.TABLE for row in block.text.split("\n")]


def _share(wanted: list[str], found: list[str]) -> float:
    return sum(text in set(found) for text in wanted) / len(wanted) if wanted else 1.0
