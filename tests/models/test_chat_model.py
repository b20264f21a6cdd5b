"""The optional language model: chosen by settings, read as a stream, given up when it fails or goes silent."""

from __future__ import annotations

from typing import cast

import pytest
from langchain_core.messages import HumanMessage

from assistant.errors import ModelFailed, ModelUnavailable
from assistant.models.chat_model import open_chat_model, stream_text
from assistant.settings import Settings
from tests.model_servers import BREAK, Script, scripted_server

MESSAGES = [HumanMessage("안녕하세요")]


def _settings(address: str) -> Settings:
    return Settings(llm_model="some-model", llm_base_url=address)


def test_without_a_setting_there_is_no_model() -> None:
    assert open_chat_model(Settings()) is None


def test_an_address_without_a_model_name_is_refused() -> None:
    with pytest.raises(ModelUnavailable, match="AX_LLM_MODEL"):
        open_chat_model(Settings(llm_base_url="http://127.0.0.1:1/v1"))


def test_an_unknown_provider_is_refused_with_the_given_name() -> None:
    with pytest.raises(ModelUnavailable, match="nosuchprovider:model"):
        open_chat_model(Settings(llm_model="nosuchprovider:model"))


def test_a_missing_key_is_said_with_the_name_of_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ModelUnavailable, match="openai:gpt"):
        open_chat_model(Settings(llm_model="openai:gpt-x"))


def test_the_reply_arrives_piece_by_piece() -> None:
    script = Script(entries=[["서울 ", "센터", "입니다."]])
    with scripted_server(script) as address:
        model = open_chat_model(_settings(address))
        assert model is not None
        assert [piece for piece in stream_text(model, MESSAGES, silence_seconds=10) if piece] == [
            "서울 ",
            "센터",
            "입니다.",
        ]
    assert script.requests[0]["temperature"] == 0.0
    assert 0 < cast(int, script.requests[0].get("max_tokens") or script.requests[0]["max_completion_tokens"]) < 5_000


@pytest.mark.parametrize(
    "entry", [401, 404, 429, 500, ["반쯤 ", BREAK]], ids=["wrong key", "no model", "too many", "broken", "cut off"]
)
def test_every_failure_becomes_a_model_failure(entry: int | list[str | float]) -> None:
    with scripted_server(Script(entries=[entry])) as address:
        model = open_chat_model(_settings(address))
        assert model is not None
        with pytest.raises(ModelFailed):
            list(stream_text(model, MESSAGES, silence_seconds=20))


def test_a_server_that_is_not_there_is_a_model_failure() -> None:
    model = open_chat_model(_settings("http://127.0.0.1:9/v1"))
    assert model is not None
    with pytest.raises(ModelFailed):
        list(stream_text(model, MESSAGES, silence_seconds=20))


def test_a_silent_model_is_given_up() -> None:
    with scripted_server(Script(entries=[["처음에는 ", 3.0, "그다음"]])) as address:
        model = open_chat_model(_settings(address))
        assert model is not None
        pieces = stream_text(model, MESSAGES, silence_seconds=0.5)
        assert next(piece for piece in pieces if piece) == "처음에는 "
        with pytest.raises(ModelFailed, match=r"said nothing for 0\.5 s"):
            list(pieces)
