"""Keyword search in tantivy: BM25 over Korean morphemes and letter pairs, with the audience as an exact filter."""

from __future__ import annotations

import math
import shutil
import threading
import uuid
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from assistant.domain.access import Audience
from assistant.errors import IndexDamaged, StoreError
from assistant.store.morphemes import MorphemeTokenizer, Terms
from assistant.store.outbox import Edition

SCHEMA = "2"
"""Changes whenever the fields below do: the index is then built anew."""

TITLE_WEIGHT, MORPHEME_WEIGHT, BIGRAM_WEIGHT = 0.25, 1.0, 0.6
"""How much a term counts by its field.

One common field and either kind of term alone are clearly worse (measured in the ablation). Titles count little:
every chunk of a document has the same one, and a word of it says nothing of which chunk answers.
"""

_WRITER_BYTES = 50_000_000
_WRITER_LOCKED = "LockBusy"


@dataclass(frozen=True, kw_only=True)
class WordEntry:
    """A chunk's words. `text` is the heading path and the text of the chunk."""

    chunk_id: str
    edition: Edition
    title: str
    text: str


@dataclass(frozen=True)
class OtherWords:
    """Words that may stand for the question's own, and how much they count beside those (1: as much)."""

    text: str
    weight: float


class KeywordIndex:
    """One generation of the keyword index, in one folder. Reading needs no lock; writing takes the folder's.

    Searching is safe from many threads; adds and removes take turns, and are seen after `commit`.
    """

    def __init__(self, folder: Path, tokenizer: MorphemeTokenizer) -> None:
        """Open the folder, or make an empty index in it. Raises IndexDamaged when its files cannot be read."""
        self._folder = folder
        self._tokenizer = tokenizer
        self._schema = _schema()
        self._title_terms = lru_cache(maxsize=1_000)(tokenizer.terms)
        self._writer: tantivy.IndexWriter | None = None
        self._pending: dict[str, Edition] = {}
        self._has_removed = False
        self._lock = threading.Lock()
        with _translated(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(self._schema, path=str(folder))
            # Not kept in the folder: an analyser that splits at spaces has to be named at each opening.
            analyser = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
            self._index.register_tokenizer("terms", analyser)
            self._index.config_reader("manual")

    def add(self, audience: Audience, entries: Sequence[WordEntry]) -> None:
        """Take entries in; those whose chunk id is there already are skipped."""
        with self._lock, _translated(self._folder):
            if self._has_removed:
                self._commit()  # otherwise what was just removed would still look present
            present = self._present([entry.chunk_id for entry in entries])
            for entry in entries:
                if entry.chunk_id not in present and entry.chunk_id not in self._pending:
                    self._opened_writer().add_document(self._document(audience, entry))
                    self._pending[entry.chunk_id] = entry.edition

    def remove(self, edition: Edition) -> None:
        """Take out all entries of an edition; their room is freed when segments merge."""
        with self._lock, _translated(self._folder):
            self._opened_writer().delete_documents_by_term("edition", str(edition))
            self._pending = {added: of for added, of in self._pending.items() if of != edition}
            self._has_removed = True

    def commit(self) -> None:
        """Make adds and removes durable and visible."""
        with self._lock, _translated(self._folder):
            self._commit()

    def search(
        self, query: str, audiences: Collection[Audience], k: int, others: Sequence[OtherWords] = ()
    ) -> list[tuple[str, float]]:
        """The k best chunks of these audiences: (chunk id, BM25 score; larger is better), best first.

        Nothing for a query without content words. `others` are searched too, each by its own weight.
        """
        weighted = [OtherWords(query, 1.0), *others]
        words = [
            word
            for part in weighted
            for word in _word_queries(self._schema, self._tokenizer.terms(part.text), part.weight)
        ]
        if not words or not audiences:
            return []
        wanted = Query.term_set_query(self._schema, "audience", [str(audience) for audience in audiences])
        both = Query.boolean_query(
            [
                (Occur.Must, Query.const_score_query(wanted, 0.0)),
                (Occur.Must, Query.boolean_query([(Occur.Should, word) for word in words])),
            ]
        )
        with _translated(self._folder):
            self._index.reload()  # 0.02 ms; another process may be the writer
            searcher = self._index.searcher()
            hits = searcher.search(both, limit=k, count=False).hits
            found = [(_stored_id(searcher, address), float(score)) for score, address in hits]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def whole_score(self, query: str) -> float:
        """About the BM25 score of a chunk of middling length with every word of the query in its text and its title.

        What the best chunk reaches of it tells how much of the question the words found at all.
        """
        with _translated(self._folder):
            self._index.reload()
            searcher = self._index.searcher()
            return sum(
                weight * count * _rarity(searcher.doc_freq(field, term), searcher.num_docs)
                for field, term, count, weight in _weighted_terms(self._tokenizer.terms(query))
            )

    def absent(self, words: Collection[str]) -> frozenset[str]:
        """Those of some words, as the tokenizer gives them, that stand in no chunk and no title."""
        with _translated(self._folder):
            self._index.reload()
            searcher = self._index.searcher()
            return frozenset(
                word for word in words if not any(searcher.doc_freq(field, word) for field in ("morphemes", "title"))
            )

    def chunk_ids(self) -> set[str]:
        """All chunk ids, whatever their audience."""
        with _translated(self._folder):
            self._index.reload()
            searcher = self._index.searcher()
            hits = searcher.search(Query.all_query(), limit=max(searcher.num_docs, 1), count=False).hits
            return {_stored_id(searcher, address) for _, address in hits}

    def close(self) -> None:
        """Give up the writer's lock; what was not committed is lost."""
        with self._lock, _translated(self._folder):
            writer, self._writer = self._writer, None
            self._pending.clear()
            self._has_removed = False
            if writer is not None:
                writer.rollback()
                writer.wait_merging_threads()

    def _commit(self) -> None:
        if self._writer is not None and (self._pending or self._has_removed):
            self._writer.commit()
            self._index.reload()
            self._pending.clear()
            self._has_removed = False

    def _opened_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(heap_size=_WRITER_BYTES, num_threads=1)
        return self._writer

    def _present(self, chunk_ids: Sequence[str]) -> set[str]:
        searcher = self._index.searcher()
        wanted = Query.term_set_query(self._schema, "chunk_id", list(chunk_ids))
        hits = searcher.search(wanted, limit=max(len(chunk_ids), 1), count=False).hits
        return {_stored_id(searcher, address) for _, address in hits}

    def _document(self, audience: Audience, entry: WordEntry) -> tantivy.Document:
        title, body = self._title_terms(entry.title), self._tokenizer.terms(entry.text)
        document = tantivy.Document()
        document.add_text("chunk_id", entry.chunk_id)
        document.add_text("edition", str(entry.edition))
        document.add_text("audience", str(audience))
        document.add_text("title", " ".join(title.morphemes + title.bigrams))
        document.add_text("morphemes", " ".join(body.morphemes))
        document.add_text("bigrams", " ".join(body.bigrams))
        return document


class KeywordShelf:
    """The generations of the keyword index: one folder each, side by side, each opened once."""

    def __init__(self, folder: Path, tokenizer: MorphemeTokenizer) -> None:
        self._folder = folder
        self._tokenizer = tokenizer
        self._opened: dict[str, KeywordIndex] = {}
        self._lock = threading.Lock()
        self.fingerprint = f"{tokenizer.fingerprint}-schema-{SCHEMA}"
        """What the contents depend on."""
        self.place = _place(folder)
        """A name that lives and dies with the folder's contents."""

    def make(self, generation: str) -> KeywordIndex:
        """The index of a generation; an empty one if there is none yet."""
        with self._lock:
            if generation not in self._opened:
                self._opened[generation] = KeywordIndex(self._folder / generation, self._tokenizer)
            return self._opened[generation]

    def open(self, generation: str) -> KeywordIndex:
        """The index of a generation. Raises IndexDamaged when there is none, or when it cannot be read."""
        if generation not in self._opened and not (self._folder / generation / "meta.json").is_file():
            raise IndexDamaged(
                f"검색어 색인이 없습니다: {generation}. 색인을 다시 만들어 주세요(rebuild). / "
                f"There is no keyword index {self._folder / generation}: rebuild it."
            )
        return self.make(generation)

    def generations(self) -> set[str]:
        """The names of the generations on the shelf."""
        return {path.name for path in self._folder.iterdir() if path.is_dir()}

    def drop(self, generation: str) -> None:
        """Delete a generation's folder; one that does not exist is fine."""
        with self._lock:
            index = self._opened.pop(generation, None)
            if index is not None:
                index.close()
            shutil.rmtree(self._folder / generation, ignore_errors=True)

    def close(self) -> None:
        """Close all generations that were opened."""
        with self._lock:
            for index in self._opened.values():
                index.close()
            self._opened.clear()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("chunk_id", stored=True, tokenizer_name="raw", index_option="basic")
    for exact in ("edition", "audience"):
        builder.add_text_field(exact, tokenizer_name="raw", index_option="basic")
    for words in ("title", "morphemes", "bigrams"):
        builder.add_text_field(words, tokenizer_name="terms", index_option="freq")
    return builder.build()


def _word_queries(schema: tantivy.Schema, terms: Terms, share: float) -> list[Query]:
    return [
        Query.boost_query(Query.term_query(schema, field, term, index_option="freq"), share * weight * count)
        for field, term, count, weight in _weighted_terms(terms)
    ]


def _weighted_terms(terms: Terms) -> Iterator[tuple[str, str, int, float]]:
    """Field, term, how often it stands in the query, and the weight of the field."""
    weighted = (
        ("title", TITLE_WEIGHT, terms.morphemes + terms.bigrams),
        ("morphemes", MORPHEME_WEIGHT, terms.morphemes),
        ("bigrams", BIGRAM_WEIGHT, terms.bigrams),
    )
    for field, weight, words in weighted:
        for term, count in Counter(words).items():
            yield field, term, count, weight


def _rarity(holding: int, total: int) -> float:
    """The inverse document frequency of BM25, as tantivy computes it."""
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5))


def _stored_id(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> str:
    return str(searcher.doc(address)["chunk_id"][0])


def _place(folder: Path) -> str:
    note = folder / "place.txt"
    with _translated(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if not note.is_file():
            part = folder / f"place.{uuid.uuid4().hex}"
            part.write_text(uuid.uuid4().hex[:12], encoding="ascii")
            part.replace(note)
        return note.read_text(encoding="ascii").strip()


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    # tantivy raises ValueError for everything, and says what happened in the text.
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"검색어 색인 폴더를 쓸 수 없습니다: {folder}. 권한과 남은 저장 공간을 확인해 주세요. / "
            f"The keyword index {folder} cannot be used: {error.strerror}. Check permissions and disk space."
        ) from error
    except (ValueError, RuntimeError) as error:
        if _WRITER_LOCKED in str(error):
            raise StoreError(
                f"다른 프로세스가 검색어 색인에 쓰고 있습니다: {folder}. 그 프로세스를 끄고 다시 시도해 주세요. / "
                f"Another process is writing the keyword index {folder}: stop it and try again."
            ) from error
        raise IndexDamaged(
            f"검색어 색인을 읽을 수 없습니다: {folder}. 색인을 다시 만들어 주세요(rebuild). / "
            f"The keyword index {folder} cannot be read ({error}): rebuild it."
        ) from error
