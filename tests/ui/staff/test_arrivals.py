"""Files that staff send: streamed, limited, handed in, and gone from the way."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.domain.access import Person, Role
from assistant.settings import Settings
from tests.ui.scripted import scripted_advisor
from tests.ui.staff.test_door import browser
from ui.staff.arrivals import SECONDS_KEPT, Arrivals
from ui.staff.names import NAME_COOKIE
from ui.web.app import create_app
from ui.web.headers import LARGEST_BODY


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("arrivals")


@pytest.fixture(scope="module")
def own_app(folder: Path) -> FastAPI:
    """An application that takes files of up to 2 MB."""
    settings = Settings(data_dir=folder, max_file_megabytes=2)
    return create_app(scripted_advisor(folder), settings)


@pytest.fixture
def staff(own_app: FastAPI) -> TestClient:
    inside = browser(own_app)
    inside.get(f"/staff/?token={own_app.state.door.token}")
    inside.cookies.set(NAME_COOKIE, "%EA%B9%80%EB%8B%B4%EB%8B%B9", path="/staff")
    return inside


@pytest.fixture(autouse=True)
def nothing_left(folder: Path) -> Iterator[None]:
    """Whatever happens, nothing may stay on the way."""
    yield
    assert not list((folder / "arrivals").glob("*"))


def send(staff: TestClient, name: str, content: bytes) -> dict[str, str]:
    reply = staff.post("/staff/arrivals", content=content)
    assert reply.status_code == 200, reply.text
    return {"arrival": reply.json()["arrival"], "name": name}


def test_a_file_becomes_a_job_with_its_metadata_file(staff: TestClient, own_app: FastAPI) -> None:
    files = [send(staff, "../../보고서.md", b"# text"), send(staff, "보고서.meta.yml", "title: 제목".encode())]
    (job_id,) = staff.post("/staff/files", json={"files": files}).json()["jobs"]
    upload = own_app.state.advisor.intake.job(Person(Role.STAFF), job_id).upload
    assert (upload.name, upload.by, upload.size) == ("보고서.md", "김담당", 6)
    assert "title: 제목" in upload.sidecar


def test_a_file_may_be_larger_than_other_requests_but_not_than_allowed(staff: TestClient) -> None:
    sent = send(staff, "a.md", b"x" * (LARGEST_BODY + 1))
    assert staff.post("/staff/files", json={"files": [sent]}).status_code == 200
    assert staff.post("/staff/arrivals", content=b"x" * (2 * 1024 * 1024 + 1)).status_code == 413
    assert staff.post("/staff/files", content=b"x" * (LARGEST_BODY + 1)).status_code == 413


def test_more_than_was_announced_is_not_kept(staff: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 100_000

    assert staff.post("/staff/arrivals", content=pieces()).status_code == 400


@pytest.mark.parametrize("arrival", ["", "0" * 32, "../catalog.sqlite3", "/etc/passwd", "가" * 32])
def test_only_what_has_arrived_can_be_handed_in(staff: TestClient, arrival: str) -> None:
    reply = staff.post("/staff/files", json={"files": [{"arrival": arrival, "name": "a.md"}]})
    assert reply.status_code in (404, 422)


def test_nobody_sends_files_without_the_cookie(own_app: FastAPI, staff: TestClient) -> None:
    outside = browser(own_app)
    assert outside.post("/staff/arrivals", content=b"x").status_code == 403
    assert outside.post("/arrivals", content=b"x").status_code in (404, 405)
    foreign = {"origin": "http://127.0.0.1:3000"}
    assert staff.post("/staff/arrivals", content=b"x", headers=foreign).status_code == 403


def test_what_was_never_handed_in_goes_at_the_next_start(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for path in (old, new):
        path.write_bytes(b"x")
    long_ago = time.time() - SECONDS_KEPT - 60
    os.utime(old, (long_ago, long_ago))
    Arrivals(tmp_path).forget_old()
    assert [path.name for path in tmp_path.iterdir()] == ["new"]
