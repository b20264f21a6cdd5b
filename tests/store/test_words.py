"""The keyword index."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.domain.access import PUBLIC, Audience
from assistant.errors import IndexDamaged, StoreError
from assistant.store.outbox import Edition
from assistant.store.words import KeywordIndex, KeywordShelf, OtherWords, WordEntry
from tests.store.samples import CONSULTANTS, TOKENIZER


@pytest.fixture
def index(tmp_path: Path) -> Iterator[KeywordIndex]:
    opened = KeywordIndex(tmp_path / "generation", TOKENIZER)
    yield opened
    opened.close()


def _entry(chunk_id: str, text: str, title: str = "문서") -> WordEntry:
    document_id, _, version = chunk_id.partition("#")[0].partition("@")
    return WordEntry(chunk_id=chunk_id, edition=Edition(document_id, int(version or 1)), title=title, text=text)


def _filled(index: KeywordIndex, *texts: str, audience: Audience = PUBLIC) -> None:
    index.add(audience, [_entry(f"d{n}@1#0000", text) for n, text in enumerate(texts)])
    index.commit()


def _found(index: KeywordIndex, query: str, *audiences: Audience, k: int = 10) -> list[str]:
    return [chunk_id.partition("@")[0] for chunk_id, _ in index.search(query, audiences or (PUBLIC,), k)]


def test_particles_do_not_matter(index: KeywordIndex) -> None:
    _filled(index, "공장을 새로 지었다", "식당에서 밥을 먹었다")
    assert _found(index, "공장에서") == ["d0"]
    assert _found(index, "식당은") == ["d1"]


def test_wrong_spacing_is_forgiven(index: KeywordIndex) -> None:
    _filled(index, "예지보전시스템을 들였다", "매출이 늘었다")
    assert _found(index, "예지 보전 시스템") == ["d0"]
    _filled(index, "", "", "혁신 바우처 신청")
    assert _found(index, "혁신바우처신청") == ["d2"]


def test_smart_factory_in_one_word_or_two(index: KeywordIndex) -> None:
    _filled(index, "스마트공장 지원", "스마트 공장 지원", "농장 지원")
    assert set(_found(index, "스마트공장", k=2)) == set(_found(index, "스마트 공장", k=2)) == {"d0", "d1"}


def test_english_is_found_in_any_case(index: KeywordIndex) -> None:
    _filled(index, "ChatGPT를 RPA에 연결", "사람이 하던 일")
    assert _found(index, "chatgpt") == _found(index, "rPa") == ["d0"]


@pytest.mark.parametrize("query", ["", "   ", "?!", "그리고", "'\"AND OR (title:*"])
def test_a_question_without_words_finds_nothing(index: KeywordIndex, query: str) -> None:
    _filled(index, "공장")
    assert index.search(query, [PUBLIC], 5) == []


def test_better_matches_come_first_and_titles_count(index: KeywordIndex) -> None:
    index.add(
        PUBLIC, [_entry("a@1#0000", "검사 장비를 들였다"), _entry("b@1#0000", "검사 장비를 들였다", title="비전 검사")]
    )
    index.add(PUBLIC, [_entry("c@1#0000", "비전 검사 장비로 비전 검사를 한다", title="비전 검사")])
    index.commit()
    hits = index.search("비전 검사", [PUBLIC], 10)

    assert [chunk_id for chunk_id, _ in hits] == ["c@1#0000", "b@1#0000", "a@1#0000"]
    assert hits[0][1] > hits[1][1] > hits[2][1] > 0
    assert len(index.search("비전 검사", [PUBLIC], 2)) == 2


def test_other_words_find_too_and_count_by_their_weight(index: KeywordIndex) -> None:
    _filled(index, "공장의 불량률", "식당의 폐기율")
    assert _found(index, "불량률") == ["d0"]
    hits = index.search("불량률", [PUBLIC], 10, [OtherWords("폐기율", 0.3)])
    assert [chunk_id.partition("@")[0] for chunk_id, _ in hits] == ["d0", "d1"]
    assert hits[1][1] == pytest.approx(0.3 * index.search("폐기율", [PUBLIC], 1)[0][1])
    assert index.search("", [PUBLIC], 10, [OtherWords("폐기율", 0.3)]) == [hits[1]]


def test_the_whole_score_tells_how_much_of_a_question_was_found(index: KeywordIndex) -> None:
    _filled(index, "공장의 불량률", "식당의 폐기율", "농장의 수확량", "가게의 매출액")

    def share(question: str) -> float:
        return index.search(question, [PUBLIC], 1)[0][1] / index.whole_score(question)

    assert 0.4 < share("공장 불량률") < 1
    assert share("공장 불량률 로봇팔 드론") < 0.6 * share("공장 불량률")
    assert index.whole_score("?!") == 0


def test_a_search_stays_within_its_audiences(index: KeywordIndex) -> None:
    company = Audience.parse("company:가나다-정밀")
    for n, audience in enumerate((PUBLIC, CONSULTANTS, company)):
        index.add(audience, [_entry(f"d{n}@1#0000", "공장의 불량률")])
    index.commit()

    assert _found(index, "불량률", PUBLIC) == ["d0"]
    assert set(_found(index, "불량률", PUBLIC, CONSULTANTS)) == {"d0", "d1"}
    assert _found(index, "불량률", company) == ["d2"]
    assert _found(index, "불량률", Audience.parse("company:가나다")) == []
    assert index.search("불량률", [], 5) == []


def test_the_audience_adds_nothing_to_the_score(index: KeywordIndex) -> None:
    index.add(PUBLIC, [_entry("a@1#0000", "공장의 불량률")])
    index.add(CONSULTANTS, [_entry("b@1#0000", "공장의 불량률")])
    index.commit()
    scores = [score for _, score in index.search("불량률", [PUBLIC, CONSULTANTS], 5)]
    assert scores[0] == pytest.approx(scores[1])


def test_adding_twice_is_the_same_as_adding_once(index: KeywordIndex) -> None:
    entry = _entry("a@1#0000", "공장")
    index.add(PUBLIC, [entry])
    index.add(PUBLIC, [entry])
    index.commit()
    index.add(PUBLIC, [entry])
    index.commit()
    assert [chunk_id for chunk_id, _ in index.search("공장", [PUBLIC], 5)] == ["a@1#0000"]


def test_one_edition_is_removed_and_can_come_back(index: KeywordIndex) -> None:
    index.add(PUBLIC, [_entry("a@1#0000", "공장"), _entry("a@1#0001", "공장"), _entry("a@2#0000", "공장")])
    index.commit()
    index.remove(Edition("a", 1))
    assert len(index.chunk_ids()) == 3, "removes are seen after commit"
    index.commit()
    assert index.chunk_ids() == {"a@2#0000"}

    index.remove(Edition("a", 2))
    index.add(PUBLIC, [_entry("a@2#0000", "공장")])
    index.commit()
    assert index.chunk_ids() == {"a@2#0000"}


def test_what_was_not_committed_is_lost_and_what_was_is_kept(tmp_path: Path) -> None:
    first = KeywordIndex(tmp_path, TOKENIZER)
    first.add(PUBLIC, [_entry("a@1#0000", "공장")])
    first.commit()
    first.add(PUBLIC, [_entry("b@1#0000", "공장")])
    first.close()

    second = KeywordIndex(tmp_path, TOKENIZER)
    assert second.chunk_ids() == {"a@1#0000"}
    second.add(PUBLIC, [_entry("b@1#0000", "공장")])
    second.commit()
    assert len(second.search("공장", [PUBLIC], 5)) == 2
    second.close()


def test_a_second_writer_is_refused_and_readers_are_not(index: KeywordIndex, tmp_path: Path) -> None:
    _filled(index, "공장")
    other = KeywordIndex(tmp_path / "generation", TOKENIZER)

    assert _found(other, "공장") == ["d0"]
    with pytest.raises(StoreError, match="Another process is writing"):
        other.add(PUBLIC, [_entry("b@1#0000", "공장")])
    _filled(index, "공장", "새 공장")
    assert set(_found(other, "공장")) == {"d0", "d1"}, "a reader sees what the writer committed"
    other.close()


def test_damaged_files_are_told_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{broken")
    with pytest.raises(IndexDamaged, match="rebuild it"):
        KeywordIndex(tmp_path, TOKENIZER)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be used"):
        KeywordShelf(tmp_path / "file" / "keyword", TOKENIZER)


def test_many_threads_may_search_while_one_writes(index: KeywordIndex) -> None:
    with ThreadPoolExecutor(4) as threads:
        searching = [threads.submit(_found, index, "공장", k=100) for _ in range(50)]
        for n in range(5):
            _filled(index, *["공장"] * (n + 1))
        assert all(len(future.result()) <= 5 for future in searching)
    assert len(_found(index, "공장")) == 5


def test_a_shelf_keeps_generations_apart(tmp_path: Path) -> None:
    shelf = KeywordShelf(tmp_path, TOKENIZER)
    _filled(shelf.make("old"), "공장")
    _filled(shelf.make("new"), "식당")
    assert shelf.open("old") is shelf.make("old")
    assert shelf.generations() == {"old", "new"}

    shelf.drop("old")
    shelf.drop("old")

    with pytest.raises(IndexDamaged, match="no keyword index"):
        shelf.open("old")
    assert shelf.generations() == {"new"}
    assert _found(shelf.open("new"), "식당") == ["d0"]
    assert KeywordShelf(tmp_path, TOKENIZER).place == shelf.place
    shelf.close()
