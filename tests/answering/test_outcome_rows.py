"""Before/after figures become rows only where a sentence at hand states them."""

from __future__ import annotations

import dataclasses

from assistant.answering.extractive.outcome_rows import outcome_rows
from assistant.answering.quotable import Quotable, quotable_sentences
from assistant.domain.answers import Cell, Language
from assistant.domain.documents import Outcome
from tests.answering.passages import passage

TEXT = "도입 전 불량률은 3.2%였습니다. 12주 동안 불량률은 3.2%에서 1.1%로 내려갔습니다. 월 매출은 늘었다고 합니다."


def sentences(*outcomes: Outcome) -> list[Quotable]:
    found = passage(TEXT)
    return quotable_sentences(
        [dataclasses.replace(found, metadata=dataclasses.replace(found.metadata, outcomes=outcomes))]
    )


def test_a_row_points_at_the_sentence_that_holds_all_its_figures() -> None:
    every = sentences(Outcome(metric="불량률", before=3.2, after=1.1, unit="%", period="12주"))
    ((stated, cells),) = outcome_rows(every[:1], every, Language.KOREAN)
    assert stated.text.startswith("12주 동안")
    assert cells == (
        Cell(column="지표", text="불량률"),
        Cell(column="도입 전", text="3.2%"),
        Cell(column="도입 후", text="1.1%"),
        Cell(column="기간", text="12주"),
    )


def test_a_piece_that_lacks_the_figures_of_the_name_gives_way_to_one_that_has_them() -> None:
    outcome = Outcome(metric="폐기율(24개 품목)", before=6.1, after=4.8, unit="%")
    texts = {0: "식당은 24개 품목의 폐기율을 6.1%에서 4.8%로 줄였습니다.", 1: "폐기율은 6.1%에서 4.8%로 줄었습니다."}
    every = quotable_sentences(
        [
            dataclasses.replace(found, metadata=dataclasses.replace(found.metadata, outcomes=(outcome,)))
            for found in (passage(text, ordinal=ordinal) for ordinal, text in texts.items())
        ]
    )
    ((stated, cells),) = outcome_rows(every[:1], every, Language.KOREAN)
    assert stated.text == texts[0]
    assert cells[0] == Cell(column="지표", text="폐기율(24개 품목)")


def test_figures_that_no_sentence_states_are_not_shown() -> None:
    every = sentences(Outcome(metric="매출", before=None, after=480, unit="만 원", period=None))
    assert not list(outcome_rows(every[:1], every, Language.KOREAN))


def test_an_outcome_without_figures_is_no_row() -> None:
    every = sentences(Outcome(metric="만족도"))
    assert not list(outcome_rows(every[:1], every, Language.KOREAN))


def test_what_is_not_known_is_left_out() -> None:
    every = sentences(Outcome(metric="Defect rate", after=1.1, unit="%"))
    ((_, cells),) = outcome_rows(every[:1], every, Language.ENGLISH)
    assert [cell.column for cell in cells] == ["Measure", "After"]
