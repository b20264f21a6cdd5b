"""What kind of figure or address a question asks for, and whether a text holds one of that kind at all."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBER = r"(?:\d[\d,.]*|[일이삼사오육칠팔구십백천만억]+|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|스무|서른|수)\s*"
_COUNTED = {
    "평": r"평(?!균|가|소|일|상)",
    "대": r"대(?!표|상|기|비|신|한|응|구|학|부|중|형|전|사|금|출)",
    "명": r"(?:명|사람|인)",
    "개월": r"(?:개월|달|주|년|일)",
    "달": r"(?:개월|달|주|년|일)",
    "주": r"(?:주|개월|달|일)",
    "시간": r"(?:시간|분)",
    "분": r"(?:분|시간|초)",
    "초": r"(?:초|분)",
    "장": r"(?:장|매|컷)",
    "건": r"(?:건|개)",
    "곳": r"(?:곳|군데|개|사|업체|기업|회사|점)",
    "군데": r"(?:곳|군데|개|사|업체|기업|회사|점)",
    "배": r"배",
    "도": r"(?:도|℃|°)",
    "킬로": r"(?:kg|km|킬로)",
    "톤": r"(?:톤|t)",
}
_ASKED_COUNT = re.compile(rf"몇\s*({'|'.join(sorted(_COUNTED, key=len, reverse=True))})(?![가-힣]{{2,}}\s*년)")
_OTHERS = (
    (re.compile(r"몇\s*(?:%|퍼센트|프로)"), re.compile(rf"(?:{_NUMBER})(?:%|퍼센트|프로)|\d\s*포인트")),
    (
        re.compile(r"전화\s*번호|연락처|phone number", re.IGNORECASE),
        re.compile(r"\d{2,4}-\d{3,4}(?:-\d{4})?|(?<!\d)1\d{3}(?=\s*번)"),
    ),
    (re.compile(r"이메일|메일 주소|e-?mail address", re.IGNORECASE), re.compile(r"\S@\S")),
    (re.compile(r"주가|환율|금리|시세"), re.compile(r"주가|환율|금리|시세")),
    (
        re.compile(
            r"(?:대표|사장|센터장|담당자|책임자|대표이사)(?:님)?(?:의)?\s*(?:이름|성함|누구)|성함이?\s*(?:뭐|무엇|어떻게)"
        ),
        re.compile(r"[가-힣]{2,4}\s*(?:대표|사장|센터장|교수|팀장|이사|연구원)(?:는|은|이|가|도|의)"),
    ),
)


def lacks_what_is_asked(question: str, texts: Iterable[str]) -> bool:
    """Whether the question asks for a kind of figure, number or name of which no text holds a single one.

    `몇 평짜리였나요?` cannot be answered from texts without any area. Only kinds that are easy to tell are judged; for
    every other question the answer is False.
    """
    wanted = list(_wanted(question))
    if not wanted:
        return False
    held = "\n".join(texts)
    return not any(pattern.search(held) for pattern in wanted)


def _wanted(question: str) -> Iterable[re.Pattern[str]]:
    for match in _ASKED_COUNT.finditer(question):
        yield re.compile(_NUMBER + _COUNTED[match.group(1)])
    for asked, held in _OTHERS:
        if asked.search(question):
            yield held
