"""What all tests share: the embedded model, built once, and a network that is closed to the outside."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

CACHE = Path(__file__).resolve().parent.parent / "var" / "test-cache"


@pytest.fixture(scope="session")
def models_dir() -> Path:
    """Where the embedded model is unpacked for the tests; kept between runs because building it takes a minute."""
    folder = CACHE / "models"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session", autouse=True)
def closed_network() -> Iterator[None]:
    """Connections to other machines fail loudly: the product must work without a network."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
            raise AssertionError(f"a test tried to reach {address[0]!r}, outside this machine")
        connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", connect_here)
    yield
    patch.undo()


def _is_here(host: str) -> bool:
    if host in ("localhost", ""):
        return True
    try:
        return ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False
