"""Which sentences are quoted and in what order, with scores set by hand."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.extractive.choosing import (
    arrange,
    choose,
    overview,
    with_best_list,
    with_continuation,
    with_openings,
    with_what_is_asked,
)
from assistant.answering.extractive.policy import Form, extractive_policy
from assistant.answering.extractive.scoring import ScoredSentence
from assistant.answering.quotable import Quotable, quotable_sentences
from assistant.domain.answers import Style
from tests.answering.passages import passage

POLICY = extractive_policy()
FACT = POLICY.form_of("한도가 얼마예요?")


def _scored(sentences: Sequence[Quotable], *scores: float) -> list[ScoredSentence]:
    pairs = [ScoredSentence(quotable=item, score=score) for item, score in zip(sentences, scores, strict=True)]
    return sorted(pairs, key=lambda item: -item.score)


def test_a_repetition_is_left_out() -> None:
    sentences = quotable_sentences(
        [
            passage("AI 바우처는 최대 2억 원을 지원합니다.", document_id="a"),
            passage("AI 바우처는 최대 2억 원까지 지원합니다.", document_id="b"),
        ]
    )
    chosen = choose(_scored(sentences, 1.0, 0.95), FACT, POLICY, written=())
    assert [item.passage.chunk.document_id for item in chosen] == ["a"]


def test_what_is_already_written_is_not_written_again() -> None:
    sentences = quotable_sentences([passage("AI 바우처는 최대 2억 원을 지원합니다. 신청은 온라인으로 받고 있습니다.")])
    chosen = choose(_scored(sentences, 1.0, 0.9), FACT, POLICY, written=["AI 바우처는 최대 2억 원을 지원합니다."])
    assert [item.text for item in chosen] == ["신청은 온라인으로 받고 있습니다."]


def test_weak_sentences_and_weak_other_documents_are_left_out() -> None:
    sentences = quotable_sentences(
        [
            passage("AI 바우처는 최대 2억 원을 지원합니다. 접수는 매년 초에 한 번 있습니다.", document_id="a"),
            passage("클라우드 바우처의 예산은 줄어들었습니다.", document_id="b"),
        ]
    )
    weak = FACT.keep_from_best - 0.01
    between = (FACT.keep_from_best + FACT.keep_from_other_document) / 2
    assert len(choose(_scored(sentences, 1.0, between, between), FACT, POLICY, written=())) == 2
    assert len(choose(_scored(sentences, 1.0, weak, weak), FACT, POLICY, written=())) == 1


def test_the_direct_answer_leads_and_the_rest_follows_in_reading_order() -> None:
    text = "센터는 연중 상담을 받습니다. 한도는 최대 2억 원입니다. 자부담은 따로 정해집니다."
    first, second, third = quotable_sentences([passage(text)])
    assert arrange([third, second, first]) == [third, first, second]


def test_the_best_sentence_is_followed_by_the_next_one() -> None:
    text = "센터는 연중 상담을 받습니다. 예측은 2020년에 틀렸습니다. 새 자료를 배운 뒤 90%로 돌아왔습니다."
    first, second, third = quotable_sentences([passage(text)])
    every = [first, second, third]
    scored = _scored(every, 0.9, 1.0, 0.6)
    chosen = with_continuation([second, first], scored, every, POLICY, known=())
    assert arrange(chosen) == [second, third, first]
    assert with_continuation([second, first], scored, every, POLICY, known=[third.text]) == [second, first]
    assert with_continuation([third], scored, every, POLICY, known=()) == [third]


def test_what_has_little_to_do_with_the_question_does_not_follow() -> None:
    every = quotable_sentences([passage("예측은 2020년에 틀렸습니다. 사무실은 이층에 자리하고 있습니다.")])
    weak = POLICY.fills_from_best - 0.01
    assert with_continuation(every[:1], _scored(every, 1.0, weak), every, POLICY, known=()) == every[:1]
    assert with_continuation(every[:1], _scored(every[:1], 1.0), every, POLICY, known=()) == every[:1]


def test_what_follows_in_another_section_or_list_does_not_follow() -> None:
    sentences = quotable_sentences(
        [
            passage("예측은 2020년에 틀렸습니다.", heading=("결과",)),
            passage("맥도날드는 다음 장에서 다룹니다.", heading=("다른 회사",), ordinal=1),
        ]
    )
    scored = _scored(sentences, 1.0, 0.9)
    assert with_continuation(sentences[:1], scored, sentences, POLICY, known=()) == sentences[:1]
    listed = quotable_sentences(
        [passage("준비할 것은 두 가지입니다.\n\n- 기준표를 하나 만듭니다\n- 담당자를 한 명 정합니다")]
    )
    assert with_continuation(listed[:1], _scored(listed, 1.0, 0.9, 0.9), listed, POLICY, known=()) == listed[:1]


def test_each_case_begins_with_its_opening() -> None:
    form = POLICY.form_of("우리 같은 식당의 사례가 있나요?")
    sentences = quotable_sentences(
        [
            passage("고샅밥상은 폐기율을 6.1%에서 4.8%로 줄였습니다.", document_id="a"),
            passage("점장마다 발주량이 제각각이었습니다. 저녁에는 나물이 떨어졌습니다.", document_id="a", ordinal=1),
            passage("한들찬은 반찬 폐기를 줄였습니다.", document_id="b"),
        ]
    )
    opening, orders, evening, other = sentences
    chosen = [orders, other, evening]
    assert with_openings(chosen, sentences, form, POLICY, known=()) == [opening, orders, evening, other]
    small = form.model_copy(update={"max_sentences": 3})
    assert with_openings(chosen, sentences, small, POLICY, known=()) == [opening, orders, other]
    assert with_openings(chosen, sentences, form, POLICY, known=[opening.text]) == [orders, evening, other]


def test_a_list_whose_item_answers_is_quoted_whole() -> None:
    text = (
        "규칙은 다음과 같습니다.\n1. 개인정보를 넣지 않습니다.\n2. 결과를 다시 확인합니다.\n3. 회사 계정만 사용합니다."
    )
    sentences = quotable_sentences([passage("사용 규칙을 먼저 정해야 합니다.", ordinal=0), passage(text, ordinal=1)])
    scored = _scored(sentences, 1.0, 0.3, 0.8, 0.2, 0.2)
    chosen = choose(scored, FACT, POLICY, written=())
    assert len(with_best_list(chosen, scored, sentences, POLICY)) == 5


def test_a_figure_that_was_asked_for_comes_from_the_best_sentence_that_holds_one() -> None:
    text = "센터는 회사의 실증을 돕습니다. 실증의 기간은 석 달입니다. 실증의 지원금은 2억 원입니다."
    first, *others = quotable_sentences([passage(text)])
    scored = _scored([first, *others], 1.0, 0.9, 0.8)
    filled = with_what_is_asked([first], scored, "실증을 돕나요? 지원금은 얼마인가요?", POLICY)
    assert [item.text for item in filled] == [first.text, "실증의 지원금은 2억 원입니다."]
    assert with_what_is_asked([first], scored, "누가 돕나요?", POLICY) == [first]


def test_a_figure_is_not_fetched_from_a_weak_sentence_or_another_document() -> None:
    first, other = quotable_sentences(
        [passage("센터는 실증을 돕습니다.", document_id="a"), passage("지원금은 2억 원입니다.", document_id="b")]
    )
    asked = "지원금은 얼마인가요?"
    assert with_what_is_asked([first], _scored([first, other], 1.0, 0.9), asked, POLICY) == [first]
    weak, far = quotable_sentences([passage("센터는 실증을 돕습니다. 지원금은 2억 원입니다.")])
    scored = _scored([weak, far], 1.0, POLICY.fills_from_best - 0.01)
    assert with_what_is_asked([weak], scored, asked, POLICY) == [weak]


def test_a_whole_document_is_told_in_its_own_order_without_what_was_said() -> None:
    passages = [
        passage("고원금속은 프레스 고장을 미리 알아냈습니다. 회사는 화성에 있습니다.", ordinal=0, heading=("개요",)),
        passage("경고는 한 시간 전에 울렸습니다. 그래서 부품을 바꾸었습니다.", ordinal=1, heading=("결과",)),
        passage("비용은 공개되지 않았습니다. 기간은 석 달이었습니다.", ordinal=2, heading=("비용",)),
    ]
    told = overview(quotable_sentences(passages), POLICY, written=["회사는 화성에 있습니다."])
    assert [item.text for item in told] == [
        "고원금속은 프레스 고장을 미리 알아냈습니다.",
        "경고는 한 시간 전에 울렸습니다.",
        "비용은 공개되지 않았습니다.",
    ]


def test_a_short_answer_keeps_fewer_sentences_and_a_long_one_more() -> None:
    question = "공급사를 고를 때 무엇을 확인해야 하나요?"
    brief, normal, more = (POLICY.form_of(question, style) for style in (Style.BRIEF, Style.NORMAL, Style.MORE))
    assert brief.max_sentences < normal.max_sentences < more.max_sentences
    assert normal.completes_list
    assert not brief.completes_list


def test_the_kind_of_question_decides_the_form() -> None:
    questions = {
        "비전검사로 불량을 줄인 사례를 알려주세요": "cases",
        "공급사를 고를 때 무엇을 확인해야 하나요?": "listing",
        "AI 바우처와 클라우드 바우처는 뭐가 달라요?": "compare",
        "AI 바우처 한도는 얼마인가요?": "fact",
        "How much does the voucher pay?": "fact",
    }
    forms: dict[str, Form] = {question: POLICY.form_of(question) for question in questions}
    assert {question: form.name for question, form in forms.items()} == questions
