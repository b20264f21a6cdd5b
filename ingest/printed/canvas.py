"""What is painted on a page, operator by operator: its straight lines, its backgrounds, and text nobody can see.

Matrices are PDF's six numbers. Places are those of the page also inside forms (pypdf begins each form at its own
origin). Not seen through: clipping, layers that are switched off, pictures laid over text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, field, replace
from math import hypot
from typing import Any

from ingest.printed.page import Rule
from ingest.unseen import Unseen

Matrix = Sequence[float]
Colour = tuple[float, float, float]
"""Red, green, blue from 0 to 1."""

_THIN = 2.5
"""Points. A filled box thinner than this is a line."""
FURTHEST = 20_000.0
"""Points. Nothing readable is printed further out, or larger."""
_TINY = 2.0
"""Points. Smaller text cannot be read on paper."""
_WHITEST = 0.9
"""Least red, green and blue of text that may vanish on a white background."""
_ALIKE = 0.08
"""Greatest difference of text and background in each of red, green and blue where the text is not seen."""
_CLEAR = 0.05
"""Opacity below which text is not seen."""
_WIDEST_LETTER = 1.0
"""Width of a byte of text, in units of its size; an upper limit."""
_MOST_GROUNDS = 3_000
"""Backgrounds that are kept; on a page with more, no text is taken for white on white."""
_DEEPEST = 10_000
"""States that are saved at one time."""
_MOST_DRAWN = 100_000
"""Pieces of drawings on a page; more are no table, and would take long."""
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_WHITE: Colour = (1.0, 1.0, 1.0)
_BLACK: Colour = (0.0, 0.0, 0.0)

_FILLING = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
_STROKING = frozenset({b"S", b"s", b"B", b"B*", b"b", b"b*"})
_PAINT = _FILLING | _STROKING | {b"n"}
_CURVES = frozenset({b"c", b"v", b"y"})
_SHOWN = frozenset({b"Tj", b"TJ", b"'", b'"'})
_NONSENSE = (TypeError, ValueError, IndexError, KeyError, AttributeError)
"""What operands that make no sense lead to: they paint nothing."""
_INVISIBLE_MODES = (3, 7)
_OUTLINE_MODES = (1, 2, 5, 6)


@dataclass(frozen=True)
class _State:
    """The part of the graphics state that decides whether text is seen. `fill` None: a pattern, or not known."""

    fill: Colour | None = _BLACK
    is_grey: bool = True
    """Whether one number is a shade of grey in the colour space in force (and not the amount of some ink)."""
    opacity: float = 1.0
    mode: int = 0
    size: float = 0.0
    scale: float = 1.0
    """What makes a Type 3 font's size points: its glyphs have a space of their own."""


@dataclass(frozen=True)
class _Form:
    """A form that is being drawn: what takes its places to the page, its resources, the state outside it."""

    matrix: Matrix
    resources: Mapping[str, Any]
    saved: tuple[_State, ...]


@dataclass
class Canvas:
    """One page while it is read. `resources` are the page's; `box` is what of it is seen, in points.

    `keeps_transparent` is for pages known to be scans: text that lies unseen on one is what a recognition program read
    in it. `unseen` counts the places with text that is not seen; runs one after the other are one place.
    """

    resources: Mapping[str, Any]
    box: Rule
    keeps_transparent: bool = False
    rules: list[Rule] = field(default_factory=list)
    unseen: Counter[Unseen] = field(default_factory=Counter)
    _state: _State = _State()
    _saved: list[_State] = field(default_factory=list)
    _forms: list[_Form] = field(default_factory=list)
    _boxes: list[Rule] = field(default_factory=list)
    _strokes: list[Rule] = field(default_factory=list)
    _points: list[tuple[float, float]] = field(default_factory=list)
    _grounds: list[tuple[Rule, Colour | None]] = field(default_factory=list)
    _pictured: float = 0.0
    _last: Unseen | None = None

    # what pypdf calls

    def before(self, operator: bytes, operands: list[Any], now: Matrix, text_now: Matrix) -> None:
        """An operator is about to be done, with the matrices in force. Text that is not seen is taken out of it."""
        try:  # called for every operator of a page: the common ones come first
            if operator in _SETTINGS:
                _SETTINGS[operator](self, operands)
            elif operator in _SHOWN:
                self._show(operator, operands, now, text_now)
            elif operator in _DRAWN:
                self._draw(operator, operands, self.on_page(now))
            elif operator == b"Do":
                self._forms.append(self._form(operands, self.on_page(now)))
        except _NONSENSE:
            return

    def after(self, operator: bytes, _operands: list[Any], _now: Matrix, _text_now: Matrix) -> None:
        """An operator has been done; after `Do`, a form may have ended."""
        if operator == b"Do" and self._forms:
            form = self._forms.pop()
            self._saved = list(form.saved[:-1])
            self._state = form.saved[-1]

    def on_page(self, matrix: Matrix) -> Matrix:
        """A matrix of the stream that is being read as one of the page."""
        return product(matrix, self._forms[-1].matrix) if self._forms else matrix

    @property
    def pictured(self) -> float:
        """About which share of the page pictures cover."""
        return self._pictured / max(_area(self.box), 1.0)

    # text

    def _show(self, operator: bytes, operands: list[Any], now: Matrix, text_now: Matrix) -> None:
        kind = self._kind(product(text_now, self.on_page(now)), operands)
        if kind is not None:
            if kind is not self._last:
                self.unseen[kind] += 1
            place = 2 if operator == b'"' else 0
            operands[place] = type(operands[place])()
        self._last = kind

    def _kind(self, matrix: Matrix, operands: Sequence[Any]) -> Unseen | None:
        """What keeps text with this matrix from being seen; None for text that is seen."""
        state = self._state
        if state.mode in _INVISIBLE_MODES:
            return None if self.keeps_transparent else Unseen.TRANSPARENT
        if state.opacity < _CLEAR:
            return Unseen.TRANSPARENT
        size = state.size * state.scale * hypot(matrix[2], matrix[3])
        if 0 < size < _TINY:
            return Unseen.TINY
        x, y = matrix[4], matrix[5]
        is_inside = self.box.left <= x <= self.box.right and self.box.bottom <= y <= self.box.top
        width = 0.0 if is_inside else _WIDEST_LETTER * _length(operands) * state.size * state.scale
        if not is_inside and self._is_outside(x, y, matrix, width, size):
            return Unseen.OUTSIDE
        is_pale = state.fill is not None and min(state.fill) >= _WHITEST and state.mode not in _OUTLINE_MODES
        return Unseen.WHITE if is_pale and self._vanishes(x, y + size / 3, state.fill) else None

    def _is_outside(self, x: float, y: float, matrix: Matrix, width: float, size: float) -> bool:
        """Whether text that begins here and is at most this wide lies outside the page as a whole."""
        end_x, end_y = x + width * matrix[0], y + width * matrix[1]
        return (
            max(x, end_x) < self.box.left - size
            or min(x, end_x) > self.box.right + size
            or max(y, end_y) < self.box.bottom - size
            or min(y, end_y) > self.box.top + size
        )

    def _vanishes(self, x: float, y: float, fill: Colour | None) -> bool:
        """Whether text of this colour is not seen at this place, since what lies under it has the same."""
        if fill is None or len(self._grounds) >= _MOST_GROUNDS:
            return False
        under = (
            ground
            for box, ground in reversed(self._grounds)
            if box.left <= x <= box.right and box.bottom <= y <= box.top
        )
        ground = next(under, _WHITE)
        return ground is not None and all(abs(a - b) < _ALIKE for a, b in zip(fill, ground, strict=True))

    # what is drawn

    def _draw(self, operator: bytes, operands: Sequence[Any], now: Matrix) -> None:
        if operator in _PAINT:
            self._paint(operator)
        elif operator in (b"sh", b"INLINE IMAGE"):
            ground = self.box if operator == b"sh" else _square(now)
            self._grounds.append((ground, None))
        elif operator in _PATH and len(self._points) + len(self._strokes) + len(self.rules) < _MOST_DRAWN:
            self._path(operator, [float(operand) for operand in operands], now)

    def _path(self, operator: bytes, numbers: Sequence[float], now: Matrix) -> None:
        if operator == b"re" and len(numbers) == 4:
            x, y, width, height = numbers
            self._boxes.append(_box(_point(x, y, now), _point(x + width, y + height, now)))
        elif operator in _CURVES:
            self._points += [_point(x, y, now) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        elif len(numbers) == 2:
            point = _point(numbers[0], numbers[1], now)
            if operator == b"l" and self._points:
                self._strokes.append(_box(self._points[-1], point))
            self._points.append(point)

    def _paint(self, operator: bytes) -> None:
        rules: list[Rule] = []
        if operator in _FILLING:
            rules += [box for box in self._boxes if _is_thin(box)]
            drawn = [*self._boxes, *([_around(self._points)] if len(self._points) > 2 else [])]
            if self._state.opacity >= _CLEAR:
                self._grounds += [(box, self._state.fill) for box in drawn if not _is_thin(box)]
        if operator in _STROKING:
            rules += [rule for rule in self._strokes if _is_thin(rule)]
            rules += [edge for box in self._boxes for edge in _edges(box)]
        self.rules += [rule for rule in rules if max(map(abs, astuple(rule))) < FURTHEST]
        self._boxes, self._strokes, self._points = [], [], []

    def _form(self, operands: Sequence[Any], now: Matrix) -> _Form:
        """A picture or form that is about to be drawn; pictures are taken for forms with nothing in them."""
        resources = self._forms[-1].resources if self._forms else self.resources
        outside = _Form(now, resources, (*self._saved, self._state))
        with suppress(*_NONSENSE):
            drawn = _inside(resources, "/XObject", str(operands[0])) or {}
            if drawn.get("/Subtype") == "/Image":
                ground = _square(now)
                self._grounds.append((ground, None))
                self._pictured += _area(_common(ground, self.box))
                return outside
            given = [float(number) for number in drawn.get("/Matrix") or _IDENTITY]
            return replace(outside, matrix=product(given, now), resources=_inside(drawn, "/Resources") or resources)
        return outside

    # what is set

    def _save(self, _operands: Sequence[Any]) -> None:
        if len(self._saved) < _DEEPEST:
            self._saved.append(self._state)

    def _restore(self, _operands: Sequence[Any]) -> None:
        if self._saved:
            self._state = self._saved.pop()

    def _font(self, operands: Sequence[Any]) -> None:
        font = self._resource("/Font", str(operands[0])) or {}
        scale = 1.0
        if font.get("/Subtype") == "/Type3":
            scale = abs(float(font["/FontMatrix"][3])) * 1000 or 1.0
        self._state = replace(self._state, size=abs(float(operands[1])), scale=scale)

    def _mode(self, operands: Sequence[Any]) -> None:
        self._state = replace(self._state, mode=int(operands[0]))

    def _parameters(self, operands: Sequence[Any]) -> None:
        given = self._resource("/ExtGState", str(operands[0])) or {}
        if "/ca" in given:
            self._state = replace(self._state, opacity=float(given["/ca"]))

    def _space(self, operands: Sequence[Any]) -> None:
        name = str(operands[0])
        space = name if name.startswith("/Device") else self._resource("/ColorSpace", name)
        self._state = replace(self._state, fill=_BLACK, is_grey=_is_grey(space))

    def _colour(self, operands: Sequence[Any]) -> None:
        numbers = [float(operand) for operand in operands if isinstance(operand, int | float)]
        known = len(numbers) == len(operands) and (len(numbers) in (3, 4) or self._state.is_grey)
        self._state = replace(self._state, fill=_colour(numbers) if known else None)

    def _device_colour(self, operands: Sequence[Any]) -> None:
        self._state = replace(self._state, fill=_colour([float(operand) for operand in operands]), is_grey=True)

    def _resource(self, kind: str, name: str) -> Any:
        return _inside(self._forms[-1].resources if self._forms else self.resources, kind, name)


_SETTINGS = {
    b"q": Canvas._save,
    b"Q": Canvas._restore,
    b"Tf": Canvas._font,
    b"Tr": Canvas._mode,
    b"gs": Canvas._parameters,
    b"cs": Canvas._space,
    b"sc": Canvas._colour,
    b"scn": Canvas._colour,
    b"g": Canvas._device_colour,
    b"rg": Canvas._device_colour,
    b"k": Canvas._device_colour,
}
_PATH = _CURVES | {b"re", b"m", b"l"}
_DRAWN = _PATH | _PAINT | {b"sh", b"INLINE IMAGE"}


def product(a: Matrix, b: Matrix) -> tuple[float, ...]:
    """Matrix `a` applied before matrix `b`."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _inside(given: Any, *names: str) -> Any:
    """What a PDF dictionary holds under these names, one inside the other; None where it is not there."""
    for name in names:
        if not isinstance(given, Mapping) or name not in given:
            return None
        given = given[name].get_object()
    return given


def _is_grey(space: Any) -> bool:
    """Whether a colour of one number in this space is a shade of grey."""
    if isinstance(space, str):
        return space in ("/DeviceGray", "/CalGray")
    return isinstance(space, Sequence) and str(space[0]) in ("/CalGray", "/ICCBased")


def _colour(numbers: Sequence[float]) -> Colour | None:
    """Grey, RGB or CMYK as RGB."""
    match numbers:
        case [grey]:
            return grey, grey, grey
        case [red, green, blue]:
            return red, green, blue
        case [cyan, magenta, yellow, black]:
            return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
    return None


def _length(operands: Sequence[Any]) -> int:
    """Bytes of text that an operator shows."""
    shown = operands[-1]
    parts = shown if isinstance(shown, list) else [shown]
    return sum(len(part) for part in parts if isinstance(part, str | bytes))


def _point(x: float, y: float, now: Matrix) -> tuple[float, float]:
    return x * now[0] + y * now[2] + now[4], x * now[1] + y * now[3] + now[5]


def _box(a: tuple[float, float], b: tuple[float, float]) -> Rule:
    return Rule(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))


def _around(points: Sequence[tuple[float, float]]) -> Rule:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Rule(min(xs), min(ys), max(xs), max(ys))


def _square(now: Matrix) -> Rule:
    """Where a picture is: the unit square under the matrix."""
    return _around([_point(x, y, now) for x in (0, 1) for y in (0, 1)])


def _common(a: Rule, b: Rule) -> Rule:
    left, bottom = max(a.left, b.left), max(a.bottom, b.bottom)
    return Rule(left, bottom, max(left, min(a.right, b.right)), max(bottom, min(a.top, b.top)))


def _area(box: Rule) -> float:
    return (box.right - box.left) * (box.top - box.bottom)


def _is_thin(box: Rule) -> bool:
    width, height = box.right - box.left, box.top - box.bottom
    return min(width, height) <= _THIN and max(width, height) >= 3 * _THIN


def _edges(box: Rule) -> Iterator[Rule]:
    if _is_thin(box):
        yield box
        return
    yield Rule(box.left, box.top, box.right, box.top)
    yield Rule(box.left, box.bottom, box.right, box.bottom)
    yield Rule(box.left, box.bottom, box.left, box.top)
    yield Rule(box.right, box.bottom, box.right, box.top)
