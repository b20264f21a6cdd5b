"""Metadata as people write it, and what is assumed where they wrote nothing."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import Any

import pytest

from assistant.domain.access import PUBLIC, Audience, AudienceGroup
from assistant.domain.documents import Confidence, Kind, Outcome, Provenance, Source
from assistant.domain.synchronising import Reason
from assistant.errors import DocumentRefused
from ingest.describing import Given, describe, iso_date, slug

GIVEN = Given(name="사례 1.md", stem="사례 1", today="2026-11-22")

COMPLETE: dict[str, Any] = {
    "id": "gaon-vision",
    "title": "가온의 비전 검사",
    "kind": "pilot",
    "date": "2026-11-22",
    "audience": "company:gaon",
    "provenance": "illustrative",
    "sector": ["manufacturing", "food"],
    "title_en": "Vision at Gaon",
    "publisher": "AX Advisor",
    "facts_as_of": "2026-06",
    "review_by": "2027",
    "company_size": ["small"],
    "region": "경기",
    "technologies": ["vision"],
    "stage": ["field_pilot"],
    "outcomes": [{"metric": "불량률", "before": 3.2, "after": 1.1, "unit": "%", "period": "12주"}],
    "confidence": "one_source",
    "sources": [{"title": "보도", "publisher": "신문", "date": "2026-05-01", "url": "https://example.org/1"}],
    "licence": "CC-BY-4.0",
}


def test_complete_metadata_is_taken_over_without_a_warning() -> None:
    described = describe(COMPLETE, GIVEN)
    metadata = described.metadata
    assert described.warnings == ()
    assert (metadata.id, metadata.title, metadata.kind) == ("gaon-vision", "가온의 비전 검사", Kind.PILOT)
    assert metadata.audience == Audience(AudienceGroup.COMPANY, "gaon")
    assert metadata.provenance is Provenance.ILLUSTRATIVE
    assert metadata.outcomes == (Outcome(metric="불량률", before=3.2, after=1.1, unit="%", period="12주"),)
    assert metadata.sources == (Source(title="보도", publisher="신문", date="2026-05-01", url="https://example.org/1"),)
    assert metadata.confidence is Confidence.ONE_SOURCE
    assert (metadata.facts_as_of, metadata.review_by, metadata.extra) == ("2026-06", "2027", {})


def test_everything_missing_gets_a_default_that_is_told() -> None:
    described = describe({}, replace(GIVEN, first_heading="머리 제목"))
    metadata = described.metadata
    assert (metadata.id, metadata.title, metadata.kind) == ("사례-1", "머리 제목", Kind.CASE)
    assert (metadata.date, metadata.audience) == ("2026-11-22", PUBLIC)
    assert (metadata.provenance, metadata.sector) == (Provenance.PUBLIC, ("all",))
    told = " ".join(described.warnings)
    for field in ("id", "title", "kind", "date", "audience", "provenance", "sector"):
        assert f"{field} 항목이 없습니다" in told
    assert "기본값을 썼습니다: public" in told


def test_defaults_come_from_what_is_nearest() -> None:
    described = describe({"facts_as_of": "2024-05"}, replace(GIVEN, folder_kind=Kind.POLICY))
    assert (described.metadata.kind, described.metadata.date) == (Kind.POLICY, "2024-05")
    assert described.metadata.title == "사례 1"


@pytest.mark.parametrize(
    ("field", "value", "allowed"),
    [
        ("kind", "report", "case, policy, pilot"),
        ("audience", "everybody", "company:ID"),
        ("provenance", "real", "public, illustrative"),
        ("kind", ["case"], "case, policy, pilot"),
        ("id", "두 낱말", "공백"),
        ("id", "a\u200bb", "공백"),
        ("id", "x" * 201, "200"),
        ("id", True, "공백"),
    ],
)
def test_wrong_values_are_refused_naming_file_field_value_and_what_is_allowed(
    field: str, value: Any, allowed: str
) -> None:
    with pytest.raises(DocumentRefused) as refusal:
        describe({**COMPLETE, field: value}, GIVEN)
    message = refusal.value.message
    assert refusal.value.reason is Reason.BAD_METADATA
    assert message.startswith("사례 1.md: ")
    assert f" {field} 값" in message
    assert allowed in message
    assert repr(str(value)[:80]) in message


@pytest.mark.parametrize("identifier", ["a", "x" * 200, "도입-사례_1.2", "ゑびや", "a/b", 7])
def test_ids_may_be_of_any_letters(identifier: Any) -> None:
    assert describe({**COMPLETE, "id": identifier}, GIVEN).metadata.id == str(identifier)


def test_ids_are_compared_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "도입")
    assert describe({**COMPLETE, "id": decomposed}, GIVEN).metadata.id == "도입"


def test_others_words_are_kept_and_told() -> None:
    described = describe({**COMPLETE, "sector": "우주", "colour": "blue", "confidence": "high"}, GIVEN)
    assert described.metadata.sector == ("우주",)
    assert described.metadata.confidence is None
    assert described.metadata.extra == {"colour": "blue", "confidence": "high"}
    assert any("우주" in warning and "manufacturing" in warning for warning in described.warnings)
    assert any("high" in warning for warning in described.warnings)


def test_scalars_become_lists_and_bad_entries_are_told() -> None:
    given = {**COMPLETE, "sector": "food", "stage": None, "outcomes": ["불량 감소", {"after": 3}], "sources": "보고서"}
    described = describe(given, GIVEN)
    assert described.metadata.sector == ("food",)
    assert described.metadata.stage == ()
    assert described.metadata.outcomes == (Outcome(metric="불량 감소"),)
    assert described.metadata.sources == (Source(title="보고서"),)
    assert any(warning.startswith("outcomes:") for warning in described.warnings)


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("2026-01-22", "2026-01-22"),
        ("2026-01", "2026-01"),
        ("2026", "2026"),
        ("2026-01-22T09:00:00Z", "2026-01-22"),
        ("2026. 1. 22.", "2026-01-22"),
        ("2026.1", "2026-01"),
        ("2026년 1월 22일", "2026-01-22"),
        ("2026년", "2026"),
        ("2026/3/5", "2026-03-05"),
        ("2026-13-01", None),
        ("지난봄", None),
    ],
)
def test_dates_become_iso_text(written: str, made: str | None) -> None:
    assert iso_date(written) == made


def test_a_date_that_is_none_is_told_and_replaced() -> None:
    described = describe({**COMPLETE, "date": "지난봄"}, GIVEN)
    assert described.metadata.date == "2026-06"
    assert described.metadata.extra == {"date": "지난봄"}
    assert any("지난봄" in warning for warning in described.warnings)


@pytest.mark.parametrize(
    ("stem", "made"),
    [
        ("AI Voucher (2026)", "ai-voucher-2026"),
        ("사례 1_최종.v2", "사례-1_최종.v2"),
        (unicodedata.normalize("NFD", "도입 사례"), "도입-사례"),
        ("-. x .-", "x"),
    ],
)
def test_slugs(stem: str, made: str) -> None:
    assert slug(stem) == made


def test_slugs_of_odd_names_still_differ() -> None:
    assert slug("!!!") != slug("???")
    assert slug("a" * 250) != slug("a" * 250 + "b")
    assert len(slug("가" * 250)) <= 200


def test_extra_values_can_be_written_as_json() -> None:
    given = {**COMPLETE, "nested": {1: [float("nan"), {2}, object]}, "nul": "a\x00\ud800b"}
    extra = describe(given, GIVEN).metadata.extra
    assert extra["nul"] == "ab"
    assert extra["nested"]["1"][:2] == ["nan", [2]]
