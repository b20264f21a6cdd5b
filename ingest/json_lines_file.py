"""A JSON-lines file, line by line, so that its size does not matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.synchronising import Reason
from assistant.errors import DocumentRefused
from ingest.cleaning import decode
from ingest.describing import Given, document_id
from ingest.readers.jsonlines import id_in_broken_line, line_metadata, parse_line
from ingest.refusals import refused

LINES_SUFFIX = ".jsonl"
_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, kw_only=True)
class JsonLine:
    """One line: how messages name it (`FILE:number`), its JSON as UTF-8, and the id it carries, if that can be told.

    `refusal` says why a line cannot be used; its `document_id` is then what can be made out, or None.
    """

    name: str
    content: bytes
    document_id: str | None
    refusal: DocumentRefused | None = None


def json_lines(path: Path, shown: str, max_line_bytes: int) -> Iterator[JsonLine]:
    """The lines of a file that are not blank. Raises DocumentRefused for a file that is no text or has no lines."""
    with path.open("rb") as file:
        head = file.read(4096)
        if b"\x00" in head or head.startswith(b"%PDF-"):
            raise refused(Reason.TYPE_MISMATCH, shown)
        file.seek(0)
        number = lines = 0
        while line := file.readline(max_line_bytes + 1):
            number += 1
            name = f"{shown}:{number}"
            if len(line) > max_line_bytes:
                yield _too_long(line, name, max_line_bytes)
                while line and not line.endswith(b"\n"):
                    line = file.readline(_BLOCK_BYTES)
            elif line.strip():
                yield _line(line, name)
            else:
                continue
            lines += 1
    if not lines:
        raise refused(Reason.EMPTY_FILE, shown)


def has_lines(path: Path | str) -> bool:
    """Whether this names a JSON-lines file."""
    return str(path).lower().endswith(LINES_SUFFIX)


def count_lines(path: Path) -> int:
    """How many lines a file has, blank ones included; 1 for a file that cannot be read."""
    count, last = 0, b"\n"
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK_BYTES):
                count += block.count(b"\n")
                last = block[-1:]
    except OSError:
        return 1
    return max(1, count + (last != b"\n"))


def _line(line: bytes, name: str) -> JsonLine:
    try:
        metadata = line_metadata(parse_line(line, name), name)
        identifier, _ = document_id(metadata, Given(name=name, stem="", today=""))
    except DocumentRefused as refusal:
        return JsonLine(name=name, content=b"", document_id=id_in_broken_line(line), refusal=refusal)
    return JsonLine(name=name, content=decode(line, name).strip().encode("utf-8"), document_id=identifier)


def _too_long(line: bytes, name: str, limit: int) -> JsonLine:
    words = f"한 줄이 너무 깁니다(최대 {limit / (1024 * 1024):.0f} MB). 문서를 나누어 주세요."
    refusal = refused(Reason.TOO_LARGE, name, words)
    return JsonLine(name=name, content=b"", document_id=id_in_broken_line(line[:4096]), refusal=refusal)
