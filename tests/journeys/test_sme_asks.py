"""An owner of a small company asks, and gets an answer that can be checked, or an honest no."""

from __future__ import annotations

import time

import pytest

from assistant.bootstrap import Advisor
from assistant.domain.answers import Answer, AnswerReady, Question, SentenceReady, Status, Step, StepBegun, Turn
from assistant.domain.profile import CompanyProfile
from tests.journeys.advisors import SME, advisor_with


@pytest.fixture
def advisor(corpus_advisor: Advisor) -> Advisor:
    """The advisor that has read the bundled corpus."""
    return corpus_advisor


@pytest.mark.parametrize(
    ("question", "document", "fact"),
    [
        ("AI 바우처는 2026년에 최대 얼마까지 지원하나요?", "ai-voucher", "2억"),
        ("서울 산업 AX 혁신센터는 무엇을 도와주나요?", "seoul-ax-innovation-center", "진단"),
        ("전해연마 공정 부적합률을 AI로 얼마나 줄였나요?", "process-optimisation-wsg-dongyang", "0.45"),
        ("AI 기본법은 언제부터 시행되나요?", "ai-basic-act", "2026년 1월 22일"),
        ("일본 식당 에비야는 매출이 얼마나 늘었나요?", "ebiya-restaurant-forecast", "4억"),
    ],
)
def test_an_owner_gets_the_fact_with_its_source(advisor: Advisor, question: str, document: str, fact: str) -> None:
    answer = advisor.questions.ask(SME, Question(text=question))
    assert answer.status is Status.ANSWERED
    assert answer.is_supported
    assert document in {citation.passage.chunk.document_id for citation in answer.citations}
    assert fact in answer.text


def test_every_quote_stands_in_the_document_and_opens(advisor: Advisor) -> None:
    answer = advisor.questions.ask(SME, Question(text="PoC 합격 기준은 어떻게 정하나요?"))
    assert answer.citations
    for citation in answer.citations:
        view = advisor.library.passage(SME, citation.passage.chunk.chunk_id)
        assert citation.quote in view.chunk.text
        original = advisor.library.original(SME, citation.metadata.id, citation.passage.chunk.version)
        assert original.path.stat().st_size > 0


@pytest.mark.parametrize(
    "question",
    [
        "내일 서울 날씨 어때요?",
        "2028년 AI 바우처 예산은 얼마인가요?",
        "삼성전자 주가 전망 알려주세요",
        "What is the capital of Australia?",
    ],
)
def test_what_the_documents_do_not_hold_is_said_to_be_missing(advisor: Advisor, question: str) -> None:
    answer = advisor.questions.ask(SME, Question(text=question))
    assert answer.status in (Status.NO_SOURCE, Status.OUT_OF_SCOPE)
    assert not answer.citations
    assert answer.text


def test_a_follow_up_keeps_its_subject(advisor: Advisor) -> None:
    first = advisor.questions.ask(SME, Question(text="스마트상점 기술보급사업이 뭔가요?"))
    history = (Turn(question=first.question, answer=first.text),)
    second = advisor.questions.ask(SME, Question(text="그럼 자부담은 얼마예요?", history=history))
    assert second.standalone_question.startswith("스마트상점")
    assert "스마트상점" in second.text


def test_an_answer_that_rests_on_an_illustration_says_so(advisor: Advisor) -> None:
    answer = advisor.questions.ask(SME, Question(text="가온프레스 비전검사 실증에서 합격 기준을 몇 개나 충족했나요?"))
    assert "gaon-press-vision-pilot" in {citation.passage.chunk.document_id for citation in answer.citations}
    assert any("예시 자료" in notice for notice in answer.notices)


def test_an_english_question_is_answered_from_the_korean_documents(advisor: Advisor) -> None:
    answer = advisor.questions.ask(SME, Question(text="How much does the AI Voucher pay at most in 2026?"))
    assert str(answer.language) == "en"
    assert "ai-voucher" in {citation.passage.chunk.document_id for citation in answer.citations}


def test_the_steps_are_told_in_order_and_sentences_arrive_one_by_one(advisor: Advisor) -> None:
    events = list(advisor.questions.stream(SME, Question(text="AI 바우처 신청 절차를 알려주세요")))
    assert [event.step for event in events if isinstance(event, StepBegun)] == list(Step)
    told = [event.sentence for event in events if isinstance(event, SentenceReady)]
    assert isinstance(events[-1], AnswerReady)
    assert tuple(told) == events[-1].answer.sentences


def test_a_visitor_of_an_empty_library_is_told_that_it_is_empty(tmp_path_factory: pytest.TempPathFactory) -> None:
    with advisor_with(tmp_path_factory.mktemp("empty")) as empty:
        answer = empty.questions.ask(SME, Question(text="AI 바우처가 뭔가요?"))
    assert answer.status is Status.NO_SOURCE
    assert "등록된 자료가 없습니다" in answer.text


def test_the_same_question_asked_again_is_answered_again(advisor: Advisor) -> None:
    question = "AI 기본법은 언제부터 시행되나요?"
    first = advisor.questions.ask(SME, Question(text=question))
    again = advisor.questions.ask(SME, Question(text=question, history=(Turn(question=question, answer=first.text),)))
    assert again.text == first.text


def test_a_follow_up_says_something_new(advisor: Advisor) -> None:
    first = advisor.questions.ask(SME, Question(text="서울 산업 AX 혁신센터는 무엇을 도와주나요?"))
    said = " ".join(sentence.text for sentence in first.sentences)
    history = (Turn(question=first.question, answer=said),)
    second = advisor.questions.ask(SME, Question(text="그럼 비용은 얼마예요?", history=history))
    assert second.status is Status.ANSWERED_PARTLY
    assert "확인하지 못했습니다" in second.sentences[0].text
    assert not {sentence.text for sentence in second.sentences} & {sentence.text for sentence in first.sentences}


def _turn(answer: Answer, question: str) -> Turn:
    cited = dict.fromkeys(citation.passage.chunk.document_id for citation in answer.citations)
    return Turn(question=question, answer=answer.text, document_ids=tuple(cited))


def test_one_of_several_cases_is_told_as_a_whole(advisor: Advisor) -> None:
    question = "식당에서 수요를 예측해 성과를 본 사례는?"
    first = advisor.questions.ask(SME, Question(text=question))
    turn = _turn(first, question)
    assert len(turn.document_ids) > 1
    more = advisor.questions.ask(SME, Question(text="두 번째 사례 더 알려줘", history=(turn,)))
    assert more.status is Status.ANSWERED
    assert {citation.metadata.id for citation in more.citations} == {turn.document_ids[1]}
    assert len(more.sentences) > 3


def test_a_shorter_answer_is_shorter_and_a_table_has_rows(advisor: Advisor) -> None:
    question = "PoC 합격 기준은 어떻게 정하나요?"
    first = advisor.questions.ask(SME, Question(text=question))
    history = (_turn(first, question),)
    brief = advisor.questions.ask(SME, Question(text="짧게 정리해 주세요", history=history))
    table = advisor.questions.ask(SME, Question(text="표로 보여 주세요", history=history))
    assert 0 < len(brief.sentences) < len(first.sentences)
    assert any(len(sentence.cells) > 1 for sentence in table.sentences)


def test_more_says_what_was_not_said(advisor: Advisor) -> None:
    question = "AI 바우처는 누가 신청할 수 있나요?"
    first = advisor.questions.ask(SME, Question(text=question))
    more = advisor.questions.ask(SME, Question(text="더 알려 주세요", history=(_turn(first, question),)))
    assert more.status is Status.ANSWERED
    assert not {sentence.text for sentence in more.sentences} & {sentence.text for sentence in first.sentences}


def test_the_questions_to_go_on_with_are_answered(advisor: Advisor) -> None:
    answer = advisor.questions.ask(SME, Question(text="AI 바우처는 2026년에 최대 얼마까지 지원하나요?"))
    assert answer.suggestions
    for question in answer.suggestions:
        assert advisor.questions.ask(SME, Question(text=question)).status is Status.ANSWERED


def test_figures_of_a_case_are_shown_as_a_table_of_outcomes(advisor: Advisor) -> None:
    answer = advisor.questions.ask(SME, Question(text="식당에서 수요를 예측해 성과를 본 사례는?"))
    rows = [sentence for sentence in answer.sentences if sentence.part == "수치로 본 성과"]
    assert rows
    assert all(sentence.cells[0].column == "지표" for sentence in rows)


def test_a_company_of_the_same_sector_comes_first(advisor: Advisor) -> None:
    text = "우리 같은 회사가 AI로 성과를 본 사례가 있나요?"
    profile = CompanyProfile(sector="construction")
    answer = advisor.questions.ask(SME, Question(text=text, profile=profile))
    assert answer.found
    assert "construction" in answer.found[0].metadata.sector
    assert any("건설" in notice for notice in answer.notices) or answer.status is Status.NO_SOURCE


def test_an_answer_can_be_looked_up_afterwards(advisor: Advisor) -> None:
    answer = advisor.questions.ask(SME, Question(text="AI 기본법은 언제부터 시행되나요?"))
    deadline = time.monotonic() + 10
    while not advisor.catalog.answers.newest(1) or advisor.catalog.answers.newest(1)[0].id != answer.id:
        assert time.monotonic() < deadline, "the answer was not kept"
        time.sleep(0.05)
    record = advisor.catalog.answers.get(answer.id)
    assert record.further["text"] == answer.text
    assert record.further["settings"]["embedder"] == advisor.embedder.fingerprint
    assert {passage["chunk_id"] for passage in record.further["found"]}
