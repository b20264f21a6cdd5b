"""Where a publication is killed: in the process that takes the file in, in the worker's, and in the server's."""

from __future__ import annotations

from collections.abc import Iterator

from evals.intake.killing import Player, Point

_STORE = "assistant.store"
_JOBS = f"{_STORE}.job_register:JobRegister"
_VECTORS = f"{_STORE}.derived:VectorIndex"
_WORDS = f"{_STORE}.derived:WordIndex"
_CATALOG = f"{_STORE}.catalog:Catalog"
_REGISTER = f"{_STORE}.generations:GenerationRegister"
_FEEDER = f"{_STORE}.feeding:IndexFeeder"

CHUNKS_AT_ONCE = 4
"""So few are embedded and indexed at once here that a publication has several rounds to be interrupted between."""


def points() -> list[Point]:
    """All of them, in the order in which a publication comes by."""
    return [*_staff(), *_worker(), *_owner()]


def _staff() -> Iterator[Point]:
    def at(name: str, target: str, **options: bool) -> Point:
        return Point(name=name, player=Player.STAFF, target=target, **options)

    yield at("before the original is kept", f"{_STORE}.originals:Originals.put")
    yield at("original written, not yet in its place", f"{_STORE}.originals:os.replace")
    yield at("original kept, no job yet", f"{_STORE}.originals:Originals.put", is_after=True)
    yield at("within the transaction of the jobs", f"{_STORE}.job_register:_row", is_after=True)
    yield at("jobs written", f"{_JOBS}.add", is_after=True)


def _worker() -> Iterator[Point]:
    def at(name: str, target: str, call: int = 1, *, is_after: bool = False) -> Point:
        return Point(name=name, player=Player.WORKER, target=target, call=call, is_after=is_after)

    embedding = "evals.intake.embedding:SharedEmbedder.embed_passages"
    yield at("before the first claim", f"{_JOBS}.claim")
    yield at("after the first claim", f"{_JOBS}.claim", is_after=True)
    yield at("before the original is read", f"{_STORE}.originals:Originals.read")
    yield at("after the original is read", f"{_STORE}.originals:Originals.read", is_after=True)
    yield at("after the file is drafted", "ingest.drafting:Drafter.draft", is_after=True)
    yield at("after it is compared with the library", "ingest.jobs.comparing:LibraryMarks.likenesses", is_after=True)
    yield at("before the first embeddings", embedding)
    yield at("embedded, not yet on the shelf", embedding, 2, is_after=True)
    yield at("in the middle of embedding", embedding, 3)
    yield at("before it is proposed", f"{_JOBS}.propose")
    yield at("within the transaction of the proposal", f"{_STORE}.job_register:proposal_json", is_after=True)
    yield at("after it is proposed", f"{_JOBS}.propose", is_after=True)
    yield at("before the confirmed one is claimed", f"{_JOBS}.claim", 2)
    yield at("after the confirmed one is claimed", f"{_JOBS}.claim", 2, is_after=True)
    yield at("after the confirmed one is drafted", "ingest.drafting:Drafter.draft", 2, is_after=True)
    yield at("before it is put into the catalog", f"{_CATALOG}.enter")
    yield at("in the catalog's transaction, before the chunks", f"{_STORE}.catalog:chunk_rows")
    yield at("in the catalog's transaction, before it waits", f"{_STORE}.catalog:let_wait")
    yield at("in the catalog's transaction, after the history", f"{_STORE}.catalog:remember", is_after=True)
    yield at("in the catalog's transaction, before the job is noted", f"{_JOBS}.enter")
    yield at("in the catalog's transaction, after the job is noted", f"{_JOBS}.enter", is_after=True)
    yield at("after it is put into the catalog", f"{_CATALOG}.enter", is_after=True)


def _owner() -> Iterator[Point]:
    def at(name: str, target: str, call: int = 1, *, is_after: bool = False, only_replacing: bool = False) -> Point:
        return Point(
            name=name,
            player=Player.OWNER,
            target=target,
            call=call,
            is_after=is_after,
            only_replacing=only_replacing,
        )

    yield at("before the indexes are fed", f"{_FEEDER}.feed")
    for label, index, advance in (("vectors", _VECTORS, 1), ("words", _WORDS, 2)):
        yield at(f"{label}: before the first chunks", f"{index}.add")
        yield at(f"{label}: after the first chunks", f"{index}.add", is_after=True)
        yield at(f"{label}: first chunks settled", f"{index}.settle", is_after=True)
        yield at(f"{label}: before the third chunks", f"{index}.add", 3)
        yield at(f"{label}: all chunks added, the last not settled", f"{index}.add", 4, is_after=True)
        yield at(f"{label}: before the position is noted", f"{_REGISTER}.advance", advance)
        yield at(f"{label}: after the position is noted", f"{_REGISTER}.advance", advance, is_after=True)
    yield at("before it is served", f"{_CATALOG}.publish_through")
    yield at("within the transaction that serves it", f"{_STORE}.catalog:existing_version", only_replacing=True)
    yield at("after it is served", f"{_CATALOG}.publish_through", is_after=True)
    for label, index, advance in (("vectors", _VECTORS, 3), ("words", _WORDS, 4)):
        yield at(f"{label}: before the old edition is removed", f"{index}.remove", only_replacing=True)
        yield at(f"{label}: after the old edition is removed", f"{index}.remove", is_after=True, only_replacing=True)
        yield at(f"{label}: before the removal is noted", f"{_REGISTER}.advance", advance, only_replacing=True)
        noted = f"{label}: after the removal is noted"
        yield at(noted, f"{_REGISTER}.advance", advance, is_after=True, only_replacing=True)
    yield at("before the job is settled", f"{_JOBS}.settle")
    yield at("after the job is settled", f"{_JOBS}.settle", is_after=True)
    yield at("before the rebuild", f"{_FEEDER}.rebuild", only_replacing=True)
    for label, index, number in (("vectors", _VECTORS, 1), ("words", _WORDS, 2)):
        yield at(f"{label}: new generation begun", f"{index}.begin", is_after=True, only_replacing=True)
        yield at(f"{label}: in the middle of the rebuild", f"{index}.add", 6, only_replacing=True)
        yield at(f"{label}: before the switch", f"{_REGISTER}.switch", number, only_replacing=True)
        yield at(f"{label}: after the switch", f"{_REGISTER}.switch", number, is_after=True, only_replacing=True)
        yield at(f"{label}: before the old generation is dropped", f"{index}.drop", only_replacing=True)
        yield at(f"{label}: after the old generation is dropped", f"{index}.drop", is_after=True, only_replacing=True)
    shelf = f"{_STORE}.embedding_shelf:EmbeddingShelf.clear"
    yield at("before the shelf is cleared", shelf)
    yield at("after the shelf is cleared", shelf, is_after=True)
