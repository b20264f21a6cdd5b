"""What a report lacks: a bare one is asked for much, a full one for nothing; what is said to be unknown is told."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.domain.access import PUBLIC
from assistant.domain.documents import (
    DocumentMetadata,
    DraftChunk,
    Kind,
    Outcome,
    Provenance,
    Source,
)
from assistant.domain.lacks import Lack
from ingest.completeness import lacks
from ingest.outcomes.proposing import proposed_outcomes
from ingest.told import signs, tellings


def piece(text: str, *heading: str) -> DraftChunk:
    return DraftChunk(text=text, heading=heading)


FULL_METADATA = DocumentMetadata(
    id="daon",
    title="다온금속 비전 검사",
    kind=Kind.CASE,
    date="2026-01-10",
    audience=PUBLIC,
    provenance=Provenance.PUBLIC,
    sector=("manufacturing",),
    facts_as_of="2025-12",
    company_size=("small",),
    technologies=("vision-inspection",),
    sources=(Source(title="다온금속 면담"),),
)
BARE_METADATA = replace(FULL_METADATA, sector=("all",), facts_as_of=None, company_size=(), technologies=(), sources=())
FULL_TEXT = (
    piece("다온금속은 긁힌 부품을 눈으로 골라내느라 놓치는 일이 많았습니다.", "무엇이 문제였나"),
    piece("부품 사진 3,000장을 석 달 동안 모았고, 공급사가 모델을 개발했습니다.", "어떻게 진행했나"),
    piece("불량률은 2025년 4월부터 12주 동안 3.2%에서 1.1%로 줄었습니다.", "결과"),
    piece("카메라와 구축에 4,200만 원이 들었습니다.", "비용"),
    piece("조명이 바뀌면 틀렸습니다. 조명을 고정한 뒤에 풀렸습니다.", "어려웠던 점"),
)


def lacking(metadata: DocumentMetadata, chunks: Sequence[DraftChunk]) -> tuple[Lack, ...]:
    return lacks(metadata, chunks, proposed_outcomes(metadata, chunks))


def without(heading: str) -> tuple[DraftChunk, ...]:
    return tuple(chunk for chunk in FULL_TEXT if chunk.heading != (heading,))


def test_a_full_report_lacks_nothing() -> None:
    assert lacking(FULL_METADATA, FULL_TEXT) == ()


def test_a_bare_report_is_asked_for_everything_in_the_order_of_readers() -> None:
    chunks = [piece("다온금속은 AI로 부품을 봅니다. 모두 만족합니다.")]
    assert lacking(BARE_METADATA, chunks) == (
        Lack.NO_OUTCOME,
        Lack.NO_SECTOR,
        Lack.NO_COMPANY_SIZE,
        Lack.NO_TECHNOLOGY,
        Lack.NO_PROBLEM,
        Lack.NO_INPUT,
        Lack.NO_STEPS,
        Lack.NO_COST,
        Lack.NO_LESSON,
        Lack.NO_SOURCE,
        Lack.NO_FACTS_DATE,
    )


def test_a_change_without_its_beginning_has_no_baseline_and_a_missing_period_is_told() -> None:
    chunks = (*without("결과"), piece("불량률은 30% 줄었습니다.", "결과"))
    text = [replace(chunk, text=chunk.text.replace("석 달 동안 ", "")) for chunk in chunks]
    assert lacking(FULL_METADATA, text) == (Lack.NO_BASELINE, Lack.NO_PERIOD)


def test_an_outcome_of_the_metadata_is_judged_too() -> None:
    metadata = replace(FULL_METADATA, outcomes=(Outcome(metric="불량률", before=3.2, period="12주"),))
    assert lacking(metadata, without("결과")) == (Lack.NO_AFTER, Lack.NO_UNIT)


def test_each_section_is_missed_when_it_is_gone() -> None:
    for heading, lack in (
        ("무엇이 문제였나", Lack.NO_PROBLEM),
        ("어떻게 진행했나", Lack.NO_STEPS),
        ("비용", Lack.NO_COST),
        ("어려웠던 점", Lack.NO_LESSON),
    ):
        found = lacking(
            FULL_METADATA, [replace(chunk, text=chunk.text.replace("불량", "값")) for chunk in without(heading)]
        )
        assert lack in found, heading


def test_what_is_said_to_be_unknown_is_not_asked_for() -> None:
    chunks = (*without("비용"), piece("구축 비용은 회사가 밝히지 않았습니다.", "그 밖에"))
    assert lacking(FULL_METADATA, chunks) == ()
    unmeasured = (*without("결과"), piece("불량률이 얼마나 달라졌는지 수치는 공개되지 않았습니다.", "결과"))
    assert Lack.NO_OUTCOME not in lacking(FULL_METADATA, unmeasured)


def test_sources_named_in_the_text_are_sources() -> None:
    metadata = replace(FULL_METADATA, sources=())
    assert lacking(metadata, FULL_TEXT) == (Lack.NO_SOURCE,)
    assert lacking(metadata, (*FULL_TEXT, piece("1. 다온금속 면담", "출처"))) == ()
    assert lacking(replace(metadata, provenance=Provenance.ILLUSTRATIVE), FULL_TEXT) == ()


def test_what_only_stands_in_the_sources_is_not_told() -> None:
    chunks = (*without("비용"), piece("1. 구축 비용 4,200만 원 기사", "출처"))
    assert lacking(FULL_METADATA, chunks) == (Lack.NO_COST,)


def test_a_pilot_is_also_asked_for_its_criteria_and_its_decision() -> None:
    metadata = replace(FULL_METADATA, kind=Kind.PILOT)
    assert lacking(metadata, FULL_TEXT) == (Lack.NO_CRITERIA, Lack.NO_DECISION)
    told = (
        *FULL_TEXT,
        piece("합격 기준은 1.5% 이하였습니다. 다온금속은 다음 라인에도 도입하기로 했습니다.", "끝으로"),
    )
    assert lacking(metadata, told) == ()


def test_a_programme_is_asked_for_what_applicants_need_but_a_guide_is_not() -> None:
    metadata = replace(FULL_METADATA, kind=Kind.POLICY, title="2026년 소공인 AI 지원사업")
    chunks = [piece("소공인의 AI 도입을 돕는 제도입니다.")]
    assert lacking(metadata, chunks) == (
        Lack.NO_ELIGIBILITY,
        Lack.NO_AMOUNT,
        Lack.NO_DEADLINE,
        Lack.NO_PROCEDURE,
        Lack.NO_CONTACT,
    )
    told = [
        piece("지원 대상은 직원 10명 미만의 제조업체이며, 한 곳에 최대 500만 원을 지원합니다."),
        piece("3월 2일부터 3월 31일까지 누리집에 신청서를 제출합니다. 문의: 1357"),
    ]
    assert lacking(metadata, told) == ()
    assert lacking(replace(metadata, title="직원 교육을 준비하는 법"), chunks) == ()


def test_english_reports_are_understood() -> None:
    chunks = [
        piece("Inspectors missed scratches: a costly problem.", "The problem"),
        piece("First 3,000 images were collected, then a model was built in 3 months.", "Steps"),
        piece("Defects fell from 3.2% to 1.1% in 12 weeks.", "Results"),
        piece("The cost was KRW 42 million.", "Money"),
        piece("Changing light was the main difficulty.", "Lessons"),
    ]
    metadata = replace(FULL_METADATA, outcomes=(Outcome(metric="Defects", before=3.2, after=1.1, unit="%"),))
    assert lacking(metadata, chunks) == ()


def test_the_written_words_are_usable() -> None:
    told_by_figures_and_fields = {
        Lack.NO_OUTCOME,
        Lack.NO_BASELINE,
        Lack.NO_AFTER,
        Lack.NO_UNIT,
        Lack.NO_PERIOD,
        Lack.NO_SECTOR,
        Lack.NO_COMPANY_SIZE,
        Lack.NO_TECHNOLOGY,
        Lack.NO_SOURCE,
        Lack.NO_FACTS_DATE,
    }
    assert set(tellings()) == set(Lack) - told_by_figures_and_fields
    for telling in tellings().values():
        assert not telling.words.search("")
        assert not telling.headings.search("")
    assert signs().sources.search("참고 문헌")


@pytest.mark.parametrize("text", ["1" * 50_000, "1," * 25_000, "비용 " * 15_000, "비용1" * 15_000, "|" * 50_000])
def test_an_endless_text_is_read_in_time(text: str) -> None:
    start = time.perf_counter()
    lacks(replace(FULL_METADATA, kind=Kind.PILOT), [piece(text)], ())
    lacks(replace(FULL_METADATA, kind=Kind.POLICY, title="지원사업"), [piece(text)], ())
    assert time.perf_counter() - start < 10
