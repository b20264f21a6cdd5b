"""The whole store on servers: the catalog in PostgreSQL, the vectors on a Chroma server."""

from __future__ import annotations

from pathlib import Path

from tests.store.samples import TrigramEmbedder, draft, open_store

CHANGED = "사례 case-7\n개요 › 0절\n두부 용기의 불량을 골라냅니다"


def test_documents_go_in_change_and_are_rebuilt(tmp_path: Path, postgresql_url: str, chroma_server: str) -> None:
    store = open_store(tmp_path, database_url=postgresql_url, chroma_url=chroma_server)
    store.put(*(draft(f"case-{n}", [f"문서 {n}의 글 {m}" for m in range(5)]) for n in range(80)))

    assert store.feeder.feed() == 80
    store.put(draft("case-7", ["두부 용기의 불량을 골라냅니다"]))
    store.catalog.withdraw("case-8", "요청")
    assert store.feeder.feed() == 1
    assert store.found_by_words("두부") == store.found_by_meaning(CHANGED, k=1) == ["case-7@2#0000"]
    assert store.feeder.verify().is_clean
    assert store.feeder.rebuild().is_clean
    store.close()

    store = open_store(tmp_path, TrigramEmbedder(32), database_url=postgresql_url, chroma_url=chroma_server)
    store.feeder.feed()
    assert store.found_by_meaning(CHANGED, k=1) == ["case-7@2#0000"]
    assert store.feeder.verify().is_clean
    store.close()


def test_two_houses_may_share_a_chroma_server(tmp_path: Path, chroma_server: str) -> None:
    one = open_store(tmp_path / "one", chroma_url=chroma_server)
    other = open_store(tmp_path / "other", chroma_url=chroma_server)
    one.put(draft("case-1", ["하나의 집의 글"]))
    other.put(draft("case-2", ["다른 집의 글"]))
    for store in (one, other, one):
        store.feeder.feed()
        store.feeder.rebuild()

    for store, expected in ((one, ["case-1@1#0000"]), (other, ["case-2@1#0000"])):
        assert store.found_by_meaning("집의 글") == expected
        assert store.feeder.verify().is_clean
        store.close()
