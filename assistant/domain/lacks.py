"""What a report still lacks before others can learn from it, each with what to write, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Lack(StrEnum):
    """One thing a reader of a case, a pilot report or a policy document would ask for and does not find."""

    NO_OUTCOME = "no_outcome"
    NO_BASELINE = "no_baseline"
    NO_AFTER = "no_after"
    NO_UNIT = "no_unit"
    NO_PERIOD = "no_period"
    NO_SECTOR = "no_sector"
    NO_COMPANY_SIZE = "no_company_size"
    NO_TECHNOLOGY = "no_technology"
    NO_PROBLEM = "no_problem"
    NO_INPUT = "no_input"
    NO_STEPS = "no_steps"
    NO_COST = "no_cost"
    NO_LESSON = "no_lesson"
    NO_CRITERIA = "no_criteria"
    NO_DECISION = "no_decision"
    NO_ELIGIBILITY = "no_eligibility"
    NO_AMOUNT = "no_amount"
    NO_DEADLINE = "no_deadline"
    NO_PROCEDURE = "no_procedure"
    NO_CONTACT = "no_contact"
    NO_SOURCE = "no_source"
    NO_FACTS_DATE = "no_facts_date"


@dataclass(frozen=True)
class LackWords:
    """What is missing and what to write, as people read it."""

    ko: str
    en: str
    advice_ko: str
    advice_en: str

    def missing_in(self, *, korean: bool) -> str:
        """The sentence that says what is missing."""
        return self.ko if korean else self.en

    def advice_in(self, *, korean: bool) -> str:
        """The sentence that says what to write."""
        return self.advice_ko if korean else self.advice_en


LACK_WORDS: dict[Lack, LackWords] = {
    Lack.NO_OUTCOME: LackWords(
        "측정한 성과가 없습니다.",
        "There is no measured outcome.",
        "도입 전과 후에 잰 숫자를 적어 주세요. 예: 불량률 3.2%에서 1.1%로. 재지 못했으면 그 까닭을 적어 주세요.",
        "Write at least one figure measured before and after (defects from 3.2% to 1.1%), or why nothing was measured.",
    ),
    Lack.NO_BASELINE: LackWords(
        "성과의 기준값이 없습니다.",
        "The outcomes have no baseline.",
        "도입하기 전에는 얼마였는지 적어 주세요. 예: 불량률 3.2%(도입 전 4주).",
        "Write how much it was before. Example: defects 3.2% in the four weeks before.",
    ),
    Lack.NO_AFTER: LackWords(
        "성과의 결과값이 없습니다.",
        "The outcomes have no result.",
        "도입한 뒤에 잰 값을 적어 주세요. 목표나 기대라면 그렇게 적어 주세요.",
        "Write the value measured afterwards; if it is a goal or an expectation, say so.",
    ),
    Lack.NO_UNIT: LackWords(
        "단위가 없는 성과가 있습니다.",
        "An outcome has no unit.",
        "숫자마다 단위를 적어 주세요. 예: %, 건, 시간, 만 원.",
        "Give every figure its unit, such as %, cases, hours or KRW 10,000.",
    ),
    Lack.NO_PERIOD: LackWords(
        "기간이 없습니다.",
        "There is no period.",
        "성과를 언제, 얼마 동안 쟀는지 적어 주세요. 예: 2025년 4~6월, 12주.",
        "Write when and for how long it was measured. Example: April to June 2025, 12 weeks.",
    ),
    Lack.NO_SECTOR: LackWords(
        "업종이 없습니다.",
        "There is no sector.",
        "어떤 업종의 회사인지 골라 주세요. 비슷한 회사가 이 자료를 찾는 데 쓰입니다.",
        "Choose the sector of the company: others like it find the report by it.",
    ),
    Lack.NO_COMPANY_SIZE: LackWords(
        "회사 규모가 없습니다.",
        "There is no company size.",
        "회사 규모를 고르고, 알 수 있으면 직원 수를 적어 주세요. 예: 직원 21명.",
        "Choose the company size and, where known, write the number of employees.",
    ),
    Lack.NO_TECHNOLOGY: LackWords(
        "어떤 기술을 썼는지 없습니다.",
        "The technology is not named.",
        "쓴 기술을 골라 주세요. 예: 비전 검사, 수요 예측, 챗봇.",
        "Choose the technology that was used, such as visual inspection, forecasting or a chatbot.",
    ),
    Lack.NO_PROBLEM: LackWords(
        "무엇이 문제였는지 없습니다.",
        "The problem is not told.",
        "AI를 들이기 전에 어떤 일이 얼마나 자주 돈과 시간을 잡아먹었는지 적어 주세요.",
        "Write which work cost money and time before, and how often.",
    ),
    Lack.NO_INPUT: LackWords(
        "어떤 데이터를 썼는지 없습니다.",
        "The data that were used are not told.",
        "무엇을 얼마나 모아 썼는지 적어 주세요. 예: 제품 사진 3,000장, 작업표 3년 치.",
        "Write what was collected and how much, such as 3,000 pictures or three years of job sheets.",
    ),
    Lack.NO_STEPS: LackWords(
        "어떻게 진행했는지 없습니다.",
        "How it was done is not told.",
        "누가 어떤 순서로 얼마 동안 했는지 적어 주세요. 예: 1~2주 기준값 재기, 3~6주 사진 모으기.",
        "Write who did what, in which order and for how long.",
    ),
    Lack.NO_COST: LackWords(
        "비용이 없습니다.",
        "There is no cost.",
        "든 돈과 지원받은 돈을 적어 주세요. 모르거나 밝힐 수 없으면 그렇게 적어 주세요.",
        "Write what it cost and what was subsidised; if it is unknown or must not be told, say so.",
    ),
    Lack.NO_LESSON: LackWords(
        "어려웠던 점과 배운 점이 없습니다.",
        "Difficulties and lessons are missing.",
        "막혔던 일과 푼 방법, 다른 회사가 먼저 확인할 것을 적어 주세요.",
        "Write what went wrong, how it was solved, and what others should check first.",
    ),
    Lack.NO_CRITERIA: LackWords(
        "합격 기준이 없습니다.",
        "There are no acceptance criteria.",
        "어떤 값이 나오면 성공으로, 어떤 값이면 중단으로 보기로 했는지 적어 주세요.",
        "Write which value was agreed to mean success, and which to mean stopping.",
    ),
    Lack.NO_DECISION: LackWords(
        "실증 뒤의 결정이 없습니다.",
        "The decision after the pilot is missing.",
        "실증이 끝나고 계속하기로 했는지, 고치기로 했는지, 멈추었는지와 그 까닭을 적어 주세요.",
        "Write whether it went on, was changed or was stopped after the pilot, and why.",
    ),
    Lack.NO_ELIGIBILITY: LackWords(
        "지원 대상이 없습니다.",
        "Who may apply is not told.",
        "업종, 규모, 지역, 제외되는 회사 등 신청할 수 있는 조건을 적어 주세요.",
        "Write who may apply: sector, size, region, and who is excluded.",
    ),
    Lack.NO_AMOUNT: LackWords(
        "지원 금액이나 비율이 없습니다.",
        "The amount or share of support is missing.",
        "한 회사가 받는 한도와 회사가 부담하는 비율을 적어 주세요. 아직 정해지지 않았으면 그렇게 적어 주세요.",
        "Write the limit for one company and its own share; if it is not yet settled, say so.",
    ),
    Lack.NO_DEADLINE: LackWords(
        "신청 기간이 없습니다.",
        "There is no period for applications.",
        "언제부터 언제까지 신청하는지 적어 주세요. 연중 접수이거나 아직 공고되지 않았으면 그렇게 적어 주세요.",
        "Write from when to when one can apply; if all year round or not yet announced, say so.",
    ),
    Lack.NO_PROCEDURE: LackWords(
        "신청 방법이 없습니다.",
        "How to apply is not told.",
        "어디에 무엇을 내고 어떤 순서로 뽑는지 적어 주세요.",
        "Write where to apply, with which papers, and how companies are chosen.",
    ),
    Lack.NO_CONTACT: LackWords(
        "문의할 곳이 없습니다.",
        "There is nobody to ask.",
        "담당 기관과 창구(전화, 누리집)를 적어 주세요.",
        "Write the office in charge and how to reach it.",
    ),
    Lack.NO_SOURCE: LackWords(
        "출처가 없습니다.",
        "There is no source.",
        "어디에서 알게 되었는지 적어 주세요. 예: 회사가 준 보고서, 면담(날짜), 기사 제목과 날짜.",
        "Write where it is known from: a report of the company, an interview with its date, an article.",
    ),
    Lack.NO_FACTS_DATE: LackWords(
        "언제의 사실인지 없습니다.",
        "The date of the facts is missing.",
        "글의 내용이 언제를 기준으로 한 것인지 적어 주세요. 예: 2025-06. 오래된 자료를 가리는 데 쓰입니다.",
        "Write as of when the facts hold, such as 2025-06: old ones are marked by it.",
    ),
}
