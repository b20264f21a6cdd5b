"""How well the files of a folder are read: `python -m evals.formats FOLDER`. Prints a line a file.

word recall and rows intact: see `measures`. spaces: F1 at the gaps between letters, page by page. page: share of the
found words that are found on their own page. Speed: pages a second for PDF, thousands of letters a second for others.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from assistant.errors import DocumentRefused
from evals.formats.measures import f1, rows_intact, spacing, word_recall
from evals.formats.references import Reference, reference
from ingest.readers import READERS, ReadDocument


def main(folder: Path) -> None:
    """Measure every file in a folder that a reader reads."""
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in READERS and path.is_file()]
    print(f"{'file':44} words  spaces rows   page   blocks  speed")
    for path in paths:
        print(_line(path), flush=True)


def _line(path: Path) -> str:
    reader, content = READERS[path.suffix.lower()](), path.read_bytes()
    try:
        reader.read(content, path.name)  # the first one pays for loading libraries
        began = time.monotonic()
        read = reader.read(content, path.name)
    except DocumentRefused as refusal:
        return f"{path.name:44} {refusal.reason}"
    seconds = time.monotonic() - began
    wanted = reference(path)
    figures = _figures(read, wanted) if wanted else [None] * 4
    shown = " ".join(f"{figure:6.3f}" if figure is not None else f"{'':6}" for figure in figures)
    return f"{path.name:44} {shown} {len(read.blocks):6}  {_speed(read, wanted, path, seconds)}"


def _figures(read: ReadDocument, wanted: Reference) -> list[float | None]:
    """Word recall, spacing, rows, pages."""
    found = [_text(read, number) for number in range(1, len(wanted.pages) + 1)]
    everything, seen = "\n".join(wanted.pages), _text(read, None)
    recall = word_recall(everything, seen)
    if len(wanted.pages) == 1:
        return [recall, None, rows_intact(wanted.rows, read.blocks), None]
    counts = [spacing(mine, other) for mine, other in zip(wanted.pages, found, strict=True)]
    right, both, all_wanted = (sum(column) for column in zip(*counts, strict=True))
    on_their_pages = [
        (share or 0.0) * len(mine.split())
        for mine, other in zip(wanted.pages, found, strict=True)
        if (share := word_recall(mine, other)) is not None
    ]
    on_page = sum(on_their_pages) / max(1, len(everything.split())) / (recall or 1.0)
    return [recall, f1(right, both, all_wanted), None, min(1.0, on_page)]


def _text(read: ReadDocument, page: int | None) -> str:
    """Headings where they begin, and blocks; of one page, or of all."""
    parts: list[str] = []
    before: tuple[str, ...] = ()
    for block in read.blocks:
        shared = sum(1 for one, other in zip(before, block.heading, strict=False) if one == other)
        before = block.heading
        if page is None or block.page == page:
            parts += [*block.heading[shared:], block.text]
    return "\n".join(parts)


def _speed(read: ReadDocument, wanted: Reference | None, path: Path, seconds: float) -> str:
    if wanted and path.suffix.lower() == ".pdf":
        return f"{len(wanted.pages) / seconds:.1f} pages/s"
    return f"{sum(len(block.text) for block in read.blocks) / seconds / 1000:.0f} thousand letters/s"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
