"""Metadata written in YAML."""

from __future__ import annotations

import pytest

from assistant.domain.synchronising import Reason
from assistant.errors import DocumentRefused
from ingest.metadata_text import parse_metadata, read_metadata_file, split_front_matter


def test_scalars_stay_what_people_wrote() -> None:
    written = (
        "date: 2026-01-22\nid: 007\nanswer: no\ntime: 12:30\nversion: 1.10\nshare: 3.5\ncount: 12\ngone: null\nok: true"
    )
    assert parse_metadata(written, "a") == {
        "date": "2026-01-22",
        "id": "007",
        "answer": "no",
        "time": "12:30",
        "version": "1.10",
        "share": 3.5,
        "count": 12,
        "gone": None,
        "ok": True,
    }


def test_front_matter_is_split_from_the_text() -> None:
    assert split_front_matter("---\ntitle: 사례\n---\n# 사례\n\n본문\n", "a.md") == (
        {"title": "사례"},
        "\n# 사례\n\n본문\n",
    )


@pytest.mark.parametrize("text", ["# 제목\n\n본문", "---\n\n본문 위의 줄", "본문\n---\ntitle: x\n---\n"])
def test_a_text_without_front_matter_is_all_text(text: str) -> None:
    assert split_front_matter(text, "a.md") == ({}, text)


def test_empty_metadata_is_an_empty_mapping() -> None:
    assert split_front_matter("---\n---\n본문", "a.md")[0] == {}
    assert read_metadata_file(b" \n", "a.meta.yml") == {}


@pytest.mark.parametrize(
    "text",
    [
        "- a\n- b",
        "그냥 글",
        "title: [열린 목록",
        "a: 1\n b: 2",
        "a: &x [1]\nb: *x",
        "date: !!timestamp 2026-13-45",
        "x: !!python/object/apply:os.system [echo]",
        "? [a]\n: b",
        "[" * 5000,
    ],
)
def test_what_is_no_mapping_is_refused_without_leaking_yaml_errors(text: str) -> None:
    with pytest.raises(DocumentRefused) as refusal:
        parse_metadata(text, "사례.meta.yml")
    assert refusal.value.reason is Reason.BAD_METADATA
    assert refusal.value.message.startswith("사례.meta.yml: ")


def test_the_message_names_the_line() -> None:
    with pytest.raises(DocumentRefused, match="3번째 줄"):
        split_front_matter("---\na: 1\n\tb: 2\n---\n본문", "a.md")


def test_front_matter_that_is_never_closed_is_refused() -> None:
    with pytest.raises(DocumentRefused, match="'---'"):
        split_front_matter("---\ntitle: 사례\n\n본문", "a.md")
