"""Hostile texts, web pages, JSON lines and pictures."""

from __future__ import annotations

import struct
import zlib

from tests.ingest.hostile.case import READ, Case, case

_ALIASES = "---\na: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(30)) + "---\n본문입니다.\n"


def _picture_of_a_continent() -> bytes:
    """A PNG that says it is 100,000 dots wide and high."""
    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


CASES: tuple[Case, ...] = (
    case("empty.md", b"", "EMPTY_FILE"),
    case("empty.html", b"\xef\xbb\xbf \n", "EMPTY_FILE"),
    case("aliases.md", _ALIASES.encode(), "BAD_METADATA"),
    case("deep-metadata.md", b"---\na: " + b"[" * 20_000 + b"\n---\ntext\n", "BAD_METADATA"),
    case("long-metadata.md", b"---\n" + b"a: b\n" * 200_000 + b"---\ntext\n", "BAD_METADATA"),
    case("deep-list.md", b"".join(b"  " * n + b"- a\n" for n in range(1_000)), "read|CORRUPT"),
    case("deep-quotes.md", b">" * 50_000 + b" text", "read|CORRUPT|NO_TEXT"),
    case("brackets.md", b"[" * 50_000 + b" text", "read|CORRUPT"),
    case("stars.md", b"*a **b " * 20_000, "read|CORRUPT|TIMEOUT", is_slow=True),
    case("links.md", b"[a](" * 20_000, "read|CORRUPT"),
    case("comment-without-end.md", "보이는 글입니다.\n\n<!-- ".encode() + b"x" * 500_000, READ),
    case("huge-table.md", ("| 가 | 나 |\n|---|---|\n" + "| 하나 | 둘 |\n" * 30_000).encode(), READ),
    case("one-line.txt", ("한 줄로 된 아주 긴 글이다 " * 140_000).encode(), READ, is_slow=True),
    case("one-word.txt", ("가" * 1_700_000).encode(), "read|LOW_QUALITY", is_slow=True),
    case("one-line.md", ("한 줄로 된 아주 긴 글입니다. " * 130_000).encode(), READ, is_slow=True),
    case("half-letters.txt", "앞말 ".encode() + b"\xed\xa0\x80" * 100 + "뒷말입니다.".encode(), READ),
    case("zeros.txt", b"text\x00text", "TYPE_MISMATCH"),
    case("program.txt", b"MZ\x90\x00\x03" + bytes(500), "TYPE_MISMATCH"),
    case("noise.txt", bytes(range(128, 256)) * 40, "BAD_ENCODING"),
    case("odd-utf-16.txt", b"\xff\xfe" + "글입니다".encode("utf-16-le")[:-1], "BAD_ENCODING"),
    case("rich.txt", b"{\\rtf1\\ansi text}", "TYPE_MISMATCH"),
    case("invisible-only.txt", "\u200b\u200e\U000e0041".encode() * 100, "NO_TEXT"),
    case("deep.html", b"<div>" * 200_000 + b"text", "CORRUPT"),
    case("deep-fonts.html", b"<font><b><i>" * 30_000 + b"text", "CORRUPT"),
    case("misnested.html", b"<b><p>x</b>" * 20_000, "read|TIMEOUT|CORRUPT", is_slow=True),
    case(
        "attributes.html",
        b"<p " + b" ".join(b"a%d=1" % n for n in range(50_000)) + b">text</p>",
        "read|TIMEOUT",
        is_slow=True,
    ),
    case("comment-without-end.html", "<p>보이는 글입니다.<!-- ".encode() + b"x" * 500_000, READ),
    case("hidden-only.html", '<div style="display:none">숨긴 말</div>'.encode(), "NO_TEXT"),
    case("script-only.html", b"<script>while(true){}</script>", "NO_TEXT"),
    case("huge-spans.html", b"<table><tr><td colspan=9999999 rowspan=9999999>a<td>b<tr><td>c<td>d</table>", READ),
    case("huge-table.html", ("<table>" + "<tr><td>하나<td>둘" * 30_000).encode(), READ, is_slow=True),
    case("style-bomb.html", ("<style>" + ".a{display:none}" * 50_000 + "</style><p>보인다").encode(), READ),
    case("wrong-charset.html", '<meta charset="utf-7"><p>+ADw-script+AD4- 글입니다.'.encode(), READ),
    case("pdf.html", b"%PDF-1.7 <p>text", "TYPE_MISMATCH"),
    case("deep.jsonl", b'{"id": "a", "text": ' + b"[" * 100_000 + b"\n", "CORRUPT"),
    case("long-number.jsonl", b'{"id": "a", "text": "b", "metadata": {"n": ' + b"9" * 50_000 + b"}}\n", "CORRUPT|read"),
    case("half-letters.jsonl", b'{"id": "half", "text": "a\\ud800b is a text."}\n', READ),
    case("no-id.jsonl", b'{"text": "a text"}\n', "BAD_METADATA"),
    case("scan.png", b"\x89PNG\r\n\x1a\n" + bytes(100), "NEEDS_OCR"),
    case("continent.png", _picture_of_a_continent, "NEEDS_OCR"),
    case("text.jpg", b"text", "TYPE_MISMATCH"),
    case("unknown.xyz", b"text", "UNSUPPORTED_TYPE"),
)
