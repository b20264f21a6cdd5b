"""Outcomes proposed for a document: from its tables and sentences, each once, with its passage."""

from __future__ import annotations

from assistant.domain.documents import DocumentMetadata, DraftChunk, DraftOutcome, Kind
from ingest.outcomes.proposing import proposed_outcomes
from tests.store.samples import metadata


def proposed(*texts: str, kind: Kind = Kind.CASE, heading: tuple[str, ...] = ()) -> list[DraftOutcome]:
    described: DocumentMetadata = metadata(kind=kind)
    return list(proposed_outcomes(described, [DraftChunk(text=text, heading=heading) for text in texts]))


def figures(found: list[DraftOutcome]) -> list[tuple[str, float | str | None, float | str | None, str | None]]:
    return [(one.outcome.metric, one.outcome.before, one.outcome.after, one.outcome.unit) for one in found]


def test_columns_of_before_and_after() -> None:
    table = (
        "| 지표 | 도입 전 | 도입 후 | 기간 |\n| --- | --- | --- | --- |\n"
        "| 연 매출 | 1억 엔 | 4억 8천만 엔(4.8배) | 2012~2018년 |\n| 정확도 | 재지 않음 | 90% | 보도 당시 |"
    )
    [found] = proposed(table)
    assert figures([found]) == [("연 매출", 1, 4.8, "억 엔")]
    assert found.outcome.period == "2012~2018년"
    assert found.quote == "| 연 매출 | 1억 엔 | 4억 8천만 엔(4.8배) | 2012~2018년 |"


def test_thresholds_are_not_results() -> None:
    table = (
        "| 기준 | 시작 값 | 합격선 | 측정 결과 | 판정 |\n| --- | --- | --- | --- | --- |\n"
        "| 폐기율 | 6.1% | 5.0% 이하 | 4.8%(5주) | 합격 |\n| 추천을 따른 비율 | 없음 | 70% 이상 | 81.8% | 합격 |"
    )
    assert figures(proposed(table)) == [("폐기율", 6.1, 4.8, "%")]


def test_start_values_of_another_table_and_in_brackets() -> None:
    start = "| 지표 | 시작 값 |\n| --- | --- |\n| 정시 도착률 | 91.2% |"
    result = (
        "| 기준 | 합격선 | 측정 결과 |\n| --- | --- | --- |\n| 정시 도착률 | 91% 이상 | 90.1% |\n"
        "| 하루 헛알림 | 5건 이하 | 6.8건(첫 2주에는 19.4건) |"
    )
    assert figures(proposed(start, result)) == [("정시 도착률", 91.2, 90.1, "%"), ("하루 헛알림", 19.4, 6.8, "건")]


def test_columns_of_change_take_their_metric_from_the_row_or_the_column() -> None:
    rows = "| 지표 | 변화 |\n| --- | --- |\n| 생산성 | 30% 향상 |\n| 배출량 | 9% 감소 |"
    assert figures(proposed(rows)) == [("생산성 변화율", None, 30, "%"), ("배출량 변화율", None, -9, "%")]
    columns = "| 규모 | 매출 변화 |\n| --- | --- |\n| 소규모 | +16.5% |\n| 대규모 | -6.7% |"
    assert figures(proposed(columns)) == [
        ("소규모 매출 변화율", None, 16.5, "%"),
        ("대규모 매출 변화율", None, -6.7, "%"),
    ]


def test_a_figure_is_proposed_once_and_its_change_not_again() -> None:
    found = proposed(
        "처리 시간이 36시간에서 7시간으로 줄었습니다.",
        "처리 시간은 약 80% 단축되었습니다. 다시 말해 36시간에서 7시간으로 짧아졌습니다.",
    )
    assert figures(found) == [("처리 시간", 36, 7, "시간")]
    assert found[0].ordinal == 0


def test_policies_and_sums_of_costs_propose_nothing() -> None:
    sentence = "불량률이 5%에서 2%로 줄었습니다."
    assert proposed(sentence, kind=Kind.POLICY) == []
    assert proposed(sentence, heading=("7. 비용과 회수",)) == []
    assert len(proposed(sentence, heading=("5. 결과",))) == 1
