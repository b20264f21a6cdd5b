"""The owner of the indexes lets them follow the catalog as it changes, in a thread of its own."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta
from types import TracebackType

from assistant.clock import utc_now
from assistant.domain.jobs import JobState, job_of_draft
from assistant.errors import AdvisorError, NotFound
from assistant.store.catalog import Catalog
from assistant.store.feeding import FULL_SPEED, IndexFeeder, Pace

SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_AFTER_FAILURE = 10.0
_SHELF_KEPT = timedelta(days=1)
"""How long an embedding waits for a file that staff have not looked at yet."""
_A_SECOND = timedelta(seconds=1)  # times on the shelf are whole seconds
_log = logging.getLogger(__name__)


class IndexFollower:
    """Feeds the indexes whenever the catalog has changed, and rebuilds one that is full of dead entries.

    What fails is tried again; until it works the editions before stay served.
    """

    def __init__(self, catalog: Catalog, feeder: IndexFeeder, pace: Pace = FULL_SPEED) -> None:
        self._catalog = catalog
        self._feeder = feeder
        self._pace = pace
        self._is_ending = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="index-follower", daemon=True)

    def __enter__(self) -> IndexFollower:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_ending.set()
        self._thread.join()

    def follow(self) -> None:
        """Bring the indexes up to date once. Raises StoreError, ModelError."""
        self._discard_finished_drafts()
        if self._feeder.is_behind:
            self._feeder.feed(pace=self._pace)
        self._catalog.jobs.settle()
        if self._feeder.needs_rebuild:
            self._feeder.rebuild(pace=self._pace)
        kept = _SHELF_KEPT if self._catalog.jobs.has_unfinished() else timedelta()
        self._catalog.embeddings.clear((utc_now() - kept + _A_SECOND).isoformat(timespec="seconds"))

    def _discard_finished_drafts(self) -> None:
        """Drafts are tried only while their file waits for staff."""
        for document_id in self._catalog.drafts():
            try:
                is_ready = self._catalog.jobs.get(job_of_draft(document_id)).state is JobState.READY
            except NotFound:
                is_ready = False
            if not is_ready:
                self._catalog.revisions.discard(document_id)

    def _follow(self) -> None:
        while True:
            wait = SECONDS_BETWEEN_LOOKS
            try:
                self.follow()
            except AdvisorError:
                _log.exception("the indexes could not follow the catalog")
                wait = SECONDS_AFTER_FAILURE
            if self._is_ending.wait(wait):
                return
