"""tesseract, a program of its own: whether it is here, and the lines it reads in a picture."""

from __future__ import annotations

import csv
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import StringIO
from itertools import groupby
from pathlib import Path
from statistics import mean, median
from typing import Any

from ingest.printed.page import Line, squeezed

_SECONDS = 60.0
"""For one page."""
_KOREAN = "kor"
_LAYOUTS = ("4", "3")
"""tesseract's numbers of ways to find text on a page, the best first: one column of text and tables (of clean pages it
reads 91 of 100 words, the other 80), then columns and pictures where that finds nothing.
"""
_SURE = 30.0
"""Least mean confidence (0 to 100) of the words in a line that is kept."""
_LETTER = 0.75
"""Type size over the height of the box around a line."""


@dataclass(frozen=True)
class Program:
    """Where tesseract is, and the languages to read."""

    path: str
    languages: str


def find_program() -> Program | None:
    """tesseract with Korean, or None where it is not installed. Looked for again until it is found."""
    path = shutil.which("tesseract")
    return _program(path) if path else None


@cache
def _program(path: str) -> Program | None:
    try:
        listed = subprocess.run([path, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    known = listed.stdout.split()
    return Program(path, "kor+eng" if "eng" in known else _KOREAN) if _KOREAN in known else None


def lines_in(picture: Any, program: Program, dots: float) -> tuple[Line, ...]:
    """The lines in a picture (Pillow's), in points; `dots` is its resolution, per inch. None where reading fails.

    All lines have one size, the usual one: that of single lines is too rough to tell headings.
    """
    with tempfile.TemporaryDirectory() as folder:
        picture.save(f"{folder}/page.png")
        for layout in _LAYOUTS:
            lines = list(_recognised(Path(folder), program, layout, dots, picture.height))
            if lines:
                size = median(line.size for line in lines)
                return tuple(Line(line.text, line.x, line.y, line.right, size) for line in lines)
    return ()


def _recognised(folder: Path, program: Program, layout: str, dots: float, height: int) -> Iterator[Line]:
    """The lines tesseract reads; none where it took too long."""
    given = ["-l", program.languages, "--psm", layout, "--dpi", str(round(dots)), "tsv", "txt"]
    try:
        subprocess.run(
            [program.path, "page.png", "read", *given],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=True,
            env={"OMP_THREAD_LIMIT": "1", "LC_ALL": "C"},
        )
        table = (folder / "read.tsv").read_text("utf-8", "replace")
        text = (folder / "read.txt").read_text("utf-8", "replace")
    except (subprocess.SubprocessError, OSError):
        return
    yield from _lines(table, text, height, 72 / dots)


def _lines(table: str, text: str, height: int, points: float) -> Iterator[Line]:
    """The lines of tesseract's table of words, spaced as in its text: the table parts Korean words into syllables.

    `height` is the picture's, `points` the size of one of its dots.
    """
    spaced = {squeezed(line): " ".join(line.split()) for line in text.splitlines()}
    rows = csv.DictReader(StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = (row for row in rows if row.get("level") == "5" and (row.get("text") or "").strip())
    for _, group in groupby(words, key=lambda row: (row["block_num"], row["par_num"], row["line_num"])):
        line = list(group)
        read = " ".join(row["text"] for row in line)
        if mean(float(row["conf"]) for row in line) >= _SURE:
            top = min(int(row["top"]) for row in line)
            bottom = max(int(row["top"]) + int(row["height"]) for row in line)
            yield Line(
                text=spaced.get(squeezed(read), read),
                x=min(int(row["left"]) for row in line) * points,
                y=(height - bottom) * points,
                right=max(int(row["left"]) + int(row["width"]) for row in line) * points,
                size=(bottom - top) * points * _LETTER,
            )
