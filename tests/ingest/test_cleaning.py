"""Bytes to clean text."""

from __future__ import annotations

import unicodedata

import pytest

from assistant.domain.synchronising import Reason
from assistant.errors import DocumentRefused
from ingest.cleaning import clean, decode


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_korean_encodings_are_recognised(encoding: str) -> None:
    assert decode("똠방각하의 도입 사례".encode(encoding), "a.md") == "똠방각하의 도입 사례"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY_FILE),
        (b" \r\n\t", Reason.EMPTY_FILE),
        (b"\xef\xbb\xbf \n", Reason.EMPTY_FILE),
        (b"abc\x00def", Reason.TYPE_MISMATCH),
        (b"%PDF-1.7 and so on", Reason.TYPE_MISMATCH),
        (b"PK\x03\x04 a zip", Reason.TYPE_MISMATCH),
        (b"\x81\xff\xfe\xfa broken", Reason.BAD_ENCODING),
    ],
)
def test_what_is_no_text_is_refused_with_the_file_named(content: bytes, reason: Reason) -> None:
    with pytest.raises(DocumentRefused) as refusal:
        decode(content, "사례.md")
    assert refusal.value.reason is reason
    assert refusal.value.message.startswith("사례.md: ")


def test_text_is_composed_and_nothing_invisible_is_left() -> None:
    decomposed = unicodedata.normalize("NFD", "불량률")
    assert clean(f"{decomposed}\u200b 3\u00a0%\r\n\ufeff끝\x07\u202e") == "불량률 3 %\n끝"


def test_ligatures_and_radicals_become_plain_letters() -> None:
    assert clean("de\ufb01nite \u2f08\u5de5") == "definite 人工"


def test_lone_surrogates_and_private_use_characters_are_dropped() -> None:
    assert clean("a\ud800b\ue0cfc") == "abc"
