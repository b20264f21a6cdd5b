"""The text of documents as safe HTML: Markdown without raw HTML or images, and with a quoted stretch highlighted.

A highlight travels through Markdown as two characters of the private use area, since it may begin and end anywhere,
also in different cells of a table. Nothing else in the text is trusted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

from ui.web.links import outside_url

BEGIN, END = "\ue000", "\ue001"
"""Where a highlight begins and ends."""

_LINE_MARKUP = re.compile(r"\s*(?:[-*+•]\s+|\d{1,2}[.)]\s+|#{1,6}\s+|>\s*|\|\s*)*")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t:|-]+\|[ \t:|-]*")
_TABLE_HEAD = re.compile(r"\|[^\n]*\|[ \t]*\n\|[ \t:|-]+\|[ \t]*\n")
_YEAR_AT_LINE_START = re.compile(rf"(?m)^([{BEGIN}\s]*\d{{3,}})\.(?=\s)")


def mark(text: str, stretch: tuple[int, int] | None) -> str:
    """The text with the stretch (first and last character, end exclusive) between BEGIN and END.

    The marks stand behind list signs, heading signs and table bars, so that Markdown still sees those.
    """
    clean = text.replace(BEGIN, " ").replace(END, " ")
    if stretch is None or not 0 <= stretch[0] < stretch[1] <= len(clean):
        return clean
    first, last = _between_markup(clean, *stretch)
    return clean[:first] + BEGIN + clean[first:last] + END + clean[last:] if first < last else clean


def _between_markup(text: str, first: int, last: int) -> tuple[int, int]:
    """The stretch without the signs of Markdown at its two ends."""
    while first < last and text[first].isspace():
        first += 1
    line_start, line_end = text.rfind("\n", 0, first) + 1, text.find("\n", first)
    if line_end >= 0 and _TABLE_RULE.fullmatch(text, line_start, line_end):
        return _between_markup(text, line_end, last) if line_end < last else (last, last)
    if not text[line_start:first].strip():
        markup = _LINE_MARKUP.match(text, line_start, last)
        first = max(first, markup.end()) if markup else first
    while last > first and text[last - 1] in " \t\n|-:":
        last -= 1
    return first, last


def as_html(text: str) -> Markup:
    """Markdown as HTML. Raw HTML is shown as text, images as their words, and only http and https links work."""
    rendered = _markdown().render(_YEAR_AT_LINE_START.sub(r"\1\\.", text), {"marking": False})
    return Markup(rendered.replace(BEGIN, "").replace(END, ""))  # every piece of it was escaped above


def joined(texts: Iterable[str]) -> str:
    """Consecutive chunks as one text; the parts of a table, which all repeat its head, become one table again."""
    whole: list[str] = []
    head = ""
    for text in texts:
        table_head = _TABLE_HEAD.match(text)
        if table_head and table_head.group() == head:
            whole[-1] += "\n" + text[len(head) :]
        else:
            whole.append(text)
        head = table_head.group() if table_head else ""
    return "\n\n".join(whole)


def blocks(text: str) -> list[tuple[str, int, int]]:
    """The outermost Markdown blocks: their type and their lines (from, to; end exclusive)."""
    tokens = _markdown().parse(text)
    return [(token.type, token.map[0], token.map[1]) for token in tokens if token.level == 0 and token.map]


class _DocumentMarkdown(MarkdownIt):
    """Markdown whose links lead to http and https addresses only."""

    def validateLink(self, url: str) -> bool:
        return outside_url(url) is not None


@cache
def _markdown() -> MarkdownIt:
    markdown = _DocumentMarkdown("commonmark", {"html": False, "breaks": True})
    markdown.enable("table").disable(["code", "lheading", "html_block", "html_inline"])
    markdown.add_render_rule("text", _text)
    markdown.add_render_rule("image", _text)
    markdown.add_render_rule("code_inline", _code)
    markdown.add_render_rule("fence", _code_block)
    markdown.add_render_rule("link_open", _link_open)
    markdown.add_render_rule("heading_open", _heading_open)
    markdown.add_render_rule("heading_close", _heading_close)
    markdown.add_render_rule("table_open", _table_open)
    markdown.add_render_rule("table_close", _table_close)
    return markdown


def _highlighted(content: str, env: EnvType) -> str:
    """Escaped text, with what lies between BEGIN and END in `<mark>`; the state is carried from piece to piece."""
    html = ""
    for piece in re.split(f"([{BEGIN}{END}])", content):
        if piece in (BEGIN, END):
            env["marking"] = piece == BEGIN
        elif piece:
            html += f"<mark>{escape(piece)}</mark>" if env.get("marking") else str(escape(piece))
    return html


def _text(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    return _highlighted(tokens[at].content, env)


def _code(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    return f"<code>{_highlighted(tokens[at].content, env)}</code>"


def _code_block(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    return f"<pre><code>{_highlighted(tokens[at].content, env)}</code></pre>\n"


def _link_open(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    tokens[at].attrSet("target", "_blank")
    tokens[at].attrSet("rel", "noopener noreferrer")
    return renderer.renderToken(tokens, at, options, env)


def _heading_open(*_: Any) -> str:
    return '<p class="doc-heading">'


def _heading_close(*_: Any) -> str:
    return "</p>\n"


def _table_open(*_: Any) -> str:
    return '<div class="table-scroll" tabindex="0"><table>\n'


def _table_close(*_: Any) -> str:
    return "</table></div>\n"
