"""`python -m evals.benchmarks`: every benchmark of this folder, one after the other; 1 when one of them fails."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console

_FOLDER = Path(__file__).parent


def benchmarks() -> list[str]:
    """The names of the benchmarks, in alphabetical order."""
    return sorted(module.name for module in pkgutil.iter_modules([str(_FOLDER)]) if not module.name.startswith("_"))


def main() -> int:
    """Run each benchmark in a process of its own, so that none inherits the memory or the models of another."""
    console = Console(stderr=True)
    failed = []
    for name in benchmarks():
        started = time.perf_counter()
        code = subprocess.run([sys.executable, "-m", f"{__package__}.{name}"], check=False).returncode
        console.print(f"{name}: {'통과' if code == 0 else f'실패 ({code})'}, {time.perf_counter() - started:.0f}초")
        if code != 0:
            failed.append(name)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
