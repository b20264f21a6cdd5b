"""The arithmetic of a score, for people."""

from __future__ import annotations

import pytest

from assistant.domain.answers import Language
from ui.explaining import fused_score, rejected_because, score_lines, summands
from ui.labels import Labels

KOREAN = Labels(Language.KOREAN)
PARTS = {
    "dense": 0.871,
    "dense_scaled": 0.9,
    "dense_weight": 0.65,
    "keyword": 12.5,
    "keyword_scaled": 0.4,
    "keyword_weight": 0.35,
    "other_language": 0.0,
}


def test_the_summands_add_up_to_the_score() -> None:
    assert sum(one.product for one in summands(PARTS, KOREAN)) == pytest.approx(fused_score(PARTS))


def test_a_score_in_one_line() -> None:
    (line,) = score_lines(PARTS, KOREAN)
    assert line == "합친 점수 0.725 = 뜻 0.65×0.900 (코사인 0.871) + 낱말 0.35×0.400 (BM25 12.50)"


def test_what_a_question_of_the_document_adds_is_told() -> None:
    parts = PARTS | {"asked": 0.8, "asked_scaled": 0.6, "asked_weight": 0.5}
    (line,) = score_lines(parts, KOREAN)
    assert line.startswith("합친 점수 1.025 = ")
    assert line.endswith(" + 이 문서가 답하는 질문 0.50×0.600 (가장 비슷한 질문과 80% 가까움)")
    assert sum(one.product for one in summands(parts, KOREAN)) == pytest.approx(fused_score(parts))


def test_what_another_language_adds_is_told() -> None:
    (line,) = score_lines(PARTS | {"other_language": 0.02}, KOREAN)
    assert "(코사인 0.871, 다른 언어 보정 +0.02 포함)" in line


def test_a_second_look_has_a_line_of_its_own() -> None:
    again = {"fused": 0.7, "second_look": 0.33, "second_look_scaled": 0.8, "second_look_weight": 0.4}
    first, second = score_lines(PARTS | again, KOREAN)
    assert first.startswith("합친 점수 0.700 = ")
    assert second == "다시 본 점수 = 0.60×(합친 점수/가장 높은 합친 점수) + 0.40×0.800 (재순위 0.330)"


def test_reasons_are_told_in_words() -> None:
    assert rejected_because("a list of sources", KOREAN) == "출처 목록"
    assert rejected_because("another reason", KOREAN) == "another reason"
