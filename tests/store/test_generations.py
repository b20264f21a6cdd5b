"""Another model, a damaged index, too many dead entries: a new generation is built beside the one that serves."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.errors import IndexDamaged, ModelFailed
from assistant.store.morphemes import MorphemeTokenizer
from assistant.store.outbox import Edition
from tests.store.samples import OpenedStore, TrigramEmbedder, draft, open_store

TEXTS = ("불량률을 줄인 공장", "두부 용기 검사", "물류 창고의 재고", "고객 상담 기록", "에너지 요금 절감")


def _filled(data_dir: Path, **how: object) -> OpenedStore:
    store = open_store(data_dir, **how)  # type: ignore[arg-type]
    store.put(*(draft(f"case-{n}", [text]) for n, text in enumerate(TEXTS)))
    store.feeder.feed()
    return store


def _names(store: OpenedStore) -> tuple[str | None, set[str], set[str]]:
    return store.indexes.vector_generation, store.vectors.generations(), store.shelf.generations()


def test_another_model_builds_a_new_generation_and_drops_the_old(tmp_path: Path) -> None:
    store = _filled(tmp_path)
    old, _, words = _names(store)
    store.close()

    store = open_store(tmp_path, TrigramEmbedder(32))
    assert store.indexes.vector_generation is None, "vectors of another model are not searched"
    assert store.found_by_meaning(TEXTS[0]) == []
    assert store.found_by_words("불량률") == ["case-0@1#0000"], "words are"
    told: list[tuple[str, int, int]] = []
    store.feeder.ensure_generations(lambda *step: told.append(step))

    new, vectors, words_after = _names(store)
    assert new not in (None, old)
    assert vectors == {new}
    assert words_after == words, "the keyword index did not change"
    assert told[-1] == ("벡터 색인", 5, 5)
    assert store.found_by_meaning(TEXTS[1])[0] == "case-1@1#0000"
    assert store.feeder.verify().is_clean
    store.close()


def test_the_old_generation_stays_complete_until_the_switch(tmp_path: Path) -> None:
    store = _filled(tmp_path)
    store.close()
    calls = 0
    larger = TrigramEmbedder(128)

    def fail_later(texts: Sequence[str]) -> NDArray[np.float32]:
        nonlocal calls
        calls += 1
        raise ModelFailed("out of memory")

    store = open_store(tmp_path, larger, embed=fail_later)
    store.put(draft("case-9", ["새 문서"]))
    with pytest.raises(ModelFailed):
        store.feeder.feed()
    assert calls == 1
    store.close()

    back = open_store(tmp_path)
    assert back.found_by_meaning(TEXTS[2])[0] == "case-2@1#0000"
    assert back.feeder.feed() == 1, "what arrived meanwhile is not lost"
    assert len(back.vectors.generations()) == 1, "the abandoned build is gone"
    assert back.feeder.verify().is_clean
    back.close()


def test_another_dictionary_builds_the_keyword_index_anew(tmp_path: Path) -> None:
    store = _filled(tmp_path)
    vectors = store.indexes.vector_generation
    assert store.found_by_words("용기검사") == ["case-1@1#0000"]
    embedded = store.embedder.texts_embedded
    store.close()

    store = open_store(tmp_path, store.embedder, tokenizer=MorphemeTokenizer(["재고", "두부 용기"]))
    store.feeder.ensure_generations()

    assert store.indexes.vector_generation == vectors
    assert len(store.shelf.generations()) == 1
    assert store.found_by_words("용기") == ["case-1@1#0000"], "a user word is found by its parts too"
    assert store.embedder.texts_embedded == embedded
    store.close()


def test_verify_detects_a_lost_chunk_and_rebuild_mends_it(tmp_path: Path) -> None:
    store = _filled(tmp_path)
    generation = store.indexes.vector_generation
    assert generation is not None
    store.vectors.remove(generation, store.catalog.audiences().pop(), Edition("case-3", 1))
    words = store.indexes.words
    assert words is not None
    words.remove(Edition("case-4", 1))
    words.commit()

    report = store.feeder.verify()
    assert not report.is_clean
    assert [sorted(index.missing) for index in report.indexes] == [["case-3@1#0000"], ["case-4@1#0000"]]
    assert "case-3@1#0000" in report.summary()
    assert report.as_json()["indexes"][0]["missing"] == ["case-3@1#0000"]

    embedded = store.embedder.texts_embedded
    assert store.feeder.rebuild().is_clean
    assert store.embedder.texts_embedded == embedded + 1, "the other embeddings were copied"
    assert store.found_by_meaning(TEXTS[3])[0] == "case-3@1#0000"
    assert store.found_by_words("요금") == ["case-4@1#0000"]
    assert generation not in store.vectors.generations()
    store.close()


def test_verify_detects_what_should_not_be_there(tmp_path: Path) -> None:
    store = _filled(tmp_path)
    store.catalog.withdraw("case-0", "요청")
    assert store.feeder.verify().is_clean, "a change that is still to be followed is no fault"
    _skip_the_outbox(store)

    report = store.feeder.verify()

    assert [sorted(index.unexpected) for index in report.indexes] == [["case-0@1#0000"]] * 2
    assert store.feeder.rebuild().is_clean
    store.close()


def test_many_updates_call_for_a_rebuild(tmp_path: Path) -> None:
    store = _filled(tmp_path)
    assert not store.feeder.needs_rebuild
    for edition in range(3):
        store.put(draft("case-0", [f"{TEXTS[0]} {edition}"]))
        store.feeder.feed()

    assert [index.tombstones for index in store.feeder.verify().indexes] == [3, 0]
    assert store.feeder.needs_rebuild
    store.feeder.rebuild()
    assert not store.feeder.needs_rebuild
    store.close()


@pytest.mark.parametrize("lost", ["chroma", "keyword"])
def test_a_deleted_index_folder_is_built_again_from_the_catalog(tmp_path: Path, lost: str) -> None:
    _filled(tmp_path).close()
    shutil.rmtree(tmp_path / lost)

    store = open_store(tmp_path)
    store.feeder.feed()

    assert store.feeder.verify().is_clean
    assert store.found_by_meaning(TEXTS[1])[0] == "case-1@1#0000"
    assert store.found_by_words("두부") == ["case-1@1#0000"]
    store.close()


def test_a_deleted_catalog_leaves_no_strangers_in_the_indexes(tmp_path: Path) -> None:
    _filled(tmp_path).close()
    for file in tmp_path.glob("catalog.sqlite3*"):
        file.unlink()

    store = open_store(tmp_path)
    store.put(draft("other", ["전혀 다른 글"]))
    store.feeder.feed()

    assert store.feeder.verify().is_clean
    assert len(store.vectors.generations()) == len(store.shelf.generations()) == 1
    store.close()


def test_a_damaged_keyword_index_is_told_and_mends_itself_at_the_next_start(tmp_path: Path) -> None:
    store = _filled(tmp_path)
    folder = next(path for path in (tmp_path / "keyword").iterdir() if path.is_dir())
    store.close()
    (folder / "meta.json").write_text("{broken")

    store = open_store(tmp_path)
    with pytest.raises(IndexDamaged, match="rebuild"):
        store.found_by_words("두부")
    assert "읽을 수 없음" in store.feeder.verify().summary()

    store.feeder.ensure_generations()
    assert store.found_by_words("두부") == ["case-1@1#0000"]
    assert store.feeder.verify().is_clean
    store.close()


def test_an_interrupted_build_that_is_damaged_is_begun_anew(tmp_path: Path) -> None:
    store = _filled(tmp_path)
    interrupted = store.catalog.generations.begin(f"words:{store.shelf.place}", store.shelf.fingerprint)
    folder = tmp_path / "keyword" / interrupted.name
    folder.mkdir()
    (folder / "meta.json").write_text("{broken")

    assert store.feeder.rebuild().is_clean
    assert store.found_by_words("두부") == ["case-1@1#0000"]
    assert len(store.shelf.generations()) == 1
    store.close()


def test_an_empty_store_is_clean_and_finds_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    assert store.found_by_meaning("아무것") == store.found_by_words("아무것") == []
    store.feeder.feed()
    assert store.feeder.verify().is_clean
    assert not store.feeder.needs_rebuild
    assert store.feeder.rebuild().is_clean
    store.close()


def test_a_second_reader_follows_a_switch(tmp_path: Path) -> None:
    """A command line that only reads, beside the server that owns the data directory."""
    server = _filled(tmp_path)
    reader = open_store(tmp_path)
    assert reader.found_by_words("두부") == ["case-1@1#0000"]

    server.put(draft("case-9", ["태양광 발전 예측"]))
    server.feeder.feed()
    assert reader.found_by_words("태양광") == ["case-9@1#0000"]
    server.feeder.rebuild()

    assert reader.found_by_words("태양광") == ["case-9@1#0000"]
    assert reader.found_by_meaning("태양광 발전 예측")[0] == "case-9@1#0000"
    reader.close()
    server.close()


def test_a_search_finds_everything_while_the_indexes_are_rebuilt(tmp_path: Path) -> None:
    store = _filled(tmp_path)
    stop = threading.Event()

    def search() -> int:
        searches = 0
        while not stop.is_set():
            assert store.found_by_words("두부") == ["case-1@1#0000"]
            assert len(store.found_by_meaning(TEXTS[1])) == len(TEXTS)
            searches += 1
        return searches

    with ThreadPoolExecutor(3) as threads:
        searching = [threads.submit(search) for _ in range(3)]
        for _ in range(5):
            store.feeder.rebuild()
        stop.set()
        assert all(future.result() > 5 for future in searching)
    store.close()


def test_a_reader_knows_when_the_indexes_are_behind(tmp_path: Path) -> None:
    store = _filled(tmp_path)
    assert not store.feeder.is_behind
    store.put(draft("case-9", ["새 글"]))
    assert store.feeder.is_behind
    store.feeder.feed()
    assert not store.feeder.is_behind
    store.close()
    other = open_store(tmp_path, TrigramEmbedder(32))
    assert other.feeder.is_behind
    other.close()


def _skip_the_outbox(store: OpenedStore) -> None:
    for key in (f"vectors:{store.vectors.place}", f"words:{store.shelf.place}"):
        serving = store.catalog.generations.serving(key)
        assert serving is not None
        store.catalog.generations.advance(serving, store.catalog.last_position())


def test_dropped_generations_leave_no_files_and_the_serving_one_is_whole(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.put(*(draft(f"case-{n}", [f"문서 {n}의 글 {m}" for m in range(30)]) for n in range(10)))
    store.feeder.feed()
    for _ in range(3):
        assert store.feeder.rebuild().is_clean

    folders = [path for path in (tmp_path / "chroma").iterdir() if path.is_dir()]
    assert len(folders) <= 1
    assert any(chunk_id.startswith("case-7") for chunk_id in store.found_by_meaning("사례 case-7 문서 7의 글 3"))
    store.close()
    again = open_store(tmp_path)
    assert any(chunk_id.startswith("case-7") for chunk_id in again.found_by_meaning("사례 case-7 문서 7의 글 3"))
    assert again.feeder.verify().is_clean
    again.close()
