"""ZIP files of documents coming into a real catalog."""

from __future__ import annotations

import json
import stat
import struct
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from assistant.domain.synchronising import Reason, SynchroniseReport
from tests.ingest.office_files import word_file, zipped
from tests.ingest.pdf_files import Sheet, paragraph, pdf
from tests.ingest.test_synchronise import LIMIT, Desk

TEXT = "본문입니다.".encode()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.catalog.close()


def outcomes(report: SynchroniseReport) -> dict[str, str]:
    """By name inside the archive (of the archive, where it is refused as a whole): outcome or reason."""
    return {
        result.path.partition(" › ")[2] or Path(result.path).name: str(result.reason or result.outcome)
        for result in report.results
    }


def raw(*infos: tuple[zipfile.ZipInfo, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, content in infos:
            archive.writestr(info, content)
    return made.getvalue()


def test_each_entry_is_a_document_of_its_own(desk: Desk) -> None:
    content = zipped(
        {
            "cases/가.md": "# 사례\n\n첫 글입니다.".encode(),
            "policies/나.pdf": pdf([Sheet(paragraph(["정책의 글입니다."], 780))]),
            "policies/나.meta.yml": b"id: from-beside\n",
            "다.docx": word_file(),
            "README.md": TEXT,
            "__MACOSX/._가.md": b"\x00\x05",
            ".hidden.txt": TEXT,
        }
    )
    desk.write("묶음.zip", content)
    report = desk.run()
    assert outcomes(report) == {"cases/가.md": "created", "policies/나.pdf": "created", "다.docx": "created"}
    assert report.results[0].path.endswith("묶음.zip › cases/가.md")
    document = desk.catalog.document("from-beside")
    assert document
    newest = document.newest
    assert (newest.metadata.kind, newest.media_type, newest.origin) == (
        "policy",
        "application/pdf",
        "묶음.zip/policies/나.pdf",
    )
    assert desk.originals.read(newest.original_digest).startswith(b"%PDF")
    assert desk.run().counts["unchanged"] == 3


def test_entries_that_are_gone_are_withdrawn_also_when_the_archive_is_given_alone(desk: Desk) -> None:
    path = desk.write("a.zip", zipped({"x.md": TEXT, "y.md": TEXT}))
    desk.run()
    desk.write("a.zip", zipped({"x.md": "새 글입니다.".encode()}))
    report = desk.run(path)
    assert [str(result.outcome) for result in report.results] == ["updated", "withdrawn"]
    assert desk.run().counts["unchanged"] == 1
    path.unlink()
    assert desk.run().counts["withdrawn"] == 1


def test_an_archive_given_alone_is_its_own_root(desk: Desk) -> None:
    path = desk.write("a.zip", zipped({"cases/x.txt": TEXT}))
    desk.run(path)
    document = desk.catalog.document("x")
    assert document
    assert (document.newest.root, document.newest.origin, document.newest.metadata.kind) == (
        str(path),
        "cases/x.txt",
        "case",
    )


def test_a_broken_archive_withdraws_nothing(desk: Desk) -> None:
    desk.write("a.zip", zipped({"x.md": TEXT}))
    desk.run()
    desk.write("a.zip", zipped({"x.md": TEXT})[:40])
    assert outcomes(desk.run()) == {"a.zip": "CORRUPT"}
    assert desk.is_published("x")


@pytest.mark.parametrize("encoding", ["cp949", "utf-8"])
def test_korean_names_are_read_as_windows_and_others_write_them(desk: Desk, encoding: str) -> None:
    content = raw((zipfile.ZipInfo("x"), TEXT))
    name = "똠방각하.md".encode(encoding)
    header = content.index(b"PK\x01\x02")  # the name stands twice: in the entry itself and in the list
    local = content[:26] + struct.pack("<H", len(name)) + content[28:30] + name + content[31:header]
    entry = content[header : header + 28] + struct.pack("<H", len(name)) + content[header + 30 : header + 46] + name
    end = content[header + 47 :]
    end = end[:12] + struct.pack("<II", len(entry), len(local)) + end[20:]
    desk.write("a.zip", local + entry + end)
    assert outcomes(desk.run()) == {"똠방각하.md": "created"}


def test_one_bad_entry_never_stops_the_others(desk: Desk) -> None:
    link = zipfile.ZipInfo("link.md")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    nul = zipfile.ZipInfo("n.md")
    content = raw(
        (zipfile.ZipInfo("a.md"), TEXT),
        (zipfile.ZipInfo("../../out.md"), TEXT),
        (zipfile.ZipInfo("/etc/abs.md"), TEXT),
        (zipfile.ZipInfo("C:\\windows\\b.md"), TEXT),
        (link, b"/etc/passwd"),
        (nul, TEXT),
        (zipfile.ZipInfo("in.zip"), zipped({"x.md": TEXT})),
        (zipfile.ZipInfo("hidden-zip.txt"), zipped({"x.md": TEXT})),
        (zipfile.ZipInfo("empty.md"), b""),
        (zipfile.ZipInfo("big.txt"), b"a" * (LIMIT + 1)),
        (zipfile.ZipInfo("old.doc"), b"\xd0\xcf\x11\xe0"),
        (zipfile.ZipInfo("lines.jsonl"), json.dumps({"id": "j", "text": "글"}).encode()),
        (zipfile.ZipInfo("z.md"), "끝입니다.".encode()),
    ).replace(b"n.md", b"n\x00md")
    desk.write("a.zip", content)
    found = outcomes(desk.run())
    assert found == {
        "a.md": "created",
        "../../out.md": Reason.UNSAFE_NAME,
        "/etc/abs.md": Reason.UNSAFE_NAME,
        "C:/windows/b.md": Reason.UNSAFE_NAME,
        "link.md": Reason.UNSAFE_ARCHIVE,
        "n\ufffdmd": Reason.UNSAFE_NAME,
        "in.zip": Reason.UNSAFE_ARCHIVE,
        "hidden-zip.txt": Reason.TYPE_MISMATCH,
        "empty.md": Reason.EMPTY_FILE,
        "big.txt": Reason.TOO_LARGE,
        "old.doc": Reason.UNSUPPORTED_TYPE,
        "lines.jsonl": Reason.UNSUPPORTED_TYPE,
        "z.md": "created",
    }


def test_the_same_name_twice_is_refused_once(desk: Desk) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = raw((zipfile.ZipInfo("a.md"), TEXT), (zipfile.ZipInfo("a.md"), "다른 글입니다.".encode()))
    desk.write("a.zip", content)
    assert [str(result.reason or result.outcome) for result in desk.run().results] == ["created", "UNSAFE_NAME"]


def test_locked_entries_are_told_one_by_one(desk: Desk) -> None:
    content = bytearray(zipped({"a.md": TEXT, "b.md": TEXT}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    desk.write("a.zip", bytes(content))
    assert outcomes(desk.run()) == {"a.md": "ENCRYPTED", "b.md": "created"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY_FILE),
        (b"no archive at all", Reason.TYPE_MISMATCH),
        (b"PK\x03\x04 cut off", Reason.CORRUPT),
        (zipped({}), Reason.EMPTY_FILE),
        (word_file(), Reason.TYPE_MISMATCH),
        (zipped({f"{number}.md": b"" for number in range(1_001)}), Reason.BOMB),
        (zipped({f"{number}.txt": b"a" * 90_000 for number in range(23)}), Reason.BOMB),
        (zipped({"a.md": TEXT}).replace(b"PK\x01\x02", b"PK\x07\x02"), Reason.CORRUPT),
    ],
)
def test_what_is_no_archive_of_documents_is_refused(desk: Desk, content: bytes, reason: Reason) -> None:
    desk.write("a.zip", content)
    assert outcomes(desk.run()) == {"a.zip": reason}


def test_an_entry_that_unpacks_to_very_much_is_refused(desk: Desk) -> None:
    desk.write("a.zip", zipped({"a.txt": b"a" * 1_500_000, "b.md": TEXT}))
    assert outcomes(desk.run()) == {"a.txt": Reason.BOMB, "b.md": "created"}


def test_an_id_known_from_another_archive_is_told(desk: Desk) -> None:
    desk.run(desk.write("a.zip", zipped({"x.md": TEXT})))
    (result,) = desk.run(desk.write("b.zip", zipped({"x.md": "다른 글입니다.".encode()}))).results
    assert any("a.zip" in warning for warning in result.warnings)


def test_old_office_files_are_refused_by_name_with_advice(desk: Desk) -> None:
    for suffix in (".doc", ".xls", ".ppt"):
        desk.write(f"보고서{suffix}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    for result, wanted in zip(desk.run().results, (".docx", ".pptx", ".xlsx"), strict=True):
        assert result.reason is Reason.UNSUPPORTED_TYPE
        assert wanted in result.message
