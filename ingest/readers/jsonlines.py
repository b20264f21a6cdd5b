"""JSON lines: one document a line, with `id`, `title`, `text` and `metadata`."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from assistant.domain.synchronising import Reason
from ingest.cleaning import clean, decode
from ingest.readers.markdown import MarkdownReader, MarkdownText
from ingest.readers.protocol import Block, BlockKind, ReadDocument
from ingest.refusals import refused
from ingest.unseen import unseen_marks, unseen_warnings

_HAS_MARKUP = re.compile(r"^(?:#{1,6}\s|\s*[-*+]\s|\s*\d+[.)]\s|\s*\|.*\||```)", re.MULTILINE)
_ID = re.compile(r'"id"\s*:\s*"((?:[^"\\]|\\.)+)"')


class JsonLineReader:
    """Reads one line of a JSON-lines file."""

    media_type = "application/json"

    def __init__(self) -> None:
        self._markdown = MarkdownReader()

    def read(self, content: bytes, name: str) -> ReadDocument:
        """Read a line. Raises DocumentRefused: EMPTY_FILE, BAD_ENCODING, CORRUPT, BAD_METADATA, NO_TEXT."""
        line = parse_line(content, name)
        text = line.get("text")
        if not isinstance(text, str) or not text.strip():
            raise refused(Reason.NO_TEXT, name, "text 항목에 본문이 없습니다. 본문을 적어 주세요.")
        found = self._text(clean(text), name)
        if not found.blocks:
            raise refused(Reason.NO_TEXT, name, "text 항목에 읽을 수 있는 글자가 없습니다. 본문을 적어 주세요.")
        unseen = dict(unseen_marks(text) + Counter(found.unseen))
        metadata = line_metadata(line, name)
        return ReadDocument(metadata, found.blocks, found.first_heading, unseen_warnings(unseen), unseen)

    def _text(self, text: str, name: str) -> MarkdownText:
        if _HAS_MARKUP.search(text):
            return self._markdown.text(text, name)
        paragraphs = (paragraph.strip() for paragraph in re.split(r"\n\s*\n", text))
        blocks = tuple(Block(BlockKind.PARAGRAPH, paragraph) for paragraph in paragraphs if paragraph)
        return MarkdownText(blocks, None, {})


def parse_line(content: bytes, name: str) -> dict[str, Any]:
    """The JSON object on a line. Raises DocumentRefused: EMPTY_FILE, BAD_ENCODING, CORRUPT."""
    text = decode(content, name)
    try:
        line = json.loads(text)
    except RecursionError:
        raise refused(Reason.CORRUPT, name, "너무 깊이 겹친 JSON이라 읽을 수 없습니다. 단순하게 고쳐 주세요.") from None
    except ValueError as error:
        place = f" ({error.colno}번째 글자 근처)" if isinstance(error, json.JSONDecodeError) else ""
        words = f"JSON 형식이 올바르지 않습니다{place}. 이 줄을 고쳐 주세요."
        raise refused(Reason.CORRUPT, name, words) from error
    if not isinstance(line, dict):
        raise refused(Reason.CORRUPT, name, "JSON 객체가 아닙니다. 한 줄에 {…} 하나씩 적어 주세요.")
    return line


def line_metadata(line: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The metadata of a line: what stands under `metadata`, with the line's own `id`, `title` and so on on top.

    Raises DocumentRefused: BAD_METADATA when there is no id, or `metadata` is no object.
    """
    inner = line.get("metadata")
    if inner is not None and not isinstance(inner, dict):
        words = "metadata 항목이 JSON 객체가 아닙니다. {…} 안에 '이름: 값'을 적어 주세요."
        raise refused(Reason.BAD_METADATA, name, words)
    outer = {key: value for key, value in line.items() if key not in ("text", "metadata") and value is not None}
    metadata = {**(inner or {}), **outer}
    if metadata.get("id") in (None, ""):
        raise refused(Reason.BAD_METADATA, name, "id 항목이 없습니다. 문서마다 서로 다른 id를 적어 주세요.")
    return metadata


def id_in_broken_line(content: bytes) -> str | None:
    """The id a line that cannot be read seems to carry."""
    match = _ID.search(content.decode("utf-8", "replace"))
    return match.group(1) if match else None
