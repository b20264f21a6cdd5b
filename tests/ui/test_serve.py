"""Starting and ending the server as a person does."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from assistant.errors import WrongUse
from assistant.settings import Settings
from tests.ui.scripted import scripted_advisor
from ui.web.serve import serve

_PROGRAM = """
import sys
from pathlib import Path
from assistant.settings import Settings
from tests.ui.scripted import scripted_advisor
from ui.web.serve import serve
folder = Path(sys.argv[1])
serve(scripted_advisor(folder), Settings(data_dir=folder, port=0))
print("ended in good order", flush=True)
"""


def test_the_server_tells_its_address_and_ends_in_good_order(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", _PROGRAM, str(tmp_path)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True, env={**os.environ}) as server:
        assert server.stdout
        line = server.stdout.readline()
        assert line.startswith("AX Advisor: http://127.0.0.1:")
        page = httpx.get(line.split()[-1])
        assert page.status_code == 200
        staff = server.stdout.readline().split()[-1]
        assert staff.startswith(line.split()[-1] + "/staff?token=")
        assert httpx.get(staff).status_code == 307
        assert httpx.get(staff, follow_redirects=True).status_code == 200
        server.send_signal(signal.SIGINT)
        rest, _ = server.communicate(timeout=15)
    assert rest == "ended in good order\n"
    assert server.returncode == 0


def test_a_port_in_use_is_told_with_the_remedy(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        settings = Settings(data_dir=tmp_path, port=port)
        with pytest.raises(WrongUse, match=rf"127\.0\.0\.1:{port}.*AX_PORT"):
            serve(scripted_advisor(tmp_path), settings)


def test_an_address_of_another_machine_is_told_with_the_remedy(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, host="192.0.2.1", port=0)
    with pytest.raises(WrongUse, match="AX_HOST"):
        serve(scripted_advisor(tmp_path), settings)
