"""Where sentences end."""

from __future__ import annotations

import pytest

from assistant.domain.sentences import split_sentences

ONE_SENTENCE = [
    "자부담 비율은 3.5%에서 20% 사이이다.",
    "2026. 1. 22. 공고에 따르면 기업당 최대 2억 원까지 지원한다.",
    "2026. 1. 22. AI 바우처 공고가 나왔다.",
    "’26. 3. 5. 접수를 시작합니다.",
    "2026. 3. 접수를 시작합니다.",
    "1. 신청 자격",
    "가. 중소기업기본법에 따른 중소기업",
    "2. 가. 현금 10%",
    "IV. 추진 체계",
    "A. Smith는 대표이다.",
    "U.S. Department of Commerce가 발표했다.",
    "Dr. Kim wrote it.",
    "It costs approx. 5 million won.",
    "See Fig. 3 and No. 7 for details.",
    "Samsung SDS Co., Ltd. 대표는 그렇게 말했다.",
    "기존 방식 vs. 새 방식을 비교한다.",
    "“정말 되는가? 해 보자.”라고 대표가 말했다.",
    '"도입합니다." 라고 말했다.',
    "그는 “불량이 줄었다. 사람도 편해졌다.”고 했다.",
    "공급기업(예: 인식 모델 업체. 단, 소기업)은 신청할 수 없다.",
    "Node.js와 ver. 2.0을 쓴다.",
    "음… 그럴 수도 있다.",
    "자세한 내용은 www.example.kr/a.b.html 에서 본다.",
]

SEVERAL = [
    ("도입했습니다. 효과가 있었어요. 줄어듦.", ["도입했습니다.", "효과가 있었어요.", "줄어듦."]),
    (
        "현장 실증을 완료함. 비용이 줄어들었음. 다음 해 확산",
        ["현장 실증을 완료함.", "비용이 줄어들었음.", "다음 해 확산"],
    ),
    ("정말 되는가? 된다! 그래서 했다.", ["정말 되는가?", "된다!", "그래서 했다."]),
    ("불량률이 줄었다.그러나 비용은 늘었다.", ["불량률이 줄었다.", "그러나 비용은 늘었다."]),
    ("증가했다.[1] 그러나 줄었다.2) 끝이다.", ["증가했다.[1]", "그러나 줄었다.2)", "끝이다."]),
    ("It fell to 3.5%. The rest is the same.", ["It fell to 3.5%.", "The rest is the same."]),
    ("It began in 2024. The firm grew.", ["It began in 2024.", "The firm grew."]),
    ("지원한다. 1. 자격은 다음과 같다.", ["지원한다.", "1. 자격은 다음과 같다."]),
    (
        "비용을 낸다. (자세한 내용은 3장을 본다.) 그리고 끝난다.",
        ["비용을 낸다.", "(자세한 내용은 3장을 본다.)", "그리고 끝난다."],
    ),
    ("첫 줄은 제목\n둘째 줄은 글이다.\n\n 셋째 ", ["첫 줄은 제목", "둘째 줄은 글이다.", "셋째"]),
    ("이것은 시험이다。 다음이다！그렇다", ["이것은 시험이다。", "다음이다！", "그렇다"]),
    ("대상은 중소기업. 한도는 2억 원.", ["대상은 중소기업.", "한도는 2억 원."]),
]


@pytest.mark.parametrize("text", ONE_SENTENCE)
def test_marks_inside_a_sentence_do_not_end_it(text: str) -> None:
    assert split_sentences(text) == [text]


@pytest.mark.parametrize(("text", "sentences"), SEVERAL)
def test_sentences_end_where_a_reader_would_stop(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences


@pytest.mark.parametrize("text", ["", " \n\t ", "."])
def test_nothing_is_made_up(text: str) -> None:
    assert split_sentences(text) == text.split()


@pytest.mark.parametrize("text", ['끝나지 않는 "인용. 다음. 또', "((((. a", "))) 다. ", "다.다.다.", ". . ."])
def test_unbalanced_marks_lose_no_letter(text: str) -> None:
    sentences = split_sentences(text)
    assert "".join("".join(sentences).split()) == "".join(text.split())
    assert all(sentence in text for sentence in sentences)


@pytest.mark.timeout(10)
@pytest.mark.parametrize("text", ["불량률이 3.5% 줄었다. ", "1. ", "(a. ", '"a." 라고 ', "a.. ", "…"])
def test_long_lines_take_linear_time(text: str) -> None:
    split_sentences(text * 20_000)
