"""Copies and near-copies are recognised, different documents are not, and a difference shows what was changed."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

import pytest

from assistant.domain.likeness import ChangedSentence, Difference, WordChange
from assistant.settings import corpus_dir
from ingest.chunking import Chunker
from ingest.likeness import ALIKE, MarkedDocument, SentenceMarks, difference, likenesses
from ingest.readers import READERS

REPORT = (
    "다온금속은 12주 동안 프레스 부품을 AI로 검사했습니다. 불량을 놓치는 비율은 6.8%에서 2.5%로 줄었습니다.",
    "| 지표 | 시작 값 | 결과 |\n| --- | --- | --- |\n"
    "| 놓친 불량의 비율 | 6.8% | 2.5% |\n| 한 개 검사 시간 | 9초 | 4초 |",
    "조명이 바뀌면 판정이 흔들렸습니다. 조명을 상자로 가린 뒤에는 흔들리지 않았습니다.",
)
ADDED = (
    "회사는 다음 해에 두 번째 라인으로 넓힐 생각입니다. 사람은 줄이지 않았습니다.",
    "반장은 아침마다 화면을 확인합니다. 이상이 있으면 정비 담당자를 부릅니다.",
)


def texts_of(path: Path, suffix: str | None = None) -> list[str]:
    reader = READERS[suffix or path.suffix]()
    return [chunk.text for chunk in Chunker().split(reader.read(path.read_bytes(), path.name).blocks)]


@pytest.fixture(scope="module")
def corpus() -> Mapping[str, Sequence[str]]:
    """The chunks of all bundled documents written in Markdown, and of one in each other format."""
    root = corpus_dir()
    written = [path for path in sorted(root.glob("*/*.md")) if not path.name.endswith(".source.md")]
    others = [next(iter(sorted(root.glob(f"*/*.{ending}")))) for ending in ("pdf", "docx", "hwpx")]
    return {path.name: texts_of(path) for path in (*written, *others)}


def marked(name: str, marks: SentenceMarks, version: int = 1) -> MarkedDocument:
    return MarkedDocument(document_id=name, version=version, title=f"{name} 제목", marks=marks)


def test_no_two_different_bundled_documents_are_alike(corpus: Mapping[str, Sequence[str]]) -> None:
    marks = [SentenceMarks.of(texts) for texts in corpus.values()]
    assert len(marks) > 90
    assert max(one.share_in(other) for one, other in combinations(marks, 2)) < ALIKE / 2


def test_an_edited_copy_of_each_bundled_document_is_recognised(corpus: Mapping[str, Sequence[str]]) -> None:
    library = [marked(name, SentenceMarks.of(texts)) for name, texts in corpus.items()]
    chance = random.Random(7)
    for name, texts in corpus.items():
        edited = [re.sub(r"\d", lambda _: str(chance.randrange(10)), text) for text in texts]
        found = likenesses(SentenceMarks.of([*edited[::-1], *ADDED]), library)
        assert [one.document_id for one in found] == [name]
        assert found[0].share > 0.9
        assert not found[0].is_same_file


@pytest.mark.parametrize("ending", ["pdf", "docx", "hwpx"])
def test_another_format_of_the_same_text_is_recognised(ending: str) -> None:
    path = next(iter(sorted(corpus_dir().glob(f"*/*.{ending}"))))
    source = path.with_name(f"{path.stem}.source.md")
    assert SentenceMarks.of(texts_of(path)).share_in(SentenceMarks.of(texts_of(source, ".md"))) > 0.9


def test_line_breaks_and_spacing_make_no_difference() -> None:
    broken = [text if text.startswith("|") else text.replace(" ", "\n").replace("부품을", "부품 을") for text in REPORT]
    assert SentenceMarks.of(broken) == SentenceMarks.of(REPORT)


def test_the_same_file_comes_first_then_the_most_alike() -> None:
    marks = SentenceMarks.of(REPORT, "digest")
    library = [
        marked("half", SentenceMarks.of((*REPORT[:2], *ADDED))),
        marked("all", SentenceMarks.of(REPORT)),
        marked("other", SentenceMarks.of(ADDED)),
        marked("file", SentenceMarks.of((), "digest"), version=3),
    ]
    found = likenesses(marks, library)
    assert [(one.document_id, one.version, one.is_same_file) for one in found] == [
        ("file", 3, True),
        ("all", 1, False),
        ("half", 1, False),
    ]
    assert found[1].share == 1
    assert ALIKE < found[2].share < 1


def test_files_without_a_digest_are_not_the_same_file() -> None:
    assert likenesses(SentenceMarks.of(()), [marked("empty", SentenceMarks.of(()))]) == ()


def test_a_common_notice_is_no_likeness_but_a_short_copy_is() -> None:
    notice = "이 문서는 실제 기업의 보고서가 아니라 만든 예시 자료입니다."
    short = SentenceMarks.of([f"{notice} 다온금속은 부품을 AI로 봅니다. 사람도 함께 봅니다."])
    assert likenesses(short, [marked("long", SentenceMarks.of((notice, *REPORT)))]) == ()
    assert likenesses(SentenceMarks.of([notice]), [marked("short", short)]) != ()


def test_marks_are_stored_in_eight_bytes_each() -> None:
    marks = SentenceMarks.of(REPORT, "digest")
    assert len(marks.packed()) == 8 * len(marks.hashes) == 8 * 5
    assert SentenceMarks.unpacked(marks.packed(), "digest") == marks
    with pytest.raises(ValueError, match="multiple of 8"):
        SentenceMarks.unpacked(b"1234567")


def test_a_thousand_documents_are_compared_in_less_than_a_second() -> None:
    chance = random.Random(3)
    library = [
        marked(f"{number}", SentenceMarks(hashes=frozenset(chance.getrandbits(64) for _ in range(100))))
        for number in range(1000)
    ]
    start = time.perf_counter()
    found = likenesses(library[500].marks, library)
    assert time.perf_counter() - start < 1
    assert [one.document_id for one in found] == ["500"]


def test_a_difference_shows_changed_words_and_whole_sentences() -> None:
    new = [
        REPORT[2].replace("조명이 바뀌면", "조명과 각도가 바뀌면"),
        ADDED[0],
        REPORT[1].replace("4초", "3초"),
    ]
    assert difference(REPORT, [REPORT[0].split(". ")[0] + ".", *new[::-1]]) == Difference(
        removed=("불량을 놓치는 비율은 6.8%에서 2.5%로 줄었습니다.",),
        added=("회사는 다음 해에 두 번째 라인으로 넓힐 생각입니다.", "사람은 줄이지 않았습니다."),
        changed=(
            ChangedSentence(
                before="한 개 검사 시간 | 9초 | 4초",
                after="한 개 검사 시간 | 9초 | 3초",
                words=(WordChange("4초", "3초"),),
            ),
            ChangedSentence(
                before="조명이 바뀌면 판정이 흔들렸습니다.",
                after="조명과 각도가 바뀌면 판정이 흔들렸습니다.",
                words=(WordChange("조명이", "조명과 각도가"),),
            ),
        ),
    )


def test_moving_and_spacing_are_no_difference() -> None:
    moved = [REPORT[2], REPORT[1], REPORT[0].replace("프레스 부품", "프레스부품")]
    assert difference(REPORT, moved).is_empty
    assert difference([], []).is_empty


def test_a_header_row_that_parts_of_a_table_repeat_is_told_once() -> None:
    header, rule, *rows = REPORT[1].split("\n")
    parts = ["\n".join((header, rule, row)) for row in rows]
    assert difference([REPORT[1]], parts).is_empty


def test_long_texts_that_have_nothing_in_common_are_compared_in_time() -> None:
    old = [f"{number}번 공장은 설비를 {number}대 들였습니다." for number in range(3000)]
    new = [f"{number}호 매장이 손님 {number}명을 맞았습니다." for number in range(3000)]
    start = time.perf_counter()
    found = difference(old, new)
    assert time.perf_counter() - start < 5
    assert (len(found.removed), len(found.added)) == (3000, 3000)


def test_rows_whose_numbers_all_changed_are_paired_however_many_there_are() -> None:
    old = [f"설비 {chr(0xAC00 + number)}의 불량률은 {number}%입니다." for number in range(2000)]
    new = [sentence.replace("%", ".5%") for sentence in old]
    found = difference(old, new)
    assert (len(found.changed), found.removed, found.added) == (2000, (), ())
    assert found.changed[7].words == (WordChange("7%입니다.", "7.5%입니다."),)


def test_one_endless_sentence_is_not_compared_word_by_word() -> None:
    endless = "지원 " * 100_000
    start = time.perf_counter()
    found = difference([endless], [f"{endless} 끝"])
    assert time.perf_counter() - start < 5
    assert (len(found.removed), len(found.added), found.changed) == (1, 1, ())
