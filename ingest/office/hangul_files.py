"""Hangul files (HWPX) without the text that is as white as the paper, which dochan does not tell from other text.

Text stays where something coloured may lie under it: a shaded run, paragraph, cell or page, a zone of a table, a shape.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree import ElementTree
from xml.parsers import expat

from ingest.office.word_styles import is_unseen
from ingest.unseen import Unseen

_SECTION = re.compile(r"Contents/section\d+\.xml")
_HEADER = "Contents/header.xml"
_TAG = re.compile(rb"<[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>")
_SHAPES = frozenset({"drawText", "caption", "container", "rect", "ellipse", "polygon", "textart"})


@dataclass(frozen=True)
class _Looks:
    """Ids of runs in white, and of borders, runs and paragraphs with a colour under them."""

    white: frozenset[str]
    coloured_borders: frozenset[str]
    coloured_paragraphs: frozenset[str]


def seen_hangul_file(content: bytes) -> tuple[bytes, Counter[Unseen]]:
    """The file without white text, and how many places that was in. A broken part stays as it is."""
    unseen: Counter[Unseen] = Counter()
    with zipfile.ZipFile(BytesIO(content)) as archive:
        if _HEADER not in archive.namelist():
            return content, unseen
        looks = _looks(archive.read(_HEADER))
        if not looks.white:
            return content, unseen
        changed = {}
        for name in filter(_SECTION.fullmatch, archive.namelist()):
            walk = _Walk(archive.read(name), looks)
            part, places = walk.seen()
            if places:
                changed[name] = part
                unseen[Unseen.WHITE] += places
        return (_with(archive, changed) if changed else content), unseen


def _with(archive: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        for info in archive.infolist():
            new.writestr(info.filename, changed.get(info.filename) or archive.read(info))
    return made.getvalue()


def _looks(header: bytes) -> _Looks:
    white, borders, paragraphs = set[str](), set[str](), set[str]()
    try:
        root = ElementTree.fromstring(header)
    except (ElementTree.ParseError, LookupError, ValueError):
        return _Looks(frozenset(), frozenset(), frozenset())
    for element in root.iter():
        if _name(element.tag) == "borderFill" and any(_is_coloured(inner) for inner in element.iter()):
            borders.add(element.get("id", ""))
    for element in root.iter():
        name, identifier = _name(element.tag), element.get("id", "")
        is_on_colour = any(inner.get("borderFillIDRef") in borders for inner in element.iter())
        if name == "charPr" and is_unseen(element.get("textColor", "").removeprefix("#")):
            if not is_on_colour and not _is_colour(element.get("shadeColor")):
                white.add(identifier)
        elif name == "paraPr" and is_on_colour:
            paragraphs.add(identifier)
    return _Looks(frozenset(white), frozenset(borders), frozenset(paragraphs))


def _is_coloured(brush: ElementTree.Element) -> bool:
    name = _name(brush.tag)
    return name in ("imgBrush", "gradation") or (name == "winBrush" and _is_colour(brush.get("faceColor")))


def _is_colour(value: str | None) -> bool:
    """Whether this is a colour other than white; `none` and eight digits that begin with FF are no colour at all."""
    digits = (value or "none").removeprefix("#")
    if digits == "none" or (len(digits) == 8 and digits.upper().startswith("FF")):
        return False
    return not is_unseen(digits[-6:])


def _name(tag: str) -> str:
    return re.split("[}:]", tag)[-1]


@dataclass
class _Walk:
    """One walk over a section, gathering the white text to cut out."""

    part: bytes
    looks: _Looks
    _open: list[tuple[str, Mapping[str, str], int]] = field(default_factory=list)
    _cuts: list[tuple[int, int]] = field(default_factory=list)
    _places: int = 0
    _last_run: int = -1
    _is_coloured_page: bool = False
    _text: list[str] = field(default_factory=list)
    _zoned: set[int] = field(default_factory=set)
    """Where tables with zones begin."""

    def seen(self) -> tuple[bytes, int]:
        """The section without white text, and how many runs that was in."""
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._finish
        self._parser.CharacterDataHandler = self._text.append
        try:
            self._parser.Parse(self.part, True)
        except (expat.ExpatError, LookupError):
            return self.part, 0
        if self._is_coloured_page:
            return self.part, 0
        kept, done = [], 0
        for start, end in self._cuts:
            kept.append(self.part[done:start])
            done = end
        return b"".join([*kept, self.part[done:]]), self._places

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        name = _name(tag)
        if name == "pageBorderFill" and attributes.get("borderFillIDRef") in self.looks.coloured_borders:
            self._is_coloured_page = True
        if name == "cellzone":  # zones come before the rows
            self._zoned |= {place for name, _, place in self._open[-3:] if name == "tbl"}
        if name == "t":
            self._text.clear()
        self._open.append((name, attributes, self._parser.CurrentByteIndex))

    def _finish(self, _tag: str) -> None:
        name, _, start = self._open.pop()
        if name != "t" or not "".join(self._text).strip() or not self._is_white():
            return
        match = _TAG.match(self.part, self._parser.CurrentByteIndex)
        if match:
            run = self._open[-1][2]
            self._places += run != self._last_run
            self._last_run = run
            self._cuts.append((start, match.end()))

    def _is_white(self) -> bool:
        """Whether the run that is open is white, and nothing around it may be coloured."""
        name, attributes, _ = self._open[-1]
        if name != "run" or attributes.get("charPrIDRef") not in self.looks.white:
            return False
        return not any(
            name in _SHAPES
            or given.get("borderFillIDRef") in self.looks.coloured_borders
            or (name == "p" and given.get("paraPrIDRef") in self.looks.coloured_paragraphs)
            or place in self._zoned
            for name, given, place in self._open
        )
