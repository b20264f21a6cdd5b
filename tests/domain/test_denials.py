"""What a sentence states to be unknown."""

from __future__ import annotations

import pytest

from assistant.domain.denials import says_not_known, states_unknown, things_not_known


@pytest.mark.parametrize(
    ("sentence", "things"),
    [
        (
            "코맥스의 검사 자동화에 든 비용과 지원금, 장비 공급사는 공개된 자료에서 확인하지 못했습니다.",
            ("코맥스의 검사 자동화에 든 비용", "코맥스의 지원금", "코맥스의 장비 공급사"),
        ),
        (
            "2027년 혁신바우처와 스마트상점의 금액, 비율, 공고일은 확인하지 못했습니다.",
            (
                "2027년 혁신바우처와 스마트상점의 금액",
                "2027년 혁신바우처와 스마트상점의 비율",
                "2027년 혁신바우처와 스마트상점의 공고일",
            ),
        ),
        (
            "삼성전자가 세 직원을 실제로 징계했는지, 사고로 생긴 손해가 있었는지는 자료에서 확인하지 못했습니다.",
            ("삼성전자가 세 직원을 실제로 징계했는지", "사고로 생긴 손해가 있었는지"),
        ),
        (
            "다만 네오플라테크창원이 실제로 얼마를 냈는지는 공개되지 않았습니다.",
            ("네오플라테크창원이 실제로 얼마를 냈는지",),
        ),
        ("네 팀이 뽑혔다고 하지만(출처 3), 떨어진 팀의 수는 알려지지 않았습니다.", ("떨어진 팀의 수",)),
        (
            "정보통신망법 개정안이 국회를 통과했는지는 2026년 11월 현재 확인하지 못했습니다.",
            ("정보통신망법 개정안이 국회를 통과했는지",),
        ),
        ("이용료와 신청 방법은 자료에서 확인하지 못했으므로 연구원에 문의해야 합니다.", ("이용료", "신청 방법")),
    ],
)
def test_each_thing_is_named_with_its_owner(sentence: str, things: tuple[str, ...]) -> None:
    assert things_not_known(sentence) == things


@pytest.mark.parametrize(
    "sentence",
    [
        "AI 바우처는 2021년에 최대 3억 원을 지원했습니다.",
        "몇 %를 맞힐지 알 수 없어, 필요한 비용을 미리 정하기 어렵습니다.",
        "이름이 공개되지 않은 회사를 'A사'라고 부릅니다.",
        "위밋모빌리티의 루티는 배송 시간을 30% 줄인다고 합니다(연도 확인하지 못함).",
    ],
)
def test_a_remark_in_passing_states_nothing_unknown(sentence: str) -> None:
    assert things_not_known(sentence) == ()
    assert not states_unknown(sentence)


def test_a_remark_in_passing_still_denies() -> None:
    assert says_not_known("이름이 공개되지 않은 회사를 'A사'라고 부릅니다.")
