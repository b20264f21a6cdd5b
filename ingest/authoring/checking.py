"""Checking a corpus folder: the metadata of every document, its sources and its text, with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from assistant.errors import DocumentRefused
from ingest.authoring.rules import KEYS, Fault, faults_in
from ingest.cleaning import decode
from ingest.describing import KINDS_BY_FOLDER
from ingest.discovering import Found, listing, sidecar_of, text_of
from ingest.metadata_text import cut_front_matter, metadata_lines, parse_metadata

ILLUSTRATION_NOTE = "이 문서는 실제 기업의 보고서가 아니라, 이해를 돕기 위해 만든 예시 자료입니다."
"""The sentence that stands below the title of every illustrative document."""

MAX_BYTES = 5_000_000
_SOURCE_ENDING = ".source.md"
_CITED = re.compile(r"(?:출처|[Ss]ources?)\s*((?:\d{1,2}\s*[,·~-]\s*)*\d{1,2})(?![\d월년%])")
_RANGE = re.compile(r"(\d{1,2})\s*[~-]\s*(\d{1,2})")
_SOURCES_HEADING = re.compile(r"^##\s+(?:출처|Sources)\s*$", re.MULTILINE)
_HINT = re.compile(r"\{\{[^{}]*\}\}")
_SOURCES_COLUMN = re.compile(r"\s*(?:출처|Sources?)\s*")


class Severity(StrEnum):
    """Whether something has to be mended before the document can be published."""

    ERROR = "error"
    NOTICE = "notice"


@dataclass(frozen=True, kw_only=True, order=True)
class Complaint:
    """One thing to mend: where it is, and what to do. `line` counts from 1; `field` is a key, or `text`."""

    path: str
    line: int
    field: str
    words: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, kw_only=True)
class CheckReport:
    """What was found in a corpus folder. `documents` is how many were looked at."""

    documents: int
    complaints: tuple[Complaint, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing has to be mended; notices do not count."""
        return all(complaint.severity is Severity.NOTICE for complaint in self.complaints)


@dataclass(frozen=True, kw_only=True)
class _Written:
    """The text of a document and its metadata, each with the file it stands in."""

    found: Found
    metadata: Mapping[str, Any]
    lines: Mapping[tuple[str | int, ...], int]
    metadata_file: str
    text: str
    text_file: str
    text_starts: int
    """How many lines of its file stand above the text."""


def check_corpus(folder: Path, today: date) -> CheckReport:
    """Check all documents of a folder. Raises OSError when the folder cannot be read."""
    shown = text_of(folder)
    found = listing(folder.resolve(), shown).files
    complaints: list[Complaint] = []
    written: list[_Written] = []
    for file in found:
        try:
            document = _read(file)
        except DocumentRefused as refusal:
            complaints.append(_at(file.shown, 1, "metadata", str(refusal)))
            continue
        if isinstance(document, _Written):
            written.append(document)
            complaints += _complaints(document, today)
        else:
            complaints.append(document)
    complaints += _doubles(written)
    complaints += _unbuilt(folder, shown)
    return CheckReport(documents=len(found), complaints=tuple(sorted(complaints)))


def _read(found: Found) -> _Written | Complaint:
    """The metadata and text of a file, or what keeps them from being read. Raises DocumentRefused."""
    path = found.path
    if path.stat().st_size > MAX_BYTES:
        return _at(found.shown, 1, "file", f"파일이 {MAX_BYTES // 1_000_000} MB보다 큽니다. 그림을 줄여 주세요.")
    if path.suffix == ".md":
        raw, text = cut_front_matter(decode(path.read_bytes(), found.shown), found.shown)
        if raw is None:
            return _at(found.shown, 1, "metadata", "맨 위 '---' 사이에 문서 정보가 없습니다.")
        metadata_file = text_file = found.shown
        above, text_starts = 1, raw.count("\n") + 2
    else:
        sidecar, source = sidecar_of(path), path.with_name(path.stem + _SOURCE_ENDING)
        if sidecar is None:
            return _at(found.shown, 1, "metadata", f"문서 정보 파일이 없습니다. {path.stem}.meta.yml을 만들어 주세요.")
        if not source.is_file():
            return _at(found.shown, 1, "file", f"본문의 원고가 없습니다. {source.name}을 곁에 두어 주세요.")
        metadata_file, text_file = _beside(found, sidecar), _beside(found, source)
        raw = decode(sidecar.read_bytes(), metadata_file)
        text = decode(source.read_bytes(), text_file)
        above, text_starts = 0, 0
    return _Written(
        found=found,
        metadata=parse_metadata(raw, metadata_file, above),
        lines=metadata_lines(raw, above),
        metadata_file=metadata_file,
        text=text,
        text_file=text_file,
        text_starts=text_starts,
    )


def _complaints(written: _Written, today: date) -> Iterator[Complaint]:
    for fault in faults_in(written.metadata):
        yield _at(written.metadata_file, _line(written, fault), ".".join(map(str, fault.path)), fault.words)
    yield from _order(written)
    yield from _place(written)
    yield from _text_complaints(written)
    yield from _unfilled(written)
    review_by = str(written.metadata.get("review_by"))
    if review_by < today.isoformat():
        words = f"다시 확인할 날짜({review_by})가 지났습니다. 사실을 확인하고 날짜를 고쳐 주세요."
        line = written.lines.get(("review_by",), 1)
        yield _at(written.metadata_file, line, "review_by", words, Severity.NOTICE)


def _order(written: _Written) -> Iterator[Complaint]:
    """The first key that does not stand in its place: in one order, all documents read alike."""
    given = [path[0] for path in sorted(written.lines, key=lambda path: written.lines[path]) if len(path) == 1]
    wanted = [key for key in KEYS if key in given]
    for have, want in zip([key for key in given if key in KEYS], wanted, strict=True):
        if have != want:
            line = written.lines[(have,)]
            yield _at(written.metadata_file, line, str(have), f"항목의 차례가 다릅니다. 여기에는 {want}이(가) 옵니다.")
            return


def _place(written: _Written) -> Iterator[Complaint]:
    """The document lies where its id and kind say."""
    stem, folder = written.found.path.stem, written.found.path.parent.name
    identifier, kind = written.metadata.get("id"), written.metadata.get("kind")
    if identifier != stem:
        words = f"id는 파일 이름과 같아야 합니다: {stem} (적힌 값: {identifier})"
        yield _at(written.metadata_file, written.lines.get(("id",), 1), "id", words)
    if KINDS_BY_FOLDER.get(folder) != kind:
        folders = ", ".join(f"{name}/ = {of}" for name, of in KINDS_BY_FOLDER.items())
        words = f"종류와 폴더가 맞지 않습니다: {kind}, {folder}/. {folders}"
        yield _at(written.metadata_file, written.lines.get(("kind",), 1), "kind", words)


def _text_complaints(written: _Written) -> Iterator[Complaint]:
    text, file, start = written.text, written.text_file, written.text_starts
    if not text.lstrip().startswith("# "):
        yield _at(file, start + 1, "text", "본문은 '# 제목'으로 시작해야 합니다.")
    is_illustration = written.metadata.get("provenance") == "illustrative"
    if is_illustration and ILLUSTRATION_NOTE not in "\n".join(text.split("\n")[:6]):
        yield _at(file, start + 1, "text", f"제목 아래에 다음 문장이 있어야 합니다: {ILLUSTRATION_NOTE}")
    sources = written.metadata.get("sources")
    count = len(sources) if isinstance(sources, list) else 0
    if count and not _SOURCES_HEADING.search(text):
        yield _at(file, start + 1, "text", "글 끝에 '## 출처'(영어 문서는 '## Sources')가 있어야 합니다.")
    cited: set[int] = set()
    for line, numbers in _citations(text):
        cited |= numbers
        for number in sorted(number for number in numbers if not 1 <= number <= count):
            words = f"출처 {number}이(가) 문서 정보의 sources에 없습니다. 출처는 {count}개입니다."
            yield _at(file, start + line, "text", words)
    for number in sorted(set(range(1, count + 1)) - cited):
        line = written.lines.get(("sources", number - 1), 1)
        yield _at(written.metadata_file, line, f"sources.{number - 1}", f"본문에서 쓰지 않은 출처입니다: 출처 {number}")


def _unfilled(written: _Written) -> Iterator[Complaint]:
    """What a template asks for in {{ }} and the author has not filled in."""
    for path, line in sorted(written.lines.items(), key=lambda item: item[1]):
        value: Any = written.metadata
        for part in path:
            value = value[part]
        if isinstance(value, str) and (hint := _HINT.search(value)):
            yield _at(written.metadata_file, line, ".".join(map(str, path)), f"아직 채우지 않았습니다: {hint.group()}")
    for line, words in enumerate(written.text.split("\n"), start=1):
        if hint := _HINT.search(words):
            yield _at(
                written.text_file, written.text_starts + line, "text", f"아직 채우지 않았습니다: {hint.group()[:50]}"
            )


def _citations(text: str) -> Iterator[tuple[int, set[int]]]:
    """The source numbers a text names, with their lines: `(출처 1, 3)` in sentences, and the 출처 column of tables."""
    column: int | None = None
    is_in_table = False
    for line, words in enumerate(text.split("\n"), start=1):
        for match in _CITED.finditer(words):
            yield line, _numbers(match.group(1))
        if not words.startswith("|"):
            is_in_table = False
            continue
        cells = words.strip("| ").split("|")
        if not is_in_table:
            is_in_table = True
            column = next((place for place, cell in enumerate(cells) if _SOURCES_COLUMN.fullmatch(cell)), None)
        elif column is not None and column < len(cells):
            yield line, _numbers(cells[column])


def _numbers(text: str) -> set[int]:
    """The numbers of `1, 3~5`."""
    numbers = {int(number) for number in re.findall(r"\d+", text)}
    for first, last in _RANGE.findall(text):
        numbers |= set(range(int(first), int(last) + 1))
    return numbers


def _doubles(documents: Iterable[_Written]) -> Iterator[Complaint]:
    """Ids and titles that two documents share."""
    for field in ("id", "title"):
        first: dict[str, str] = {}
        for written in documents:
            value = str(written.metadata.get(field))
            if value in first:
                words = f"{first[value]}와(과) 같은 값입니다: {value}"
                yield _at(written.metadata_file, written.lines.get((field,), 1), field, words)
            first.setdefault(value, written.metadata_file)


def _unbuilt(folder: Path, shown: str) -> Iterator[Complaint]:
    """Sources and metadata files whose document is not there."""
    for path in sorted([*folder.rglob("*.source.md"), *folder.rglob("*.meta.yml")]):
        stem = path.name.removesuffix(_SOURCE_ENDING).removesuffix(".meta.yml")
        siblings = (other for other in path.parent.glob(f"{stem}.*") if other.suffix not in (".md", ".yml"))
        if not any(siblings):
            place = text_of(path.relative_to(folder))
            words = "이 원고(문서 정보)로 만든 파일이 없습니다. corpus/README.md를 보고 만들어 주세요."
            yield _at(f"{shown}/{place}", 1, "file", words)


def _line(written: _Written, fault: Fault) -> int:
    """The line of the fault's place, or of what is around it; a missing key is told at the first line."""
    for length in range(len(fault.path), 0, -1):
        if (line := written.lines.get(fault.path[:length])) is not None:
            return line
    return min(written.lines.values(), default=1)


def _beside(found: Found, file: Path) -> str:
    return f"{found.shown.rpartition('/')[0]}/{text_of(file.name)}"


def _at(path: str, line: int, field: str, words: str, severity: Severity = Severity.ERROR) -> Complaint:
    return Complaint(path=path, line=line, field=field, words=words, severity=severity)
