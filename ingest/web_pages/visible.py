"""What a browser would show of a page. Only this module knows selectolax.

Of style sheets, rules that hide elements (`display: none`, `visibility: hidden`) are obeyed where their selectors are
simple; sheets in other files, scripts and media queries are not looked at.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from ingest.cleaning import one_line
from ingest.office.pieces import Piece, PieceKind
from ingest.office.tables import table_pieces
from ingest.printed.marks import BULLET
from ingest.unseen import Unseen, unseen_marks
from ingest.web_pages.pieces import WebText

_LEFT_OUT = re.compile(
    "head|script|style|template|noscript|nav|iframe|frame|object|embed|applet|svg|canvas|audio|video|map|select|option|"
    "datalist|button|input|textarea|progress|meter|dialog|-comment|!doctype"
)
_LEADING_AROUND = frozenset({"navigation", "search", "menu", "menubar", "banner", "contentinfo"})
"""Roles of elements that lead around a site."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|header|"
    "hgroup|hr|li|main|p|pre|section|summary|table|tbody|thead|tfoot|tr|td|th|legend|caption"
)
_ARRANGED = "table, h1, h2, h3, ul, ol"
"""What stands in the cells of tables that only arrange a page."""
_MOST_SPANNED = 100
_MOST_CELLS = 200_000
_MOST_RULES = 300
_NOTHING_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_SHOWN_AGAIN = re.compile(r"display\s*:\s*(?!none)[a-z]|visibility\s*:\s*visible", re.IGNORECASE)
_TINY = re.compile(r"font-size\s*:\s*(?:0(?:\.\d+)?|1(?:\.\d+)?px)\s*(?:[a-z%]*)?\s*(?:;|!|$)", re.IGNORECASE)
_CLEAR = re.compile(r"(?<![-\w])opacity\s*:\s*0?(?:\.0\d*)?\s*(?:;|!|$)", re.IGNORECASE)
_OUTSIDE = re.compile(r"(?:left|top|text-indent|right)\s*:\s*-\d{4,}(?:px|pt|em|rem)?", re.IGNORECASE)
_WHITE = re.compile(
    r"(?<![-\w])color\s*:\s*(?:white|#f[89a-f]f[89a-f]f[89a-f]|#fff|rgb\(\s*25[0-5]\s*,\s*25[0-5]\s*,\s*25[0-5]\s*\))(?![0-9a-f])",
    re.IGNORECASE,
)
_LOOKS = (
    (_NOTHING_SHOWN, Unseen.HIDDEN),
    (_TINY, Unseen.TINY),
    (_CLEAR, Unseen.TRANSPARENT),
    (_OUTSIDE, Unseen.OUTSIDE),
)
_AT_RULE = re.compile(r"@[^{};]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@[^{};]+;")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SHEET_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def visible_text(html: str) -> WebText:
    """The pieces of a page."""
    tree = LexborHTMLParser(html)
    walk = _Walk(_hidden_by_rules(tree))
    if tree.body is not None:
        walk.over(tree.body)
    title = tree.css_first("head title")
    root = tree.css_first("html")
    language = (root.attributes.get("lang") or "").strip() if root is not None else ""
    return WebText(
        pieces=tuple(walk.pieces),
        title=one_line(title.text()) or None if title is not None else None,
        language=language[:35] or None,
        unseen=dict(walk.unseen),
    )


class _Walk:
    """One walk over a page, gathering pieces."""

    def __init__(self, hidden: frozenset[int]) -> None:
        self.pieces: list[Piece] = []
        self.unseen: Counter[Unseen] = Counter()
        self._hidden = hidden
        self._line: list[str] = []
        self._mark = ""
        self._numbers: list[int | None] = []

    def over(self, node: Any) -> None:
        """An element or text, and what is in it. Deep pages have been refused before."""
        tag = node.tag
        if tag == "-text":
            self._line.append(node.text_content if self._is_kept(node) else re.sub(r"\s+", " ", node.text_content))
        elif tag == "br":
            self._line.append("\n")
        elif not self._is_left_out(node):
            self._element(node, tag)

    def _element(self, node: Any, tag: str) -> None:
        if tag in _HEADINGS:
            self._end_line()
            self._children(node)
            self._end_line(PieceKind.HEADING, _HEADINGS[tag])
        elif tag == "table":
            self._end_line()
            self._table(node)
        elif tag in ("ul", "ol"):
            self._end_line()
            self._numbers.append(_start(node) if tag == "ol" else None)
            self._children(node)
            self._numbers.pop()
            self._end_line()
        elif _BLOCKS.fullmatch(tag):
            self._end_line()
            if tag == "li":
                self._mark = self._next_mark()
            self._children(node)
            self._end_line()
        else:
            self._children(node)

    def _children(self, node: Any) -> None:
        for child in node.iter(include_text=True):
            self.over(child)

    def _next_mark(self) -> str:
        number = self._numbers[-1] if self._numbers else None
        if number is None:
            return f"{BULLET} "
        self._numbers[-1] = number + 1
        return f"{number}. "

    def _end_line(self, kind: PieceKind = PieceKind.PARAGRAPH, level: int = 0) -> None:
        text = "".join(self._line)
        self._line = []
        self.unseen += unseen_marks(text)
        if text.strip():
            self.pieces.append(Piece(kind, self._mark + text.strip(), level))
            self._mark = ""

    def _table(self, node: Any) -> None:
        """A table of cells; one that holds tables, headings or a single cell only arranges what is in it."""
        rows = [row for row in node.css("tr") if not self._is_left_out(row)]
        if len(node.css("td, th")) < 2 or any(inner.mem_id != node.mem_id for inner in node.css(_ARRANGED)):
            self._children(node)
            self._end_line()
            return
        caption = node.css_first("caption")
        if caption is not None:
            self.over(caption)
        self.pieces += table_pieces(self._cells(rows))

    def _cells(self, rows: list[Any]) -> list[list[str]]:
        """The cells as rows of text. What stands in a cell over several rows is said in each of them."""
        table: list[list[str]] = []
        below: dict[tuple[int, int], str] = {}
        for number, row in enumerate(rows):
            cells: list[str] = []
            for cell in row.iter():
                if cell.tag not in ("td", "th") or self._is_left_out(cell):
                    continue
                while (number, len(cells)) in below:
                    cells.append(below.pop((number, len(cells))))
                text = self._text_of(cell)
                wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
                for lower in range(number + 1, min(number + high, len(rows))):
                    below |= {(lower, len(cells) + offset): text if not offset else "" for offset in range(wide)}
                cells += [text, *[""] * (wide - 1)]
            while (number, len(cells)) in below:
                cells.append(below.pop((number, len(cells))))
            table.append(cells)
            if sum(map(len, table[-1:])) * len(table) > _MOST_CELLS:
                break
        return table

    def _text_of(self, node: Any) -> str:
        """The text of a cell as one line."""
        inside = _Walk(self._hidden)
        inside._children(node)
        inside._end_line()
        self.unseen += inside.unseen
        return one_line(" ".join(piece.text for piece in inside.pieces))

    def _is_left_out(self, node: Any) -> bool:
        if _LEFT_OUT.fullmatch(node.tag) or node.attributes.get("role") in _LEADING_AROUND:
            return True
        kind = self._unseen_kind(node)
        if kind is None:
            return False
        if node.text().strip():
            self.unseen[kind] += 1
        return True

    def _unseen_kind(self, node: Any) -> Unseen | None:
        given = node.attributes
        if "hidden" in given or node.mem_id in self._hidden:
            return Unseen.HIDDEN
        style = given.get("style") or ""
        if style:
            for pattern, kind in _LOOKS:
                if pattern.search(style):
                    return kind
        is_white = _WHITE.search(style) or (given.get("color") or "").lower() in ("white", "#ffffff", "#fff")
        return Unseen.WHITE if is_white and not _has_background(node) else None

    def _is_kept(self, node: Any) -> bool:
        """Whether line breaks count here."""
        return node.parent is not None and node.parent.tag == "pre"


def _has_background(node: Any) -> bool:
    """Whether something may lie under the text that makes white seen: a colour, a picture, or a style sheet's."""
    while node is not None and node.tag != "html":
        given = node.attributes
        if any(name in given for name in ("bgcolor", "background", "class", "id")) or "background" in (
            given.get("style") or ""
        ):
            return True
        node = node.parent
    return False


def _hidden_by_rules(tree: Any) -> frozenset[int]:
    """The elements that rules of the page's own style sheets hide, and none shows again."""
    hidden: set[int] = set()
    shown: set[int] = set()
    for selector, declared in _rules(tree):
        nodes = hidden if _NOTHING_SHOWN.search(declared) else shown if _SHOWN_AGAIN.search(declared) else None
        if nodes is None or ":" in selector:
            continue
        try:
            nodes |= {node.mem_id for node in tree.css(selector)}
        except Exception:  # a selector the library does not know
            continue
    return frozenset(hidden - shown)


def _rules(tree: Any) -> Iterator[tuple[str, str]]:
    sheet = "\n".join(style.text() for style in tree.css("style"))
    plain = _AT_RULE.sub("", _SHEET_COMMENT.sub("", sheet[:1_000_000]))
    for _, match in zip(range(_MOST_RULES), _RULE.finditer(plain), strict=False):
        yield match[1].strip(), match[2]


def _start(node: Any) -> int:
    start = node.attributes.get("start") or "1"
    return int(start) if start.isdecimal() and len(start) < 6 else 1


def _span(node: Any, name: str) -> int:
    span = node.attributes.get(name) or "1"
    return max(1, min(int(span), _MOST_SPANNED)) if span.isdecimal() and len(span) < 6 else 1
