"""What the vectors promise, with Chroma in this process and on a Chroma server."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from assistant.domain.access import PUBLIC, Audience
from assistant.errors import StoreError, WrongUse
from assistant.store.outbox import Edition
from assistant.store.vectors import ChromaVectors, Embedding, VectorEntry, open_embedded, open_server
from tests.contracts.conftest import free_port
from tests.store.samples import CONSULTANTS

GANADA, DARAMA = Audience.parse("company:가나다-정밀"), Audience.parse("company:다라마.식품")

Opener = Callable[[], ChromaVectors]


@pytest.fixture(params=["embedded", "server"])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Opener:
    if request.param == "server":
        address = request.getfixturevalue("chroma_server")
        return lambda: open_server(address)
    return lambda: open_embedded(tmp_path / "chroma")


@pytest.fixture
def vectors(opener: Opener) -> Iterator[ChromaVectors]:
    opened = opener()
    yield opened
    opened.close()


@pytest.fixture
def generation() -> str:
    return uuid.uuid4().hex[:12]


def _unit(*values: float) -> Embedding:
    vector = np.asarray(values, np.float32)
    return vector / np.float32(np.linalg.norm(vector))


def _entries(document_id: str, embeddings: Sequence[Embedding], version: int = 1) -> list[VectorEntry]:
    edition = Edition(document_id, version)
    return [VectorEntry(f"{edition}#{n:04d}", edition, each) for n, each in enumerate(embeddings)]


def test_the_nearest_come_first_with_their_cosine(vectors: ChromaVectors, generation: str) -> None:
    vectors.add(generation, PUBLIC, _entries("a", [_unit(1, 0, 0), _unit(1, 1, 0), _unit(0, 0, 1)]))

    hits = vectors.search(generation, _unit(1, 0, 0), [PUBLIC], 2)

    assert [chunk_id for chunk_id, _ in hits] == ["a@1#0000", "a@1#0001"]
    assert [cosine for _, cosine in hits] == pytest.approx([1.0, 2**-0.5], abs=1e-5)
    assert len(vectors.search(generation, _unit(1, 0, 0), [PUBLIC], 300)) == 3


def test_a_search_stays_within_its_audiences(vectors: ChromaVectors, generation: str) -> None:
    near = _unit(1, 0)
    for audience, document_id in ((PUBLIC, "p"), (CONSULTANTS, "c"), (GANADA, "g"), (DARAMA, "d")):
        vectors.add(generation, audience, _entries(document_id, [near]))

    def found(*audiences: Audience) -> set[str]:
        return {chunk_id[0] for chunk_id, _ in vectors.search(generation, near, audiences, 10)}

    assert found(PUBLIC) == {"p"}
    assert found(PUBLIC, CONSULTANTS) == {"p", "c"}
    assert found(GANADA) == {"g"}
    assert found(Audience.parse("company:가나다")) == set()
    assert found(PUBLIC, Audience.parse("staff")) == {"p"}, "an audience without documents is skipped"
    assert found() == set()


def test_results_of_several_audiences_are_merged_by_cosine(vectors: ChromaVectors, generation: str) -> None:
    vectors.add(generation, PUBLIC, _entries("p", [_unit(1, 0), _unit(0, 1)]))
    vectors.add(generation, GANADA, _entries("g", [_unit(1, 1)]))

    hits = vectors.search(generation, _unit(1, 0), [GANADA, PUBLIC], 2)

    assert [chunk_id for chunk_id, _ in hits] == ["p@1#0000", "g@1#0000"]


def test_adding_twice_is_the_same_as_adding_once(vectors: ChromaVectors, generation: str) -> None:
    entries = _entries("a", [_unit(1, 0), _unit(0, 1)])
    vectors.add(generation, PUBLIC, entries[:1])
    vectors.add(generation, PUBLIC, [*entries, entries[1]])

    assert vectors.chunk_ids(generation) == {"a@1#0000", "a@1#0001"}
    assert vectors.present(generation, PUBLIC, ["a@1#0001", "b@1#0000"]) == {"a@1#0001"}
    assert len(vectors.search(generation, _unit(1, 0), [PUBLIC], 10)) == 2


def test_removing_takes_one_edition_and_tells_how_many(vectors: ChromaVectors, generation: str) -> None:
    vectors.add(generation, PUBLIC, _entries("a", [_unit(1, 0)] * 3))
    vectors.add(generation, PUBLIC, _entries("a", [_unit(1, 0)], version=2))
    vectors.add(generation, PUBLIC, _entries("b", [_unit(1, 0)]))

    assert vectors.remove(generation, PUBLIC, Edition("a", 1)) == 3
    assert vectors.remove(generation, PUBLIC, Edition("a", 1)) == 0
    assert vectors.remove(generation, CONSULTANTS, Edition("a", 1)) == 0
    assert vectors.chunk_ids(generation) == {"a@2#0000", "b@1#0000"}
    assert {hit for hit, _ in vectors.search(generation, _unit(1, 0), [PUBLIC], 9)} == {"a@2#0000", "b@1#0000"}


def test_exact_cosines_of_chosen_chunks(vectors: ChromaVectors, generation: str) -> None:
    vectors.add(generation, PUBLIC, _entries("p", [_unit(3, 4), _unit(1, 0)]))
    vectors.add(generation, CONSULTANTS, _entries("c", [_unit(1, 0)]))
    asked = ["p@1#0000", "c@1#0000", "nowhere@1#0000"]

    assert vectors.cosines(generation, _unit(1, 0), [PUBLIC], asked) == pytest.approx({"p@1#0000": 0.6})
    both = vectors.cosines(generation, 5 * _unit(1, 0), [PUBLIC, CONSULTANTS], asked)
    assert both == pytest.approx({"p@1#0000": 0.6, "c@1#0000": 1.0}), "the length of the question does not matter"
    assert vectors.cosines(generation, _unit(1, 0), [PUBLIC], []) == {}


def test_stored_embeddings_can_be_copied(vectors: ChromaVectors, generation: str) -> None:
    vectors.add(generation, GANADA, _entries("g", [_unit(0.6, 0.8)]))
    stored = vectors.stored(generation, [GANADA], ["g@1#0000"])["g@1#0000"]

    assert stored.dtype == np.float32
    np.testing.assert_allclose(stored, [0.6, 0.8], atol=1e-6)


def test_more_entries_than_fit_in_one_batch(vectors: ChromaVectors, generation: str) -> None:
    random = np.random.default_rng(7)
    embeddings = [_unit(*row) for row in random.normal(size=(2_500, 8))]
    vectors.add(generation, PUBLIC, _entries("a", embeddings))

    assert len(vectors.chunk_ids(generation)) == 2_500
    assert vectors.search(generation, embeddings[2_345], [PUBLIC], 1)[0][0] == "a@1#2345"
    assert len(vectors.cosines(generation, embeddings[0], [PUBLIC], vectors.chunk_ids(generation))) == 2_500


def test_generations_live_side_by_side_until_dropped(vectors: ChromaVectors, generation: str) -> None:
    other = uuid.uuid4().hex[:12]
    vectors.add(generation, PUBLIC, _entries("old", [_unit(1, 0)]))
    vectors.add(other, PUBLIC, _entries("new", [_unit(1, 0, 0)]))
    vectors.begin(uuid.uuid4().hex[:12])
    assert {generation, other} < vectors.generations()

    vectors.drop(generation)
    vectors.drop(generation)

    assert generation not in vectors.generations()
    assert vectors.search(generation, _unit(1, 0), [PUBLIC], 5) == []
    assert vectors.search(other, _unit(1, 0, 0), [PUBLIC], 5)[0][0] == "new@1#0000"


def test_everything_is_there_after_opening_again(opener: Opener, generation: str) -> None:
    first = opener()
    first.add(generation, GANADA, _entries("g", [_unit(1, 0)]))
    place = first.place
    first.close()
    second = opener()

    assert second.place == place
    assert second.search(generation, _unit(1, 0), [GANADA], 1)[0][0] == "g@1#0000"
    second.close()


def test_many_threads_may_add_and_search_at_once(vectors: ChromaVectors, generation: str) -> None:
    def add(n: int) -> None:
        vectors.add(generation, PUBLIC, _entries(f"d{n}", [_unit(n + 1, 1)] * 5))

    def search(_: int) -> int:
        return len(vectors.search(generation, _unit(1, 1), [PUBLIC], 100))

    with ThreadPoolExecutor(8) as threads:
        searched = [threads.submit(search, n) for n in range(20)]
        list(threads.map(add, range(20)))
        assert all(future.result() <= 100 for future in searched)

    assert search(0) == 100


def test_no_error_of_chroma_leaks(vectors: ChromaVectors, generation: str) -> None:
    vectors.add(generation, PUBLIC, _entries("a", [_unit(1, 0)]))
    with pytest.raises(StoreError, match="cannot be used"):
        vectors.add(generation, PUBLIC, _entries("b", [_unit(1, 0, 0)]))
    with pytest.raises(StoreError, match="cannot be used"):
        vectors.search(generation, _unit(1, 0, 0), [PUBLIC], 5)
    with pytest.raises(StoreError):
        vectors.begin("이름")


def test_a_silent_server_is_told_by_its_address() -> None:
    address = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(StoreError, match=address):
        open_server(address)


@pytest.mark.parametrize("address", ["chroma:8000", "ftp://chroma", "", "http://"])
def test_an_address_of_another_form_is_refused(address: str) -> None:
    with pytest.raises(WrongUse, match="AX_CHROMA_URL"):
        open_server(address)


def test_damaged_files_are_told_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "chroma.sqlite3").write_bytes(b"not a database" * 1_000)
    with pytest.raises(StoreError, match="delete the folder"):
        open_embedded(tmp_path)
