"""What the builders of corpus documents share: NAME.source.md and NAME.meta.yml in, bytes that stay the same out."""

import argparse
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

SOURCE_SUFFIX = ".source.md"


@dataclass(frozen=True)
class Source:
    """A source: the body as Markdown, and the title and date from the metadata beside it."""

    body: str
    title: str
    day: date


@dataclass(frozen=True)
class Span:
    """A piece of text in one look. A line feed in it is a line break."""

    text: str
    is_bold: bool = False
    link: str | None = None


@dataclass(frozen=True)
class Part:
    """A heading (`level` from 1), a paragraph, a list item (`level` from 0; `number` when it has one), or a table."""

    kind: str
    spans: tuple[Span, ...] = ()
    level: int = 0
    number: int | None = None
    rows: tuple[tuple[tuple[Span, ...], ...], ...] = ()


def build_from_command_line(suffix: str, made: Callable[[Source], bytes]) -> None:
    """Write NAME plus suffix beside NAME.source.md, for each source named on the command line."""
    parser = argparse.ArgumentParser(description=f"Render NAME{SOURCE_SUFFIX} to NAME{suffix}")
    parser.add_argument("sources", type=Path, nargs="+", metavar="source")
    for path in parser.parse_args().sources:
        if not path.name.endswith(SOURCE_SUFFIX):
            raise SystemExit(f"{path}: expected a file named NAME{SOURCE_SUFFIX}")
        stem = path.name.removesuffix(SOURCE_SUFFIX)
        metadata = yaml.safe_load(path.with_name(f"{stem}.meta.yml").read_text("utf-8"))
        day = date.fromisoformat(str(metadata["date"]))
        target = path.with_name(f"{stem}{suffix}")
        target.write_bytes(made(Source(path.read_text("utf-8"), metadata["title"], day)))
        print(target)


def markdown() -> MarkdownIt:
    """The Markdown that sources are written in: CommonMark with tables, without HTML."""
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def parts_of(body: str) -> list[Part]:
    """The parts of a source. Ends the program at anything but headings, paragraphs, lists, tables, bold and links."""
    reading = _Reading()
    for token in markdown().parse(body):
        reading.take(token)
    return reading.parts


def repacked(
    package: bytes, day: date, changed: Callable[[str, bytes], bytes] = lambda _name, content: content
) -> bytes:
    """A ZIP package with every entry dated on this day, and each part as `changed` makes it."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = old.getinfo(name).compress_type
            entry.external_attr = 0o644 << 16
            new.writestr(entry, changed(name, old.read(name)))
    return result.getvalue()


@dataclass
class _Item:
    """A list item that is open."""

    level: int
    number: int | None
    spans: list[Span] = field(default_factory=list)


class _Reading:
    """One reading of a source, token by token."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self._items: list[_Item] = []
        self._lists = 0
        self._heading: int | None = None
        self._rows: list[list[tuple[Span, ...]]] = []

    def take(self, token: Token) -> None:
        """Take in one token."""
        match token.type:
            case "heading_open":
                self._heading = int(token.tag[1])
            case "bullet_list_open" | "ordered_list_open":
                self._finish_item()
                self._lists += 1
            case "bullet_list_close" | "ordered_list_close":
                self._lists -= 1
            case "list_item_open":
                self._items.append(_Item(self._lists - 1, int(token.info) if token.info else None))
            case "list_item_close":
                self._finish_item()
                self._items.pop()
            case "tr_open":
                self._rows.append([])
            case "table_close":
                self.parts.append(Part("table", rows=tuple(map(tuple, self._rows))))
                self._rows = []
            case "inline":
                self._text(tuple(_spans(token.children or ())))
            case kind if not _SILENT.fullmatch(kind):
                raise SystemExit(f"{kind} in line {(token.map or [0])[0] + 1}: not known to the builders")

    def _text(self, spans: tuple[Span, ...]) -> None:
        if self._rows:
            self._rows[-1].append(spans)
        elif self._heading:
            self.parts.append(Part("heading", spans, self._heading))
            self._heading = None
        elif self._items:
            item = self._items[-1]
            item.spans += [Span("\n"), *spans] if item.spans else spans
        else:
            self.parts.append(Part("paragraph", spans))

    def _finish_item(self) -> None:
        if self._items and self._items[-1].spans:
            item = self._items[-1]
            self.parts.append(Part("item", tuple(item.spans), item.level, item.number))
            item.spans = []


_SILENT = re.compile(r"(?:heading|paragraph|table|thead|tbody|tr|th|td)_(?:open|close)")


def _spans(children: Sequence[Token]) -> Iterator[Span]:
    """The pieces of a line; those side by side in the same look are one."""
    look: dict[str, Any] = {"is_bold": False, "link": None}
    text = ""
    for child in children:
        changed = {**look, **_change(child)}
        if changed != look and text:
            yield Span(text, **look)
            text = ""
        look = changed
        text += {"softbreak": " ", "hardbreak": "\n"}.get(child.type, child.content)
    if text:
        yield Span(text, **look)


def _change(child: Token) -> dict[str, Any]:
    match child.type:
        case "strong_open" | "strong_close":
            return {"is_bold": child.nesting > 0}
        case "link_open" | "link_close":
            return {"link": str(child.attrGet("href")) if child.nesting > 0 else None}
        case "text" | "softbreak" | "hardbreak" | "code_inline" | "em_open" | "em_close":
            return {}
    raise SystemExit(f"{child.type} ({child.content!r}): not known to the builders")
