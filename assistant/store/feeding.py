"""Feeding: the indexes follow the catalog, batch by batch, and can be stopped and resumed at any point."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.errors import IndexDamaged
from assistant.store.catalog import Catalog
from assistant.store.derived import DerivedIndex, Piece
from assistant.store.generations import Generation
from assistant.store.outbox import Edition, OutboxEntry
from assistant.store.verifying import IndexReport, VerifyReport, compare

ProgressTold = Callable[[str, int, int], None]
"""Called with the name of a step, how many chunks are done and how many there are."""

CHUNKS_PER_BATCH = 256
ENTRIES_PER_STEP = 64
REBUILD_ABOVE = 0.30
"""Share of dead entries above which an index should be rebuilt."""


@dataclass(frozen=True)
class Pace:
    """How many chunks go into an index at once, and what is waited for before they do."""

    chunks_at_once: int
    give_way: Callable[[], None]


FULL_SPEED = Pace(CHUNKS_PER_BATCH, lambda: None)


class IndexFeeder:
    """Keeps both indexes in step with the catalog. One process at a time may feed (see Ownership).

    Positions are saved after the index has durably kept what they stand for, and every step can be repeated, so that
    a process killed at any point resumes where it was. Its methods take turns.
    """

    def __init__(self, catalog: Catalog, indexes: Sequence[DerivedIndex]) -> None:
        self._catalog = catalog
        self._register = catalog.generations
        self._indexes = tuple(indexes)
        self._turn = threading.RLock()

    def feed(self, progress: ProgressTold | None = None, pace: Pace = FULL_SPEED) -> int:
        """Apply all changes to both indexes and publish what they complete. Returns how many versions became served.

        Raises StoreError or ModelError; what was done until then stays done.
        """
        with self._turn:
            self.ensure_generations(progress, pace)
            published = 0
            run = _Run(progress, sum(self._catalog.waiting_editions().values()), pace)
            while True:
                moved = [self._advance(index, self._serving(index), run) for index in self._indexes]
                now = self._catalog.publish_through(min(self._serving(index).position for index in self._indexes))
                published += now
                if not any(moved) and not now:  # what was just published may have left REMOVE entries
                    return published

    def ensure_generations(self, progress: ProgressTold | None = None, pace: Pace = FULL_SPEED) -> None:
        """See to it that each index serves a generation with the present fingerprint, by building it where needed.

        The generation before stays complete until the switch. An interrupted build resumes.
        """
        with self._turn:
            for index in self._indexes:
                self._sweep(index)
                if not self._is_usable(index, self._register.serving(index.key)):
                    self._build(index, None, progress, pace)

    def rebuild(self, progress: ProgressTold | None = None, pace: Pace = FULL_SPEED) -> VerifyReport:
        """Build both indexes anew, verify and switch. Embeddings of the same model are copied, not computed again.

        Raises IndexDamaged when a new generation does not agree with the catalog; the old one then stays.
        """
        with self._turn:
            for index in self._indexes:
                self._build(index, self._register.serving(index.key), progress, pace)
            return self.verify()

    def verify(self) -> VerifyReport:
        """Compare the serving generations with the catalog."""
        with self._turn:
            return VerifyReport(tuple(self._compared(index) for index in self._indexes))

    @property
    def is_behind(self) -> bool:
        """Whether an index lacks a usable generation or has not yet followed all changes of the catalog."""
        if self._catalog.waiting_editions():
            return True
        last = self._catalog.last_position()
        servings = [(index, self._register.serving(index.key)) for index in self._indexes]
        return any(
            serving is None or serving.fingerprint != index.fingerprint or serving.position < last
            for index, serving in servings
        )

    @property
    def needs_rebuild(self) -> bool:
        """Whether more than 30 % of an index is dead entries, or a rebuild was interrupted."""
        if any(self._register.is_building(index.key) for index in self._indexes):
            return True
        alive = self._catalog.count_chunks()
        dead = [serving.tombstones for index in self._indexes if (serving := self._register.serving(index.key))]
        return any(count > REBUILD_ABOVE * (count + alive) for count in dead)

    def _is_usable(self, index: DerivedIndex, generation: Generation | None) -> bool:
        if generation is None or generation.fingerprint != index.fingerprint:
            return False
        try:
            index.check(generation.name)
        except IndexDamaged:
            return False
        return True

    def _serving(self, index: DerivedIndex) -> Generation:
        serving = self._register.serving(index.key)
        if serving is None:
            raise IndexDamaged(
                f"{index.label}: 서비스 중인 색인이 없습니다. / No generation of {index.key} is serving."
            )
        return serving

    def _advance(self, index: DerivedIndex, generation: Generation, run: _Run) -> Generation | None:
        """Apply one step of the outbox to a generation. Returns None when there was nothing to apply."""
        entries = self._catalog.outbox_after(generation.position, ENTRIES_PER_STEP)
        if not entries:
            return None
        dead = self._apply(index, generation, entries, run)
        return self._register.advance(generation, entries[-1].position, dead)

    def _apply(self, index: DerivedIndex, generation: Generation, entries: Sequence[OutboxEntry], run: _Run) -> int:
        # What the catalog wants now decides, not what the entry wanted then: if that changes again, a later entry
        # says so. Thus entries can be applied twice, and a withdrawn document is never added.
        audiences = {entry.edition: entry.audience for entry in entries}
        live = self._catalog.live_among(audiences)
        dead = 0
        for edition, audience in audiences.items():
            if edition not in live:
                dead += index.remove(generation.name, audience, edition)
        self._add(index, generation, live, None, run)
        index.settle(generation.name)
        return dead

    def _add(
        self,
        index: DerivedIndex,
        generation: Generation,
        editions: Collection[Edition],
        copy_from: str | None,
        run: _Run,
    ) -> None:
        for batch in _batches(self._pieces(editions), CHUNKS_PER_BATCH):
            for pieces in _batches(batch, run.pace.chunks_at_once):
                run.pace.give_way()
                index.add(generation.name, pieces, copy_from)
            index.settle(generation.name)
            run.tell_more(index, len(batch))

    def _pieces(self, editions: Collection[Edition]) -> Iterator[Piece]:
        ordered = sorted(editions)
        for start in range(0, len(ordered), ENTRIES_PER_STEP):
            metadata = self._catalog.live_among(ordered[start : start + ENTRIES_PER_STEP])
            for edition in sorted(metadata):
                for chunk in self._catalog.chunks(edition.document_id, edition.version):
                    yield Piece(chunk, metadata[edition])

    def _build(self, index: DerivedIndex, source: Generation | None, progress: ProgressTold | None, pace: Pace) -> None:
        """Fill a new generation from the catalog, let it catch up with the outbox, verify it and serve it."""
        building = self._begun(index)
        copy_from = source.name if source and source.fingerprint == index.fingerprint else None
        if building.position > 0:  # from 0 the outbox itself tells everything, and serves it as it comes
            live = self._catalog.live_editions()
            run = _Run(progress, sum(live.values()), pace)
            self._add(index, building, live, copy_from, run)
            while (followed := self._advance(index, building, run)) is not None:
                building = followed
            self._check(index, building)
        self._register.switch(building)
        self._sweep(index)

    def _begun(self, index: DerivedIndex) -> Generation:
        """The generation to build: an interrupted one that can still be read, or a new one."""
        start = None if self._catalog.served_versions() else 0
        building = self._register.begin(index.key, index.fingerprint, start)
        try:
            index.begin(building.name)
        except IndexDamaged:
            self._register.retire(building)
            self._sweep(index)
            building = self._register.begin(index.key, index.fingerprint, start)
            index.begin(building.name)
        return building

    def _check(self, index: DerivedIndex, building: Generation) -> None:
        report = compare(self._catalog, index, building)
        if not report.is_clean:
            self._register.retire(building)
            self._sweep(index)
            raise IndexDamaged(f"새로 만든 색인이 목록과 다릅니다. / The new index is incomplete. {report.summary()}")

    def _sweep(self, index: DerivedIndex) -> None:
        """Drop generations that are no longer used, also what a killed process left behind."""
        self._register.abandon_others(index.key, index.fingerprint)
        for generation in self._register.retired(index.key):
            index.drop(generation.name)
            self._register.forget(generation)
        if not index.is_shared:
            for name in index.generations() - self._register.names(index.key):
                index.drop(name)

    def _compared(self, index: DerivedIndex) -> IndexReport:
        return compare(self._catalog, index, self._serving(index))


class _Run:
    """One run of feeding at its pace: counts chunks for each index and tells the progress."""

    def __init__(self, progress: ProgressTold | None, total: int, pace: Pace) -> None:
        self.pace = pace
        self._progress = progress
        self._total = total
        self._done: dict[str, int] = {}

    def tell_more(self, index: DerivedIndex, chunks: int) -> None:
        """Tell that so many more chunks are in the index."""
        done = self._done[index.label] = self._done.get(index.label, 0) + chunks
        if self._progress is not None:
            self._progress(index.label, done, max(self._total, done))


def _batches(pieces: Iterable[Piece], size: int) -> Iterator[list[Piece]]:
    remaining = iter(pieces)
    while batch := list(islice(remaining, size)):
        yield batch
