"""The interface for programs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.domain.answers import Question, Style, Turn
from assistant.domain.profile import CompanyProfile


def events_of(client: TestClient, asked: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The server-sent events of one question."""
    with client.stream("POST", "/api/ask", json=asked) as reply:
        assert reply.status_code == 200
        assert reply.headers["content-type"].startswith("text/event-stream")
        blocks = "".join(reply.iter_text()).strip().split("\n\n")
    pairs = [block.split("\n", 1) for block in blocks]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in pairs]


def test_health(client: TestClient) -> None:
    assert client.get("/api/health").json() == {"status": "ok"}


def test_a_question_is_answered_as_a_stream_of_events(client: TestClient) -> None:
    events = events_of(client, {"text": "비전 검사 사례를 알려 주세요"})
    names = [name for name, _ in events]
    assert names[:3] == ["step", "step", "step"]
    assert names.count("sentence") == 5
    assert names[-1] == "answer"
    sentence = next(content for name, content in events if name == "sentence")
    assert sentence["citations"][0]["passage_url"] == "/passages/vision-inspection%401%230000"
    answer = events[-1][1]
    assert answer["status"] == "answered"
    assert [citation["n"] for citation in answer["citations"]] == [1, 2, 3, 4]
    assert answer["citations"][3]["page"] == 2
    assert "id" not in answer


def test_a_question_without_a_source_names_the_nearest_documents(client: TestClient) -> None:
    answer = events_of(client, {"text": "내일 날씨"})[-1][1]
    assert answer["status"] == "no_source"
    assert answer["nearest"][0]["passage_url"].startswith("/passages/")


def test_the_conversation_is_handed_on(client: TestClient, asked: list[Question]) -> None:
    history = [{"question": "앞 질문", "answer": "앞 답", "document_ids": ["ai-voucher"]}]
    events_of(client, {"text": "이어서 묻습니다", "history": history})
    assert asked[0].history == (Turn(question="앞 질문", answer="앞 답", document_ids=("ai-voucher",)),)


def test_a_style_and_a_profile_are_handed_on(client: TestClient, asked: list[Question]) -> None:
    events_of(client, {"text": "비전 검사 사례", "style": "table", "profile": {"sector": "food"}})
    assert asked[0].style is Style.TABLE
    assert asked[0].profile == CompanyProfile(sector="food")


@pytest.mark.parametrize(("word", "code"), [("폭발", "internal"), ("모델고장", "unavailable")])
def test_a_failure_on_the_way_is_the_last_event(client: TestClient, word: str, code: str) -> None:
    name, content = events_of(client, {"text": f"{word}하는 질문"})[-1]
    assert name == "error"
    assert content["error"]["code"] == code
    assert "아무에게도" not in content["error"]["message"]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"text": ""},
        {"text": "x" * 20_001},
        {"text": "x", "history": [{"question": "x"}] * 21},
        {"text": "x", "unknown": 1},
        {"text": "x", "style": "poem"},
        {"text": "x", "profile": {"sector": "bakery"}},
        {"text": ["x"]},
    ],
)
def test_questions_beyond_the_limits_are_refused(client: TestClient, asked: dict[str, Any]) -> None:
    reply = client.post("/api/ask", json=asked)
    assert reply.status_code == 422
    assert reply.json()["error"]["code"] == "wrong_use"
    assert reply.json()["error"]["message"]


def test_search_returns_passages_with_their_addresses(client: TestClient) -> None:
    found = client.post("/api/search", json={"text": "비전 검사", "top_k": 3}).json()
    assert found["passages"][0]["document_id"] == "vision-inspection"
    assert found["passages"][0]["original_url"] == "/documents/vision-inspection/versions/1/original"
    assert client.post("/api/search", json={"text": "x", "top_k": 0}).status_code == 422
    assert client.post("/api/search", json={"text": "   "}).status_code == 422


def test_a_stop_of_answering_is_told_with_its_reason_while_searching_goes_on(client: TestClient) -> None:
    reply = client.post("/api/ask", json={"text": "중단된 때의 질문"})
    assert reply.status_code == 503
    assert reply.json()["error"]["code"] == "answering_stopped"
    assert reply.json()["error"]["reason"] == "점검 중"
    assert "잠시 멈추었습니다" in reply.json()["error"]["message"]
    assert client.post("/api/search", json={"text": "비전 검사"}).status_code == 200


def test_a_verdict_is_declined_in_an_event_of_its_own(client: TestClient) -> None:
    events = events_of(client, {"text": "위법인지 판단해 주세요"})
    assert [content["text"] for name, content in events if name == "opening"] == [events[-1][1]["opening"]]
    assert "변호사" in events[-1][1]["closing"]
