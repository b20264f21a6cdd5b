"""The person who runs it: changes the model, adds documents beside a server, is told who owns the data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from assistant.actions.answering_switch import AnsweringSwitch
from assistant.clock import utc_now
from assistant.store.catalog import Catalog
from tests.commands import run_command
from tests.conftest import CACHE
from tests.journeys.advisors import SME, STAFF, advisor_with, written_documents
from tests.models.tiny import tiny_model

DOCUMENTS = {
    "voucher": "바우처 안내\n스마트 공장 지원 사업은 2026년에 최대 2억 원을 지원합니다.",
    "center": "센터 안내\n인공지능 혁신센터는 2025년 11월 25일에 문을 열었습니다.",
}


def test_a_changed_model_is_indexed_anew_and_then_serves(tmp_path: Path) -> None:
    source = written_documents(tmp_path, DOCUMENTS)
    with advisor_with(tmp_path / "var", source) as advisor:
        before = advisor.questions.search(SME, "혁신센터는 언제 문을 열었나요?").passages[0]
    model = str(tiny_model(tmp_path / "tiny", prompts={"query": "질문: ", "document": "본문: "}))
    with advisor_with(tmp_path / "var", embedding_model=model) as advisor:
        assert advisor.feeder.verify().is_clean
        after = advisor.questions.search(SME, "혁신센터는 언제 문을 열었나요?").passages[0]
        assert advisor.embedder.dimension == 16
    assert before.chunk.chunk_id == after.chunk.chunk_id == "center@1#0000"
    assert before.parts["dense"] != after.parts["dense"]
    with advisor_with(tmp_path / "var") as advisor:
        again = advisor.questions.search(SME, "혁신센터는 언제 문을 열었나요?").passages[0]
    assert again.parts["dense"] == pytest.approx(before.parts["dense"], abs=1e-5)


def test_a_model_that_cannot_be_loaded_changes_nothing(tmp_path: Path) -> None:
    source = written_documents(tmp_path, DOCUMENTS)
    with advisor_with(tmp_path / "var", source):
        pass
    missing = str(tmp_path / "no-such-model")
    result = run_command("search", "혁신센터", "--json", "--data", str(tmp_path / "var"), AX_EMBEDDING_MODEL=missing)
    assert result.code == 1
    assert missing in result.errors
    assert "Traceback" not in result.errors
    result = run_command("search", "혁신센터", "--json", "--data", str(tmp_path / "var"))
    assert result.lines[0]["results"][0]["document_id"] == "center"


def test_beside_a_server_one_may_search_but_not_change(tmp_path: Path) -> None:
    source = written_documents(tmp_path, DOCUMENTS)
    with advisor_with(tmp_path / "var", source):
        pass
    with _served(tmp_path / "var") as address:
        asked = {"text": "혁신센터는 언제 문을 열었나요?"}
        request = Request(f"{address}/api/ask", json.dumps(asked).encode(), {"Content-Type": "application/json"})
        with urlopen(request, timeout=60) as reply:
            assert "2025년 11월 25일" in reply.read().decode()
        searched = run_command("search", "혁신센터", "--json", "--data", str(tmp_path / "var"))
        assert searched.lines[0]["results"][0]["document_id"] == "center"
        refused = run_command("ingest", str(source), "--data", str(tmp_path / "var"))
        assert refused.code == 1
        assert "서버가 이미 이 데이터 폴더를 쓰고 있습니다" in refused.errors
        assert address in refused.errors
    assert run_command("ingest", str(source), "--data", str(tmp_path / "var")).code == 0


def test_staff_stop_answering_in_a_running_server_and_start_it_again(tmp_path: Path) -> None:
    source, data = written_documents(tmp_path, DOCUMENTS), tmp_path / "var"
    with advisor_with(data, source):
        pass
    with _served(data) as address:
        stopped = run_command("answering", "stop", "--reason", "금액 확인 중", "--by", "김담당", "--data", str(data))
        assert stopped.code == 0, stopped.errors
        status, told = _posted(f"{address}/api/ask", "혁신센터는 언제 문을 열었나요?")
        assert status == 503
        assert json.loads(told)["error"]["reason"] == "금액 확인 중"
        assert _posted(f"{address}/api/search", "혁신센터")[0] == 200
        with closing(Catalog(f"sqlite:///{data / 'catalog.sqlite3'}")) as catalog:
            AnsweringSwitch(catalog.switch_register, utc_now).start(STAFF, "이담당")
        status, told = _posted(f"{address}/api/ask", "혁신센터는 언제 문을 열었나요?")
        assert status == 200
        assert "2025년 11월 25일" in told
    kept = run_command("answering", "status", "--json", "--data", str(data)).lines
    assert [(change["by"], change["is_answering"]) for change in kept] == [("이담당", True), ("김담당", False)]


def _posted(address: str, text: str) -> tuple[int, str]:
    """The status and the body of what a server replies to a text."""
    request = Request(address, json.dumps({"text": text}).encode(), {"Content-Type": "application/json"})
    try:
        with urlopen(request, timeout=60) as reply:
            return reply.status, reply.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


@contextmanager
def _served(data_dir: Path) -> Iterator[str]:
    """`ax-advisor serve` on a free port; gives the address it prints."""
    command = [str(Path(sys.executable).with_name("ax-advisor")), "serve", "--port", "0", "--data", str(data_dir)]
    variables = os.environ | {"AX_MODELS_DIR": str(CACHE / "models")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=variables) as server:
        assert server.stdout is not None
        try:
            deadline = time.monotonic() + 120
            line = server.stdout.readline()
            while "http://" not in line:
                assert time.monotonic() < deadline
                assert server.poll() is None, "the server ended while it was starting"
                line = server.stdout.readline()
            yield line[line.index("http://") :].strip()
        finally:
            server.terminate()
