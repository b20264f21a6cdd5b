"""Plain text files."""

from __future__ import annotations

import pytest

from assistant.domain.synchronising import Reason
from assistant.errors import DocumentRefused
from ingest.readers.protocol import BlockKind, ReadDocument
from ingest.readers.text import TextReader
from ingest.unseen import Unseen

READER = TextReader()


def read(text: str, encoding: str = "utf-8") -> ReadDocument:
    return READER.read(text.encode(encoding), "안내.txt")


def words(text: str) -> list[tuple[tuple[str, ...], str]]:
    return [(block.heading, block.text) for block in read(text).blocks]


def test_headings_are_guessed_only_where_they_are_beyond_doubt() -> None:
    text = (
        "도입 안내서\n\n제1장 총칙\n\n이 안내서는 다음을 정한다.\n\n1. 개요\n\n짧은 글\n\n□ 지원 대상\n - 소기업\n"
        " - 중기업\n\n결과\n----\n좋았습니다.\n\n1. 카메라\n2. 조명\n"
    )
    assert words(text) == [
        (("도입 안내서", "제1장 총칙"), "이 안내서는 다음을 정한다."),
        (("도입 안내서", "제1장 총칙", "1. 개요"), "짧은 글"),
        (("도입 안내서", "제1장 총칙", "1. 개요", "지원 대상"), "소기업"),
        (("도입 안내서", "제1장 총칙", "1. 개요", "지원 대상"), "중기업"),
        (("도입 안내서", "결과"), "좋았습니다."),
        (("도입 안내서", "결과"), "1. 카메라"),
        (("도입 안내서", "결과"), "2. 조명"),
    ]


def test_lines_broken_at_the_margin_are_one_and_short_lines_stay_apart() -> None:
    broken = "중소기업이 인공지능을 도입할 때 알아야 할 것을 모은 글로서 처음 시작하는 회사가\n읽기에 알맞습니다."
    assert words(f"{broken}\n\n담당: 홍길동\n전화: 02-123-4567") == [
        ((), broken.replace("\n", " ")),
        ((), "담당: 홍길동\n전화: 02-123-4567"),
    ]


def test_items_are_list_items() -> None:
    assert [block.kind for block in read("준비물:\n- 카메라\n① 조명\n가. 전원").blocks] == [
        BlockKind.PARAGRAPH,
        *[BlockKind.LIST_ITEM] * 3,
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949"])
def test_encodings_are_recognised(encoding: str) -> None:
    text = "똠방각하의 도입 사례입니다. 2026년 11월 22일에 적었습니다.\r\n"
    assert [block.text for block in read(text, encoding).blocks] == [text.strip()]


def test_invisible_characters_are_left_out_and_told() -> None:
    document = read("보이는\u200b 글\U000e0041\U000e0042입니다.\u202e")
    assert [block.text for block in document.blocks] == ["보이는 글입니다."]
    assert document.unseen == {Unseen.ZERO_WIDTH: 1, Unseen.DIRECTION: 1, Unseen.TAG: 2}
    assert document.warnings == (
        "보이지 않는 내용이 있어 뺐습니다: 폭이 없는 문자 1개, 글의 방향을 바꾸는 문자 1개, "
        "태그 문자(보이지 않는 유니코드) 2개",
    )


def test_lone_surrogates_are_dropped() -> None:
    content = "앞말 ".encode() + "\ud800".encode("utf-8", "surrogatepass") + "뒷말입니다.".encode()
    assert READER.read(content, "a.txt").blocks[0].text == "앞말 뒷말입니다."


def test_large_texts_are_read_in_the_room_and_say_the_same() -> None:
    lines = "\n\n".join(f"{number}번 회사는 불량률을 낮추었습니다." for number in range(15_000))
    blocks = read(lines).blocks
    assert len(blocks) == 15_000
    assert blocks[14_999].text.startswith("14999번")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY_FILE),
        (b"-----\n\n=====", Reason.NO_TEXT),
        (b"%PDF-1.7", Reason.TYPE_MISMATCH),
        (b"PK\x03\x04", Reason.TYPE_MISMATCH),
        (b"{\\rtf1 text}", Reason.TYPE_MISMATCH),
        (b"<!doctype html><p>text", Reason.TYPE_MISMATCH),
        (bytes(range(256)), Reason.TYPE_MISMATCH),
        (b"\x81\xff\xfe\xfa broken", Reason.BAD_ENCODING),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, reason: Reason) -> None:
    with pytest.raises(DocumentRefused) as refusal:
        READER.read(content, "안내.txt")
    assert refusal.value.reason is reason
