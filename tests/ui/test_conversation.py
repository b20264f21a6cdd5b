"""What the page remembers of a conversation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

import pytest

from assistant.domain.access import Person, Role
from assistant.domain.answers import AnswerReady, Language, OpeningReady, Question, Step, StepBegun
from tests.ui.scripted import ScriptedQuestions
from ui.labels import Labels
from ui.web.conversation import REMEMBERED_TURNS, SHOWN_TURNS, STAGES, Conversation, ShownTurn
from ui.web.evidence import CardMaker
from ui.web.rendering import render

if TYPE_CHECKING:
    from assistant.bootstrap import Advisor

VISITOR = Person(Role.VISITOR)
KOREAN = Labels(Language.KOREAN)


@pytest.fixture
def cards(advisor: Advisor) -> CardMaker:
    """Cards for a Korean visitor on the last day of the voucher's validity."""
    return CardMaker(advisor.library, VISITOR, KOREAN, date(2026, 1, 31))


def answered(advisor: Advisor, cards: CardMaker, question: str) -> ShownTurn:
    """A turn after all events of its answer."""
    turn = ShownTurn(number=1, question=question, labels=cards.labels)
    questions = cast(ScriptedQuestions, advisor.questions)
    for event in questions.stream(VISITOR, Question(text=question)):
        turn = turn.after(event, cards)
    return turn


def test_an_answer_is_grouped_by_its_parts(advisor: Advisor, cards: CardMaker) -> None:
    turn = answered(advisor, cards, "비전 검사 사례")
    assert [(part.heading, len(part.sentences)) for part in turn.parts] == [
        ("비전 검사 AI를 쓴 제조 현장 여섯 곳", 2),
        ("2026년 AI 바우처 지원사업 안내", 2),
        ("금속 부품 검사 실증 결과 보고서", 1),
    ]
    assert not turn.is_open
    assert turn.told == "근거가 있는 문장 5개를 확인해 보여 드렸습니다"
    assert not turn.keeps_question


def test_cards_say_what_a_reader_needs_to_judge(advisor: Advisor, cards: CardMaker) -> None:
    vision, _, voucher, pilot = answered(advisor, cards, "비전 검사 사례").cards
    assert (vision.kind_label, vision.date_label) == ("사례", "2026-01 기준")
    assert vision.place == "비전 검사 AI를 쓴 제조 현장 › 이미 찍고 있던 영상"
    assert voucher.badges == ()
    assert voucher.passage_url.startswith("/passages/ai-voucher%401%230000?mark=")
    assert [badge.label for badge in pilot.badges] == ["예시 자료", "공급사 주장"]
    assert pilot.original_url.endswith("/original#page=2")
    assert pilot.place == "2쪽"


def test_a_review_date_is_past_on_the_day_after(advisor: Advisor) -> None:
    cards = CardMaker(advisor.library, VISITOR, KOREAN, date(2026, 2, 1))
    voucher = answered(advisor, cards, "비전 검사 사례").cards[2]
    assert [badge.label for badge in voucher.badges] == ["기한 지남"]


def test_steps_are_told_as_they_begin(cards: CardMaker) -> None:
    turn = ShownTurn(number=1, question="질문", labels=KOREAN)
    assert turn.told == "질문 정리 중입니다"
    assert turn.after(StepBegun(step=Step.FIND), cards).told == "자료 찾기 중입니다"


def test_the_next_question_knows_the_last_turns(advisor: Advisor, cards: CardMaker) -> None:
    conversation = Conversation()
    for number in range(REMEMBERED_TURNS + 3):
        conversation = conversation.begin(f"{number}번째 질문", KOREAN)
        turn = conversation.turns[-1]
        for event in cast(ScriptedQuestions, advisor.questions).stream(VISITOR, Question(text=turn.question)):
            turn = turn.after(event, cards)
        conversation = conversation.with_last(turn)
    assert len(conversation.history) == REMEMBERED_TURNS
    assert conversation.history[-1].question == f"{REMEMBERED_TURNS + 2}번째 질문"
    assert conversation.history[-1].document_ids == ("vision-inspection", "ai-voucher", "pilot-inspection")


def test_turns_that_failed_are_not_remembered(advisor: Advisor, cards: CardMaker) -> None:
    turn = answered(advisor, cards, "고장 난 질문")
    assert turn.keeps_question
    assert Conversation(turns=(turn,)).history == ()


def test_documents_that_were_only_offered_do_not_count_as_cited(advisor: Advisor, cards: CardMaker) -> None:
    turn = answered(advisor, cards, "내일 날씨")
    assert [card.number for card in turn.cards] == [None, None]
    assert turn.as_turn().document_ids == ()


def test_an_interrupted_turn_counts_as_stopped_and_old_ones_leave_the_page() -> None:
    conversation = Conversation()
    for number in range(SHOWN_TURNS + 2):
        conversation = conversation.begin(f"{number}번째 질문", KOREAN)
    assert len(conversation.turns) == SHOWN_TURNS
    assert all(turn.was_stopped for turn in conversation.turns[:-1])
    assert len({turn.number for turn in conversation.turns}) == SHOWN_TURNS


def test_the_finished_answer_replaces_what_was_streamed(advisor: Advisor, cards: CardMaker) -> None:
    answer = cast(ScriptedQuestions, advisor.questions).ask(VISITOR, Question(text="비전 검사 사례"))
    turn = ShownTurn(number=1, question="질문", labels=KOREAN).after(AnswerReady(answer=answer), cards)
    assert turn.sentences == answer.sentences
    assert [card.number for card in turn.cards] == [1, 2, 3, 4]


def test_a_verdict_is_declined_before_the_first_sentence(advisor: Advisor, cards: CardMaker) -> None:
    turn = ShownTurn(number=1, question="위법인지 판단해 주세요", labels=KOREAN)
    events = cast(ScriptedQuestions, advisor.questions).stream(VISITOR, Question(text=turn.question))
    for event in events:
        turn = turn.after(event, cards)
        if isinstance(event, OpeningReady):
            break
    assert "판단하지 않습니다" in render("turn.html", KOREAN, turn=turn, stages=STAGES)
    page = render("turn.html", KOREAN, turn=answered(advisor, cards, turn.question), stages=STAGES)
    assert page.index("판단하지 않습니다") < page.index("X선 영상") < page.index("변호사에게")


def test_the_page_shows_the_question_with_personal_data_masked(advisor: Advisor, cards: CardMaker) -> None:
    assert answered(advisor, cards, "010-1234-5678로 알려 주세요").question == "[전화번호]로 알려 주세요"


def test_a_stop_of_answering_is_told_kindly_and_keeps_the_question() -> None:
    turn = ShownTurn(number=1, question="AI 바우처는?", labels=KOREAN, failure="멈춤", is_answering_stopped=True)
    assert turn.keeps_question
    assert "멈추었습니다" in turn.told
    assert "AI 바우처는?" in render("turn.html", KOREAN, turn=turn, stages=STAGES)
