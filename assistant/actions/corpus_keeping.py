"""Adding, changing and taking away documents: for staff only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.actions.permission import require_staff
from assistant.domain.access import Person
from assistant.domain.synchronising import SynchroniseReport
from assistant.store.feeding import IndexFeeder
from ingest.synchronise import Synchroniser

ProgressTold = Callable[[str, int, int], None]


class CorpusKeeping:
    """Brings files into the catalog and lets the indexes follow."""

    def __init__(self, synchroniser: Synchroniser, feeder: IndexFeeder) -> None:
        self._synchroniser = synchroniser
        self._feeder = feeder

    def ingest(self, person: Person, paths: Sequence[Path], progress: ProgressTold | None = None) -> SynchroniseReport:
        """Synchronise files and folders, then index what changed. New editions are served when this returns.

        Raises NotAllowed for anybody but staff.
        """
        require_staff(person, "문서 등록은 담당자만 할 수 있습니다.", "Only staff may add documents.")
        report = self._synchroniser.synchronise(paths, _as_one_step(progress))
        self._feeder.feed(progress)
        return report


def _as_one_step(progress: ProgressTold | None) -> ProgressTold | None:
    """Reading all files is one step to the person who waits, whatever the file at hand is called."""
    if progress is None:
        return None
    return lambda _file, done, total: progress("문서 읽기", done, total)
