"""The styles of a Word file: what paragraphs and runs take from them, through everything they are based on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

_HEADING_NAME = re.compile(r"(?:heading|제목)\s*([1-9])", re.IGNORECASE)
_TITLES = ("title", "제목")
_WHITEST = 0xF8
"""Least value of red, green and blue of a colour that cannot be seen on white paper."""
_DEFAULTS = ""
"""The name under which the defaults of a file are kept: no style is called so."""


@dataclass(frozen=True)
class Look:
    """What makes text seen or not; None where nothing is said."""

    vanish: bool | None = None
    colour: str | None = None
    fill: str | None = None

    def over(self, other: Look) -> Look:
        """This look where it says something, else the other."""
        return Look(
            vanish=other.vanish if self.vanish is None else self.vanish,
            colour=other.colour if self.colour is None else self.colour,
            fill=other.fill if self.fill is None else self.fill,
        )


@dataclass(frozen=True)
class Style:
    """One style: its parent, the level of headings it makes (1 is outermost), its list (number, level), its look."""

    parent: str | None = None
    level: int | None = None
    numbering: tuple[str, str] | None = None
    look: Look = Look()


class Styles:
    """The styles of one file, by their ids."""

    def __init__(self, styles: Mapping[str, Style], defaults: Mapping[str, str]) -> None:
        self._styles = styles
        self._defaults = defaults

    def look(self, style: str | None, kind: str = "") -> Look:
        """The look a style gives. `kind` (paragraph, table) names the default style where there is none."""
        look = Look()
        for one in self._chain(style or self._defaults.get(kind)):
            look = look.over(one.look)
        return look.over(self._styles.get(_DEFAULTS, Style()).look)

    def level(self, style: str | None) -> int | None:
        """The level of headings in this style."""
        return next((one.level for one in self._chain(style) if one.level), None)

    def numbering(self, style: str | None) -> tuple[str, str] | None:
        """The list paragraphs in this style belong to: its number and the level in it."""
        return next((one.numbering for one in self._chain(style) if one.numbering), None)

    def _chain(self, style: str | None) -> Iterator[Style]:
        seen: set[str] = set()
        while style and style not in seen and style in self._styles:
            seen.add(style)
            yield self._styles[style]
            style = self._styles[style].parent


def read_styles(part: bytes | None) -> Styles:
    """The styles in `word/styles.xml`; none where there is no such part or it is broken."""
    try:
        root = ElementTree.fromstring(part or b"<none/>")
    except (ElementTree.ParseError, LookupError, ValueError):
        return Styles({}, {})
    styles: dict[str, Style] = {}
    defaults: dict[str, str] = {}
    for element in root.iter():
        if _name(element) == "style":
            identifier = _value(element, "styleId") or ""
            styles[identifier] = _style(element)
            if is_on(_value(element, "default") or "0"):
                defaults[_value(element, "type") or ""] = identifier
        elif _name(element) == "rPrDefault":
            styles[_DEFAULTS] = Style(look=_look(element))
    return Styles(styles, defaults)


def is_on(value: str | None) -> bool:
    """Whether a switch is on; one without a value is."""
    return (value or "1").lower() not in ("0", "false", "off", "no", "none")


def is_unseen(colour: str | None) -> bool:
    """Whether text of this colour (RRGGBB) cannot be seen on white."""
    if not colour or not re.fullmatch(r"[0-9A-Fa-f]{6}", colour):
        return False
    return all(int(colour[place : place + 2], 16) >= _WHITEST for place in (0, 2, 4))


def is_dark(fill: str | None) -> bool:
    """Whether this shading makes white text visible."""
    return fill not in (None, "", "auto", "none") and not is_unseen(fill)


def _style(element: ElementTree.Element) -> Style:
    parent = name = None
    level: int | None = None
    number = depth = None
    for inner in element.iter():
        value = _value(inner, "val")
        match _name(inner):
            case "basedOn":
                parent = value
            case "name":
                name = value or ""
            case "outlineLvl":
                level = outline_level(value)
            case "numId":
                number = value
            case "ilvl":
                depth = value
    return Style(
        parent=parent,
        level=_level_of_name(name or "") or level,
        numbering=(number, depth or "0") if number else None,
        look=_look(element),
    )


def outline_level(value: str | None) -> int | None:
    """The level of headings (from 1) for an outline level (from 0; 9 is body text)."""
    return int(value) + 1 if value and value.isdigit() and int(value) < 9 else None


def _level_of_name(name: str) -> int | None:
    match = _HEADING_NAME.fullmatch(name.strip())
    if match:
        return int(match[1])
    return 1 if name.strip().lower() in _TITLES else None


def _look(element: ElementTree.Element) -> Look:
    look = Look()
    for inner in element.iter():
        match _name(inner):
            case "vanish":
                look = Look(vanish=is_on(_value(inner, "val"))).over(look)
            case "color":
                look = Look(colour=_value(inner, "val")).over(look)
            case "shd" if is_dark(fill := _value(inner, "fill")):
                look = Look(fill=fill).over(look)
    return look


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _value(element: ElementTree.Element, name: str) -> str | None:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)
