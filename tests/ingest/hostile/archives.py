"""Hostile ZIP files. The codes are those of the entries, in the order of their names."""

from __future__ import annotations

import stat
import struct
import zlib
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

from tests.ingest.hostile.case import READ, Case, case
from tests.ingest.office_files import word_file, zipped

_TEXT = "보이는 글입니다.".encode()


def _named(*names: str, link: bool = False) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name in names:
            info = ZipInfo(name)
            if link:
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, _TEXT + name.encode())
    return made.getvalue()


def _locked() -> bytes:
    content = bytearray(zipped({"a.md": _TEXT}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def _overlapping(count: int) -> bytes:
    """Many entries that all unpack the same bytes of the file."""
    packed = zlib.compress(b"a" * 900_000, 9)[2:-4]
    local = struct.pack(
        "<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, zlib.crc32(b"a" * 900_000), len(packed), 900_000, 5, 0
    )
    listed = b"".join(
        struct.pack(
            "<IHHHHHHIIIHHHHHII",
            0x02014B50,
            20,
            20,
            0,
            8,
            0,
            0,
            zlib.crc32(b"a" * 900_000),
            len(packed),
            900_000,
            9,
            0,
            0,
            0,
            0,
            0,
            0,
        )
        + b"%05d.txt" % number
        for number in range(count)
    )
    begins = local + b"a.txt" + packed
    return begins + listed + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(listed), len(begins), 0)


def _squeezed_rarely() -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_BZIP2) as archive:
        archive.writestr("a.txt", _TEXT * 50)
    return made.getvalue()


def _broken_entry() -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(range(1, 120)) * 30)
        archive.writestr("b.txt", "다른 글입니다.".encode())
    content = bytearray(made.getvalue())
    content[60:90] = bytes(30)
    return bytes(content)


CASES: tuple[Case, ...] = (
    case("empty.zip", b"", "EMPTY_FILE"),
    case("holds-nothing.zip", lambda: zipped({}), "EMPTY_FILE"),
    case("text.zip", b"text", "TYPE_MISMATCH"),
    case("word.zip", word_file, "TYPE_MISMATCH"),
    case("cut.zip", lambda: zipped({"a.md": _TEXT})[:50], "CORRUPT"),
    case("no-list.zip", lambda: zipped({"a.md": _TEXT}).replace(b"PK\x01\x02", b"PK\x09\x09"), "CORRUPT"),
    case("way-out.zip", lambda: _named("../../a1.md", "b1.md"), "UNSAFE_NAME", READ),
    case("way-out-backwards.zip", lambda: _named("..\\..\\a2.md"), "UNSAFE_NAME"),
    case("absolute.zip", lambda: _named("/etc/a3.md", "C:\\a4.md"), "UNSAFE_NAME", "UNSAFE_NAME"),
    case("zero-in-name.zip", lambda: _named("a5Xmd", "b5.md").replace(b"a5Xmd", b"a5\x00md"), "UNSAFE_NAME", READ),
    case("line-feed-in-name.zip", lambda: _named("a\n6.md"), "UNSAFE_NAME"),
    case("long-name.zip", lambda: _named("a" * 60_000 + ".md"), "UNSAFE_NAME"),
    case("link.zip", lambda: _named("a7.md", link=True), "UNSAFE_ARCHIVE"),
    case("zip-in.zip", lambda: zipped({"a.zip": zipped({"a.md": _TEXT}), "b8.md": _TEXT}), "UNSAFE_ARCHIVE", READ),
    case("disguised-zip-in.zip", lambda: zipped({"a.txt": zipped({"a.md": _TEXT})}), "TYPE_MISMATCH"),
    case("locked.zip", _locked, "ENCRYPTED"),
    case("bomb.zip", lambda: zipped({"a.txt": b"a" * 40_000_000}), "BOMB"),
    case("bombs.zip", lambda: zipped({f"{n}.txt": b"a" * 49_000_000 for n in range(25)}), "BOMB", is_slow=True),
    case("overlapping.zip", lambda: _overlapping(900), "BOMB"),
    case("ten-thousand.zip", lambda: zipped({f"{n}.md": b"" for n in range(10_000)}), "BOMB"),
    case("says-one-holds-many.zip", lambda: _few_said(zipped({f"{n}.md": b"" for n in range(30_000)})), "BOMB|CORRUPT"),
    case("rare.zip", _squeezed_rarely, "UNSUPPORTED_TYPE"),
    case("broken-entry.zip", _broken_entry, "CORRUPT", READ),
    case("old-in.zip", lambda: zipped({"a.doc": b"\xd0\xcf\x11\xe0", "b9.md": _TEXT}), "UNSUPPORTED_TYPE", READ),
    case("bad-word-in.zip", lambda: zipped({"a.docx": b"PK\x03\x04", "b10.md": _TEXT}), "CORRUPT", READ),
)


def _few_said(content: bytes) -> bytes:
    end = content.rindex(b"PK\x05\x06")
    return content[: end + 8] + struct.pack("<HH", 1, 1) + content[end + 12 :]
