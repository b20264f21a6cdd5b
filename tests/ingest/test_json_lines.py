"""JSON-lines files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.domain.synchronising import FileOutcome, Reason
from assistant.errors import DocumentRefused
from assistant.store.catalog import Catalog
from assistant.store.originals import Originals
from ingest.chunking import Chunker
from ingest.json_lines_file import count_lines, json_lines
from ingest.readers.jsonlines import JsonLineReader
from ingest.readers.protocol import Block, BlockKind
from ingest.synchronise import Synchroniser

READER = JsonLineReader()
LIMIT = 10_000


def line(**values: Any) -> bytes:
    return json.dumps({"id": "a", "title": "사례", "text": "글", **values}, ensure_ascii=False).encode()


def test_a_line_is_a_document() -> None:
    read = READER.read(line(text="첫 문단.\n\n둘째 문단.", metadata={"kind": "case", "title": "안쪽"}), "d.jsonl:1")
    assert read.metadata == {"kind": "case", "title": "사례", "id": "a"}
    assert [block.text for block in read.blocks] == ["첫 문단.", "둘째 문단."]


def test_markdown_in_the_text_is_honoured() -> None:
    read = READER.read(line(text="# 사례\n\n글\n\n## 결과\n- 하나\n"), "d.jsonl:1")
    assert read.blocks == (
        Block(BlockKind.PARAGRAPH, "글", ("사례",)),
        Block(BlockKind.LIST_ITEM, "하나", ("사례", "결과")),
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", Reason.CORRUPT),
        (b"[1]", Reason.CORRUPT),
        (b'"text"', Reason.CORRUPT),
        (b"[" * 100_000, Reason.CORRUPT),
        (b'{"id": ' + b"9" * 5000 + b', "text": "a"}', Reason.CORRUPT),
        (line(text=""), Reason.NO_TEXT),
        (line(text=None), Reason.NO_TEXT),
        (line(text=["a"]), Reason.NO_TEXT),
        (line(id=None), Reason.BAD_METADATA),
        (line(metadata=[1]), Reason.BAD_METADATA),
        (b"\x81\xff\xfe", Reason.BAD_ENCODING),
    ],
)
def test_a_bad_line_is_refused_with_its_number(content: bytes, reason: Reason) -> None:
    with pytest.raises(DocumentRefused) as refusal:
        READER.read(content, "d.jsonl:12")
    assert refusal.value.reason is reason
    assert refusal.value.message.startswith("d.jsonl:12: ")


def test_lines_are_numbered_as_an_editor_does(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + line() + b"\r\n\r\n" + line(id="b") + b'\nbroken "id": "c"\n' + line(id="d d"))
    lines = list(json_lines(path, "d.jsonl", LIMIT))
    assert [(one.name, one.document_id, one.refusal is None) for one in lines] == [
        ("d.jsonl:1", "a", True),
        ("d.jsonl:3", "b", True),
        ("d.jsonl:4", "c", False),
        ("d.jsonl:5", "d d", False),
    ]
    assert lines[0].content == line()
    assert count_lines(path) == 5


def test_a_korean_windows_line_is_kept_as_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    path.write_bytes(line().decode().encode("cp949"))
    assert next(json_lines(path, "d.jsonl", LIMIT)).content == line()


def test_a_line_that_is_too_long_does_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    path.write_bytes(line(text="가" * LIMIT) + b"\n" + line(id="b"))
    long, short = json_lines(path, "d.jsonl", LIMIT)
    assert long.refusal
    assert long.refusal.reason is Reason.TOO_LARGE
    assert (long.document_id, short.document_id) == ("a", "b")


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", Reason.EMPTY_FILE), (b"\n \n", Reason.EMPTY_FILE), (b"%PDF-1.4\n", Reason.TYPE_MISMATCH)],
)
def test_a_file_without_lines_is_refused_as_a_whole(tmp_path: Path, content: bytes, reason: Reason) -> None:
    path = tmp_path / "d.jsonl"
    path.write_bytes(content)
    with pytest.raises(DocumentRefused) as refusal:
        list(json_lines(path, "d.jsonl", LIMIT))
    assert refusal.value.reason is reason


def test_a_text_as_given_is_taken_although_its_table_is_lost_but_not_with_broken_letters(tmp_path: Path) -> None:
    flat = "\n".join(["2023 4.2 1.1 3,500 12%"] * 40)
    broken = "뷁쉛똠" * 200
    path = tmp_path / "표.jsonl"
    lines = [{"id": "flat", "title": "표", "text": flat}, {"id": "broken", "title": "깨짐", "text": broken}]
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    catalog = Catalog(f"sqlite:///{tmp_path / 'catalog.sqlite3'}")
    report = Synchroniser(catalog, Originals(tmp_path / "originals"), Chunker(), 1_000_000).synchronise([path])
    catalog.close()
    assert [(result.outcome, result.reason) for result in report.results] == [
        (FileOutcome.CREATED, None),
        (FileOutcome.REFUSED, Reason.LOW_QUALITY),
    ]
