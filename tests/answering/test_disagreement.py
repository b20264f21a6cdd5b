"""Differing shares of two documents are put side by side; what only looks like it is not."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from assistant.answering.disagreement import Disagreements
from assistant.domain.answers import Citation, Language, Sentence
from assistant.models.embedder import load_embedder
from tests.answering.passages import passage

ASKED = "중소기업의 AI 도입률은 몇 퍼센트인가요?"


@pytest.fixture(scope="module")
def disagreements(models_dir: Path) -> Disagreements:
    return Disagreements(load_embedder(None, models_dir), ["AI 바우처"])


def notice(disagreements: Disagreements, asked: str, *said: tuple[str, str, str]) -> str | None:
    """The notice for sentences, each with its document and the date of its facts."""
    citations, sentences = [], []
    for n, (document_id, facts_as_of, text) in enumerate(said, start=1):
        found = passage(text, document_id=document_id, title=f"자료 {document_id}")
        metadata = dataclasses.replace(found.metadata, facts_as_of=facts_as_of)
        citations.append(Citation(n=n, passage=dataclasses.replace(found, metadata=metadata), quote=text))
        sentences.append(Sentence(text=text, citations=(n,)))
    return disagreements.notice(asked, sentences, citations, Language.KOREAN)


def test_two_documents_that_differ_are_named_with_their_dates(disagreements: Disagreements) -> None:
    told = notice(
        disagreements,
        ASKED,
        ("a", "2024-09", "중소기업 300곳 가운데 AI를 도입한 곳은 5.3%였습니다."),
        ("b", "2024-08", "중소기업 500곳 가운데 AI를 도입한 곳은 28.7%였습니다."),
    )
    assert told is not None
    assert "“자료 a”(2024년 9월) 5.3%" in told
    assert "“자료 b”(2024년 8월) 28.7%" in told


@pytest.mark.parametrize(
    ("asked", "second"),
    [
        (ASKED, "중소기업 500곳을 물었더니 AI를 도입한 곳은 5.3%였습니다."),
        (ASKED, "딸기 온실의 습도는 80%로 맞추었습니다."),
        ("중소기업은 AI를 왜 망설이나요?", "중소기업 500곳 가운데 AI를 도입한 곳은 28.7%였습니다."),
        ("AI 바우처의 자부담 비율은?", "중소기업 500곳 가운데 AI를 도입한 곳은 28.7%였습니다."),
    ],
    ids=["the same share", "another matter", "no share was asked for", "not what was asked for"],
)
def test_what_does_not_disagree_is_left_alone(disagreements: Disagreements, asked: str, second: str) -> None:
    first = ("a", "2024-09", "중소기업 300곳 가운데 AI를 도입한 곳은 5.3%였습니다.")
    assert notice(disagreements, asked, first, ("b", "2024-08", second)) is None


def test_one_document_does_not_disagree_with_itself(disagreements: Disagreements) -> None:
    said = [("a", "2024", f"중소기업 가운데 AI를 도입한 곳은 {share}%였습니다.") for share in (5, 28)]
    assert notice(disagreements, ASKED, *said) is None
