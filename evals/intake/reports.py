"""Reports that are made up for this study: each of its own words, so that none is the copy of another."""

from __future__ import annotations

from random import Random

SECTIONS = 16
"""Sections of a report, each long enough to be a chunk of its own."""
_PLACES = ("도금", "사출", "절단", "용접", "건조", "포장", "검수", "도장", "연마", "조립", "세척", "열처리")
_MEANS = ("카메라", "진동 센서", "온도계", "전류계", "무게 저울", "음향 마이크", "유량계", "바코드 판독기")
_AIMS = ("불량을 먼저 찾는", "고장을 미리 아는", "전기를 아끼는", "재고를 맞추는", "주문을 예측하는", "서류를 찾는")
_SYLLABLES = "가나다라마바사아자차카타파하온솔빛결들샘봄담미소리누별"
_PEOPLE = ("반장", "품질 담당", "공장장", "설비 담당", "사장", "신입 작업자")


def figure(section: int, edition: int) -> str:
    """The share of rejects of a section, which no other section and no other edition has."""
    return f"{edition}.{section:02d}%"


def question(section: int) -> str:
    """A question that the section answers."""
    return f"한들프레스 {section}공정의 불량률은 몇 %가 되었나요?"


def editions_report(edition: int) -> str:
    """An edition of one report. Every section names its edition's own figure."""
    parts = ["# 한들프레스 공정별 불량 줄이기 사업\n"]
    for section in range(1, SECTIONS + 1):
        words = _sentences(Random(section), 5)
        told = f"한들프레스 {section}공정의 불량률은 {figure(section, edition)}가 되었습니다."
        parts.append(f"## {section}공정\n\n{told} {words}\n")
    return "\n".join(parts)


def report(number: int, sentences: int = 14) -> str:
    """One of any number of different reports, as Markdown with its metadata."""
    random = Random(number)
    name = f"{random.choice('가나다라마바사아자차카타파하')}{random.choice('온솔빛결들샘봄담')}{number}산업"
    place = random.choice(_PLACES)
    body = "\n\n".join(
        f"## {title}\n\n{_sentences(random, sentences // 2)}" for title in ("문제", "한 일", "성과", "교훈")
    )
    return f"# {name} {place} 공정 사례\n\n{name}은 {place} 공정에 인공지능을 들였습니다.\n\n{body}\n"


def _sentences(random: Random, count: int) -> str:
    return " ".join(_sentence(random) for _ in range(count))


def _sentence(random: Random) -> str:
    place, means, aim, person = (random.choice(words) for words in (_PLACES, _MEANS, _AIMS, _PEOPLE))
    before, after = random.randint(200, 999), random.randint(20, 199)
    name = "".join(random.choice(_SYLLABLES) for _ in range(4))
    return random.choice(
        (
            f"{person}은 {name} {place} 자리에 {means} {after}대를 달아 {aim} 일을 {before}일 동안 했습니다.",
            f"{name} {place} 공정에서 {aim} 데 걸리던 시간이 {before}분에서 {after}분으로 줄었습니다.",
            f"{name} {means}로 모은 값 {before}건 가운데 {after}건은 {person}이 다시 확인했습니다.",
            f"{person}은 {before}만 원을 들여 {name} {place} 줄의 {means}를 바꾸고 {after}시간 동안 교육했습니다.",
            f"{aim} {name} 모델은 {place} 자료 {before}장으로 배웠고 {after}장으로 시험했습니다.",
        )
    )
