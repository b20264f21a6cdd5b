"""What people ask about a subject, and what a report has to hold to answer it."""

from __future__ import annotations

from enum import StrEnum

from assistant.domain.vocabulary import Term


class Aspect(StrEnum):
    """One side of a subject that a question asks for."""

    COST = "cost"
    STEPS = "steps"
    RESULTS = "results"
    FIGURES = "figures"
    EXAMPLES = "examples"
    METHOD = "method"
    RISKS = "risks"
    PEOPLE = "people"
    SUPPORT = "support"
    RULES = "rules"

    @property
    def is_of_policy(self) -> bool:
        """Whether a policy document answers it rather than a case report."""
        return self in (Aspect.SUPPORT, Aspect.RULES)


ASKED: dict[Aspect, Term] = {
    Aspect.COST: Term("비용", "cost"),
    Aspect.STEPS: Term("순서와 기간", "steps and time"),
    Aspect.RESULTS: Term("효과", "results"),
    Aspect.FIGURES: Term("수치", "figures"),
    Aspect.EXAMPLES: Term("해 본 곳", "who has done it"),
    Aspect.METHOD: Term("방법", "how to do it"),
    Aspect.RISKS: Term("어려움과 위험", "difficulties and risks"),
    Aspect.PEOPLE: Term("인력과 교육", "people and training"),
    Aspect.SUPPORT: Term("지원 제도", "support programmes"),
    Aspect.RULES: Term("법과 규칙", "law and rules"),
}
"""What is asked for, in a word."""

HELD: dict[Aspect, Term] = {
    Aspect.COST: Term("들어간 비용과 그 내역", "what it cost, item by item"),
    Aspect.STEPS: Term("진행한 순서와 걸린 기간", "the steps taken and how long they took"),
    Aspect.RESULTS: Term("도입 이전과 이후의 수치와 잰 기간", "figures before and after, with the period measured"),
    Aspect.FIGURES: Term("정확한 수와 그 출처, 기준 날짜", "exact numbers with their source and date"),
    Aspect.EXAMPLES: Term(
        "어떤 회사가 무엇을 왜 도입했고 무엇이 달라졌는지", "which company adopted what and why, and what changed"
    ),
    Aspect.METHOD: Term("쓴 방법과 미리 준비한 것", "the method and what had to be prepared"),
    Aspect.RISKS: Term("어려웠던 점과 조심할 점", "what was difficult and what to beware of"),
    Aspect.PEOPLE: Term("필요했던 인력과 교육", "the people and training it needed"),
    Aspect.SUPPORT: Term("지원 대상과 금액, 신청 기간과 방법", "who is eligible, the amounts, when and how to apply"),
    Aspect.RULES: Term("지켜야 할 법과 기준", "the laws and standards that apply"),
}
"""What a report holds that answers it."""
