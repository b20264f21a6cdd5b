"""The suites are well-formed and their answers stand in the corpus."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from assistant.answering.quotable import readable
from assistant.errors import WrongUse
from assistant.settings import corpus_dir
from evals.measures.key_facts import holds_fact
from evals.measures.quotes_found import quotes_found
from evals.suites.cases import FIELD_SUITE, UNANSWERABLE_TYPES, Case, CaseType, Half, read_suite
from ingest.metadata_text import read_metadata_file
from ingest.readers import READERS

SUITE = read_suite()
ALL = (*SUITE, *read_suite(FIELD_SUITE))
ANSWERABLE = [case for case in ALL if case.is_answerable]


def by_id(case: Case) -> str:
    """How a case is named in the test report."""
    return case.id


@cache
def corpus_texts() -> dict[str, str]:
    """The text of each document of the corpus, as its reader reads it, by the identifier in its metadata."""
    texts = {}
    for path in sorted(corpus_dir().glob("*/*")):
        if path.suffix in READERS and not path.name.endswith(".source.md"):
            read = READERS[path.suffix]().read(path.read_bytes(), path.name)
            beside = path.with_name(f"{path.stem}.meta.yml")
            metadata = read_metadata_file(beside.read_bytes(), beside.name) if beside.is_file() else read.metadata
            texts[str(metadata["id"])] = "\n".join("\n".join((*block.heading, block.text)) for block in read.blocks)
    return texts


def test_both_halves_hold_about_as_many_of_each_type() -> None:
    halves = {half: Counter(case.type for case in SUITE if case.half is half) for half in Half}
    for case_type in CaseType:
        development, scored = (halves[half][case_type] for half in (Half.DEVELOPMENT, Half.SCORED))
        assert scored > 0, case_type
        assert abs(development - scored) <= max(2, 0.1 * (development + scored)), case_type


def test_what_must_not_be_shown_is_a_document() -> None:
    for case in SUITE:
        assert set(case.forbidden_documents) <= set(corpus_texts()), case.id


def test_enough_questions_cannot_be_answered() -> None:
    assert len([case for case in SUITE if not case.is_answerable]) >= 24


def test_follow_ups_and_only_they_have_a_history() -> None:
    for case in ALL:
        assert bool(case.history) == (case.type is CaseType.FOLLOW_UP), case.id


def test_no_question_is_asked_twice() -> None:
    assert len({case.text for case in ALL}) == len(ALL)


@pytest.mark.parametrize("case", ANSWERABLE, ids=by_id)
def test_what_is_expected_stands_in_the_documents(case: Case) -> None:
    assert case.expected_documents
    assert case.key_facts
    texts = corpus_texts()
    missing = set(case.expected_documents) - set(texts)
    assert not missing, f"not in the corpus: {missing}"
    together = "\n".join(texts[name] for name in case.expected_documents)
    assert [fact for fact in case.key_facts if not holds_fact(together, fact)] == []
    assert [quote for quote in case.quotes if quotes_found([together], [quote]) == 0] == []


def test_an_honest_reply_stands_in_a_document() -> None:
    everything = ["\n".join(readable(line) for text in corpus_texts().values() for line in text.splitlines())]
    for case in ALL:
        assert [reply for reply in case.honest_replies if quotes_found(everything, [reply]) == 0] == [], case.id


def test_unanswerable_questions_expect_nothing() -> None:
    for case in ALL:
        if case.type in UNANSWERABLE_TYPES:
            assert not case.expected_documents, case.id
            assert not case.key_facts, case.id


def test_a_half_can_be_read_by_itself() -> None:
    scored = read_suite(half=Half.SCORED)
    assert 0 < len(scored) < len(SUITE)
    assert {case.half for case in scored} == {Half.SCORED}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"id": "a"}', "suite.jsonl line 1"),
        ("not json", "suite.jsonl line 1"),
        (
            '{"id":"a","text":"?","role":"king","type":"fact","half":"scored"}',
            "role",
        ),
        (
            '{"id":"a","text":"?","role":"sme","type":"fact","expected_documents":["x"],"half":"scored"}\n' * 2,
            "repeated ids: a",
        ),
    ],
)
def test_a_broken_suite_is_refused_with_the_place(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "suite.jsonl"
    path.write_text(content, "utf-8")
    with pytest.raises(WrongUse, match=told):
        read_suite(path)


def test_a_missing_suite_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"nowhere\.jsonl"):
        read_suite(tmp_path / "nowhere.jsonl")


def test_no_document_lists_a_question_of_a_suite() -> None:
    squeezed = {case.id: "".join(case.text.split()) for case in ALL}
    corpus = "".join("".join(path.read_text("utf-8").split()) for path in corpus_dir().glob("*/*.m[de]*"))
    assert [case_id for case_id, text in squeezed.items() if text in corpus] == []
