"""Vectors in Chroma, in this process or on a server: one collection per generation, shelf and audience."""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3
import threading
import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import chromadb
import httpx
import numpy as np
from chromadb.api import ClientAPI
from chromadb.config import Settings
from chromadb.errors import NotFoundError
from numpy.typing import NDArray
from tenacity import retry, retry_if_exception_message, stop_after_attempt, wait_fixed

from assistant.domain.access import Audience, AudienceGroup
from assistant.errors import AdvisorError, IndexDamaged, StoreError, WrongUse
from assistant.store.outbox import Edition

Embedding = NDArray[np.float32]
"""One embedding, shape (d,), or several, shape (n, d)."""

_PLACE = "ax-place"
_INDEX_SETTINGS = {"hnsw": {"space": "cosine", "ef_search": 200}}  # ef_search only takes effect at creation
_SEGMENT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_BATCH = 1_000
_REQUEST_SECONDS = 60
_BEGUN_BETWEEN = "Nothing found on disk"
"""What a query says when the first entries of a collection come in while it runs; damage says it every time."""
_SIGNS_OF_DAMAGE = ("Error finding id", "hnsw", "HNSW", "malformed", "not a database", "does not exist")


class Shelf(StrEnum):
    """What is kept apart within a generation, since a question is nearer to a question than to any answer."""

    CHUNKS = "chunks"
    QUESTIONS = "questions"
    NOT_ANSWERED = "not-answered"


@dataclass(frozen=True, eq=False)
class VectorEntry:
    """What is found by its embedding, shape (d,): a chunk, or a question that an edition answers."""

    id: str
    edition: Edition
    embedding: Embedding


class ChromaVectors:
    """Nearest-neighbour search over the generations of one Chroma. Safe to use from many threads.

    All methods raise StoreError when Chroma cannot be reached or refuses, IndexDamaged when it disagrees with itself.
    Made by `open_embedded` or `open_server`.
    """

    def __init__(self, client: ClientAPI, address: str, folder: Path | None = None) -> None:
        self._client = client
        self._address = address
        self._folder = folder
        self._handles: dict[str, chromadb.Collection] = {}
        self._lock = threading.Lock()
        self.is_shared = folder is None
        """Whether others may keep their generations in the same Chroma."""
        with self._translated():
            marker = client.get_or_create_collection(
                _PLACE, metadata={"id": uuid.uuid4().hex[:12]}, embedding_function=None
            )
            self.place = str((marker.metadata or {}).get("id", "unnamed"))
            """A name that lives and dies with this Chroma's contents."""

    def begin(self, generation: str) -> None:
        """Make the generation exist, empty; one that exists stays as it is."""
        self._made(generation, Audience(AudienceGroup.PUBLIC), Shelf.CHUNKS)

    def add(
        self, generation: str, audience: Audience, entries: Sequence[VectorEntry], shelf: Shelf = Shelf.CHUNKS
    ) -> None:
        """Keep the entries; those whose id is there already are skipped. Durable on return."""
        collection = self._made(generation, audience, shelf)
        present = self.present(generation, audience, [entry.id for entry in entries], shelf)
        fresh = {entry.id: entry for entry in entries if entry.id not in present}
        for batch in _slices(list(fresh.values())):
            with self._translated():
                collection.add(
                    ids=[entry.id for entry in batch],
                    embeddings=np.stack([entry.embedding for entry in batch]).astype(np.float32, copy=False),
                    metadatas=[{"edition": str(entry.edition)} for entry in batch],
                )

    def remove(self, generation: str, audience: Audience, edition: Edition, shelf: Shelf = Shelf.CHUNKS) -> int:
        """Delete an edition's entries. Returns how many there were (their place in the index is never freed)."""
        collection = self._existing(generation, audience, shelf)
        if collection is None:
            return 0
        with self._translated():
            ids = collection.get(where={"edition": str(edition)}, include=[])["ids"]
            for batch in _slices(ids):
                collection.delete(ids=list(batch))
        return len(ids)

    def search(
        self,
        generation: str,
        embedding: Embedding,
        audiences: Collection[Audience],
        k: int,
        shelf: Shelf = Shelf.CHUNKS,
    ) -> list[tuple[str, float]]:
        """The k nearest entries of these audiences: (id, cosine similarity; larger is nearer), best first."""
        found: list[tuple[str, float]] = []
        for collection in self._of(generation, audiences, shelf):
            with self._translated(), _unless_dropped():
                answer = _queried(collection, embedding, k)
                distances = answer["distances"] or [[]]
                found += [
                    (entry_id, 1.0 - float(distance))
                    for entry_id, distance in zip(answer["ids"][0], distances[0], strict=True)
                ]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]

    def cosines(
        self, generation: str, embedding: Embedding, audiences: Collection[Audience], chunk_ids: Collection[str]
    ) -> dict[str, float]:
        """The exact cosine similarities of these chunks; those that these audiences do not contain are left out."""
        length = float(np.linalg.norm(embedding)) or 1.0
        stored = self.stored(generation, audiences, chunk_ids)
        return {
            chunk_id: float(vector @ embedding) / (length * (float(np.linalg.norm(vector)) or 1.0))
            for chunk_id, vector in stored.items()
        }

    def stored(
        self,
        generation: str,
        audiences: Collection[Audience],
        ids: Collection[str],
        shelf: Shelf = Shelf.CHUNKS,
    ) -> dict[str, Embedding]:
        """The stored embeddings of these entries, each of shape (d,) and length 1."""
        found: dict[str, Embedding] = {}
        for collection in self._of(generation, audiences, shelf):
            for batch in _slices([entry_id for entry_id in dict.fromkeys(ids) if entry_id not in found]):
                with self._translated(), _unless_dropped():
                    answer = collection.get(ids=list(batch), include=["embeddings"])
                    vectors = np.asarray(answer["embeddings"], dtype=np.float32)
                    found.update(zip(answer["ids"], vectors, strict=True))
        return found

    def present(
        self, generation: str, audience: Audience, ids: Collection[str], shelf: Shelf = Shelf.CHUNKS
    ) -> set[str]:
        """Those of the ids that the generation contains for this audience."""
        found: set[str] = set()
        for collection in self._of(generation, (audience,), shelf):
            for batch in _slices(list(dict.fromkeys(ids))):
                with self._translated(), _unless_dropped():
                    found.update(collection.get(ids=list(batch), include=[])["ids"])
        return found

    def chunk_ids(self, generation: str) -> set[str]:
        """All chunk ids of a generation, whatever their audience."""
        found: set[str] = set()
        for collection in self._collections(generation):
            if (collection.metadata or {}).get("shelf", Shelf.CHUNKS) != Shelf.CHUNKS:
                continue
            with self._translated(), _unless_dropped():
                found.update(collection.get(include=[])["ids"])
        return found

    def generations(self) -> set[str]:
        """The names of the generations in this Chroma."""
        return {str(_label(collection)) for collection in self._collections() if _label(collection)}

    def drop(self, generation: str) -> None:
        """Delete a generation with all its entries; one that does not exist is fine."""
        for collection in self._collections(generation):
            with self._lock:
                self._handles.pop(collection.name, None)
            with self._translated(), suppress(NotFoundError):
                self._client.delete_collection(collection.name)
        if self._folder is not None:
            for left in _left_folders(self._folder):
                shutil.rmtree(left, ignore_errors=True)

    def close(self) -> None:
        """Release files and connections."""
        sessions = _sessions(self._client)
        with self._translated():
            self._client.close()  # type: ignore[attr-defined]
        for session in sessions:
            session.close()  # Chroma leaves its connections open

    def _of(self, generation: str, audiences: Iterable[Audience], shelf: Shelf) -> Iterator[chromadb.Collection]:
        for audience in sorted(set(audiences), key=str):
            collection = self._existing(generation, audience, shelf)
            if collection is not None:
                yield collection

    def _existing(self, generation: str, audience: Audience, shelf: Shelf) -> chromadb.Collection | None:
        name = _collection_name(generation, audience, shelf)
        handle = self._handles.get(name)
        if handle is None:
            with self._translated(), suppress(NotFoundError):
                handle = self._client.get_collection(name, embedding_function=None)
                with self._lock:
                    self._handles[name] = handle
        return handle

    def _made(self, generation: str, audience: Audience, shelf: Shelf) -> chromadb.Collection:
        handle = self._existing(generation, audience, shelf)
        if handle is None:
            with self._translated():
                handle = self._client.get_or_create_collection(
                    _collection_name(generation, audience, shelf),
                    metadata={"generation": generation, "audience": str(audience), "shelf": str(shelf)},
                    configuration=_INDEX_SETTINGS,  # type: ignore[arg-type]
                    embedding_function=None,
                )
            with self._lock:
                self._handles[handle.name] = handle
        return handle

    def _collections(self, generation: str | None = None) -> list[chromadb.Collection]:
        with self._translated():
            everything = self._client.list_collections()
        return [found for found in everything if generation is None or _label(found) == generation]

    @contextmanager
    def _translated(self) -> Iterator[None]:
        # Chroma raises its own errors, httpx's, ValueError and, for an odd HTTP status, a bare Exception.
        try:
            yield
        except AdvisorError:
            raise
        except Exception as error:
            if any(sign in str(error) for sign in _SIGNS_OF_DAMAGE):
                raise IndexDamaged(
                    f"벡터 색인이 손상되었습니다: {self._address}. 색인을 다시 만들어 주세요(rebuild). / "
                    f"The vector index at {self._address} is damaged ({error}): rebuild it."
                ) from error
            raise StoreError(
                f"벡터 색인을 사용할 수 없습니다: {self._address}. 주소와 권한을 확인해 주세요. / "
                f"The vector index at {self._address} cannot be used: {error}"
            ) from error


def open_embedded(folder: Path) -> ChromaVectors:
    """Chroma in this process, its files in `folder`. One process at a time may write there (see Ownership)."""
    with _opening(str(folder)):
        folder.mkdir(parents=True, exist_ok=True)
        client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
    return ChromaVectors(client, str(folder), folder)


def open_server(url: str) -> ChromaVectors:
    """A Chroma server, e.g. `http://chroma:8000`. Raises WrongUse for another form, StoreError if it is silent."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise WrongUse(f"AX_CHROMA_URL={url!r}: 주소 형식이 올바르지 않습니다. / must look like http://HOST:8000")
    is_tls = parts.scheme == "https"
    address = f"{parts.scheme}://{parts.hostname}:{parts.port or (443 if is_tls else 8000)}"
    with _opening(address):
        client = chromadb.HttpClient(
            host=parts.hostname,
            port=parts.port or (443 if is_tls else 8000),
            ssl=is_tls,
            settings=Settings(anonymized_telemetry=False),
        )
    for session in _sessions(client):
        session.timeout = httpx.Timeout(_REQUEST_SECONDS)  # Chroma waits for ever
    return ChromaVectors(client, address)


@contextmanager
def _opening(address: str) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        raise StoreError(
            f"벡터 색인을 열 수 없습니다: {address}. 주소와 권한을 확인해 주세요. / "
            f"The vector index at {address} cannot be opened: {error}. "
            "If its files are damaged, delete the folder: it is built anew from the catalog."
        ) from error


@retry(
    retry=retry_if_exception_message(match=f".*{_BEGUN_BETWEEN}"),
    stop=stop_after_attempt(4),
    wait=wait_fixed(0.05),
    reraise=True,
)
def _queried(collection: chromadb.Collection, embedding: Embedding, k: int) -> chromadb.QueryResult:
    return collection.query(query_embeddings=[embedding.tolist()], n_results=k, include=["distances"])


@contextmanager
def _unless_dropped() -> Iterator[None]:
    """Find nothing in a collection that was dropped a moment ago: its generation no longer serves."""
    with suppress(NotFoundError):
        yield


def _left_folders(folder: Path) -> list[Path]:
    """The folders of collections that were deleted: Chroma strikes them off its list and leaves their files.

    The folders are looked at before the list, which names a collection before it has a folder.
    """
    folders = [path for path in folder.iterdir() if path.is_dir() and _SEGMENT.fullmatch(path.name)]
    address = f"{(folder / 'chroma.sqlite3').resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as listed:
            used = {name for (name,) in listed.execute("SELECT id FROM segments")}
    except sqlite3.Error:
        return []  # another release of Chroma may keep its list elsewhere
    return [path for path in folders if path.name not in used]


def _collection_name(generation: str, audience: Audience, shelf: Shelf) -> str:
    # Chroma allows [a-zA-Z0-9._-] only, and company ids may be Korean.
    slug = str(audience.group)
    if audience.company is not None:
        slug += "-" + hashlib.sha256(audience.company.encode()).hexdigest()[:24]
    return f"ax-{generation}-{slug}" if shelf is Shelf.CHUNKS else f"ax-{generation}-{slug}-{shelf}"


def _label(collection: chromadb.Collection) -> Any:
    return (collection.metadata or {}).get("generation")


def _sessions(client: ClientAPI) -> list[httpx.Client]:
    """The HTTP connections of a client and of the administrator's client inside it; none when embedded."""
    servers = [getattr(side, "_server", None) for side in (client, getattr(client, "_admin_client", None))]
    sessions = [getattr(server, "_session", None) for server in servers]
    return [session for session in sessions if isinstance(session, httpx.Client)]


def _slices(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), _BATCH):
        yield values[start : start + _BATCH]
