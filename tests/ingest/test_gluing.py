"""Words that go on over the end of a line."""

from __future__ import annotations

import pytest

from ingest.printed.gluing import Vocabulary, glued

NOTHING = Vocabulary([])

JOINTS = [
    ("신청 전에 반드시 공", "급기업과 협의해야 합니다.", "공급기업과"),
    ("중소기업이 인공지능 솔루션을", "도입할 때 지원합니다.", "솔루션을 도입할"),
    ("2026. 1. 22. 공고에", "따르면 지원합니다.", "공고에 따르면"),
    ("생산성이 늘 것으로 기대", "했습니다.", "기대했습니다."),
    ("2016~2019", "년에 자체 자금으로", "2019년에"),
    ("불량률은 3% 이상에서", "1%대로 내려갔습니다.", "이상에서 1%대로"),
    ("정보통신산업진흥원(NIPA)", "이 운영합니다.", "(NIPA)이"),
    ("시작되었습니다", "(출처 2).", "시작되었습니다(출처"),
    ("https://example.org/news/view?", "no=1", "view?no=1"),
    ("a state-of-", "the-art model", "state-of-the-art"),
    ("the model was", "trained on data", "was trained"),
    ("현대차", "·기아로 넓어졌습니다.", "현대차·기아로"),
    ("단어 뒤의 빈칸은 ", "파일이 말해 준다.", "빈칸은 파일이"),
]


@pytest.mark.parametrize(("before", "after", "wanted"), JOINTS)
def test_a_line_end_inside_a_word_disappears_and_one_between_words_is_a_space(
    before: str, after: str, wanted: str
) -> None:
    assert wanted in glued([before, after], [False], NOTHING)


def test_words_of_the_same_document_decide_first() -> None:
    vocabulary = Vocabulary(["여기서 동양다이캐스팅이 나오고 동양다이캐스팅은 또 나온다"])
    assert "동양다이캐스팅은 작다" in glued(["회사인 동양다이캐스", "팅은 작다"], [False], vocabulary)


def test_documents_that_set_brackets_apart_keep_doing_so() -> None:
    apart = Vocabulary(["예산 (정부안) 은 한도 (상한) 이다"])
    assert glued(["한도는 2억 원까지", "(상한)이다"], [True], apart) == "한도는 2억 원까지 (상한)이다"


@pytest.mark.timeout(20)
def test_thousands_of_lines_take_linear_time() -> None:
    assert len(glued(["가나다라 마바사."] * 20_000, [True] * 19_999, NOTHING)) > 100_000
