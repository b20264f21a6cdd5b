"""The command line as people and programs use it: real commands on a data directory of their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.commands import run_command

DOCUMENTS = [
    {
        "id": "welding-camera",
        "title": "용접 불량을 카메라로 찾은 공장",
        "text": "# 무엇을 했나\n\n가온용접은 2025년에 카메라로 용접 불량을 찾기 시작했습니다. "
        "불량률이 4.2 %에서 1.1 %로 줄었습니다.",
        "metadata": {"kind": "case", "date": "2025-06-01", "audience": "public", "provenance": "illustrative"},
    },
    {
        "id": "salary-notes",
        "title": "컨설턴트 면담 기록",
        "text": "가온용접 대표는 검사원 두 명의 인건비를 걱정했습니다.",
        "metadata": {"kind": "case", "date": "2025-07-01", "audience": "consultants", "provenance": "illustrative"},
    },
]


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    lines = "\n".join(json.dumps(document, ensure_ascii=False) for document in DOCUMENTS)
    source = folder / "문서.jsonl"
    source.write_text(lines, "utf-8")
    page = folder / "보고서.html"
    result = run_command("ingest", str(source), "--json", "--report", str(page), "--data", str(folder / "var"))
    assert result.code == 0, result.errors
    assert "읽기 품질 1.00" in page.read_text("utf-8")
    assert [line["outcome"] for line in result.lines] == ["created", "created"]
    return folder / "var"


def test_a_batch_of_searches_follows_the_contract(data_dir: Path, tmp_path: Path) -> None:
    queries = _written(tmp_path / "q.jsonl", [{"id": "q1", "text": "용접 불량"}, {"id": "q2", "text": "인건비"}])
    out = tmp_path / "out" / "r.jsonl"
    result = run_command(
        "search",
        "--queries",
        str(queries),
        "--out",
        str(out),
        "--top-k",
        "5",
        "--as",
        "consultant",
        "--data",
        str(data_dir),
    )
    assert result.code == 0, result.errors
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["q1", "q2"]
    assert [line["results"][0]["document_id"] for line in lines] == ["welding-camera", "salary-notes"]
    for line in lines:
        assert line["elapsed_ms"] > 0
        assert [item["rank"] for item in line["results"]] == list(range(1, len(line["results"]) + 1))
        wanted = {
            "rank",
            "document_id",
            "version",
            "chunk_id",
            "score",
            "parts",
            "title",
            "kind",
            "page",
            "heading",
            "text",
        }
        assert all(set(item) == wanted for item in line["results"])


def test_a_visitor_never_meets_what_is_meant_for_consultants(data_dir: Path) -> None:
    result = run_command("search", "인건비 걱정 검사원", "--json", "--data", str(data_dir))
    found = {item["document_id"] for item in result.lines[0]["results"]}
    assert found == {"welding-camera"}
    assert run_command("documents", "show", "salary-notes", "--as", "visitor", "--data", str(data_dir)).code == 1


def test_a_batch_of_questions_follows_the_contract(data_dir: Path, tmp_path: Path) -> None:
    questions = _written(
        tmp_path / "q.jsonl",
        [
            {"id": "1", "text": "가온용접의 불량률은 얼마나 줄었나요?"},
            {
                "id": "2",
                "text": "그럼 언제 시작했어요?",
                "history": [{"question": "가온용접의 불량률은?", "answer": "…"}],
            },
            {"id": "3", "text": "   "},
        ],
    )
    out = tmp_path / "a.jsonl"
    result = run_command("ask", "--questions", str(questions), "--out", str(out), "--data", str(data_dir))
    assert result.code == 0, result.errors
    first, second, third = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert first["status"] == "answered"
    assert "1.1" in first["text"]
    _assert_cited(first)
    assert "2025" in second["text"]
    assert third["status"] == "needs_clarification"
    assert third["citations"] == []
    for answer in (first, second, third):
        assert answer["elapsed_ms"] >= answer["first_text_ms"] > 0


def test_documents_are_listed_and_shown_with_their_chunks(data_dir: Path) -> None:
    listed = run_command("documents", "list", "--json", "--data", str(data_dir)).json
    assert [item["document_id"] for item in listed] == ["salary-notes", "welding-camera"]
    shown = run_command("documents", "show", "welding-camera", "--json", "--data", str(data_dir)).json
    assert shown["metadata"]["provenance"] == "illustrative"
    assert [version["version"] for version in shown["versions"]] == [1]
    assert all(set(chunk) == {"chunk_id", "page", "heading", "text"} for chunk in shown["chunks"])
    assert "1.1 %" in " ".join(chunk["text"] for chunk in shown["chunks"])


def test_proposed_outcomes_are_shown_and_written_as_a_workbook(data_dir: Path, tmp_path: Path) -> None:
    [found] = run_command("outcomes", "--json", "--as", "visitor", "--data", str(data_dir)).json
    assert (found["metric"], found["before"], found["after"], found["unit"]) == ("불량률", 4.2, 1.1, "%")
    assert found["quote"] == "불량률이 4.2 %에서 1.1 %로 줄었습니다."
    assert (found["document_id"], found["status"], found["kind"]) == ("welding-camera", "proposed", "case")
    book = tmp_path / "성과.xlsx"
    assert run_command("outcomes", "--xlsx", str(book), "--data", str(data_dir)).code == 0
    header, row = openpyxl.load_workbook(book).active.iter_rows(values_only=True)
    assert dict(zip(header, row, strict=True))["지표"] == "불량률"


def test_a_report_is_kept_and_shown_to_staff_only(data_dir: Path) -> None:
    shown = run_command("documents", "show", "welding-camera", "--json", "--data", str(data_dir)).json
    assert shown["report"]["quality"] == 1
    visitor = run_command("documents", "show", "welding-camera", "--json", "--as", "visitor", "--data", str(data_dir))
    assert "report" not in visitor.json


def test_the_index_is_verified_and_rebuilt(data_dir: Path) -> None:
    assert run_command("index", "verify", "--json", "--data", str(data_dir)).code == 0
    assert run_command("index", "rebuild", "--json", "--data", str(data_dir)).code == 0
    result = run_command("search", "용접 불량", "--json", "--data", str(data_dir))
    assert result.lines[0]["results"][0]["document_id"] == "welding-camera"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["search"], "--queries"),
        (["search", "x", "--as", "boss"], "boss"),
        (["search", "x", "--top-k", "0"], "--top-k"),
        (["ask", "--questions", "missing.jsonl"], "missing.jsonl"),
        (["ingest", "x", "--report", "report.pdf"], "report.pdf"),
        (["nonsense"], "nonsense"),
    ],
)
def test_wrong_use_ends_with_two_and_names_what_was_wrong(arguments: list[str], named: str, data_dir: Path) -> None:
    extra = [] if arguments == ["nonsense"] else ["--data", str(data_dir)]
    result = run_command(*arguments, *extra)
    assert result.code == 2
    assert named in result.errors
    assert "Traceback" not in result.errors


def test_something_refused_ends_with_one_and_the_rest_is_taken(tmp_path: Path) -> None:
    folder = tmp_path / "자료"
    folder.mkdir()
    (folder / "good.md").write_text("# 좋은 문서\n\n읽을 수 있는 문장입니다.", "utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    result = run_command("ingest", str(folder), "--json", "--data", str(tmp_path / "var"))
    assert result.code == 1
    outcomes = {Path(line["path"]).name: line["outcome"] for line in result.lines}
    assert outcomes == {"good.md": "created", "broken.pdf": "refused"}
    refused = next(line for line in result.lines if line["outcome"] == "refused")
    assert refused["reason"] == "CORRUPT"
    assert "broken.pdf" in refused["message"]


def _written(path: Path, items: list[dict[str, Any]]) -> Path:
    path.write_text("\n".join(json.dumps(item, ensure_ascii=False) for item in items), "utf-8")
    return path


def _assert_cited(answer: dict[str, Any]) -> None:
    numbers = {citation["n"] for citation in answer["citations"]}
    for sentence in answer["sentences"]:
        assert sentence["citations"]
        assert set(sentence["citations"]) <= numbers
    for citation in answer["citations"]:
        wanted = {"n", "document_id", "version", "title", "page", "heading", "quote"}
        assert wanted <= set(citation)
        assert citation["quote"]
