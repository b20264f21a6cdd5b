"""Before/after figures in sentences, in the words documents use."""

from __future__ import annotations

import pytest

from assistant.domain.documents import Outcome
from ingest.outcomes.phrases import found_in


def outcomes(text: str) -> list[Outcome]:
    return [found.outcome for found in found_in(text)]


@pytest.mark.parametrize(
    ("text", "metric", "before", "after", "unit"),
    [
        ("도입 뒤 불량률이 5.2%에서 1.8%로 줄었습니다.", "불량률", 5.2, 1.8, "%"),
        ("월 입력 시간: 월 40시간 → 12시간", "", 40, 12, "시간"),
        ("회사의 연 매출을 1억 엔에서 4억 8천만 엔으로 늘렸습니다.", "회사의 연 매출", 1, 4.8, "억 엔"),
        ("연 5~6회이던 폐기를 1회로 줄였습니다.", "폐기", "5~6", 1, "회"),
        ("불량률은 3% 이상에서 1%대로 내려갔습니다.", "불량률", "3 이상", "1 대", "%"),
        ("견적 시간은 52분에서 9분(17%)이 줄었습니다.", "견적 시간", 52, 43, "분"),
        ("노동 시간이 4시간에서 1시간 30분으로 줄었습니다.", "노동 시간", 4, 1.5, "시간"),
        ("검사가 2.54배 빨라졌고 모두 만족했습니다.", "검사", 1, 2.54, "배"),
        ("코팅 불량 800PPM에서 '제로' 수준", "코팅 불량", 800, 0, "PPM"),
        ("The defect rate fell from 5.2% to 1.8% within a year.", "The defect rate fell", 5.2, 1.8, "%"),
    ],
)
def test_before_and_after(text: str, metric: str, before: float | str, after: float | str, unit: str) -> None:
    [outcome] = outcomes(text)
    assert (outcome.before, outcome.after, outcome.unit) == (before, after, unit)
    assert metric in outcome.metric


@pytest.mark.parametrize(
    ("text", "metric", "after", "unit"),
    [
        ("검수 오류율이 90% 줄었습니다.", "검수 오류율 변화율", -90, "%"),
        ("생산성을 30% 높였다고 밝혔습니다.", "생산성 변화율", 30, "%"),
        ("연간 생산비는 약 7,200만 원 줄었습니다.", "연간 생산비 변화", -7200, "만 원"),
        ("매출 증가율은 12%였습니다.", "매출 변화율", 12, "%"),
        ("수확량을 최대 78~80% 늘렸습니다.", "수확량 변화율", "78~80", "%"),
        ("They reduced waste by 20% in 2024.", "waste 변화율", -20, "%"),
    ],
)
def test_a_change_alone(text: str, metric: str, after: float | str, unit: str) -> None:
    [outcome] = outcomes(text)
    assert (outcome.metric, outcome.before, outcome.after, outcome.unit) == (metric, None, after, unit)


def test_each_figure_of_a_list_is_told_once() -> None:
    assert [(one.metric, one.after) for one in outcomes("생산성 42%, 품질 47.8% 개선")] == [
        ("생산성 변화율", 42),
        ("품질 변화율", 47.8),
    ]
    assert [(one.before, one.after) for one in outcomes("63만 원 → 86만 원, 36.5% 증가")] == [(63, 86)]


@pytest.mark.parametrize(
    "text",
    [
        "불량률을 5%에서 2%로 줄이는 것이 목표입니다.",
        "공급사는 불량률이 30% 줄어들 것으로 기대합니다.",
        "운영비를 20% 줄이면 한 해에 회수합니다.",
        "90분 넘게 비면 860도에서 750도로 내림",
        "2016년에서 2019년으로 넘어가며 바뀌었습니다.",
        "설문에서 도입률은 17%에서 38%로 늘었습니다.",
        "한 시간에 40개에서 120개로 늘어난 셈입니다(저희의 계산).",
        "멈춤이 줄어드는 정도는 30%에서 75%까지 제각각입니다.",
        "개발자들이 대화 1,431건을 올렸습니다.",
        "주문이 60% 늘었다기보다 다른 까닭이 있었습니다.",
        "The desk is open from 9 to 6 on working days.",
    ],
)
def test_what_was_not_measured_is_no_outcome(text: str) -> None:
    assert outcomes(text) == []


def test_the_period_is_told_where_the_sentence_names_it() -> None:
    [outcome] = outcomes("매출은 2023년 18억 원에서 2024년 44억 원으로 늘었습니다(2025년 12월 보도).")
    assert outcome.period == "2023년"
    [outcome] = outcomes("처리 시간이 36시간에서 7시간으로 줄었습니다(2025년 9월 발표).")
    assert outcome.period == "2025년 9월 발표"


@pytest.mark.parametrize(
    "hostile", ["9" * 600, "9," * 300, "9% " * 200, "약 " * 300, "1만 " * 200, "가나 " * 200 + "9%"]
)
def test_hostile_sentences_take_no_time(hostile: str) -> None:
    list(found_in(hostile))
