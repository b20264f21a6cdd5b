"""Reading a collection: a folder with `corpus.jsonl`, `queries.jsonl`, `qrels.jsonl` (or BEIR's `qrels/test.tsv`)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import WrongUse
from evals.collections.questions import Judgments, Query, QuestionSet

_DOCUMENT_ID = ("id", "_id", "doc_id", "docid")
_DOCUMENT_TEXT = ("text", "contents")
_TITLE = ("title",)
_QUERY_ID = ("id", "_id", "qid", "query_id")
_QUERY_TEXT = ("text", "query")
_JUDGED_QUERY = ("query_id", "query-id", "qid")
_JUDGED_DOCUMENT = ("document_id", "corpus-id", "doc_id", "docid")
_RELEVANCE = ("relevance", "score", "rel")
_QRELS = ("qrels.jsonl", "qrels/test.tsv", "qrels.tsv")


@dataclass(frozen=True)
class CollectionDocument:
    """A document of a collection; without a title where the collection gives none."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Collection:
    """A collection as it was read. `digest` is that of the corpus file; `without_text` counts documents left out."""

    questions: QuestionSet
    documents: tuple[CollectionDocument, ...]
    digest: str
    without_text: int

    @property
    def name(self) -> str:
        """What it is called in reports."""
        return self.questions.name


@dataclass(frozen=True)
class _Line:
    """One object of a file, with what messages call it."""

    where: str
    values: Mapping[str, Any]

    def identifier(self, keys: tuple[str, ...]) -> str:
        value = self._first(keys)
        if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
            raise self._wrong(keys, value, "글이나 정수", "text or a whole number")
        return str(value)

    def text(self, keys: tuple[str, ...]) -> str:
        value = self._first(keys)
        if not isinstance(value, str):
            raise self._wrong(keys, value, "글", "text")
        return value.strip()

    def optional_text(self, keys: tuple[str, ...]) -> str:
        return self.text(keys) if self._first(keys) is not None else ""

    def relevance(self) -> int:
        value = self._first(_RELEVANCE)
        if value is None:
            return 1
        try:
            number = float(value) if not isinstance(value, bool) else None
        except (TypeError, ValueError):
            number = None
        if number is None or number != int(number):
            raise self._wrong(_RELEVANCE, value, "정수", "a whole number")
        return int(number)

    def _first(self, keys: tuple[str, ...]) -> Any:
        return next((self.values[key] for key in keys if self.values.get(key) is not None), None)

    def _wrong(self, keys: tuple[str, ...], value: object, needed: str, needed_en: str) -> WrongUse:
        names = " | ".join(keys)
        return WrongUse(
            f"{self.where}: {names} 항목에 {needed}이(가) 있어야 합니다(지금 값: {str(value)[:60]!r})."
            f" / one of {names} must be {needed_en}."
        )


def read_collection(folder: Path) -> Collection:
    """Read a folder. Raises WrongUse that names the file and the line and what is allowed there.

    Questions that nobody judged are left out, as in BEIR; documents without text too, but judgments of them count.
    """
    documents, without_text = _documents(folder / "corpus.jsonl")
    texts = _queries(folder / "queries.jsonl")
    judgments = _judgments(_judgment_file(folder), texts, {*(document.id for document in documents), *without_text})
    asked = tuple(Query(query_id, text) for query_id, text in texts.items() if query_id in judgments)
    return Collection(
        questions=QuestionSet(name=folder.resolve().name, queries=asked, judgments=judgments),
        documents=documents,
        digest=_digest(folder / "corpus.jsonl"),
        without_text=len(without_text),
    )


def _documents(path: Path) -> tuple[tuple[CollectionDocument, ...], frozenset[str]]:
    """The documents with text, and the ids of those without; a title alone counts as text."""
    found: dict[str, CollectionDocument] = {}
    without_text = set[str]()
    for line in _json_lines(path):
        document_id = line.identifier(_DOCUMENT_ID)
        if document_id in found or document_id in without_text:
            raise _repeated(line, document_id)
        title, text = line.optional_text(_TITLE), line.text(_DOCUMENT_TEXT)
        if title or text:
            found[document_id] = CollectionDocument(document_id, title, text or title)
        else:
            without_text.add(document_id)
    if not found:
        raise WrongUse(f"{path}: 본문이 있는 문서가 없습니다. / no document with text.")
    return tuple(found.values()), frozenset(without_text)


def _queries(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _json_lines(path):
        query_id, text = line.identifier(_QUERY_ID), line.text(_QUERY_TEXT)
        if query_id in found:
            raise _repeated(line, query_id)
        if not text:
            raise WrongUse(f"{line.where}: 질문이 비어 있습니다. / the question is empty.")
        found[query_id] = text
    return found


def _judgments(path: Path, queries: Mapping[str, str], documents: set[str]) -> Judgments:
    found: dict[str, dict[str, int]] = {}
    for line in _json_lines(path) if path.suffix == ".jsonl" else _table_lines(path):
        query_id, document_id = line.identifier(_JUDGED_QUERY), line.identifier(_JUDGED_DOCUMENT)
        relevance = line.relevance()
        if relevance < 1:
            continue
        if query_id not in queries:
            raise WrongUse(f"{line.where}: queries.jsonl에 없는 질문입니다: {query_id!r}. / not in queries.jsonl.")
        if document_id not in documents:
            raise WrongUse(f"{line.where}: corpus.jsonl에 없는 문서입니다: {document_id!r}. / not in corpus.jsonl.")
        found.setdefault(query_id, {})[document_id] = relevance
    if not found:
        raise WrongUse(f"{path}: 맞는 문서가 정해진 질문이 없습니다. / no question has a relevant document.")
    return found


def _judgment_file(folder: Path) -> Path:
    for name in _QRELS:
        if (folder / name).is_file():
            return folder / name
    raise _missing(folder, " | ".join(_QRELS))


def _json_lines(path: Path) -> Iterator[_Line]:
    for where, text in _lines(path):
        try:
            values = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise WrongUse(
                f"{where}: JSON이 아닙니다 ({error}). 한 줄에 {{…}} 하나씩 적어 주세요. / not JSON."
            ) from error
        if not isinstance(values, dict):
            raise WrongUse(f"{where}: 한 줄에 {{…}} 하나씩 적어 주세요. / each line must be a JSON object.")
        yield _Line(where, values)


def _table_lines(path: Path) -> Iterator[_Line]:
    """Tab-separated judgments: query, document, relevance; a first line that names the columns is passed over."""
    for place, (where, text) in enumerate(_lines(path)):
        cells = [cell.strip() for cell in text.rstrip("\r\n").split("\t")]
        if place == 0 and cells[0] in _JUDGED_QUERY:
            continue
        if len(cells) not in (2, 3):
            raise WrongUse(
                f"{where}: 탭으로 나눈 세 칸(query-id, corpus-id, score)이어야 합니다(지금 {len(cells)}칸)."
                " / must be three cells separated by tabs."
            )
        yield _Line(where, dict(zip((_JUDGED_QUERY[0], _JUDGED_DOCUMENT[0], _RELEVANCE[0]), cells, strict=False)))


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """The lines that are not blank, each with `FILE line N`; only line feeds end a line, as in JSON Lines."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                where = f"{path.name} line {number}"
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
                if text.strip():
                    yield where, text
    except FileNotFoundError:
        raise _missing(path.parent, path.name) from None
    except UnicodeDecodeError as error:
        raise WrongUse(f"{where}: UTF-8로 저장된 글이 아닙니다. / not UTF-8.") from error
    except OSError as error:
        raise WrongUse(f"{path}: 읽을 수 없습니다 ({error.strerror}). / cannot be read.") from error


def _missing(folder: Path, name: str) -> WrongUse:
    return WrongUse(
        f"{folder}: {name} 파일이 없습니다. corpus.jsonl, queries.jsonl, qrels.jsonl(또는 qrels/test.tsv)이 있는 폴더를"
        f" 적어 주세요. / There is no {name} in this folder."
    )


def _repeated(line: _Line, identifier: str) -> WrongUse:
    return WrongUse(f"{line.where}: 앞에서 이미 쓴 id입니다: {identifier!r}. / this id was used before.")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
