"""Real servers for the contract suites: a throw-away PostgreSQL and a Chroma server, both on this machine."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import psycopg
import pytest

_START_SECONDS = 60


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of an empty PostgreSQL server that is deleted afterwards, as `postgresql://postgres@HOST:PORT`."""
    binaries = _postgresql_binaries()
    folder = Path(tempfile.mkdtemp(prefix="ax-postgresql-"))
    identity = _unprivileged(folder)
    cluster = folder / "cluster"
    options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]
    subprocess.run(
        [binaries / "initdb", *options, f"--pgdata={cluster}"], check=True, capture_output=True, cwd=folder, **identity
    )
    port = free_port()
    settings = ["-h", "127.0.0.1", "-k", str(folder), "-p", str(port), "-c", "fsync=off"]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [binaries / "postgres", "-D", cluster, *settings], stdout=log, stderr=log, cwd=folder, **identity
        )
    address = f"postgresql://postgres@127.0.0.1:{port}"
    try:
        _wait_until(lambda: psycopg.connect(f"{address}/postgres").close(), psycopg.OperationalError)
        yield address
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=_START_SECONDS)
        shutil.rmtree(folder)


@pytest.fixture
def postgresql_url(postgresql_server: str) -> str:
    """The URL of a fresh, empty database."""
    name = f"catalog_{uuid.uuid4().hex}"
    with psycopg.connect(f"{postgresql_server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"{postgresql_server}/{name}"


@pytest.fixture(scope="module")
def chroma_server() -> Iterator[str]:
    """The address of an empty Chroma server that is deleted afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="ax-chroma-"))
    port = free_port()
    command = Path(sys.executable).with_name("chroma")
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [command, "run", "--path", folder / "files", "--host", "127.0.0.1", "--port", str(port)],
            stdout=log,
            stderr=log,
            cwd=folder,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until(lambda: urlopen(f"{address}/api/v2/heartbeat").close(), URLError)
        yield address
    finally:
        server.kill()
        server.wait(timeout=_START_SECONDS)
        shutil.rmtree(folder)


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until(attempt: Callable[[], object], failure: type[Exception]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            attempt()
        except failure:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


def _postgresql_binaries() -> Path:
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    on_path = shutil.which("initdb")
    for folder in [*reversed(installed), *([Path(on_path).resolve().parent] if on_path else [])]:
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return folder
    pytest.fail("PostgreSQL is not installed (initdb, postgres): run `make test-system-packages`")


def _unprivileged(folder: Path) -> dict[str, Any]:
    """Whom to run PostgreSQL as: it refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    pytest.fail("PostgreSQL refuses to run as root and there is neither a user postgres nor nobody")
