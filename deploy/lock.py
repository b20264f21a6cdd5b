"""Write the lock files anew: exact versions with hashes and no index address. Needs `uv` on the path.

    python deploy/lock.py

`requirements.lock` runs the product, `requirements-dev.lock` adds what tests and checks need, and
`requirements-accelerator.lock` holds the companions of the registry's default torch build, which `make install` adds
only where the installed torch asks for them (its CPU build does not).
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Exact versions and hashes, written by deploy/lock.py; installed with --no-deps --require-hashes.\n"

TORCH_CPU_HASHES = ("6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b",)
"""torch 2.13.0+cpu for CPython 3.11 on x86-64 Linux, accepted beside the builds of the registry."""

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
    entries = _entries(_resolve("--extra", "dev"))
    files: dict[str, list[str]] = {"": [], "-dev": [], "-accelerator": []}
    for name, entry in entries:
        if name in UNUSED:
            continue
        kind = "-accelerator" if _ACCELERATOR.match(name) else "" if name in run_names else "-dev"
        files[kind].append(_with_cpu_build(entry) if name == "torch" else entry)
    for kind, parts in files.items():
        (ROOT / f"requirements{kind}.lock").write_text(HEADER + "".join(parts), "utf-8")


def _resolve(*extra: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "resolved.txt"
        command = ["uv", "pip", "compile", str(ROOT / "pyproject.toml"), *extra, "--universal", "--quiet"]
        command += ["--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-header"]
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


def _with_cpu_build(entry: str) -> str:
    first, rest = entry.split("\n", 1)
    extra = "".join(f"    --hash=sha256:{digest} \\\n" for digest in TORCH_CPU_HASHES)
    return f"{first}\n{extra}{rest}"


if __name__ == "__main__":
    main()
