"""Small PDF files written by hand, in Korean too: the font has no glyphs, only widths and what its codes mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Text:
    """A text at a place: the start of its baseline in points from the lower left corner, and its size.

    `look` is written before it is shown: a colour (`1 g`), a rendering mode (`3 Tr`).
    """

    text: str
    x: float
    y: float
    size: float = 10
    look: str = ""


@dataclass(frozen=True)
class Sheet:
    """A page (A4): its texts in the order they are drawn, and its lines as (x, y, width, height) of thin boxes.

    `painted` are operators at the beginning (`/Im Do` draws the picture); `picture` is its width, height and grey dots.
    """

    texts: Sequence[Text] = ()
    rules: Sequence[tuple[float, float, float, float]] = field(default=())
    painted: str = ""
    picture: tuple[int, int, bytes] = (1, 1, b"\x80")


def pdf(sheets: Sequence[Sheet], space_width: int = 280) -> bytes:
    """A PDF file. `space_width` is that of the space in its font, in thousandths of the type size."""
    letters = sorted({letter for sheet in sheets for text in sheet.texts for letter in text.text} | {" "})
    codes = {letter: number for number, letter in enumerate(letters, start=1)}
    kids = " ".join(f"{8 + 3 * number} 0 R" for number in range(len(sheets)))
    widths = " ".join(f"{code} [{_width(letter, space_width)}]" for letter, code in codes.items())
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Test /Encoding /Identity-H"
        " /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Test /DW 1000 /W [{widths}] /FontDescriptor 5 0 R"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        "<< /Type /FontDescriptor /FontName /Test /Flags 4 /FontBBox [0 0 1000 1000] /Ascent 900 /Descent -100 >>",
        _stream(_meanings(codes)),
        "<< >>",
    ]
    for number, sheet in enumerate(sheets):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >>"
            f" /XObject << /Im {10 + 3 * number} 0 R >> >> /Contents {9 + 3 * number} 0 R >>"
        )
        objects.append(_stream(_drawn(sheet, codes)))
        objects.append(_picture(*sheet.picture))
    return _file(objects)


def paragraph(lines: Sequence[str], top: float, x: float = 60, size: float = 10, leading: float = 16) -> list[Text]:
    """Lines one under the other."""
    return [Text(line, x, top - number * leading, size) for number, line in enumerate(lines)]


def _width(letter: str, space_width: int) -> int:
    if letter == " ":
        return space_width
    return 920 if letter >= "가" else 540


def _drawn(sheet: Sheet, codes: dict[str, int]) -> str:
    boxes = [f"{x} {y} {width} {height} re f" for x, y, width, height in sheet.rules]
    shown = [
        f"BT {text.look} /F1 {text.size} Tf 1 0 0 1 {text.x} {text.y} Tm"
        f" <{''.join(f'{codes[letter]:04x}' for letter in text.text)}> Tj ET"
        for text in sheet.texts
    ]
    return "\n".join([sheet.painted, *boxes, *(f"q {one} Q" for one in shown)])


def _picture(width: int, height: int, dots: bytes) -> str:
    head = f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent 8 /ColorSpace /DeviceGray"
    return f"<< {head} /Length {len(dots)} >>\nstream\n{dots.decode('latin-1')}\nendstream"


def _meanings(codes: dict[str, int]) -> str:
    lines = "\n".join(f"<{code:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Test def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(codes)} beginbfchar\n{lines}\nendbfchar\n"
        "endcmap end end"
    )


def _stream(content: str) -> str:
    return f"<< /Length {len(content.encode('latin-1'))} >>\nstream\n{content}\nendstream"


def _file(objects: Sequence[str]) -> bytes:
    content, places = "%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(content)}\n%%EOF\n"
    return (content + end).encode("latin-1")
