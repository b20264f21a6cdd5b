"""A process that is killed while it feeds: nothing is lost, nothing is left over."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.samples import OpenedStore, TrigramEmbedder, draft, open_store

ROOT = Path(__file__).resolve().parents[2]


def _killed_after(batches: int, data_dir: Path, work: str = "feed", dimensions: int = 64) -> None:
    command = [sys.executable, "-m", "tests.store.feed_slowly", str(data_dir), work, str(dimensions)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        kept = 0
        for line in process.stdout:
            kept += line.startswith("kept")
            assert line != "finished\n", "it should have been killed before"
            if kept == batches:
                process.send_signal(signal.SIGKILL)
                break
    assert process.returncode == -signal.SIGKILL


def _fill(data_dir: Path, documents: int = 10) -> OpenedStore:
    store = open_store(data_dir)
    store.put(*(draft(f"case-{n}", [f"문서 {n}의 글 {m}" for m in range(7)]) for n in range(documents)))
    return store


def _assert_complete(store: OpenedStore, documents: int = 10) -> None:
    report = store.feeder.verify()
    assert report.is_clean, report.summary()
    assert store.catalog.count_documents() == documents
    assert len(store.catalog.served_chunk_ids()) == 7 * documents
    assert any(chunk_id.startswith("case-7") for chunk_id in store.found_by_meaning("사례 case-7 문서 7의 글 3"))
    assert len(store.found_by_words("문서", k=100)) == 7 * documents


@pytest.mark.parametrize("batches", [1, 5, 9, 12, 18])
def test_feeding_resumes_where_it_was_killed(tmp_path: Path, batches: int) -> None:
    """70 chunks are nine batches for the vectors, then nine for the words."""
    _fill(tmp_path).close()
    _killed_after(batches, tmp_path)

    store = open_store(tmp_path)
    store.feeder.feed()

    assert store.embedder.texts_embedded <= max(0, 70 - 8 * batches), "what was embedded is not embedded again"
    _assert_complete(store)
    store.close()


def test_updates_resume_where_they_were_killed(tmp_path: Path) -> None:
    store = _fill(tmp_path)
    store.feeder.feed()
    store.put(*(draft(f"case-{n}", [f"고친 문서 {n}의 글 {m}" for m in range(7)]) for n in range(10)))
    store.close()
    _killed_after(5, tmp_path)

    store = open_store(tmp_path)
    assert store.catalog.served_versions() == [(f"case-{n}", 1) for n in range(10)]
    store.feeder.feed()

    _assert_complete(store)
    assert store.catalog.served_versions() == [(f"case-{n}", 2) for n in range(10)]
    store.close()


def test_a_change_of_model_resumes_where_it_was_killed(tmp_path: Path) -> None:
    store = _fill(tmp_path)
    store.feeder.feed()
    store.close()
    _killed_after(5, tmp_path, dimensions=32)

    with_old_model = open_store(tmp_path)
    assert with_old_model.found_by_meaning("문서 7의 글 3") != [], "the old generation still serves"
    with_old_model.close()
    store = open_store(tmp_path, TrigramEmbedder(32))
    store.put(draft("case-3", [f"고친 문서 3의 글 {m}" for m in range(7)]))
    store.catalog.withdraw("case-4", "요청")
    store.feeder.feed()

    assert store.embedder.texts_embedded <= 70 + 7 - 8 * 5
    _assert_complete(store, documents=9)
    assert len(store.vectors.generations()) == 1
    store.close()


def test_a_rebuild_resumes_where_it_was_killed(tmp_path: Path) -> None:
    store = _fill(tmp_path)
    store.feeder.feed()
    generation = store.indexes.vector_generation
    assert generation is not None
    store.vectors.drop(generation)  # so that the rebuild has to embed again, which is slow enough to be killed
    store.vectors.begin(generation)
    store.close()
    _killed_after(4, tmp_path, "rebuild")

    store = open_store(tmp_path)
    assert not store.feeder.verify().is_clean
    assert store.feeder.rebuild().is_clean

    _assert_complete(store)
    assert len(store.vectors.generations()) == 1
    store.close()
