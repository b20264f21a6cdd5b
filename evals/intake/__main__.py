"""`python -m evals.intake`: kills, drops, repetitions and two people at once, with real processes and files."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.bootstrap import Access, open_advisor
from assistant.settings import Settings, corpus_dir, read_settings
from evals.console import errors, output
from evals.intake.crashes import Crash, CrashRange
from evals.intake.drops import drop
from evals.intake.embedding import shared_embedder
from evals.intake.library import small_library
from evals.intake.playing import STAFF
from evals.intake.points import points
from evals.intake.sizes import many_editions, same_folder
from evals.intake.telling import crash_section, drop_section, growth_section, shift_section, ways_section
from evals.intake.ten_pages import ways
from evals.intake.two_staff import both_at_once
from evals.report.document import Document, Section
from evals.report.markdown import as_markdown

_REPORT = Path("reports/intake/intake.md")
_SECONDS_TOGETHER = 60.0
_Told = tuple[Section, dict[str, Any]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Do the chosen parts, print what came of them and write both reports; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m evals.intake", description=__doc__)
    parser.add_argument("--only", choices=list(_PARTS), nargs="+", help="only these parts")
    parser.add_argument("--out", type=Path, default=_REPORT, metavar="FILE", help="a JSON file is written beside it")
    given = parser.parse_args(arguments)
    models_dir = read_settings().shared_models_dir
    sections, forms = [], {}
    for name in given.only or _PARTS:
        with TemporaryDirectory(prefix="intake-") as folder:
            section, forms[name] = _PARTS[name](Path(folder), models_dir)
        sections.append(section)
        output.print(f"{name}: {section.told}", markup=False, highlight=False, soft_wrap=True)
        _write(given.out, sections, forms)
    errors.print(f"결과: {given.out}", markup=False, soft_wrap=True)
    return int(not all(form["is_met"] for form in forms.values()))


def _write(path: Path, sections: Sequence[Section], forms: dict[str, dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    title = "How files get in when things go wrong"
    path.write_text(as_markdown(Document(title=title, told=(), sections=tuple(sections))), "utf-8")
    path.with_suffix(".json").write_text(json.dumps(forms, ensure_ascii=False, indent=1), "utf-8")


def _crashes(folder: Path, models_dir: Path) -> _Told:
    def told(crash: Crash) -> None:
        faults = "; ".join(crash.faults) or "in order"
        errors.print(f"{crash.point.name} ({crash.edition}): {faults}", markup=False, highlight=False, soft_wrap=True)

    with shared_embedder(models_dir, folder) as embedder:
        crash_range = CrashRange(folder, embedder)
        crash_range.prepare(small_library)
        return crash_section(crash_range.crash_all(points(), told))


def _with_embedder(part: Callable[[Path, str], _Told]) -> Callable[[Path, Path], _Told]:
    def done(folder: Path, models_dir: Path) -> _Told:
        with shared_embedder(models_dir, folder) as embedder:
            return part(folder / "library", embedder)

    return done


@contextmanager
def _corpus(folder: Path, models_dir: Path) -> Iterator[Path]:
    """A data directory with the bundled corpus."""
    data_dir = folder / "data"
    with open_advisor(Settings(data_dir=data_dir, models_dir=models_dir), Access.OWN) as advisor:
        advisor.make_ready()
        advisor.keeping.ingest(STAFF, [corpus_dir()])
    yield data_dir
    shutil.rmtree(data_dir)


def _drop(folder: Path, models_dir: Path) -> _Told:
    with _corpus(folder, models_dir) as data_dir:
        return drop_section(drop(folder, data_dir, models_dir))


def _ten_pages(folder: Path, models_dir: Path) -> _Told:
    with _corpus(folder, models_dir) as data_dir:
        return ways_section(ways(folder / "files", data_dir, models_dir))


_PARTS: dict[str, Callable[[Path, Path], _Told]] = {
    "crashes": _crashes,
    "two-staff": _with_embedder(
        lambda folder, embedder: shift_section(both_at_once(folder, embedder, _SECONDS_TOGETHER))
    ),
    "same-folder": _with_embedder(
        lambda folder, embedder: growth_section(
            "The same folder ten times", same_folder(folder, embedder), is_constant=True
        )
    ),
    "editions": _with_embedder(
        lambda folder, embedder: growth_section(
            "Fifty replacements", many_editions(folder, embedder), is_constant=False
        )
    ),
    "ten-pages": _ten_pages,
    "drop": _drop,
}


if __name__ == "__main__":
    sys.exit(main())
