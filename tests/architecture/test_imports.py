"""The lines of the house: imports run one way and each library stays in its room."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_import_contracts_hold() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    assert re.search(r"Contracts: \d+ kept, 0 broken", result.stdout)


@pytest.mark.parametrize(
    ("library", "home"),
    [
        ("pypdf", "ingest/printed/pdf_pages.py"),
        ("dochan", "ingest/office/dochan_pieces.py"),
        ("selectolax", "ingest/web_pages/visible.py"),
    ],
)
def test_what_parses_files_is_imported_in_one_place_only(library: str, home: str) -> None:
    users = [path for path in _sources() if re.search(rf"^\s*(from|import) {library}\b", path.read_text("utf-8"), re.M)]
    assert [path.relative_to(ROOT).as_posix() for path in users] == [home]


def test_nothing_is_taken_from_the_retired_langchain_packages() -> None:
    """But for the peer that ours is compared with, which is made of them."""
    retired = re.compile(r"langchain_(community|classic)")
    users = [path.relative_to(ROOT).as_posix() for path in _sources() if retired.search(path.read_text("utf-8"))]
    assert users == ["evals/peers/langchain_ensemble.py"]


def test_the_locks_hold_hashes_and_no_addresses() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text("utf-8")
        assert "://" not in text, lock.name
        entries = re.findall(r"^[a-z0-9][^\n]*==", text, re.M)
        assert entries, lock.name
        for entry in re.split(r"\n(?=[a-z0-9])", text)[1:]:
            assert "--hash=sha256:" in entry, f"{lock.name}: {entry.splitlines()[0]} has no hash"


def _sources() -> list[Path]:
    rooms = ("assistant", "ingest", "evals", "ui")
    return sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))
