"""Markdown: front matter, headings, paragraphs, list items, tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.domain.synchronising import Reason
from ingest.cleaning import clean, decode, one_line
from ingest.isolation import ROOM, Room, Unreadable
from ingest.metadata_text import split_front_matter
from ingest.readers.headings import HeadingPath
from ingest.readers.protocol import Block, BlockKind, ReadDocument
from ingest.readers.tables import table_text
from ingest.refusals import refusal_of, refused
from ingest.unseen import Counts, Unseen, unseen_marks, unseen_warnings

_LARGE = 256 * 1024
"""Letters. Larger texts are read in the room, so that their memory is not the server's."""
_SECONDS = 60.0

_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_SILENT = re.compile(r"<(script|style|template)\b.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)[^<>]*>")
_HIDES = re.compile(
    r"\shidden(?=[\s=/>])|display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|(?<![-\w])color\s*:\s*(?:white|#fff)",
    re.IGNORECASE,
)
_VOID = frozenset({"br", "hr", "img", "input", "wbr"})
_FOOTNOTE_MARK = re.compile(r"\[\^[^\]\s]+\]:?")
# CommonMark does not close `**…**` between a punctuation mark and a Korean particle: **"인용"**은.
_LEFT_OVER_STRONG = re.compile(r"\*\*(\S(?:[^*]*\S)?)\*\*")


@dataclass(frozen=True)
class MarkdownText:
    """The blocks of a Markdown text, its first heading, and how much of it nobody sees."""

    blocks: tuple[Block, ...]
    first_heading: str | None
    unseen: Counts


class MarkdownReader:
    """Reads Markdown (CommonMark with tables), the way people see it: markup, comments and addresses are gone."""

    media_type = "text/markdown"

    def __init__(self, room: Room = ROOM) -> None:
        self._room = room

    def read(self, content: bytes, name: str) -> ReadDocument:
        """Read a file.

        Raises DocumentRefused: EMPTY_FILE, TYPE_MISMATCH, BAD_ENCODING, BAD_METADATA, CORRUPT, NO_TEXT, TIMEOUT.
        """
        written = decode(content, name)
        metadata, body = split_front_matter(clean(written), name)
        text = self.text(body, name)
        if not text.blocks:
            words = "문서 정보만 있고 본문이 없습니다. 본문을 적어 주세요." if metadata else None
            raise refused(Reason.NO_TEXT, name, words)
        unseen = dict(unseen_marks(written) + Counter(text.unseen))
        return ReadDocument(metadata, text.blocks, text.first_heading, unseen_warnings(unseen), unseen)

    def text(self, text: str, name: str) -> MarkdownText:
        """What a Markdown text says. Raises DocumentRefused: CORRUPT, TIMEOUT."""
        try:
            if len(text) < _LARGE:
                return markdown_text(text)
            return self._room.run(_large_text, text.encode("utf-8"), _SECONDS)
        except Unreadable as unreadable:
            raise refusal_of(unreadable, name) from None


def markdown_text(text: str) -> MarkdownText:
    """What a Markdown text says. Raises Unreadable: CORRUPT where it is nested too deeply."""
    try:
        tokens = _parser().parse(text)
    except RecursionError:
        korean = "너무 깊이 겹친 글이라 읽을 수 없습니다. 단순하게 고쳐 주세요."
        raise Unreadable(Reason.CORRUPT, (korean, "The text is nested too deeply. Make it simpler.")) from None
    walk = _Walk()
    walk.over(tokens)
    return MarkdownText(tuple(walk.blocks), walk.path.first, dict(walk.unseen))


def _large_text(content: bytes) -> MarkdownText:
    return markdown_text(content.decode("utf-8"))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table")


class _Walk:
    """One walk over the tokens of a document, gathering blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.path = HeadingPath()
        self.unseen: Counter[Unseen] = Counter()
        self._items: list[_Item] = []
        self._hiding: str | None = None
        """The element of HTML that hides what stands in it, while one does."""
        self._depth = 0
        """How many of its kind are open inside it."""

    def over(self, tokens: Sequence[Token]) -> None:
        position = 0
        while position < len(tokens):
            token = tokens[position]
            if token.type == "heading_open" and token.level == 0:
                self.path.enter(int(token.tag[1]), self._inline(tokens[position + 1]))
                position += 2
            elif token.type == "table_open":
                end = _closing(tokens, position)
                self._add(BlockKind.TABLE, self._table(tokens[position:end]))
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
            self._text(self._inline(token))
        elif token.type in ("fence", "code_block"):
            self._text("" if self._hiding else token.content.strip("\n"))
        elif token.type == "html_block":
            self._text(self._lines(self._seen_html(token.content)))

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

    def _table(self, tokens: Sequence[Token]) -> str:
        rows: list[list[str]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(one_line(self._inline(token)))
        return table_text(rows)

    def _inline(self, token: Token) -> str:
        """The text of a paragraph, heading or cell as people see it; a line for each line break the author asked for.

        An element that hides text does so to the end of the paragraph at most.
        """
        outside = self._hiding
        parts = [self._seen(child) for child in token.children or ()]
        self._hiding = outside
        return self._lines(_FOOTNOTE_MARK.sub("", _LEFT_OVER_STRONG.sub(r"\1", "".join(parts))))

    def _seen(self, child: Token) -> str:
        if child.type == "html_inline":
            return self._seen_html(child.content)
        if self._hiding:
            return ""
        if child.type == "softbreak":
            return " "
        return "\n" if child.type == "hardbreak" else child.content

    def _seen_html(self, html: str) -> str:
        """What a piece of HTML shows; an element that hides what stands in it may end in a later piece."""
        self.unseen[Unseen.COMMENT] += len(_COMMENT.findall(html))
        parts, end = list[str](), 0
        plain = _SILENT.sub("", _COMMENT.sub("", html))
        for tag in _TAG.finditer(plain):
            parts.append("" if self._hiding else plain[end : tag.start()])
            end = tag.end()
            self._pass(tag)
            parts.append("\n" if _BREAK.match(tag[0]) else "")
        parts.append("" if self._hiding else plain[end:])
        return "".join(parts)

    def _pass(self, tag: re.Match[str]) -> None:
        """Go past a tag: it may begin or end what is hidden."""
        name = tag["name"].lower()
        if self._hiding is None:
            if not tag["end"] and name not in _VOID and _HIDES.search(tag[0]):
                self._hiding, self._depth = name, 0
                self.unseen[Unseen.HIDDEN] += 1
        elif name == self._hiding:
            self._depth += -1 if tag["end"] else 1
            self._hiding = None if self._depth < 0 else self._hiding

    @staticmethod
    def _lines(text: str) -> str:
        lines = (one_line(line) for line in text.split("\n"))
        return "\n".join(line for line in lines if line)


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
