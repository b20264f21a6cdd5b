"""The optional language model: any LangChain chat model, chosen by settings."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from queue import Empty, Queue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelFailed, ModelUnavailable
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

_NO_KEY_NEEDED = "not-needed"
REPLY_TOKENS = 1_200
"""The longest reply that is asked for: some 12 Korean sentences with their marks."""


def open_chat_model(settings: Settings) -> BaseChatModel | None:
    """The model of `AX_LLM_MODEL`, or None when no language model is set.

    With `AX_LLM_BASE_URL` the model is spoken to as an OpenAI-compatible server; its key is read from `OPENAI_API_KEY`
    and may be missing for a server of one's own. Without it, the name says the provider (`anthropic:…`, `openai:…`)
    and the key comes from that provider's usual variable. Raises ModelUnavailable with the remedy.
    """
    if settings.llm_model is None:
        if settings.llm_base_url is not None:
            raise ModelUnavailable(
                f"AX_LLM_BASE_URL={settings.llm_base_url!r}만 있고 AX_LLM_MODEL이 없습니다. 모델 이름도 지정해 주세요. "
                "/ AX_LLM_MODEL is missing."
            )
        return None
    from langchain.chat_models import init_chat_model

    limits: dict[str, Any] = {
        "timeout": settings.llm_timeout_seconds,
        "max_retries": 1,
        "temperature": 0.0,
        "max_tokens": REPLY_TOKENS,
    }
    try:
        if settings.llm_base_url is None:
            model: BaseChatModel = init_chat_model(settings.llm_model, **limits)
            return model
        model = init_chat_model(
            settings.llm_model.removeprefix("openai:"),
            model_provider="openai",
            base_url=settings.llm_base_url,
            api_key=os.environ.get("OPENAI_API_KEY") or _NO_KEY_NEEDED,
            use_responses_api=False,
            **limits,
        )
        return model
    except Exception as error:
        raise ModelUnavailable(
            f"AX_LLM_MODEL={settings.llm_model!r}: 언어 모델을 준비하지 못했습니다 ({error}). "
            "이름과 공급사의 키 환경변수를 확인해 주세요. / The language model cannot be set up; check its name and "
            "the provider's key variable."
        ) from error


def stream_text(model: BaseChatModel, messages: Sequence[BaseMessage], *, silence_seconds: float) -> Iterator[str]:
    """The model's reply piece by piece.

    The model is read in a thread of its own, so that a connection that goes silent for `silence_seconds` is given up
    even when the provider's client would wait on. Raises ModelFailed for every failure, also in mid-stream.
    """
    pieces: Queue[str | Exception | None] = Queue()
    abandoned = Event()

    def read() -> None:
        try:
            for chunk in model.stream(list(messages)):
                if abandoned.is_set():
                    return
                pieces.put(chunk.text)
            pieces.put(None)
        except Exception as error:
            pieces.put(error)

    Thread(target=read, name="language-model", daemon=True).start()
    try:
        while True:
            try:
                piece = pieces.get(timeout=silence_seconds)
            except Empty:
                raise ModelFailed(f"the language model said nothing for {silence_seconds:g} s") from None
            if piece is None:
                return
            if isinstance(piece, Exception):
                raise ModelFailed(f"the language model failed: {piece}") from piece
            yield piece
    finally:
        abandoned.set()
