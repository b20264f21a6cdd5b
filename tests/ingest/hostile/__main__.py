"""The table of all hostile files: `python -m tests.ingest.hostile [NAME …]`. Ends with 1 when too many end wrongly.

tesseract is left out, so that the codes are the same on every machine.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests.ingest.hostile.study import CASES, Ending, endings

_RIGHT, _SECONDS, _MEGABYTES = 0.95, 60.0, 50.0


def main(names: list[str]) -> int:
    """Print the table. Returns 1 when a limit is not kept."""
    os.environ["PATH"] = ""
    chosen = [case for case in CASES if not names or case.name in names]
    with tempfile.TemporaryDirectory() as folder:
        found = [_told(ending) for ending in endings(chosen, Path(folder))]
    right = sum(ending.is_right for ending in found) / max(1, len(found))
    slowest = max(ending.seconds for ending in found)
    grown = max(ending.grown for ending in found) / 1024**2
    in_all = sum(ending.grown for ending in found) / 1024**2
    print(
        f"{len(found)} files, {right:.1%} right, slowest {slowest:.1f} s, "
        f"memory grown by at most {grown:.0f} MB for one file, {in_all:.0f} MB for all"
    )
    return int(right < _RIGHT or slowest > _SECONDS or grown > _MEGABYTES)


def _told(ending: Ending) -> Ending:
    mark = " " if ending.is_right else "X"
    codes, wanted = " ".join(ending.codes), " ".join(ending.case.expected)
    grown = ending.grown / 1024**2
    print(f"{mark} {ending.case.name:36} {codes:34} {wanted:34} {ending.seconds:6.1f} s {grown:6.0f} MB", flush=True)
    return ending


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
