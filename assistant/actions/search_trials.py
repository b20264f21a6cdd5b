"""Seeing what the answering would find for a question, and whether it would suffice: for staff."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.actions.permission import require_staff
from assistant.answering.screening.cleaning import clean
from assistant.answering.state import AnswerState
from assistant.answering.steps import FindPassages, MakeStandAlone
from assistant.domain.access import Person
from assistant.domain.answers import Language, Question
from assistant.domain.languages import is_korean
from assistant.domain.passages import Findings
from assistant.domain.personal_data import mask
from assistant.errors import WrongUse
from assistant.retrieval.sufficiency import Judgement, sufficiency_policy


@dataclass(frozen=True, kw_only=True)
class SearchTrial:
    """What a question finds: the question as it was read, the passages, and the judgement on them."""

    read_as: str
    findings: Findings
    judgement: Judgement
    threshold: float
    """The smallest probability that suffices."""


class SearchTrials:
    """Takes a question through the first steps of an answer; nothing is written and nothing is kept."""

    def __init__(self, stand_alone: MakeStandAlone, find: FindPassages) -> None:
        self._stand_alone = stand_alone
        self._find = find

    def tried(self, person: Person, text: str, asked_by: Person) -> SearchTrial:
        """What the question would find if `asked_by` asked it; personal data in it are masked before.

        Raises NotAllowed for anybody but staff, and WrongUse for an empty text.
        """
        require_staff(person, "검색 시험은 담당자만 할 수 있습니다.", "Only staff may try the search.")
        question = Question(text=mask(clean(text)))
        if not question.text:
            raise WrongUse("질문이 비어 있습니다. 시험해 볼 질문을 적어 주세요. / The question is empty.")
        state = AnswerState(
            question=question,
            person=asked_by,
            language=Language.KOREAN if is_korean(question.text) else Language.ENGLISH,
        )
        state |= self._stand_alone(state)  # type: ignore[typeddict-item]
        state |= self._find(state)  # type: ignore[typeddict-item]
        return SearchTrial(
            read_as=state["standalone"],
            findings=state["findings"],
            judgement=state["judgement"],
            threshold=sufficiency_policy().threshold,
        )
