"""What the probability that passages suffice rests on, beside words and meaning."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain.passages import Findings
from assistant.models.similarity import Scale
from assistant.retrieval.sufficiency import Sufficiency
from assistant.store.morphemes import MorphemeTokenizer
from tests.answering.passages import passage

SUFFICIENCY = Sufficiency(MorphemeTokenizer(()), Scale(unrelated=0.7, related=0.9))
QUESTION = "상담은 언제 받을 수 있나요?"


def _asked(answered: dict[str, list[float]], questions: tuple[str, ...] = ()) -> float:
    found = passage("센터는 연중 상담을 받습니다.")
    found = replace(found, metadata=replace(found.metadata, questions=questions))
    findings = Findings(question=QUESTION, passages=(found,), answered=answered, not_answered={})
    return SUFFICIENCY.features(QUESTION, findings)["asked"]


def test_the_nearest_question_that_is_answered_counts() -> None:
    assert _asked({"center": [0.6, 0.4], "other": [0.9]}, ("언제 상담하나요?",)) == pytest.approx(0.9)
    assert _asked({}, ("언제 상담하나요?",)) == 0.0


def test_a_document_that_names_no_questions_loses_nothing() -> None:
    assert _asked({}) == pytest.approx(0.8)
    assert _asked({"other": [1.1]}) == pytest.approx(1.1)
