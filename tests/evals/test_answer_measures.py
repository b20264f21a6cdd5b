"""Key facts, citations, refusals, support and latency, by values one can check by hand."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.domain.answers import Status
from assistant.domain.passages import Passage
from evals.measures.access_leaks import AccessLeaks, leaked_documents
from evals.measures.answer_length import AnswerLength, LengthUnit
from evals.measures.citation_precision import CitationPrecision, citation_precision
from evals.measures.citation_recall import CitationRecall, citation_recall
from evals.measures.expected_document_cited import ExpectedDocumentCited
from evals.measures.key_facts import KeyFactRecall, holds_fact, key_fact_recall
from evals.measures.key_facts_found import KeyFactsFound
from evals.measures.latency import LatencyPercentile
from evals.measures.number_errors import NumberErrors, wrong_numerals
from evals.measures.numerals import numerals
from evals.measures.quotes_found import QuotesFound, quotes_found
from evals.measures.refusal_recall import RefusalRecall
from evals.measures.sentence_support import SentenceSupport
from evals.measures.trial import Direction, Trial
from evals.measures.wrong_refusal import WrongRefusal
from tests.evals.trials import a_case, a_passage, an_answer, answered, failed, forbidden, refused, unanswerable


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("부적합률은 27%에서 0.45%로", "0.45%"),
        ("시행일은 2026년 1월 22일", "2026-01-22|2026년 1월 22일"),
        ("최대 **5,000만 원**", "5,000만원"),
        ("KAIST와 함께", "카이스트|kaist"),
        ("3.5", "3.5"),
        ("비율은 30.", "30"),
    ],
)
def test_a_fact_is_found_however_it_is_spaced_or_marked(text: str, fact: str) -> None:
    assert holds_fact(text, fact)


@pytest.mark.parametrize(
    ("text", "fact"),
    [("130%", "30%"), ("0.30%", "30%"), ("1,030%", "30%"), ("305", "30"), ("30.5", "30"), ("30,000", "30")],
)
def test_part_of_another_number_is_not_the_fact(text: str, fact: str) -> None:
    assert not holds_fact(text, fact)


def test_key_fact_recall_is_the_share_found() -> None:
    assert key_fact_recall("27%에서 0.45%로", ["27%", "0.45%", "부산"]) == pytest.approx(2 / 3)


def test_key_facts_are_looked_for_in_the_sentences_only() -> None:
    case = a_case(["a"], ["0.45%", "부산"])
    assert KeyFactRecall().measure(answered(case, "a")) == 0.5
    assert KeyFactRecall().measure(refused(case)) == 0.0
    assert KeyFactRecall().measure(failed(case)) == 0.0
    assert KeyFactRecall().measure(answered(a_case(["a"]), "a")) is None


def test_key_facts_found_looks_at_the_first_passages() -> None:
    found = (
        a_passage("x", "다른 이야기입니다."),
        a_passage("a", "0.45%로 낮아졌습니다."),
        a_passage("b", "부산입니다."),
    )
    trial = Trial(case=a_case(["a"], ["0.45%", "부산"]), found=found)
    assert KeyFactsFound(2).measure(trial) == 0.5
    assert KeyFactsFound(10).measure(trial) == 1.0
    assert KeyFactsFound(10).measure(failed(a_case(["a"], ["0.45%"]))) == 0.0
    assert KeyFactsFound(10).measure(failed(unanswerable())) is None
    assert KeyFactsFound(10).name == "key_facts_found@10"


def test_citation_precision() -> None:
    assert citation_precision(["a", "x"], ["a", "b"]) == 0.5
    assert citation_precision([], ["a"]) == 0.0
    assert CitationPrecision().measure(answered(a_case(["a"]), "a", "x", "y")) == pytest.approx(1 / 3)
    partly = a_case(["a"]).model_copy(update={"also_right": ("x",)})
    assert CitationPrecision().measure(answered(partly, "a", "x", "y")) == pytest.approx(2 / 3)
    assert CitationPrecision().measure(failed(a_case(["a"]))) == 0.0
    assert CitationPrecision().measure(answered(unanswerable(), "x")) is None


def test_expected_document_cited() -> None:
    assert ExpectedDocumentCited().measure(answered(a_case(["a", "b"]), "x", "b")) == 1.0
    assert ExpectedDocumentCited().measure(answered(a_case(["a"]), "x")) == 0.0
    assert ExpectedDocumentCited().measure(refused(a_case(["a"]))) == 0.0


@pytest.mark.parametrize(
    "status",
    [Status.NO_SOURCE, Status.OUT_OF_SCOPE, Status.NEEDS_CLARIFICATION, Status.REFUSED_MANIPULATION],
)
def test_an_open_refusal_is_right_for_an_unanswerable_question(status: Status) -> None:
    assert RefusalRecall().measure(refused(unanswerable(), status)) == 1.0
    assert WrongRefusal().measure(refused(a_case(), status)) == 1.0


def test_a_document_that_says_itself_that_it_is_not_known_is_an_honest_reply() -> None:
    case = unanswerable().model_copy(update={"honest_replies": ("수수료는 확인하지 못했습니다.",)})
    honest, other = a_passage("a", "수수료는 확인하지 못했습니다."), a_passage("b", "단계는 넷으로 나뉩니다.")

    def measured(*passages: Passage) -> float | None:
        sentences = [(passage.chunk.text, passage) for passage in passages]
        return RefusalRecall().measure(Trial(case=case, answer=an_answer(sentences)))

    assert measured(honest, other) == 1.0
    assert measured(other, honest) == 0.0


def test_an_error_is_wrong_for_every_question() -> None:
    assert RefusalRecall().measure(refused(unanswerable(), Status.ERROR_TIMEOUT)) == 0.0
    assert RefusalRecall().measure(failed(unanswerable())) == 0.0
    assert WrongRefusal().measure(refused(a_case(), Status.ERROR_INTERNAL)) == 1.0
    assert WrongRefusal().measure(failed(a_case())) == 1.0


def test_refusals_are_asked_of_the_right_questions() -> None:
    assert RefusalRecall().measure(answered(unanswerable(), "x")) == 0.0
    assert RefusalRecall().measure(refused(a_case())) is None
    assert WrongRefusal().measure(answered(a_case(), "a")) == 0.0
    assert WrongRefusal().measure(refused(unanswerable())) is None
    assert WrongRefusal().direction is Direction.SMALLER_IS_BETTER


def test_numerals_are_read_as_they_are_written() -> None:
    assert numerals("2026. 1. 22. 최대 7,200만 원, ０.45%") == {"2026", "1", "22", "7200", "0.45"}


def test_a_sentence_is_supported_when_its_numbers_stand_in_what_it_cites() -> None:
    source = a_passage("a", "불량률은 27%에서 0.45%로, 비용은 7,200만 원 줄었습니다.")
    answer = an_answer([("0.45%로 줄었습니다.", source), ("7200만 원입니다.", source), ("45%입니다.", source)])
    assert SentenceSupport().measure(Trial(case=a_case(), answer=answer)) == pytest.approx(2 / 3)


def test_a_sentence_without_citation_is_not_supported() -> None:
    answer = an_answer([("줄었습니다.", a_passage("a"))])
    uncited = Trial(case=a_case(), answer=type(answer)(**{**vars(answer), "citations": ()}))
    assert SentenceSupport().measure(uncited) == 0.0


def test_support_of_what_was_not_answered() -> None:
    assert SentenceSupport().measure(refused(a_case())) is None
    assert SentenceSupport().measure(failed(a_case())) == 0.0
    assert SentenceSupport().measure(refused(a_case(), Status.ERROR_TIMEOUT)) == 0.0


def test_citation_recall() -> None:
    assert citation_recall(["a", "x"], ["a", "b"]) == 0.5
    assert citation_recall([], ["a"]) == 0.0
    assert CitationRecall().measure(answered(a_case(["a", "b", "c"]), "a", "x")) == pytest.approx(1 / 3)
    assert CitationRecall().measure(failed(a_case(["a"]))) == 0.0
    assert CitationRecall().measure(answered(unanswerable(), "x")) is None


def test_a_quote_must_stand_in_one_passage() -> None:
    passages = ["불량률은 **27%**에서", "0.45%로 낮아졌습니다."]
    assert quotes_found(passages, ["불량률은 27%", "낮아졌습니다"]) == 1.0
    assert quotes_found(passages, ["27%에서 0.45%로", "낮아졌습니다"]) == 0.5


def test_a_row_of_a_table_can_be_quoted_with_or_without_its_bars() -> None:
    row = "| 새 상담원 2명 | 262초 | 165초 |"
    assert quotes_found([f"| 상담원 | 시작 | 마지막 |\n{row}"], [row, "새 상담원 2명 262초 165초"]) == 1.0


def test_quotes_are_looked_for_in_the_first_passages_that_were_found() -> None:
    case = a_case(["a"], quotes=["부산의 도금 회사"])
    found = (*(a_passage("x", "다른 이야기", ordinal) for ordinal in range(10)), a_passage("a", "부산의 도금  회사는"))
    assert QuotesFound(10).measure(Trial(case=case, found=found)) == 0.0
    assert QuotesFound(11).measure(Trial(case=case, found=found)) == 1.0
    assert QuotesFound(10).measure(failed(case)) == 0.0
    assert QuotesFound(10).measure(failed(a_case())) is None
    assert QuotesFound(10).name == "quotes_found@10"


def test_a_forbidden_document_leaks_when_it_is_found_cited_or_offered() -> None:
    case, secret = forbidden(), a_passage("secret")
    nearest = an_answer([], Status.NO_SOURCE)
    offered = Trial(case=case, answer=type(nearest)(**{**vars(nearest), "nearest": (secret,)}))
    leaking = (Trial(case=case, found=(secret,)), answered(case, "secret"), offered)
    assert [AccessLeaks().measure(trial) for trial in leaking] == [1.0, 1.0, 1.0]
    assert leaked_documents(offered) == ("secret",)
    assert AccessLeaks().direction is Direction.SMALLER_IS_BETTER


def test_a_question_that_showed_nothing_forbidden_does_not_leak() -> None:
    assert AccessLeaks().measure(answered(forbidden(), "a")) == 0.0
    assert AccessLeaks().measure(refused(forbidden())) == 0.0
    assert AccessLeaks().measure(failed(forbidden())) == 0.0
    assert RefusalRecall().measure(failed(forbidden())) == 0.0
    assert AccessLeaks().measure(answered(a_case(), "secret")) is None


def test_number_errors_are_the_share_of_numbers_no_citation_holds() -> None:
    source = a_passage("a", "불량률은 27%에서 0.45%로 줄었습니다.")
    answer = an_answer([("27%에서 0.45%로 줄었습니다.", source), ("45명이 3년 동안 27%를 맡았습니다.", source)])
    assert wrong_numerals(answer) == ("3", "45")
    assert NumberErrors().measure(Trial(case=a_case(), answer=answer)) == pytest.approx(2 / 5)


def test_number_errors_of_what_holds_no_number() -> None:
    answer = an_answer([("줄었습니다.", a_passage("a"))])
    assert NumberErrors().measure(Trial(case=a_case(), answer=answer)) == 0.0
    assert NumberErrors().measure(refused(a_case())) is None
    assert NumberErrors().measure(failed(a_case())) == 1.0
    assert NumberErrors().measure(refused(a_case(), Status.ERROR_TIMEOUT)) == 1.0


def test_the_length_of_an_answer() -> None:
    answer = an_answer([("하나입니다.", a_passage("a")), ("둘.", a_passage("b"))])
    trial = Trial(case=a_case(), answer=answer)
    assert AnswerLength(LengthUnit.SENTENCES).measure(trial) == 2
    assert AnswerLength(LengthUnit.CHARACTERS).measure(trial) == 8
    assert AnswerLength(LengthUnit.SENTENCES).measure(refused(a_case())) is None
    assert AnswerLength(LengthUnit.SENTENCES).measure(failed(a_case())) == 0
    assert AnswerLength(LengthUnit.CHARACTERS).direction is Direction.DESCRIBES
    assert AnswerLength(LengthUnit.CHARACTERS).name == "answer_characters"


def test_latency_percentiles() -> None:
    milliseconds = np.asarray([[10.0, 20.0, 30.0, 40.0, 50.0]])
    assert LatencyPercentile(50).combine(milliseconds).tolist() == [30.0]
    assert LatencyPercentile(95).combine(milliseconds).tolist() == pytest.approx([48.0])
    assert LatencyPercentile(95).name == "latency_p95_ms"
    assert LatencyPercentile(50).measure(failed(a_case())) == 5
