"""Which kept questions are gaps, and how they are counted."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from assistant.consulting.gaps.cues import Cues
from assistant.consulting.gaps.gap import GapQuestion, Weakness
from assistant.consulting.gaps.gathering import Gathering, counts, day, weakness
from assistant.retrieval.wording import Dictionary, Wording
from assistant.store.answer_records import AskedQuestion
from assistant.store.morphemes import MorphemeTokenizer
from tests.consulting.gaps.kept import asked

HELD = frozenset({"로봇", "예약", "바우처", "비용"})


def absent(words: Collection[str]) -> frozenset[str]:
    return frozenset(words) - HELD


@pytest.fixture(scope="module")
def gathering() -> Gathering:
    wording = Wording(Dictionary(synonyms=(("미용실", "헤어샵"),), spellings={"로봇": ("로보트",)}))
    return Gathering(Cues(wording), wording, MorphemeTokenizer(), absent)


def only(gathering: Gathering, *questions: AskedQuestion) -> GapQuestion:
    [gap] = gathering.gaps(questions)
    return gap


@pytest.mark.parametrize(
    ("status", "given", "expected"),
    [
        ("no_source", {}, Weakness.NO_SOURCE),
        ("answered_partly", {"sufficiency": 0.9}, Weakness.PARTLY),
        ("answered_partly", {"sufficiency": 0.9, "opening": "선정될지는 판정하지 않습니다."}, None),
        ("answered", {"sufficiency": 0.49}, Weakness.DOUBTFUL),
        ("answered", {"sufficiency": 0.51}, None),
        ("answered", {}, None),
        ("out_of_scope", {"sufficiency": 0.1}, None),
        ("needs_clarification", {}, None),
        ("refused_manipulation", {}, None),
        ("refused_harmful", {}, None),
        ("refused_too_long", {}, None),
        ("error_timeout", {"sufficiency": 0.1}, None),
        ("error_internal", {}, None),
    ],
)
def test_weakness_by_the_ending(status: str, given: dict[str, object], expected: Weakness | None) -> None:
    assert weakness(asked("로봇 예약", status=status, **given), has_absent=False) == expected


def test_a_word_no_document_holds_makes_a_middling_answer_doubtful(gathering: Gathering) -> None:
    known, unknown = (
        asked(text, status="answered", sufficiency=0.7) for text in ("로봇 예약 비용은?", "파프리카 로봇 예약 비용은?")
    )
    assert only(gathering, known, unknown).absent == ("파프리카",)
    assert gathering.gaps([asked("파프리카 로봇", status="answered", sufficiency=0.76)]) == ()


def test_a_word_with_a_synonym_is_not_called_absent(gathering: Gathering) -> None:
    assert only(gathering, asked("헤어샵 로봇과 온실 로봇")).absent == ("온실",)


@pytest.mark.parametrize(
    "question",
    [
        asked("제 번호 [전화번호]로 딸기 로봇 견적 보내 주세요"),
        asked("그럼 비용은요?", standalone_question="[이메일 주소]로 보내 주세요 그럼 비용은요?"),
        asked("시험 삼아 물어봅니다", role="staff"),
        asked("시험 삼아 물어봅니다", role="admin"),
        asked("??"),
    ],
)
def test_personal_data_staff_and_empty_questions_are_no_gaps(gathering: Gathering, question: AskedQuestion) -> None:
    assert not counts(question)
    assert gathering.gaps([question]) == ()


def test_the_same_question_counts_each_time_and_is_one_line(gathering: Gathering) -> None:
    times = [asked("딸기 로봇 얼마예요?", asked_at=f"2026-11-{1 + n % 3:02}T0{n % 9}:00:00+00:00") for n in range(28)]
    again = [asked(" 딸기 로봇, 얼마예요", asked_at="2026-11-09T01:00:00+00:00"), asked("딸기로봇 얼마예요??")]
    gap = only(gathering, *times, *again)
    assert gap.times == 30
    assert gap.days == ("2026-11-01", "2026-11-02", "2026-11-03", "2026-11-09", "2026-11-20")


def test_days_are_korean_days() -> None:
    assert day("2026-11-20T14:59:00+00:00") == "2026-11-20"
    assert day("2026-11-20T15:00:00+00:00") == "2026-11-21"


def test_the_profile_tells_more_than_the_words(gathering: Gathering) -> None:
    told = only(gathering, asked("우리 온실에서 로봇을 쓰려면 뭐부터 하나요?", sector="food", stage="roll_out"))
    assert (told.sector, told.stage) == ("food", "roll_out")
    read = only(gathering, asked("우리 온실에서 로봇을 쓰려면 뭐부터 하나요?"))
    assert (read.sector, read.stage) == ("agriculture", "design")


def test_a_follow_up_is_shown_with_what_it_goes_on_from(gathering: Gathering) -> None:
    whole = "조선소 용접 로봇 사례 알려주세요 그럼 비용은요?"
    assert only(gathering, asked("그럼 비용은요?", standalone_question=whole)).text == whole
    respelt = asked("로보트 예약은 올해 되나요?", standalone_question="로봇 예약은 올해(2026년) 되나요?")
    assert only(gathering, respelt).text == "로보트 예약은 올해 되나요?"


def test_those_asked_most_come_first(gathering: Gathering) -> None:
    rare, often = asked("온실 로봇 사례"), asked("한우 발정 탐지 사례")
    assert [gap.text for gap in gathering.gaps([rare, often, often])] == [often.question, rare.question]


def test_nothing_asked_is_no_gap(gathering: Gathering) -> None:
    assert gathering.gaps([]) == ()
