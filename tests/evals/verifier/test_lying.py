"""A model that lies on purpose, through the real pipeline, on three small documents."""

from __future__ import annotations

from pathlib import Path

from evals.suites.cases import Case, CaseType, Half
from evals.verifier.lying import ask, by_untruth, lying_cases, table
from evals.verifier.lying_model import Diary, Untruth, lying_server, reply_to
from tests.evals.collections.folders import silent
from tests.journeys.advisors import advisor_with, written_documents

DOCUMENTS = {
    "center": """서울 산업 AX 혁신센터 안내
서울 산업 AX 혁신센터는 2025년 11월 25일에 문을 열었습니다. 센터는 공정, 데이터, 운영을 진단하고 로드맵을 드립니다.
2025년에는 20개 기업이 실증을 마쳤습니다. 센터는 상담 수요를 연중 상시로 받는다고 발표했습니다.
회사마다 얼마를 지원하는지는 공개된 자료에서 확인되지 않았습니다.""",
    "foundry": """다산주철의 에너지 절감
경북 고령의 다산주철은 2022년에 쇼트기의 전력 사용을 30% 줄였습니다. 다산주철의 도입 비용은 공개되지 않았습니다.
불량률은 5%에서 2%로 낮아졌고 생산량은 늘었습니다. 다산주철의 직원 40명 가운데 8명이 교육을 받았습니다.
다산주철은 에너지 관리 시스템을 2021년 12월에 들였습니다.""",
    "voucher": """AI 바우처 안내
AI 바우처는 과제마다 최대 2억 원을 지원합니다. 중소기업은 총사업비의 20% 이상을 부담했습니다.
2023년 AI 바우처의 경쟁률은 10.2 대 1이었습니다. 2026년의 부담 비율은 확인하지 못했습니다.
AI 바우처는 등록된 공급기업과만 신청할 수 있습니다.""",
}
QUESTIONS = {
    "center": "서울 산업 AX 혁신센터는 언제 문을 열었나요?",
    "foundry": "다산주철은 쇼트기의 전력 사용을 얼마나 줄였나요?",
    "voucher": "AI 바우처는 최대 얼마를 지원하나요?",
}


def _case(name: str, text: str) -> Case:
    return Case(
        id=name,
        text=text,
        role="visitor",
        type=CaseType.FACT,
        expected_documents=(name,),
        half=Half.DEVELOPMENT,
    )


def test_what_a_lying_model_says_is_withheld(tmp_path: Path) -> None:
    diary = Diary()
    source = written_documents(tmp_path, DOCUMENTS)
    cases = [_case(name, text) for name, text in QUESTIONS.items()]
    with (
        lying_server(diary) as address,
        advisor_with(tmp_path / "var", source, llm_model="lying", llm_base_url=address) as advisor,
    ):
        result = ask(advisor, diary, cases, silent)
    assert result.told >= 3
    assert result.written > 2 * result.told
    assert [item.text for asked in result.asked for item in asked.lies_shown] == []
    assert result.number_errors == []
    withheld, true = result.true_withheld
    assert withheld <= true / 10
    assert table(result).rows[3][1] == "1.000"
    assert sum(int(row[1]) for row in by_untruth(result).rows) == result.told


def test_the_same_prompt_gets_the_same_reply() -> None:
    documents = "\n\n".join(
        f"[{n}] ({text.partition(chr(10))[0]})\n{text}" for n, text in enumerate(DOCUMENTS.values(), 1)
    )
    prompt = f"<자료>\n{documents}\n</자료>\n\n질문: 언제 문을 열었나요?"
    written, text = reply_to(prompt, 0)
    assert (written, text) == reply_to(prompt, 0)
    assert len(written) == 7
    assert all(item.text.rstrip(".") in text for item in written)


def test_the_ways_of_lying_are_all_taken() -> None:
    documents = "\n\n".join(f"[{n}] {text}" for n, text in enumerate(DOCUMENTS.values(), 1))
    told = {item.untruth for number in range(60) for item in reply_to(f"<자료>\n{documents}\n</자료>", number)[0]}
    assert told >= {None, "number", "name", "negation", "direction", "date", "unit", *Untruth}


def test_the_questions_are_answerable_ones_of_the_development_half() -> None:
    cases = lying_cases()
    assert len(cases) >= 30
    assert all(case.half is Half.DEVELOPMENT and case.is_answerable for case in cases)
