"""A process to be killed: opens a data directory and feeds its indexes, a twentieth of a second for each batch.

`python -m tests.store.feed_slowly DATA_DIR feed|rebuild DIMENSIONS` prints a line for every batch an index has kept.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from assistant.store import feeding
from tests.store.samples import TrigramEmbedder, open_store

CHUNKS_PER_BATCH = 8


def main(data_dir: Path, work: str, dimensions: int) -> None:
    """Feed or rebuild, in batches of few chunks so that there is something to interrupt."""
    feeding.CHUNKS_PER_BATCH = CHUNKS_PER_BATCH
    store = open_store(data_dir, TrigramEmbedder(dimensions))

    def tell(step: str, done: int, total: int) -> None:
        print("kept", step, done, total, flush=True)
        time.sleep(0.05)

    store.feeder.feed(tell) if work == "feed" else store.feeder.rebuild(tell)
    print("finished", flush=True)
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
