"""Cases: evaluation questions with what a right answer rests on."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator, model_validator

from assistant.domain.access import Person
from assistant.domain.answers import Question, Turn
from assistant.errors import WrongUse

GOLDEN_SUITE = Path(__file__).with_name("golden.jsonl")
"""The suite that is asked unless another one is named."""
FIELD_SUITE = Path(__file__).with_name("field.jsonl")
"""Questions as they come in: long ones with a situation, and many that are off-topic or have no answer.

Written later than the golden ones by people who saw neither those nor the questions that documents name.
"""


class CaseType(StrEnum):
    """What sort of question a case is; the last three are those for which there must be no answer."""

    FACT = "fact"
    NUMBER = "number"
    TABLE = "table"
    COMPARE = "compare"
    LIST = "list"
    STEPS = "steps"
    YES_NO = "yes_no"
    TWO_DOCUMENTS = "two_documents"
    SIMILAR_CASES = "similar_cases"
    EXPIRED = "expired"
    DISAGREEING = "disagreeing"
    ENGLISH = "english"
    FOLLOW_UP = "follow_up"
    UNANSWERABLE = "unanswerable"
    OUT_OF_SCOPE = "out_of_scope"
    ACCESS = "access"


UNANSWERABLE_TYPES = frozenset({CaseType.UNANSWERABLE, CaseType.OUT_OF_SCOPE, CaseType.ACCESS})


class Gap(StrEnum):
    """What the documents lack, when a question about their subject has no answer in them."""

    ABSENT_DETAIL = "absent_detail"
    """A detail of something that is there: 고원금속의 직원 수."""
    ABSENT_NAME = "absent_name"
    """A company or programme that is nowhere."""
    ABSENT_TOPIC = "absent_topic"
    """A subject near ours that no document treats."""
    OTHER_TIME = "other_time"
    """A year or a future that the documents do not reach."""
    WRONG_PREMISE = "wrong_premise"
    """The question takes for granted what is not so."""
    JUDGEMENT = "judgement"
    """A verdict, a price, a choice or a prediction that nobody can give from documents."""


class Half(StrEnum):
    """Which half of a suite a case belongs to: one may be looked at while improving, the other is only scored."""

    DEVELOPMENT = "development"
    SCORED = "scored"


class EarlierTurn(BaseModel):
    """One exchange before the question."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    answer: str = ""


class Case(BaseModel):
    """One evaluation question.

    `also_right` are further documents that state a part of a right answer, so that citing them is no fault. They come
    from pooling: readers who did not know which search had brought what graded every document that our search, five
    others or an answer had brought; 40 questions were graded by two of them (Cohen's kappa 0.97 over 422 documents).

    `quotes` are words of the passages that answer, as the documents write them; a key fact too, with alternatives
    separated by `|`. `forbidden_documents` must not be found or cited for this person. `gap` says of an unanswerable
    question what is lacking; its `honest_replies` are sentences of documents that say openly that exactly this is not
    known, or that contradict what the question takes for granted. Two readers looked for them without seeing any answer
    and named the same 9 of 42 questions; the sentences are those that both copied.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    text: str
    history: tuple[EarlierTurn, ...] = ()
    role: str
    type: CaseType
    expected_documents: tuple[str, ...] = ()
    also_right: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    key_facts: tuple[str, ...] = ()
    forbidden_documents: tuple[str, ...] = ()
    gap: Gap | None = None
    honest_replies: tuple[str, ...] = ()
    half: Half

    @field_validator("role")
    @classmethod
    def _known_role(cls, role: str) -> str:
        Person.parse(role)
        return role

    @model_validator(mode="after")
    def _is_complete(self) -> Case:
        if self.is_answerable and not self.expected_documents:
            raise ValueError("an answerable question needs expected_documents")
        if set(self.also_right) & set(self.expected_documents):
            raise ValueError("a document is either expected or also right")
        if not self.is_answerable and (self.expected_documents or self.also_right or self.key_facts or self.quotes):
            raise ValueError("a question without an answer expects no documents, quotes or key facts")
        if (self.gap is not None) != (self.type is CaseType.UNANSWERABLE):
            raise ValueError("`gap` belongs to unanswerable questions, and to all of them")
        if self.honest_replies and self.gap is None:
            raise ValueError("`honest_replies` belong to unanswerable questions")
        if bool(self.forbidden_documents) != (self.type is CaseType.ACCESS):
            raise ValueError("`forbidden_documents` belongs to access questions, and to all of them")
        return self

    @property
    def is_answerable(self) -> bool:
        """Whether the corpus holds an answer."""
        return self.type not in UNANSWERABLE_TYPES

    @property
    def person(self) -> Person:
        """Who asks."""
        return Person.parse(self.role)

    @property
    def question(self) -> Question:
        """What is asked, with the conversation before it."""
        turns = (Turn(question=turn.question, answer=turn.answer) for turn in self.history)
        return Question(text=self.text, history=tuple(turns))


def read_suite(path: Path = GOLDEN_SUITE, half: Half | None = None) -> tuple[Case, ...]:
    """The cases of a suite, or of one half of it. Raises WrongUse that names the line and what is wrong with it."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(f"{path}: 평가 질문 파일을 읽을 수 없습니다 ({error}). / cannot read the suite.") from error
    cases = [_case(line, f"{path.name} line {number}") for number, line in enumerate(lines, start=1) if line.strip()]
    _refuse_repeated(path, [case.id for case in cases])
    return tuple(case for case in cases if half is None or case.half is half)


def _case(line: str, where: str) -> Case:
    try:
        return Case.model_validate_json(line)
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
        raise WrongUse(f"{where}: 평가 질문의 형식이 올바르지 않습니다. / not a case: {wrong}") from error


def _refuse_repeated(path: Path, ids: Sequence[str]) -> None:
    repeated = sorted({case_id for case_id in ids if ids.count(case_id) > 1})
    if repeated:
        raise WrongUse(f"{path.name}: 같은 id가 두 번 이상 있습니다. / repeated ids: {', '.join(repeated)}")
