"""Word files, made ready for the library that reads them: with what is printed only, and styles spelled out.

The library knows headings by the usual ids of their styles (Korean Word calls `heading 1` simply `1`), lists only where
they stand on the paragraph, and neither hidden nor white text. The XML is not written anew: pieces are cut out of it or
put into it, so that everything else stays as it was.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat

from assistant.domain.synchronising import Reason
from ingest.isolation import Unreadable
from ingest.office.packages import bomb_words
from ingest.office.word_styles import Look, Styles, is_dark, is_on, is_unseen, outline_level, read_styles
from ingest.unseen import Unseen

_WORD = re.compile(r"http://(?:schemas\.openxmlformats\.org|purl\.oclc\.org/ooxml)/wordprocessingml/(?:2006/)?main")
_TAG = re.compile(rb"<[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>")
_LEFT_OUT = re.compile(r"word/(?:media/|comments|people)|docProps/")
_TEXT_PARTS = re.compile(r"word/(?:document\d*|footnotes|endnotes)\.xml")
_UNPRINTED = frozenset({"bookmarkStart", "commentRangeStart", "commentRangeEnd", "commentReference"})
_PICTURES = frozenset({"blip", "imagedata", "docPr"})
"""Elements the library turns into addresses and descriptions of pictures."""
_LARGEST_PART = 64 * 1024 * 1024


def printed_word_file(content: bytes) -> tuple[bytes, Counter[Unseen]]:
    """The file with what is printed, and the number of places with hidden text in it. Raises Unreadable."""
    hidden, made = Counter[Unseen](), BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        names = old.namelist()
        styles = read_styles(_part(old, "word/styles.xml") if "word/styles.xml" in names else None)
        for name in names:
            if _LEFT_OUT.match(name):
                continue
            part = _part(old, name)
            if _TEXT_PARTS.fullmatch(name):
                part, found = printed_part(part, styles)
                hidden += found
            new.writestr(name, part)
    return made.getvalue(), hidden


def printed_part(part: bytes, styles: Styles) -> tuple[bytes, Counter[Unseen]]:
    """A part with the text that is printed, and the number of places with hidden text. A broken part stays as it is."""
    part = _as_utf8(part)
    walk = _Walk(part, styles)
    try:
        walk.over()
    except (expat.ExpatError, LookupError):
        return part, Counter()
    return walk.changed(), walk.hidden


@dataclass
class _Open:
    """An element that is open: its name, where its tag begins, what it says of itself."""

    name: str
    start: int
    style: str | None = None
    look: Look = field(default_factory=Look)
    level: int | None = None
    style_tag: tuple[int, int] | None = None
    is_numbered: bool = False
    has_text: bool = False
    is_dark: bool = False


class _Values:
    """The attributes of an element by their names without prefix."""

    def __init__(self, attributes: dict[str, str], prefix: str) -> None:
        self._attributes = attributes
        self._prefix = prefix

    def __getitem__(self, name: str) -> str | None:
        return self._attributes.get(self._prefix + name, self._attributes.get(name))


_PROPERTIES = ("pPr", "tcPr", "rPr")
_LOOKS: dict[str, Callable[[_Values], Look]] = {
    "shd": lambda given: Look(fill=given["fill"]),
    "highlight": lambda given: Look(fill=given["val"]),
    "vanish": lambda given: Look(vanish=is_on(given["val"])),
    "color": lambda given: Look(colour=given["val"]),
}
"""What the properties of a paragraph, cell or run say about its look."""


class _Walk:
    """One walk over a part, gathering what to cut out and what to put in."""

    def __init__(self, part: bytes, styles: Styles) -> None:
        self.hidden: Counter[Unseen] = Counter()
        self._part = part
        self._styles = styles
        self._prefix = "w:"
        self._stack: list[_Open] = []
        self._edits: list[tuple[int, int, bytes]] = []
        self._hidden_end = -1
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._finish

    def over(self) -> None:
        self._parser.Parse(self._part, True)

    def changed(self) -> bytes:
        """The part with all edits made; those inside something that is cut out are dropped."""
        parts, done = [], 0
        for start, end, text in sorted(self._edits, key=lambda edit: (edit[0], -edit[1])):
            if start >= done:
                parts += [self._part[done:start], text]
                done = end
        return b"".join([*parts, self._part[done:]])

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        start = self._parser.CurrentByteIndex
        if not self._stack:
            self._prefix = next(
                (f"{key[6:]}:" if key[5:] else "" for key, uri in attributes.items() if _is_word(key, uri)), "w:"
            )
        name = tag.removeprefix(self._prefix) if tag.startswith(self._prefix) else tag
        parent = self._stack[-1] if self._stack else _Open("", 0)
        self._stack.append(_Open(name, start))
        if name.rpartition(":")[2] in _PICTURES:
            self._stack[-1].name = "picture"
        elif name == "hyperlink":
            self._edits.append((start, self._tag_end(start), b""))
        else:
            self._note(name, parent, _Values(attributes, self._prefix))

    def _note(self, name: str, parent: _Open, given: _Values) -> None:
        """Take down what an element says about the paragraph, run, cell or table it stands in."""
        place = self._stack[-3] if len(self._stack) > 2 else parent
        if parent.name in _PROPERTIES and name in _LOOKS:
            place.look = _LOOKS[name](given).over(place.look)
            return
        match parent.name, name:
            case "pPr", "pStyle":
                start = self._stack[-1].start
                place.style, place.style_tag = given["val"], (start, self._tag_end(start))
            case "pPr", "outlineLvl":
                place.level = outline_level(given["val"])
            case "pPr", "numPr":
                place.is_numbered = True
            case "rPr", "rStyle":
                place.style = given["val"]
            case "tblPr", "tblStyle":
                place.is_dark = is_dark(self._styles.look(given["val"], "table").fill)
            case _, "t":
                parent.has_text = True
            case _, "background":
                self._stack[0].is_dark = is_dark(given["color"])

    def _finish(self, _tag: str) -> None:
        element = self._stack.pop()
        match element.name:
            case "pPr" if self._stack and self._stack[-1].name == "p":
                self._spell_out(self._stack[-1], element)
            case "r":
                self._judge(element)
            case "hyperlink" if not self._is_empty(element):
                end = self._parser.CurrentByteIndex
                self._edits.append((end, self._tag_end(end), b""))
            case "picture":
                self._cut(element)
            case name if name in _UNPRINTED:
                self._cut(element)

    def _spell_out(self, paragraph: _Open, properties: _Open) -> None:
        """Say on the paragraph which heading its style makes it, or which list it belongs to."""
        level = paragraph.level or self._styles.level(paragraph.style)
        if level:
            inside = self._tag_end(properties.start)
            start, end = paragraph.style_tag or (inside, inside)
            text = f'<{self._prefix}pStyle {self._prefix}val="Heading{level}"/>'
            self._edits.append((start, end, text.encode()))
        elif not paragraph.is_numbered and paragraph.style_tag:
            number, depth = self._styles.numbering(paragraph.style) or ("", "")
            if number.isdigit() and depth.isdigit():
                w, end = self._prefix, paragraph.style_tag[1]
                text = f'<{w}numPr><{w}ilvl {w}val="{depth}"/><{w}numId {w}val="{number}"/></{w}numPr>'
                self._edits.append((end, end, text.encode()))

    def _judge(self, run: _Open) -> None:
        """Cut the run out when its text is not seen. Runs side by side are one place."""
        end = self._end(run)
        kind = self._unseen(run) if run.has_text else None
        if kind:
            self.hidden[kind] += self._hidden_end != run.start
            self._hidden_end = end
            self._edits.append((run.start, end, b""))

    def _unseen(self, run: _Open) -> Unseen | None:
        paragraph = next((element for element in reversed(self._stack) if element.name == "p"), _Open("p", 0))
        look = run.look
        if run.style:
            look = look.over(self._styles.look(run.style))
        look = look.over(self._styles.look(paragraph.style, "paragraph"))
        if look.vanish:
            return Unseen.HIDDEN
        is_on_colour = is_dark(look.fill) or any(
            element.is_dark or is_dark(element.look.fill) or element.name == "txbxContent" for element in self._stack
        )
        return Unseen.WHITE if is_unseen(look.colour) and not is_on_colour else None

    def _cut(self, element: _Open) -> None:
        self._edits.append((element.start, self._end(element), b""))

    def _end(self, element: _Open) -> int:
        """Where the element that is just closing ends."""
        return self._tag_end(element.start if self._is_empty(element) else self._parser.CurrentByteIndex)

    def _is_empty(self, element: _Open) -> bool:
        """Whether one tag is the whole element."""
        end = self._tag_end(element.start)
        return self._part[end - 2 : end] == b"/>"

    def _tag_end(self, start: int) -> int:
        match = _TAG.match(self._part, start)
        return match.end() if match else start


def _is_word(key: str, uri: str) -> bool:
    return key.partition(":")[0] == "xmlns" and bool(_WORD.fullmatch(uri))


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    size = archive.getinfo(name).file_size
    if name.endswith(".xml") and size > _LARGEST_PART:
        raise Unreadable(Reason.BOMB, bomb_words(size))
    return archive.read(name)


def _as_utf8(part: bytes) -> bytes:
    if not part.startswith((b"\xff\xfe", b"\xfe\xff")):
        return part
    text = part.decode("utf-16", "replace")
    return re.sub(r'(<\?xml[^>]*encoding=["\'])[^"\']+', r"\1UTF-8", text, count=1).encode("utf-8")
