"""Reading collections: the keys that are understood, and what is said of broken files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import WrongUse
from evals.collections.questions import Query
from evals.collections.reading import read_collection
from tests.evals.collections.folders import DOCUMENTS, QUERIES, a_collection, write_lines


def test_a_collection_with_the_keys_of_beir(tmp_path: Path) -> None:
    collection = read_collection(a_collection(tmp_path / "six"))
    assert collection.name == "six"
    assert [document.id for document in collection.documents] == [row["_id"] for row in DOCUMENTS]
    assert collection.questions.queries[0] == Query("q1", "도금 불량률을 어떻게 낮췄나요?")
    assert collection.questions.judgments["q1"] == {"plating": 2, "camera": 1}
    assert collection.questions.judgments["q3"] == {"voucher": 1}


@pytest.mark.parametrize("name", ["qrels/test.tsv", "qrels.tsv"])
@pytest.mark.parametrize("header", ["query-id\tcorpus-id\tscore\n", ""])
def test_other_keys_and_tables(tmp_path: Path, name: str, header: str) -> None:
    write_lines(tmp_path / "corpus.jsonl", [{"docid": 7, "contents": "본문"}, {"docid": 8, "contents": " "}])
    write_lines(
        tmp_path / "queries.jsonl", [{"qid": "1", "query": "무엇?"}, {"qid": "2", "query": "아무도 판단 안 함"}]
    )
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(f"{header}1\t7\t1\n1\t8\t1\n", "utf-8")
    collection = read_collection(tmp_path)
    assert [document.id for document in collection.documents] == ["7"]
    assert collection.without_text == 1
    assert collection.questions.queries == (Query("1", "무엇?"),)
    assert collection.questions.judgments == {"1": {"7": 1, "8": 1}}


def test_relevance_is_1_unless_it_is_given_and_a_title_is_text_enough(tmp_path: Path) -> None:
    write_lines(tmp_path / "corpus.jsonl", [{"id": "a", "title": "제목뿐", "text": ""}])
    write_lines(tmp_path / "queries.jsonl", [{"id": "q", "text": "무엇?"}])
    write_lines(tmp_path / "qrels.jsonl", [{"query_id": "q", "document_id": "a"}])
    collection = read_collection(tmp_path)
    assert collection.documents[0].text == "제목뿐"
    assert collection.questions.judgments == {"q": {"a": 1}}


def _replace(name: str, text: str) -> Callable[[Path], None]:
    def replace(folder: Path) -> None:
        (folder / name).write_text(text, "utf-8")

    return replace


def _append(name: str, text: str) -> Callable[[Path], None]:
    def append(folder: Path) -> None:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return append


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (lambda folder: (folder / "corpus.jsonl").unlink(), r"corpus\.jsonl.*qrels/test\.tsv"),
        (lambda folder: (folder / "qrels.jsonl").unlink(), r"qrels\.jsonl \| qrels/test\.tsv"),
        (_append("corpus.jsonl", "{nope\n"), r"corpus\.jsonl line 7: .*JSON"),
        (_append("corpus.jsonl", "[1]\n"), r"corpus\.jsonl line 7: .*object"),
        (_append("corpus.jsonl", '{"_id": "x", "text": 3}\n'), r"corpus\.jsonl line 7: text \| contents .*'3'"),
        (_append("corpus.jsonl", '{"name": "x"}\n'), r"corpus\.jsonl line 7: id \| _id \| doc_id \| docid"),
        (_append("corpus.jsonl", '{"_id": "camera", "text": "둘"}\n'), r"corpus\.jsonl line 7: .*'camera'"),
        (_append("queries.jsonl", '{"_id": "q1", "text": "둘"}\n'), r"queries\.jsonl line 4: .*'q1'"),
        (_append("queries.jsonl", '\n{"_id": "q9", "text": ""}\n'), r"queries\.jsonl line 5: .*empty"),
        (_append("qrels.jsonl", '{"qid": "q8", "docid": "camera"}\n'), r"qrels\.jsonl line 6: .*'q8'"),
        (_append("qrels.jsonl", '{"qid": "q1", "docid": "none"}\n'), r"qrels\.jsonl line 6: .*'none'"),
        (_append("qrels.jsonl", '{"qid": "q1", "docid": "camera", "rel": "viel"}\n'), r"line 6: relevance \|.*'viel'"),
        (_append("qrels.jsonl", '{"qid": "q1", "docid": "camera", "rel": 0.5}\n'), r"line 6: .*whole number"),
        (_replace("qrels.jsonl", ""), r"qrels\.jsonl: .*no question"),
        (_replace("corpus.jsonl", '{"_id": "x", "text": ""}\n'), r"corpus\.jsonl: .*no document"),
        (lambda folder: (folder / "queries.jsonl").write_bytes(b"\xff\xfe"), r"queries\.jsonl line 1: .*UTF-8"),
    ],
)
def test_a_broken_collection_is_named_with_its_line(
    tmp_path: Path, broken: Callable[[Path], object], told: str
) -> None:
    folder = a_collection(tmp_path / "six")
    broken(folder)
    with pytest.raises(WrongUse, match=told):
        read_collection(folder)


def test_a_broken_table_is_named_with_its_line(tmp_path: Path) -> None:
    folder = a_collection(tmp_path / "six")
    (folder / "qrels.jsonl").rename(folder / "qrels.tsv")
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1 plating 1\n", "utf-8")
    with pytest.raises(WrongUse, match=r"qrels\.tsv line 2: .*tabs"):
        read_collection(folder)


def test_only_line_feeds_end_a_line(tmp_path: Path) -> None:
    folder = a_collection(tmp_path / "six")
    (folder / "corpus.jsonl").write_text(
        (folder / "corpus.jsonl").read_text("utf-8").replace("도금 공장은", "도금\u2028공장은"), "utf-8"
    )
    assert len(read_collection(folder).documents) == len(DOCUMENTS)
    assert len(QUERIES) == 3
