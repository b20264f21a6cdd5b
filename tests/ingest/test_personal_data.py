"""Personal data in files: told with their places, never with their values, and masked where a document asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain.personal_data import PersonalKind
from assistant.domain.synchronising import FileResult, Reason
from assistant.store.catalog import Catalog
from assistant.store.originals import Originals
from ingest.chunking import Chunker
from ingest.personal_data.finding import personal_findings
from ingest.readers.protocol import Block, BlockKind
from ingest.synchronise import Synchroniser
from tests.ingest.pdf_files import Sheet, paragraph, pdf

MOBILE, EMAIL, DESK = "010-2345-6789", "gildong.hong@example.com", "help@example.or.kr"


def ingested(path: Path, folder: Path) -> tuple[FileResult, str]:
    """What became of a file, and all that was indexed of it."""
    catalog = Catalog(f"sqlite:///{folder / 'catalog.sqlite3'}")
    result = Synchroniser(catalog, Originals(folder / "originals"), Chunker(), 1_000_000).synchronise([path]).results[0]
    chunks = catalog.chunks(result.document_id or "", 1)
    catalog.close()
    return result, "\n".join(f"{chunk.heading_label} {chunk.text}" for chunk in chunks)


def test_findings_name_their_page_and_never_the_value(tmp_path: Path) -> None:
    path = tmp_path / "명단.pdf"
    lines = ["참석자의 연락처를 아래에 적습니다.", f"담당자 전화 {MOBILE}로 물어보세요."]
    path.write_bytes(pdf([Sheet(paragraph(["첫 쪽의 글입니다."], 780)), Sheet(paragraph(lines, 780))]))
    result, indexed = ingested(path, tmp_path)
    assert result.report
    [finding] = result.report.alarms
    assert (finding.kind, finding.place.page) == (PersonalKind.MOBILE_PHONE, 2)
    assert finding.excerpt == "담당자 전화 [전화번호]로 물어보세요."
    assert MOBILE in indexed
    assert MOBILE not in repr(result)


def test_a_document_that_asks_for_it_is_masked_in_the_index_but_not_in_the_original(tmp_path: Path) -> None:
    path = tmp_path / "문의.md"
    head = "---\nid: inquiry\nmask_personal_data: true\n---\n"
    path.write_text(f"{head}# 문의\n\n## {MOBILE} 님\n\n{EMAIL}로 답을 보냈습니다.\n", "utf-8")
    result, indexed = ingested(path, tmp_path)
    assert result.report
    assert result.report.is_masked
    assert "[이메일 주소]로 답을 보냈습니다." in indexed
    assert "[전화번호] 님" in indexed
    assert EMAIL not in indexed
    assert MOBILE not in indexed
    assert [(finding.kind, finding.place.heading) for finding in result.report.personal_data] == [
        (PersonalKind.MOBILE_PHONE, ("문의", "[전화번호] 님")),
        (PersonalKind.EMAIL, ("문의", "[전화번호] 님")),
    ]
    assert MOBILE not in repr(result)
    [original] = [file for file in (tmp_path / "originals").rglob("*") if file.is_file()]
    assert original.read_bytes() == path.read_bytes()


def test_contacts_of_institutions_are_hints() -> None:
    text = f"대표 전화 1588-1234, 창구 042-123-4567, {DESK}, 사업자등록번호 124-81-00998"
    findings = personal_findings([Block(BlockKind.PARAGRAPH, text, ("문의처",))])
    assert [(finding.kind, finding.is_hint) for finding in findings] == [
        (PersonalKind.LANDLINE, True),
        (PersonalKind.EMAIL, True),
    ]


def test_an_excerpt_gives_nothing_of_its_neighbours_away() -> None:
    text = f"홍길동 과장 {MOBILE}, 계좌 국민은행 123456-01-234567, {EMAIL}"
    for finding in personal_findings([Block(BlockKind.PARAGRAPH, text)]):
        assert not any(value in finding.excerpt for value in ("홍길동", "2345", "6789", "123456", "gildong"))


@pytest.mark.parametrize("value", ["maybe", "[1]", "2"])
def test_whether_to_mask_is_true_or_false(value: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\nid: a\nmask_personal_data: {value}\n---\n본문입니다.\n", "utf-8")
    result, _ = ingested(path, tmp_path)
    assert result.reason is Reason.BAD_METADATA
    assert "mask_personal_data" in result.message
