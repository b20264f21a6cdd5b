"""The fixed words of the metadata: sectors, company sizes and stages, each with its name in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """A word of a fixed list, as people read it. `ksic` names the sections of the Korean Standard Industrial
    Classification (KSIC, 11th revision) a sector stands for.
    """

    ko: str
    en: str
    ksic: str = ""


SECTORS: dict[str, Term] = {
    "all": Term("전 업종", "All sectors"),
    "agriculture": Term("농업·축산·어업", "Agriculture and fishing", "A"),
    "food": Term("식품·음료 제조", "Food and drink", "C10-C11"),
    "fashion": Term("섬유·패션", "Textiles and fashion", "C13-C15"),
    "manufacturing": Term("제조", "Manufacturing", "C16-C34"),
    "energy": Term("에너지", "Energy", "D"),
    "construction": Term("건설", "Construction", "F"),
    "retail": Term("도소매·온라인 판매", "Retail and wholesale", "G"),
    "logistics": Term("물류·운송", "Logistics", "H"),
    "restaurants": Term("음식점·카페", "Restaurants and cafés", "I56"),
    "publishing": Term("출판", "Publishing", "J58"),
    "content": Term("콘텐츠·미디어", "Content and media", "J59-J60, R90"),
    "software": Term("소프트웨어·정보통신", "Software and IT", "J61-J63"),
    "services": Term("전문·사업·개인 서비스", "Services", "K-N, P-S"),
    "public": Term("공공", "Public sector", "O"),
}

COMPANY_SIZES: dict[str, Term] = {
    "micro": Term("소상공인", "Micro business"),
    "small": Term("소기업", "Small company"),
    "medium": Term("중기업", "Medium company"),
    "mid_sized": Term("중견기업", "Mid-sized company"),
    "large": Term("대기업", "Large company"),
    "all": Term("모든 규모", "All sizes"),
}

STAGES: dict[str, Term] = {
    "design": Term("설계", "Design"),
    "verification": Term("검증", "Verification"),
    "field_pilot": Term("현장 실증", "Field pilot"),
    "roll_out": Term("확산", "Roll-out"),
}
