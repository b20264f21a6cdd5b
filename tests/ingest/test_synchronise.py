"""Files, folders and JSON-lines files coming into a real catalog."""

from __future__ import annotations

import json
import os
import shutil
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.domain.documents import DocumentState
from assistant.domain.synchronising import FileResult, Reason, SynchroniseReport
from assistant.store.catalog import Catalog
from assistant.store.originals import Originals
from ingest.chunking import Chunker
from ingest.readers.markdown import MarkdownReader
from ingest.synchronise import Synchroniser
from tests.ingest.pdf_files import Sheet, paragraph, pdf

LIMIT = 100_000
NOW = datetime(2026, 11, 22, 20, tzinfo=UTC)


class Desk:
    """A folder of documents, a catalog, and a synchroniser between them."""

    def __init__(self, folder: Path) -> None:
        self.corpus = folder / "corpus"
        self.corpus.mkdir()
        self.catalog = Catalog(f"sqlite:///{folder / 'catalog.sqlite3'}")
        self.originals = Originals(folder / "originals")
        self.now = NOW

    def write(self, name: str, content: str | bytes = "본문입니다.", document_id: str | None = None) -> Path:
        path = self.corpus / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            head = f"---\nid: {document_id}\n---\n" if document_id else ""
            content = f"{head}{content}".encode()
        path.write_bytes(content)
        return path

    def lines(self, name: str, *documents: str | tuple[str, str]) -> Path:
        """A JSON-lines file of (id, text), or of lines as they are."""
        lines = [
            one
            if isinstance(one, str)
            else json.dumps({"id": one[0], "title": "제목", "text": one[1]}, ensure_ascii=False)
            for one in documents
        ]
        return self.write(name, "\n".join(lines) + "\n")

    def run(self, *paths: Path, max_characters: int = 300) -> SynchroniseReport:
        chunker = Chunker(max_characters)
        synchroniser = Synchroniser(self.catalog, self.originals, chunker, LIMIT, clock=lambda: self.now)
        return synchroniser.synchronise(paths or [self.corpus])

    def is_published(self, document_id: str) -> bool:
        document = self.catalog.document(document_id)
        return document is not None and document.state is DocumentState.PUBLISHED


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.catalog.close()


def outcomes(report: SynchroniseReport) -> dict[str, str]:
    return {Path(result.path).name: str(result.outcome) for result in report.results}


def reasons(results: Sequence[FileResult]) -> dict[str, Reason | None]:
    return {Path(result.path).name: result.reason for result in results if result.reason}


def test_a_folder_comes_in_and_the_second_time_nothing_changes(desk: Desk) -> None:
    desk.write("cases/a.md", "# 사례 가\n\n첫 문장입니다. 둘째 문장입니다.")
    desk.write("policies/b.pdf", pdf([Sheet(paragraph(["정책의 글입니다."], 780))]))
    first = desk.run()
    assert outcomes(first) == {"a.md": "created", "b.pdf": "created"}
    assert [result.chunks for result in first.results] == [1, 1]
    document = desk.catalog.document("b")
    assert document
    assert (document.newest.metadata.kind, document.newest.media_type) == ("policy", "application/pdf")
    assert (document.newest.root, document.newest.origin) == (str(desk.corpus), "policies/b.pdf")
    assert desk.originals.read(document.newest.original_digest) == (desk.corpus / "policies/b.pdf").read_bytes()
    desk.now = datetime(2027, 1, 1, tzinfo=UTC)
    second = desk.run()
    assert second.counts["unchanged"] == 2
    assert [(result.document_id, result.version) for result in second.results] == [("a", 1), ("b", 1)]


def test_dates_nobody_gave_are_the_day_in_korea(desk: Desk) -> None:
    result = desk.run(desk.write("a.md")).results[0]
    assert any("2026-11-23" in warning for warning in result.warnings)


def test_text_metadata_and_way_of_splitting_each_make_a_new_version(desk: Desk) -> None:
    desk.write("a.pdf", pdf([Sheet(paragraph(["글입니다."], 780))]))
    desk.run()
    desk.write("a.meta.yml", "title: 새 제목\n")
    assert outcomes(desk.run()) == {"a.pdf": "updated"}
    desk.write("a.pdf", pdf([Sheet(paragraph(["새 글입니다."], 780))]))
    assert outcomes(desk.run()) == {"a.pdf": "updated"}
    assert outcomes(desk.run(max_characters=200)) == {"a.pdf": "updated"}
    document = desk.catalog.document("a")
    assert document
    assert [version.metadata.title for version in document.versions] == ["a", "새 제목", "새 제목", "새 제목"]


def test_what_is_no_document_is_ignored_and_what_is_unknown_is_refused(desk: Desk) -> None:
    for name in (
        "README.md",
        "a.source.md",
        "a.meta.yml",
        "build_pdf.py",
        ".hidden.md",
        ".git/x.md",
        "__pycache__/x.md",
    ):
        desk.write(name)
    desk.write("a.odt", b"PK\x03\x04")
    report = desk.run()
    assert reasons(report.results) == {"a.odt": Reason.UNSUPPORTED_TYPE}
    assert len(report.results) == 1


def test_links_out_of_the_folder_are_not_followed(desk: Desk, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("비밀입니다.", "utf-8")
    (desk.corpus / "secret.md").symlink_to(outside / "secret.md")
    (desk.corpus / "outside").symlink_to(outside)
    (desk.corpus / "loop").symlink_to(desk.corpus)
    (desk.corpus / "itself.md").symlink_to(desk.corpus / "itself.md")
    desk.write("a.md")
    assert outcomes(desk.run()) == {"a.md": "created"}


def test_files_that_are_gone_are_withdrawn_and_come_back(desk: Desk) -> None:
    desk.write("a.md")
    path = desk.write("b.md")
    desk.run()
    path.unlink()
    assert outcomes(desk.run()) == {"a.md": "unchanged", "b.md": "withdrawn"}
    assert not desk.is_published("b")
    assert desk.run().counts["withdrawn"] == 0
    desk.write("b.md")
    assert outcomes(desk.run())["b.md"] == "updated"


def test_a_file_that_is_moved_or_renamed_keeps_its_document(desk: Desk) -> None:
    desk.write("a.md", "---\nid: x\ntitle: 제목\nkind: case\n---\n본문입니다.")
    desk.run()
    (desk.corpus / "cases").mkdir()
    (desk.corpus / "a.md").rename(desk.corpus / "cases" / "z.md")
    assert outcomes(desk.run()) == {"z.md": "unchanged"}
    document = desk.catalog.document("x")
    assert document
    assert document.newest.origin == "cases/z.md"


def test_a_file_whose_id_changes_takes_its_old_document_away(desk: Desk) -> None:
    desk.write("a.md", document_id="old")
    desk.run()
    desk.write("a.md", document_id="new")
    assert [str(result.outcome) for result in desk.run().results] == ["created", "withdrawn"]
    assert (desk.is_published("old"), desk.is_published("new")) == (False, True)


def test_a_refused_file_keeps_its_earlier_version(desk: Desk) -> None:
    desk.write("a.md", document_id="a")
    desk.run()
    desk.write("a.md", b"broken\x00")
    report = desk.run()
    assert reasons(report.results) == {"a.md": Reason.TYPE_MISMATCH}
    assert report.has_refusals
    assert desk.is_published("a")


def test_a_single_file_withdraws_nothing_and_stays_with_its_folder(desk: Desk) -> None:
    path = desk.write("cases/a.md")
    gone = desk.write("cases/b.md")
    desk.run()
    gone.unlink()
    path.write_text("새 본문입니다.", "utf-8")
    assert outcomes(desk.run(path)) == {"a.md": "updated"}
    assert desk.is_published("b")
    document = desk.catalog.document("a")
    assert document
    assert (document.newest.root, document.newest.origin) == (str(desk.corpus), "cases/a.md")


def test_a_folder_inside_a_known_folder_is_compared_with_what_came_before(desk: Desk) -> None:
    desk.write("cases/a.md")
    gone = desk.write("cases/b.md")
    desk.write("policies/c.md")
    desk.run()
    gone.unlink()
    assert outcomes(desk.run(desk.corpus / "cases")) == {"a.md": "unchanged", "b.md": "withdrawn"}
    (desk.corpus / "cases" / "a.md").unlink()
    assert outcomes(desk.run()) == {"c.md": "unchanged", "a.md": "withdrawn"}


def test_the_same_id_twice_is_refused_naming_the_first(desk: Desk) -> None:
    desk.write("a.md", document_id="same")
    desk.write("b.md", document_id="same")
    report = desk.run()
    assert outcomes(report) == {"a.md": "created", "b.md": "refused"}
    assert report.results[1].reason is Reason.DUPLICATE_ID
    assert "a.md" in report.results[1].message
    assert "same" in report.results[1].message


def test_an_id_known_from_another_place_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.write("a.md", document_id="same")
    desk.run()
    other = tmp_path / "other.md"
    other.write_text("---\nid: same\n---\n다른 본문입니다.", "utf-8")
    (result,) = desk.run(other).results
    assert str(result.outcome) == "updated"
    assert any("a.md" in warning for warning in result.warnings)


def test_missing_paths_large_files_and_bad_files_do_not_stop_the_others(desk: Desk) -> None:
    desk.write("a.md")
    desk.write("big.md", "가" * LIMIT)
    desk.write("empty.md", b"")
    desk.write("locked.pdf", b"%PDF-1.7 broken")
    report = desk.run(desk.corpus / "nowhere", desk.corpus)
    assert reasons(report.results) == {
        "nowhere": Reason.NOT_FOUND,
        "big.md": Reason.TOO_LARGE,
        "empty.md": Reason.EMPTY_FILE,
        "locked.pdf": Reason.CORRUPT,
    }
    assert report.counts["created"] == 1
    assert all(Path(result.path).name in result.message for result in report.results if result.reason)


def test_a_folder_that_is_away_withdraws_nothing(desk: Desk) -> None:
    desk.write("a.md", document_id="a")
    desk.run()
    shutil.rmtree(desk.corpus)
    assert reasons(desk.run().results) == {"corpus": Reason.NOT_FOUND}
    assert desk.is_published("a")


def test_a_folder_that_cannot_be_listed_withdraws_nothing_in_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("cases/a.md", document_id="a")
    gone = desk.write("b.md", document_id="b")
    desk.run()
    gone.unlink()
    walk = os.walk

    def denied(top: Path, onerror: Callable[[OSError], None]) -> Iterator[tuple[str, list[str], list[str]]]:
        for folder, folders, names in walk(top):
            folders[:] = [name for name in folders if name != "cases"]
            yield folder, folders, names
        onerror(PermissionError(13, "Permission denied", str(desk.corpus / "cases")))

    monkeypatch.setattr("ingest.discovering.os.walk", denied)
    report = desk.run()
    assert [(result.document_id, result.reason) for result in report.results] == [(None, Reason.INTERNAL), ("b", None)]
    assert (desk.is_published("a"), desk.is_published("b")) == (True, False)


@pytest.mark.parametrize("name", ["x\0y", "n" * 300, "itself"])
def test_paths_no_file_can_have_are_not_found(desk: Desk, name: str) -> None:
    (desk.corpus / "itself").symlink_to(desk.corpus / "itself")
    assert [result.reason for result in desk.run(desk.corpus / name).results] == [Reason.NOT_FOUND]


def test_an_unexpected_failure_is_told_and_the_rest_goes_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("a.md")
    desk.write("b.md")
    read = MarkdownReader.read

    def fails_once(self: MarkdownReader, content: bytes, name: str) -> object:
        if name.endswith("a.md"):
            raise ZeroDivisionError
        return read(self, content, name)

    monkeypatch.setattr(MarkdownReader, "read", fails_once)
    report = desk.run()
    assert reasons(report.results) == {"a.md": Reason.INTERNAL}
    assert outcomes(report)["b.md"] == "created"


@pytest.mark.parametrize(
    "stem",
    [
        unicodedata.normalize("NFD", "도입 사례 (최종)"),
        "가" * 84,
        "a" * 252,
        "줄\n바꿈",
        "100% #1 [안]",
    ],
)
def test_names_of_all_kinds_work(desk: Desk, stem: str) -> None:
    desk.write(f"{stem}.md", "본문입니다.")
    (result,) = desk.run().results
    assert str(result.outcome) == "created"
    assert result.document_id
    assert str(desk.run().results[0].outcome) == "unchanged"
    assert not any(character.isspace() for character in result.document_id)


def test_a_name_that_is_no_text_works(desk: Desk) -> None:
    path = os.path.join(os.fsencode(desk.corpus), b"\xb0\xa1.md")
    with open(path, "wb") as file:
        file.write("본문입니다.".encode())
    assert desk.run().counts["created"] == 1
    assert desk.run().counts["unchanged"] == 1


def test_a_sidecar_is_found_in_any_unicode_form(desk: Desk) -> None:
    desk.write(unicodedata.normalize("NFD", "사례.pdf"), pdf([Sheet(paragraph(["글입니다."], 780))]))
    desk.write("사례.meta.yml", "id: from-sidecar\n")
    assert desk.run().results[0].document_id == "from-sidecar"


def test_a_sidecar_that_is_no_mapping_is_refused(desk: Desk) -> None:
    desk.write("a.pdf", pdf([Sheet(paragraph(["글입니다."], 780))]))
    desk.write("a.meta.yml", "- list\n")
    assert reasons(desk.run().results) == {"a.pdf": Reason.BAD_METADATA}


def test_the_title_is_not_repeated_in_the_heading_path(desk: Desk) -> None:
    desk.write("a.md", "---\nid: a\ntitle: 사례\n---\n# 사례\n\n앞말입니다.\n\n## 결과\n\n글입니다.")
    desk.run()
    assert [chunk.heading for chunk in desk.catalog.chunks("a", 1)] == [(), ("결과",)]


def test_progress_counts_files_and_lines(desk: Desk) -> None:
    desk.write("a.md")
    desk.lines("b.jsonl", ("x", "글"), ("y", "글"))
    told: list[tuple[str, int, int]] = []
    synchroniser = Synchroniser(desk.catalog, desk.originals, Chunker(), LIMIT)
    synchroniser.synchronise([desk.corpus], lambda name, done, total: told.append((Path(name).name, done, total)))
    assert told == [("a.md", 1, 3), ("b.jsonl:1", 2, 3), ("b.jsonl:2", 3, 3)]


# JSON lines


def test_lines_are_documents_with_their_own_originals(desk: Desk) -> None:
    path = desk.lines("d.jsonl", ("x", "첫 글입니다."), ("y", "둘째 글입니다."))
    assert outcomes(desk.run(path)) == {"d.jsonl:1": "created", "d.jsonl:2": "created"}
    document = desk.catalog.document("x")
    assert document
    assert (document.newest.root, document.newest.origin) == (str(path), "x")
    assert json.loads(desk.originals.read(document.newest.original_digest))["text"] == "첫 글입니다."
    assert desk.run(path).counts["unchanged"] == 2


def test_lines_may_be_reordered_changed_and_removed(desk: Desk) -> None:
    path = desk.lines("d.jsonl", ("x", "글"), ("y", "글"), ("z", "글"))
    desk.run(path)
    desk.lines("d.jsonl", ("z", "글"), ("x", "새 글"))
    report = desk.run(path)
    assert [(result.document_id, str(result.outcome)) for result in report.results] == [
        ("z", "unchanged"),
        ("x", "updated"),
        ("y", "withdrawn"),
    ]


def test_a_bad_line_is_refused_by_number_and_its_document_stays(desk: Desk) -> None:
    path = desk.lines("d.jsonl", ("x", "글"), ("y", "글"), ("z", "글"))
    desk.run(path)
    desk.lines("d.jsonl", ("x", "글"), '{"id": "y", "text": broken')
    report = desk.run(path)
    assert [str(result.outcome) for result in report.results] == ["unchanged", "refused", "withdrawn"]
    assert "d.jsonl:2" in report.results[1].message
    assert (desk.is_published("y"), desk.is_published("z")) == (True, False)


def test_a_line_that_could_be_any_document_spares_them_all(desk: Desk) -> None:
    path = desk.lines("d.jsonl", ("x", "글"), ("y", "글"))
    desk.run(path)
    desk.lines("d.jsonl", ("x", "글"), "???")
    assert desk.run(path).counts["withdrawn"] == 0
    desk.write("d.jsonl", b"")
    assert desk.run(path).counts == {"created": 0, "updated": 0, "unchanged": 0, "withdrawn": 0, "refused": 1}


def test_the_same_id_on_two_lines_is_refused(desk: Desk) -> None:
    report = desk.run(desk.lines("d.jsonl", ("x", "글"), ("x", "다른 글")))
    assert outcomes(report) == {"d.jsonl:1": "created", "d.jsonl:2": "refused"}
    assert "d.jsonl:1" in report.results[1].message


def test_a_json_lines_file_inside_a_folder_belongs_to_the_folder(desk: Desk) -> None:
    desk.write("a.md")
    path = desk.lines("cases/d.jsonl", ("x", "글"), ("y", "글"))
    desk.run()
    document = desk.catalog.document("x")
    assert document
    assert (document.newest.origin, document.newest.metadata.kind) == ("cases/d.jsonl#x", "case")
    desk.lines("cases/d.jsonl", ("x", "글"))
    assert outcomes(desk.run())["d.jsonl#y"] == "withdrawn"
    assert desk.run(path).counts["unchanged"] == 1
    path.unlink()
    assert outcomes(desk.run())["d.jsonl#x"] == "withdrawn"
