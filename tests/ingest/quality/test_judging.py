"""Judging whole files: the bundled ones are good, broken copies of them are not."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.domain.file_reports import FileReport
from assistant.domain.synchronising import FileResult, Reason
from assistant.errors import DocumentRefused
from assistant.settings import corpus_dir
from assistant.store.catalog import Catalog
from assistant.store.originals import Originals
from ingest.chunking import Chunker
from ingest.quality.judging import FILE_MEASURES, PART_MEASURES, judge
from ingest.quality.policy import quality_policy
from ingest.quality.telling import low_quality
from ingest.readers.protocol import Block, BlockKind, ReadDocument
from ingest.synchronise import Synchroniser
from tests.ingest.pdf_files import Sheet, paragraph, pdf

CASE = corpus_dir() / "cases" / "wekeep-fulfilment-ai.md"
PILOT = corpus_dir() / "pilots" / "neoul-plating-recipe-pilot.md"

DEFECTS: dict[str, Callable[[str], str]] = {
    "spaces removed": lambda text: re.sub(r"(?<=[가-힣.,]) (?=[가-힣\d])", "", text),
    "CP949 read as Latin-1": lambda text: text.encode("cp949", "replace").decode("latin-1"),
    "UTF-8 read as CP949": lambda text: text.encode().decode("cp949", "replace"),
    "digits removed": lambda text: re.sub(r"\d", "", text),
    "letters set apart": lambda text: re.sub(r"(?<=[가-힣])(?=[가-힣])", " ", text),
    "letters replaced": lambda text: re.sub(r"[다는을이]", "\ufffd", text),
}
GOOD = [
    "가온프레스는 2025년에 카메라로 용접 불량을 찾기 시작했습니다.",
    "검사원 네 명이 두 조로 나누어 하루 12,000개를 눈으로 보았습니다.",
    "시작 값은 여섯 주 동안 아무것도 바꾸지 않은 채 쟀습니다.",
]


def ingested(path: Path, folder: Path) -> tuple[FileResult, Catalog]:
    catalog = Catalog(f"sqlite:///{folder / 'catalog.sqlite3'}")
    synchroniser = Synchroniser(catalog, Originals(folder / "originals"), Chunker(), 50 * 1024 * 1024)
    return synchroniser.synchronise([path]).results[0], catalog


def reported(result: FileResult) -> FileReport:
    assert result.report
    return result.report


@pytest.mark.parametrize("path", [CASE, PILOT], ids=["case", "pilot"])
@pytest.mark.parametrize("defect", DEFECTS)
def test_a_broken_copy_of_a_good_document_is_refused(path: Path, defect: str, tmp_path: Path) -> None:
    _, front_matter, body = path.read_text("utf-8").split("---", 2)
    broken = tmp_path / path.name
    broken.write_text(f"---{front_matter}---{DEFECTS[defect](body)}", "utf-8")
    result, catalog = ingested(broken, tmp_path)
    assert result.reason is Reason.LOW_QUALITY, f"{reported(result).quality}"
    assert path.name in result.message
    assert " / " in result.message
    assert reported(result).quality.score < 0.5
    assert catalog.count_chunks() == 0
    catalog.close()


def test_a_poor_page_is_left_out_and_named(tmp_path: Path) -> None:
    glued = [line.replace(" ", "") for line in GOOD]
    path = tmp_path / "보고서.pdf"
    more = ["한계 견본 사진을 붙이고 다시 시험하자 판정이 더 많이 일치했습니다.", "야간조도 같은 시험을 받았습니다."]
    path.write_bytes(pdf([Sheet(paragraph(lines, 780)) for lines in (GOOD, glued, more)]))
    result, catalog = ingested(path, tmp_path)
    assert result.document_id is not None
    chunks = catalog.chunks(result.document_id, 1)
    catalog.close()
    assert {chunk.page for chunk in chunks} == {1, 3}
    assert any("2쪽(띄어쓰기가 사라짐)" in warning for warning in result.warnings)
    report = reported(result)
    assert [part.place.page for part in report.quality.poor_parts] == [2]


def test_a_poor_section_is_left_out_where_there_are_no_pages(tmp_path: Path) -> None:
    path = tmp_path / "보고서.md"
    broken = "\n".join(GOOD).encode("cp949").decode("latin-1")
    path.write_text("# 보고서\n\n## 시작\n\n" + "\n".join(GOOD) * 2 + f"\n\n## 결과\n\n{broken}\n", "utf-8")
    result, catalog = ingested(path, tmp_path)
    assert result.document_id is not None
    assert {chunk.heading for chunk in catalog.chunks(result.document_id, 1)} == {("시작",)}
    catalog.close()
    assert any("'결과' 절(글자가 깨짐)" in warning for warning in result.warnings)


def test_a_file_of_scanned_pages_is_refused_though_its_cover_has_text(tmp_path: Path) -> None:
    path = tmp_path / "스캔.pdf"
    path.write_bytes(pdf([Sheet(paragraph(GOOD, 780)), *[Sheet()] * 12]))
    result, catalog = ingested(path, tmp_path)
    catalog.close()
    assert result.reason is Reason.LOW_QUALITY
    assert "OCR" in result.message
    assert reported(result).quality.empty_pages == tuple(range(2, 14))


def test_a_few_words_are_not_judged(tmp_path: Path) -> None:
    path = tmp_path / "메모.md"
    path.write_text("한국산업기술기획평가원장상수상기업", "utf-8")
    result, catalog = ingested(path, tmp_path)
    catalog.close()
    assert result.reason is None


def test_the_encoding_that_was_guessed_is_told(tmp_path: Path) -> None:
    path = tmp_path / "옛글.md"
    path.write_bytes("\n".join(GOOD).encode("cp949"))
    result, catalog = ingested(path, tmp_path)
    assert result.document_id is not None
    stored = catalog.file_report(result.document_id, 1)
    catalog.close()
    assert stored == result.report
    assert stored
    assert (stored.quality.encoding, stored.quality.score) == ("cp949", 1)


def test_the_policy_has_an_entry_for_every_measure() -> None:
    policy = quality_policy()
    assert set(policy.measures) == {*PART_MEASURES, *FILE_MEASURES}
    for measure in policy.measures.values():
        assert measure.tolerated < measure.worst
        assert measure.kept(measure.tolerated) == 1
        assert measure.kept(1) == pytest.approx(1 - measure.weight)


def test_a_refusal_says_what_is_wrong_where_and_what_to_do() -> None:
    text = " ".join(GOOD * 2)
    blocks = (Block(BlockKind.PARAGRAPH, text.encode("cp949").decode("latin-1"), page=1),)
    refusal = low_quality(judge(ReadDocument({}, blocks)).quality, "a.pdf")
    assert isinstance(refusal, DocumentRefused)
    korean, english = refusal.message.split(" / ")
    assert "글자가 깨짐. 나쁜 곳: 1쪽." in korean
    assert "broken letters. Poor parts: page 1." in english
