"""What measures and types are called in reports, and how figures are written."""

from __future__ import annotations

from evals.measures.trial import Direction
from evals.suites.cases import CaseType, Gap

MEASURES: dict[str, str] = {
    "recall@1": "맞는 문서가 첫째 (recall@1)",
    "recall@5": "맞는 문서가 다섯 안에 (recall@5)",
    "ndcg@10": "순서의 질 (nDCG@10)",
    "mrr": "첫 맞는 문서의 자리 (MRR)",
    "quotes_found@10": "답이 든 대목을 열 안에",
    "key_facts_found@10": "답할 사실이 열 안에",
    "key_fact_recall": "답변에 든 사실",
    "citation_precision": "인용한 문서의 정밀도",
    "citation_recall": "인용한 문서의 재현율",
    "expected_document_cited": "맞는 문서를 인용",
    "refusal_recall": "없는 것을 없다고 함",
    "wrong_refusal": "있는데 답하지 않음",
    "access_leaks": "권한 밖의 문서를 보임",
    "sentence_support": "수치가 출처와 같은 문장",
    "number_errors": "출처에 없는 수",
    "answer_sentences": "답변의 문장 수",
    "answer_characters": "답변의 글자 수",
    "latency_p50_ms": "답변 시간 가운데값 (ms)",
    "latency_p95_ms": "답변 시간 95 % (ms)",
}
TYPES: dict[CaseType, str] = {
    CaseType.FACT: "사실",
    CaseType.NUMBER: "수치",
    CaseType.TABLE: "표",
    CaseType.COMPARE: "비교",
    CaseType.LIST: "나열",
    CaseType.STEPS: "절차",
    CaseType.YES_NO: "예·아니오",
    CaseType.TWO_DOCUMENTS: "두 문서",
    CaseType.SIMILAR_CASES: "비슷한 사례",
    CaseType.EXPIRED: "지난 정보",
    CaseType.DISAGREEING: "서로 다른 자료",
    CaseType.ENGLISH: "영어",
    CaseType.FOLLOW_UP: "이어 묻기",
    CaseType.UNANSWERABLE: "자료에 없음",
    CaseType.OUT_OF_SCOPE: "범위 밖",
    CaseType.ACCESS: "권한 밖",
}
GAPS: dict[Gap, str] = {
    Gap.ABSENT_DETAIL: "있는 것의 없는 세부",
    Gap.ABSENT_NAME: "없는 이름",
    Gap.ABSENT_TOPIC: "없는 주제",
    Gap.OTHER_TIME: "다른 때",
    Gap.WRONG_PREMISE: "틀린 전제",
    Gap.JUDGEMENT: "판단이 필요함",
}
DIRECTIONS: dict[Direction, str] = {
    Direction.LARGER_IS_BETTER: "클수록 좋음",
    Direction.SMALLER_IS_BETTER: "작을수록 좋음",
    Direction.DESCRIBES: "-",
}


def number(value: float) -> str:
    """A figure as it is shown: three decimals for shares, none for milliseconds and lengths."""
    return f"{value:,.0f}" if abs(value) >= 10 else f"{value:.3f}"


def change(value: float) -> str:
    """A difference with its sign; what rounds to nothing has none."""
    if abs(value) < 0.0005:
        return number(0)
    return f"{value:+,.0f}" if abs(value) >= 10 else f"{value:+.3f}"


def spread(low: float, high: float) -> str:
    """An interval."""
    return f"{number(low)} – {number(high)}"
