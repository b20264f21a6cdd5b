"""Checking and starting documents of the corpus."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from assistant.domain.documents import Confidence, Kind, Provenance
from assistant.domain.vocabulary import COMPANY_SIZES, SECTORS, STAGES
from assistant.errors import WrongUse
from assistant.settings import corpus_dir
from ingest.authoring.checking import ILLUSTRATION_NOTE, Complaint, Severity, check_corpus
from ingest.authoring.rules import KEYS, LICENCES
from ingest.authoring.starting import start_document

TODAY = date(2026, 11, 22)

GOOD = """---
id: gaon
title: "가온의 비전 검사"
title_en: "Vision at Gaon"
kind: case
publisher: "AX Advisor 편집"
date: 2026-11-22
facts_as_of: 2026-06
review_by: 2027-11-22
sector: [manufacturing]
company_size: [small]
region: "경기"
technologies: [vision-inspection]
stage: [field_pilot]
outcomes:
  - {metric: "불량률", before: 3.2, after: 1.1, unit: "%", period: "12주"}
audience: public
provenance: public
confidence: one_source
sources:
  - {title: "보도", publisher: "신문", date: "2026-05-01", url: "https://example.org/1"}
licence: CC-BY-4.0
---
# 가온의 비전 검사

가온은 불량을 줄였습니다(출처 1).

## 출처

1. 신문, 보도, 2026-05-01
"""


def check(folder: Path, text: str, name: str = "cases/gaon.md") -> tuple[Complaint, ...]:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return check_corpus(folder, TODAY).complaints


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_our_own_corpus_has_nothing_to_mend() -> None:
    report = check_corpus(corpus_dir(), TODAY)
    assert [complaint for complaint in report.complaints if complaint.severity is Severity.ERROR] == []
    assert report.documents >= 80


def test_a_good_document_is_left_alone(tmp_path: Path) -> None:
    assert check(tmp_path, GOOD) == ()


@pytest.mark.parametrize(
    ("old", "new", "field", "says"),
    [
        ("id: gaon", "id: Gaon", "id", "영어 소문자"),
        ("id: gaon", "id: other", "id", "파일 이름"),
        ("kind: case", "kind: story", "kind", "case"),
        ("kind: case", "kind: pilot", "kind", "폴더"),
        ("date: 2026-11-22", "date: 2026-11", "date", "2026-11-22처럼"),
        ("facts_as_of: 2026-06", "facts_as_of: 2026-13", "facts_as_of", "달력"),
        ("facts_as_of: 2026-06", "facts_as_of: 2027-06", "facts_as_of", "늦을 수 없습니다"),
        ("review_by: 2027-11-22", "review_by: 2026-11-22", "review_by", "늦어야"),
        ("sector: [manufacturing]", "sector: [제조]", "sector.0", "manufacturing"),
        ("sector: [manufacturing]", "sector: []", "sector", "하나 이상"),
        ("sector: [manufacturing]", "sector: manufacturing", "sector", "목록"),
        ("company_size: [small]", "company_size: [tiny]", "company_size.0", "mid_sized"),
        ("stage: [field_pilot]", "stage: [pilot]", "stage.0", "field_pilot"),
        ('unit: "%", ', "", "outcomes.0.unit", "null"),
        ("audience: public", "audience: everyone", "audience", "consultants"),
        ("provenance: public", "provenance: mine", "provenance", "illustrative"),
        ("confidence: one_source", "confidence: sure", "confidence", "several_sources"),
        ("confidence: one_source", "confidence: null", "confidence", "one_source"),
        ('url: "https://example.org/1"', 'url: "example"', "sources.0.url", "https://"),
        ('date: "2026-05-01"', 'date: "5월"', "sources.0.date", "2026-11"),
        ("licence: CC-BY-4.0", "licence: mine", "licence", "CC-BY-4.0"),
        ("licence: CC-BY-4.0", "licence: CC-BY-4.0\ncolour: red", "colour", "정해지지 않은 항목"),
        ("(출처 1)", "(출처 2)", "text", "출처 2"),
        ("## 출처", "## 자료", "text", "## 출처"),
        ("# 가온의 비전 검사\n", "가온의 비전 검사\n", "text", "# 제목"),
        ("불량을", "{{무엇}}을", "text", "채우지"),
        ('"Vision at Gaon"', '"{{영어 제목}}"', "title_en", "채우지"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, old: str, new: str, field: str, says: str) -> None:
    text = GOOD.replace(old, new, 1)
    complaints = [complaint for complaint in check(tmp_path, text) if complaint.field == field]
    assert says in "".join(complaint.words for complaint in complaints)
    if field not in ("text", "sources.0.title") and new:
        wanted = line_of(text, new.split("\n")[-1])
        assert {complaint.line for complaint in complaints} == {wanted}


def test_a_missing_key_and_a_wrong_order_are_told(tmp_path: Path) -> None:
    missing = check(tmp_path, GOOD.replace('region: "경기"\n', ""))
    assert [(complaint.field, complaint.line) for complaint in missing] == [("region", 2)]
    text = GOOD.replace("kind: case\n", "").replace("id: gaon\n", "kind: case\nid: gaon\n")
    assert [(complaint.field, complaint.line) for complaint in check(tmp_path, text)] == [("kind", 2)]


def test_an_illustration_says_that_it_is_one_and_names_no_sources(tmp_path: Path) -> None:
    text = GOOD.replace("provenance: public", "provenance: illustrative")
    assert {complaint.field for complaint in check(tmp_path, text)} == {"sources", "confidence", "text"}
    text = re.sub(r"sources:\n.*\n", "sources: []\n", text).replace("confidence: one_source", "confidence: null")
    text = text.replace("검사\n\n가온은 불량을 줄였습니다(출처 1).", f"검사\n\n{ILLUSTRATION_NOTE}").replace(
        "## 출처\n", ""
    )
    assert check(tmp_path, text) == ()


def test_a_review_date_that_has_passed_is_a_notice(tmp_path: Path) -> None:
    text = GOOD.replace("date: 2026-11-22", "date: 2025-01-01", 1).replace("2026-06", "2024")
    (complaint,) = check(tmp_path, text.replace("review_by: 2027-11-22", "review_by: 2026-01-01"))
    assert (complaint.field, complaint.severity) == ("review_by", Severity.NOTICE)
    assert check_corpus(tmp_path, TODAY).is_clean


def test_two_documents_with_one_title_and_files_without_their_companions_are_told(tmp_path: Path) -> None:
    check(tmp_path, GOOD)
    (tmp_path / "cases/lone.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "cases/draft.source.md").write_text("# 원고", "utf-8")
    complaints = check(tmp_path, GOOD.replace("id: gaon", "id: gaon-2"), "cases/gaon-2.md")
    told = {(Path(complaint.path).name, complaint.field) for complaint in complaints}
    assert ("lone.pdf", "metadata") in told
    assert ("draft.source.md", "file") in told
    assert {("gaon.md", "title"), ("gaon-2.md", "title")} & told


def test_broken_metadata_is_told_and_the_others_are_still_checked(tmp_path: Path) -> None:
    check(tmp_path, GOOD)
    complaints = check(tmp_path, GOOD.replace("sector: [", "sector: [["), "cases/broken.md")
    assert [Path(complaint.path).name for complaint in complaints] == ["broken.md"]
    assert "번째 줄" in complaints[0].words


@pytest.mark.parametrize("kind", list(Kind))
def test_a_new_document_has_every_key_and_is_good_once_filled_in(tmp_path: Path, kind: Kind) -> None:
    path = start_document(tmp_path, kind, "my-text", "제목", TODAY)
    text = path.read_text("utf-8")
    assert [line.split(":")[0] for line in text.split("---")[1].split("\n") if line[:1].isalpha()] == list(KEYS)
    complaints = check_corpus(tmp_path, TODAY).complaints
    assert complaints
    assert all("채우지" in complaint.words for complaint in complaints)
    path.write_text(
        re.sub(r"\{\{[^{}]*\}\}", "적은 글(출처 1)" if kind is not Kind.PILOT else "적은 글", text), "utf-8"
    )
    assert check_corpus(tmp_path, TODAY).complaints == ()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    start_document(tmp_path, Kind.CASE, "my-text", "제목", TODAY)
    with pytest.raises(WrongUse, match="이미"):
        start_document(tmp_path, Kind.POLICY, "my-text", "제목", TODAY)
    with pytest.raises(WrongUse, match="영어 소문자"):
        start_document(tmp_path, Kind.CASE, "내 글", "제목", TODAY)


def test_the_page_for_staff_names_every_key_and_every_word_of_the_lists() -> None:
    page = (corpus_dir() / "README.md").read_text("utf-8")
    words = [*KEYS, *SECTORS, *COMPANY_SIZES, *STAGES, *Kind, *Confidence, *Provenance, *LICENCES]
    assert [word for word in words if f"`{word}`" not in page] == []
