"""tesseract, a program of its own: whether it is here, and the lines it reads in a picture."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO, StringIO
from itertools import groupby
from statistics import median
from typing import Any

from ingest.printed.page import Line

_SECONDS = 60.0
"""For one page."""
_KOREAN = "kor"
_LAYOUTS = ("3", "4")
"""Ways of finding text on a page: columns and pictures; one column, for pages on which that finds nothing."""
_SURE = 30.0
"""Least confidence (0 to 100) of a word that is kept."""
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
    png = BytesIO()
    picture.save(png, "PNG")
    tables = (_table(png.getvalue(), program, layout, dots) for layout in _LAYOUTS)
    found = (list(_lines(table, picture.height, 72 / dots)) for table in tables)
    lines = next((lines for lines in found if lines), [])
    size = median(line.size for line in lines) if lines else 0.0
    return tuple(Line(line.text, line.x, line.y, line.right, size) for line in lines)


def _table(png: bytes, program: Program, layout: str, dots: float) -> str:
    """tesseract's table of words; empty where it took too long."""
    given = ["-l", program.languages, "--psm", layout, "--dpi", str(round(dots)), "tsv"]
    try:
        read = subprocess.run(
            [program.path, "stdin", "stdout", *given],
            input=png,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={"OMP_THREAD_LIMIT": "1", "LC_ALL": "C"},
        )
    except subprocess.TimeoutExpired:
        return ""
    return read.stdout.decode("utf-8", "replace")


def _lines(table: str, height: int, points: float) -> Iterator[Line]:
    """The lines in tesseract's table of words; `height` is the picture's, `points` the size of one of its dots."""
    rows = csv.DictReader(StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = (row for row in rows if row.get("level") == "5" and (row.get("text") or "").strip())
    for _, group in groupby(words, key=lambda row: (row["block_num"], row["par_num"], row["line_num"])):
        line = [row for row in group if float(row["conf"]) >= _SURE]
        if line:
            top = min(int(row["top"]) for row in line)
            bottom = max(int(row["top"]) + int(row["height"]) for row in line)
            yield Line(
                text=" ".join(row["text"] for row in line),
                x=min(int(row["left"]) for row in line) * points,
                y=(height - bottom) * points,
                right=max(int(row["left"]) + int(row["width"]) for row in line) * points,
                size=(bottom - top) * points * _LETTER,
            )
