"""All gaps together: order, shares, what a report should hold, and the limit."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.consulting.gaps import overview as overview_module
from assistant.consulting.gaps.aspects import Aspect
from assistant.consulting.gaps.gap import GapGroup, GapOverview, GapQuestion, Weakness
from assistant.consulting.gaps.labelling import Labeller
from assistant.consulting.gaps.overview import overview
from assistant.consulting.gaps.wanted import wanted
from assistant.domain.documents import Kind
from assistant.store.morphemes import MorphemeTokenizer
from tests.consulting.gaps.kept import gap

STRAWBERRY = gap(
    "딸기 수확 로봇 얼마예요?",
    weaknesses={Weakness.NO_SOURCE: 3},
    days=("2026-11-01", "2026-11-02"),
    sector="agriculture",
    aspects=(Aspect.COST,),
    absent=("수확",),
)
AGAIN = gap("딸기 수확 로봇 렌탈은?", sector="agriculture", stage="design", aspects=(Aspect.COST, Aspect.STEPS))
SALON = gap("미용실 예약 사례", weaknesses={Weakness.DOUBTFUL: 4}, sector="services", aspects=(Aspect.EXAMPLES,))
VOUCHER = gap("2028년 바우처 한도는?", weaknesses={Weakness.PARTLY: 1}, aspects=(Aspect.SUPPORT,))


def looked_at(*questions: GapQuestion) -> GapOverview:
    """The overview of questions that stand apart, except STRAWBERRY and AGAIN."""
    places = {STRAWBERRY.text: 0, AGAIN.text: 0, SALON.text: 1, VOUCHER.text: 2}
    embeddings = np.eye(3, dtype=np.float32)[[places[question.text] for question in questions]]
    nothing = np.zeros((20, 3), np.float32)
    return overview(questions, embeddings, nothing, Labeller(MorphemeTokenizer()), since="2026-09-01", asked=30)


def test_reports_come_by_the_questions_they_would_serve_then_by_days() -> None:
    seen = looked_at(SALON, STRAWBERRY, AGAIN, VOUCHER)
    assert [group.label for group in seen.groups] == ["딸기 수확 로봇", "미용실 예약", "2028년 바우처 한도"]
    first, second, _ = seen.groups
    assert (first.times, second.times) == (4, 4)
    assert first.days == ("2026-11-01", "2026-11-02", "2026-11-20")
    assert sum(group.share for group in seen.groups) == pytest.approx(1)
    assert first.share == pytest.approx(4 / 9)
    assert (seen.asked, seen.times) == (30, 9)
    assert seen.weaknesses == {Weakness.NO_SOURCE: 4, Weakness.PARTLY: 1, Weakness.DOUBTFUL: 4}
    assert seen.sectors == {"agriculture": 4, "services": 4, None: 1}
    assert seen.stages == {None: 8, "design": 1}


def test_a_group_knows_what_most_of_it_says() -> None:
    group = looked_at(STRAWBERRY, AGAIN).groups[0]
    assert (group.sector, group.stage, group.kind) == ("agriculture", "design", Kind.CASE)
    assert group.aspects == (Aspect.COST, Aspect.STEPS)
    assert group.absent == ("수확",)
    assert group.sectors == {"agriculture": 4}
    three = GapGroup(label="", example=AGAIN, questions=(AGAIN, SALON, VOUCHER), share=1)
    assert (three.sector, three.stage, three.kind) == (None, None, Kind.CASE)


def test_the_report_is_told_in_both_languages() -> None:
    case, policy = (wanted(looked_at(question).groups[0]) for question in (AGAIN, VOUCHER))
    assert case.ko == (
        "“딸기 수확 로봇 렌탈”에 관한 농업·축산·어업 업종의 설계 단계 사례 보고서. "
        "담을 것: 들어간 비용과 그 내역, 진행한 순서와 걸린 기간."
    )
    assert case.en.startswith("A case report from Agriculture and fishing at the stage of design about")
    assert policy.ko.startswith("“2028년 바우처 한도”에 관한 정책·안내 자료.")


def test_nothing_asked_is_an_empty_overview() -> None:
    seen = looked_at()
    assert (seen.groups, seen.times, seen.left_out, seen.sectors) == ((), 0, 0, {})


def test_more_questions_than_can_be_grouped_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview_module, "MOST_QUESTIONS", 1)
    seen = overview(
        [SALON, VOUCHER],
        np.eye(3, dtype=np.float32)[:1],
        np.zeros((20, 3), np.float32),
        Labeller(MorphemeTokenizer()),
        since="2026-09-01",
        asked=9,
    )
    assert [group.times for group in seen.groups] == [4]
    assert (seen.left_out, seen.times) == (1, 5)
