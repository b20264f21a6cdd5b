"""Write the lock files anew: exact versions with hashes and no index address. Needs `uv` on the path.

    python deploy/lock.py

`requirements.lock` runs the product and `requirements-dev.lock` adds what tests and checks need. torch comes in two
builds: `make install` first tries `requirements-torch-cpu.lock`, the small CPU build, which pip finds only where its
configuration names a place that has it; otherwise the registry's default build is taken, with its companions from
`requirements-accelerator.lock`. Two files are needed because pip prefers a file whose hash the index announces.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Exact versions and hashes, written by deploy/lock.py; installed with --no-deps --require-hashes.\n"

TORCH_CPU = """torch==2.13.0+cpu \\
    --hash=sha256:6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b
"""
"""The CPU build for CPython 3.11 on x86-64 Linux; the registry does not carry it, so it cannot be resolved there."""

UNUSED = [
    "llama-cpp-python",
    "llm",
    "sqlite-utils",
    "sqlite-fts4",
    "sqlite-migrate",
    "condense-json",
    "python-ulid",
    "click-default-group",
    "tabulate",
    "puremagic",
    "diskcache",
    "pyreadline3",
    "pip",
]
"""What the test model's wheel would bring along; only its weight file is used."""

_ACCELERATOR = re.compile(r"^(nvidia-|cuda-|triton$)")
_ENTRY = re.compile(r"^([A-Za-z0-9._-]+)==")


def main() -> None:
    """Resolve once with everything, then share the entries out."""
    run_names = _names(_resolve())
    entries = _entries(_resolve("--extra", "dev", "--extra", "evals", "--extra", "tuning"))
    files: dict[str, list[str]] = {"": [], "-dev": [], "-accelerator": []}
    for name, entry in entries:
        if name in UNUSED:
            continue
        kind = "-accelerator" if _ACCELERATOR.match(name) else "" if name in run_names else "-dev"
        files[kind].append(entry)
    files["-torch-cpu"] = [TORCH_CPU]
    for kind, parts in files.items():
        (ROOT / f"requirements{kind}.lock").write_text(HEADER + "".join(parts), "utf-8")


def _resolve(*extra: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "resolved.txt"
        command = ["uv", "pip", "compile", str(ROOT / "pyproject.toml"), *extra, "--universal", "--quiet"]
        command += ["--python-version", "3.11", "--generate-hashes", "--no-header"]
        command += ["--no-annotate", "--output-file", str(out)]
        subprocess.run(command, check=True)
        return out.read_text("utf-8")


def _entries(resolved: str) -> list[tuple[str, str]]:
    entries: list[tuple[str, str]] = []
    for line in resolved.splitlines(keepends=True):
        if match := _ENTRY.match(line):
            entries.append((match.group(1).lower(), line))
        elif entries:
            name, text = entries[-1]
            entries[-1] = (name, text + line)
    return entries


def _names(resolved: str) -> set[str]:
    return {name for name, _ in _entries(resolved)}


if __name__ == "__main__":
    main()
