"""Metadata are guessed where the text says them plainly, with the words that say so, and are left out elsewhere."""

from __future__ import annotations

import time
from typing import Any

import pytest

from assistant.domain.documents import Kind
from assistant.domain.guesses import Guess
from assistant.domain.vocabulary import COMPANY_SIZES, SECTORS, STAGES
from ingest.describing import Given, describe
from ingest.guessing import guessed_metadata
from ingest.guessing.words import guessing_words
from ingest.readers.markdown import MarkdownReader
from ingest.readers.protocol import Block, BlockKind

REPORT = """\
# AI 비전 검사 도입 결과보고서

작성일: 2025. 12. 10.
작성기관: (주)다온금속

## 1. 기업 개요

| 항목 | 내용 |
| --- | --- |
| 업종 | 식품 제조업 |
| 소재지 | 경남 창원시 성산구 |
| 종업원 수 | 32명 |

## 2. 추진 내용

다온금속은 프레스 부품의 외관 검사에 카메라와 AI를 붙였습니다. 불량률은 2025년 9월 기준 1.1%입니다.
"""
CASE = """\
# 다온금속의 불량 이야기

{}

프레스 공장의 설비마다 금형이 다릅니다.
"""


def guessed(text: str, **raw: Any) -> dict[str, Guess]:
    read = MarkdownReader().read(text.encode(), "a.md")
    return guessed_metadata(read.blocks, read.first_heading, "a", raw)


def values(text: str, **raw: Any) -> dict[str, Any]:
    return {field: guess.value for field, guess in guessed(text, **raw).items()}


def test_an_ordinary_report_fills_the_form() -> None:
    assert values(REPORT) == {
        "title": "AI 비전 검사 도입 결과보고서",
        "kind": "case",
        "publisher": "(주)다온금속",
        "date": "2025-12-10",
        "facts_as_of": "2025-09",
        "sector": ["food", "manufacturing"],
        "company_size": ["small"],
        "region": "경남",
        "technologies": ["vision-inspection"],
    }


def test_each_guess_quotes_words_of_the_text_that_say_it() -> None:
    said = {field: guess.words for field, guess in guessed(REPORT).items()}
    assert said["date"].startswith("작성일: 2025. 12. 10.")
    assert "종업원 수 | 32명" in said["company_size"]
    assert "창원시" in said["region"]
    plain = " ".join(REPORT.split())
    for field, words in said.items():
        assert words in plain, field


def test_guesses_are_good_metadata() -> None:
    described = describe(values(REPORT), Given(name="a.md", stem="a", today="2026-01-01"))
    assert described.metadata.kind is Kind.CASE
    assert described.metadata.date == "2025-12-10"
    assert [warning for warning in described.warnings if "기본값" not in warning] == []


def test_what_the_file_says_of_itself_is_not_guessed() -> None:
    raw = {"title": "다른 제목", "date": "2020", "sector": ["energy"]}
    assert not raw.keys() & guessed(REPORT, **raw).keys()


@pytest.mark.parametrize("raw", [{}, {"kind": "case"}])
def test_a_text_without_evidence_gets_nothing_but_its_title(raw: dict[str, Any]) -> None:
    text = "# 회의록\n\n담당자가 모여 다음 주의 일정을 정했다. 직원 50명 미만의 회사는 다음에 다룬다."
    assert values(text, **raw) == {"title": "회의록"}
    assert guessed_metadata((), None, "a", raw) == {}


def test_a_pilot_report_and_a_programme_are_told_by_their_titles() -> None:
    pilot = "# 다온금속 외관 검사 실증 보고서\n\n다온금속은 12주 동안 시험했습니다."
    assert values(pilot)["kind"] == "pilot"
    assert values(pilot)["stage"] == ["field_pilot"]
    assert "stage" not in values(pilot.replace("실증 보고서", "실증 중단 보고서"))
    assert values("# 2026년 소공인 AI 지원사업 공고\n\n다음과 같이 알립니다.")["kind"] == "policy"


def test_a_kind_is_not_guessed_where_title_and_opening_disagree() -> None:
    opening = (
        "부산의 금속 회사 다온금속은 사람이 눈으로 하던 부품 검사를 카메라와 AI에 맡겼고, "
        "놓치는 불량이 3.2%에서 1.1%로 줄었습니다. 검사원은 그대로 일합니다."
    )
    assert values(CASE.format(opening))["kind"] == "case"
    assert "kind" not in values(CASE.format(opening).replace("불량 이야기", "바우처"))
    assert "kind" not in values(CASE.format(opening).replace("불량 이야기", "불량을 줄이는 방법"))


@pytest.mark.parametrize(
    ("people", "size"),
    [
        ("직원 7명의 회사", ["micro"]),
        ("임직원이 21명인 회사", ["small"]),
        ("직원 74명, 연 매출 90억 원의 회사", ["medium"]),
        ("a company with 32 employees", ["small"]),
        ("직원 26명의 회사로, 관리 직원 3명이 따로 있는 곳", ["small"]),
    ],
)
def test_the_number_of_people_tells_the_size(people: str, size: list[str]) -> None:
    guess = guessed(CASE.format(f"다온금속은 {people}입니다."), kind="case")["company_size"]
    assert guess.value == size
    assert people.split(",")[0][:6] in guess.words


@pytest.mark.parametrize(
    "people",
    [
        "직원 50명 미만의 회사",
        "직원 5명 이상인 모든 회사",
        "직원 52명의 회사",
        "직원 400명의 회사",
        "공장 직원 20명, 사무 직원 30명이 있는 회사",
    ],
)
def test_the_size_is_left_open_where_the_number_does_not_tell(people: str) -> None:
    assert "company_size" not in guessed(CASE.format(f"다온금속은 {people}입니다."), kind="case")


def test_only_one_region_is_a_region_and_names_of_companies_are_none() -> None:
    def region(opening: str) -> Any:
        return values(CASE.format(opening), kind="case").get("region")

    assert region("울산의 주조 회사입니다.") == "울산"
    assert region("제주도의 농장입니다.") == "제주"
    assert region("부산과 인천의 두 회사입니다.") is None
    assert region("제주로지스틱스가 지역 AI 대전환에 참여했습니다.") is None


def test_a_sector_needs_a_clear_lead() -> None:
    assert values(CASE.format("주조 공장입니다. 금형과 설비가 많습니다."), kind="case")["sector"] == ["manufacturing"]
    mixed = "식당과 물류 회사와 출판 회사와 건설 회사가 함께했습니다."
    assert "sector" not in values("# 네 회사\n\n" + mixed, kind="case")
    assert "sector" not in values(CASE.format("주조 공장입니다."), kind="policy")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("발행일: 2025. 3. 4.", "2025-03-04"),
        ("2025년 3월 발행", "2025-03"),
        ("Published: 2025-03-04", "2025-03-04"),
        ("2025년 3월", "2025-03"),
        ("다음 공고는 2025년 3월 4일에 나옵니다.", None),
        ("발행일: 2025. 13. 4.", None),
    ],
)
def test_a_date_is_published_where_the_text_says_so(line: str, day: str | None) -> None:
    assert values(f"# 보고\n\n{line}\n\n본문입니다.").get("date") == day


def test_the_newest_source_dates_the_facts_if_the_text_speaks_of_that_month() -> None:
    text = "# 다온금속\n\n다온금속은 {}에 알려졌습니다.\n\n## 출처\n\n1. 신문, 2024-05-01\n2. 신문, 2025-06-07\n"
    assert values(text.format("2025년 6월"))["facts_as_of"] == "2025-06-07"
    assert "facts_as_of" not in values(text.format("2025년 1월"))
    assert "facts_as_of" not in values(text.format("2026년 1월"))


def test_a_heading_that_stands_in_every_report_is_no_title() -> None:
    assert values("# 제1장 개요\n\n다온금속 비전 검사 이야기\n\n본문입니다.")["title"] == "다온금속 비전 검사 이야기"


def test_every_word_is_one_of_the_vocabulary() -> None:
    words = guessing_words()
    assert set(words.sectors) == set(SECTORS) - {"all"}
    assert set(words.sizes) == set(COMPANY_SIZES) - {"all"}
    assert set(words.stages) <= set(STAGES)
    assert set(words.titles) == set(Kind)
    assert set(words.openings) <= set(Kind)
    for patterns in (words.titles, words.openings, words.sectors, words.technologies, words.sizes, words.regions):
        assert not any(pattern.search("") for pattern in patterns.values())


@pytest.mark.parametrize(
    "text", ["1" * 300_000, "업종" * 150_000, "회사 가는 " * 60_000, "2025년 " * 60_000, "|" * 300_000]
)
def test_an_endless_text_is_read_in_time(text: str) -> None:
    start = time.perf_counter()
    guessed_metadata((Block(BlockKind.PARAGRAPH, text),), text, "a", {"kind": "case"})
    assert time.perf_counter() - start < 10
