"""The real server in a process of its own, asked over HTTP while files are handed in beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import numpy as np

from assistant.store.ownership import present_owner

_SECONDS_TO_START = 300.0
_SECONDS_TO_STOP = 20.0
QUESTIONS = (
    "사출 공장에서 비전 검사를 하면 불량률이 얼마나 줄어드나요?",
    "AI 바우처는 누가 신청할 수 있나요?",
    "식당에서 주문 예측을 하면 무엇이 좋아지나요?",
    "개인정보가 든 자료를 생성형 AI에 넣어도 되나요?",
    "시범사업 검수 기준은 어떻게 정하나요?",
    "설비 고장을 미리 알려면 어떤 센서가 필요한가요?",
    "도금 약품 농도를 예측한 회사가 있나요?",
    "스마트공장 지원사업의 자부담은 얼마인가요?",
    "AI 기본법에서 우리 회사가 지켜야 할 일은 무엇인가요?",
    "챗봇을 도입했다가 실패한 사례가 있나요?",
    "데이터는 얼마나 모아야 시작할 수 있나요?",
    "건설 현장의 안전 사고를 줄인 사례를 알려 주세요.",
)


@contextmanager
def served(data_dir: Path, models_dir: Path, *options: str) -> Iterator[str]:
    """The address of `ax-advisor serve` on a free port, once it answers without waiting."""
    command = [sys.executable, "-m", "ui.cli", "serve", "--data", str(data_dir), "--port", "0", *options]
    environment = os.environ | {"AX_MODELS_DIR": str(models_dir)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            yield _address(server, data_dir)
        finally:
            server.terminate()
            try:
                server.wait(_SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                server.kill()


def _address(server: subprocess.Popen[bytes], data_dir: Path) -> str:
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        owner = present_owner(data_dir)
        if owner is not None and owner.pid == server.pid and owner.address and _is_ready(owner.address):
            return owner.address
        time.sleep(0.3)
    raise RuntimeError(f"the server did not start: exit code {server.poll()}")


def _is_ready(address: str) -> bool:
    try:
        return bool(httpx.get(f"{address}/api/health", timeout=5).json()["status"] == "ok")
    except httpx.HTTPError:
        return False


@dataclass
class Asked:
    """How long answers took, in seconds, and how many there were none of."""

    seconds: list[float] = field(default_factory=list)
    failures: int = 0

    def at(self, share: float) -> float:
        """The time within which this share of the answers came."""
        return float(np.quantile(self.seconds, share))


@contextmanager
def asking(address: str, questions: Sequence[str] = QUESTIONS) -> Iterator[Asked]:
    """Ask a question every second, one after the other, until the block ends."""
    asked, is_over = Asked(), threading.Event()

    def ask() -> None:
        with httpx.Client(base_url=address, timeout=120) as client:
            number = 0
            while not is_over.is_set():
                started = time.perf_counter()
                try:
                    is_answered = _is_answered(client, questions[number % len(questions)])
                except httpx.HTTPError:
                    is_answered = False
                took = time.perf_counter() - started
                if is_answered:
                    asked.seconds.append(took)
                else:
                    asked.failures += 1
                number += 1
                is_over.wait(max(0.0, 1.0 - took))

    thread = threading.Thread(target=ask, name="asking", daemon=True)
    thread.start()
    try:
        yield asked
    finally:
        is_over.set()
        thread.join()


def _is_answered(client: httpx.Client, question: str) -> bool:
    answer = client.post("/api/ask", json={"text": question}).raise_for_status().text
    event, _, told = answer.rstrip().rpartition("\ndata: ")
    return event.rstrip().endswith("event: answer") and not json.loads(told)["status"].startswith("error")
