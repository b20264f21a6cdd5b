"""Markdown: front matter, headings, paragraphs, list items, tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.domain.synchronising import Reason
from ingest.cleaning import clean, decode, one_line
from ingest.metadata_text import split_front_matter
from ingest.readers.headings import HeadingPath
from ingest.readers.protocol import Block, BlockKind, ReadDocument
from ingest.readers.tables import table_text
from ingest.refusals import refused

_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_SILENT = re.compile(r"<(script|style|template)\b.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_FOOTNOTE_MARK = re.compile(r"\[\^[^\]\s]+\]:?")
# CommonMark does not close `**…**` between a punctuation mark and a Korean particle: **"인용"**은.
_LEFT_OVER_STRONG = re.compile(r"\*\*(\S(?:[^*]*\S)?)\*\*")


class MarkdownReader:
    """Reads Markdown (CommonMark with tables), the way people see it: markup, comments and addresses are gone."""

    media_type = "text/markdown"

    def __init__(self) -> None:
        self._parser = MarkdownIt("commonmark", {"html": True}).enable("table")

    def read(self, content: bytes, name: str) -> ReadDocument:
        """Read a file. Raises DocumentRefused: EMPTY_FILE, TYPE_MISMATCH, BAD_ENCODING, BAD_METADATA, NO_TEXT."""
        metadata, body = split_front_matter(clean(decode(content, name)), name)
        blocks, first_heading = self.blocks(body, name)
        if not blocks:
            words = "문서 정보만 있고 본문이 없습니다. 본문을 적어 주세요." if metadata else None
            raise refused(Reason.NO_TEXT, name, words)
        return ReadDocument(metadata, blocks, first_heading)

    def blocks(self, text: str, name: str) -> tuple[tuple[Block, ...], str | None]:
        """The blocks of a Markdown text, and its first heading. Raises DocumentRefused: CORRUPT."""
        try:
            tokens = self._parser.parse(text)
        except RecursionError:
            raise refused(
                Reason.CORRUPT, name, "너무 깊이 겹친 글이라 읽을 수 없습니다. 단순하게 고쳐 주세요."
            ) from None
        walk = _Walk()
        walk.over(tokens)
        return tuple(walk.blocks), walk.path.first


class _Walk:
    """One walk over the tokens of a document, gathering blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.path = HeadingPath()
        self._items: list[_Item] = []

    def over(self, tokens: Sequence[Token]) -> None:
        position = 0
        while position < len(tokens):
            token = tokens[position]
            if token.type == "heading_open" and token.level == 0:
                self.path.enter(int(token.tag[1]), _inline(tokens[position + 1]))
                position += 2
            elif token.type == "table_open":
                end = _closing(tokens, position)
                self._add(BlockKind.TABLE, _table(tokens[position:end]))
                position = end
            else:
                self._take(token)
            position += 1

    def _take(self, token: Token) -> None:
        if token.type == "list_item_open":
            self._finish_item()
            self._items.append(_Item(number=f"{token.info}{token.markup} " if token.info else ""))
        elif token.type == "list_item_close":
            self._finish_item()
            self._items.pop()
        elif token.type == "inline":
            self._text(_inline(token))
        elif token.type in ("fence", "code_block"):
            self._text(token.content.strip("\n"))
        elif token.type == "html_block":
            self._text(_without_tags(token.content))

    def _text(self, text: str) -> None:
        if self._items:
            self._items[-1].parts.append(text)
        else:
            self._add(BlockKind.PARAGRAPH, text)

    def _finish_item(self) -> None:
        """Add what the innermost open list item holds so far; items inside it follow as items of their own."""
        if self._items and self._items[-1].parts:
            item = self._items[-1]
            self._add(BlockKind.LIST_ITEM, item.number + "\n".join(part for part in item.parts if part))
            item.parts, item.number = [], ""

    def _add(self, kind: BlockKind, text: str) -> None:
        if text.strip():
            if kind is BlockKind.TABLE:
                self._finish_item()
            self.blocks.append(Block(kind, text.strip(), self.path.now))


class _Item:
    """A list item that is still open: its number, if any, and its paragraphs."""

    def __init__(self, number: str) -> None:
        self.number = number
        self.parts: list[str] = []


def _closing(tokens: Sequence[Token], opening: int) -> int:
    """The position of the token that closes the one at `opening`."""
    wanted, level = tokens[opening].type.replace("_open", "_close"), tokens[opening].level
    return next(
        position
        for position in range(opening + 1, len(tokens))
        if tokens[position].type == wanted and tokens[position].level == level
    )


def _table(tokens: Sequence[Token]) -> str:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(one_line(_inline(token)))
    return table_text(rows)


def _inline(token: Token) -> str:
    """The text of a paragraph, heading or cell as people see it; one line but for line breaks the author asked for."""
    parts = [_seen(child) for child in token.children or ()]
    text = _FOOTNOTE_MARK.sub("", _LEFT_OVER_STRONG.sub(r"\1", "".join(parts)))
    lines = (one_line(line) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _seen(child: Token) -> str:
    if child.type == "softbreak":
        return " "
    if child.type == "hardbreak":
        return "\n"
    if child.type == "html_inline":
        return "\n" if _BREAK.match(child.content) else ""
    return child.content


def _without_tags(html: str) -> str:
    visible = _TAG.sub("", _BREAK.sub("\n", _SILENT.sub("", _COMMENT.sub("", html))))
    lines = (one_line(line) for line in visible.split("\n"))
    return "\n".join(line for line in lines if line)
