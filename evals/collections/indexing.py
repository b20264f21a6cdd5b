"""Taking a collection in the ordinary way, once, and searching it with the product's own search."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.bootstrap import Access, Advisor, ProgressTold, open_advisor
from assistant.domain.access import Person, Role
from assistant.domain.passages import Findings
from assistant.domain.synchronising import FileOutcome
from assistant.errors import DocumentRefused, WrongUse
from assistant.retrieval.search import Search
from assistant.settings import Settings, corpus_dir
from evals.asking import advisor_with_corpus
from evals.collections.questions import QuestionSet, questions_of_suite
from evals.collections.reading import Collection, CollectionDocument, read_collection
from evals.suites.cases import Case
from ingest.chunking import Chunker
from ingest.describing import Given, document_id

EVERYTHING = Person(Role.ADMIN)
"""Who asks: somebody who may see all documents, so that only the search decides."""
_MOST_PASSAGES = 2_000
_NOTE = "taken-in.json"
_LONGEST_ID = 150


@dataclass(frozen=True)
class TakenIn:
    """What became of the documents when they were taken in; `refusals` are the first messages."""

    taken_in: int
    refused: int
    refusals: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Indexed:
    """Documents that are indexed, and the questions to ask about them.

    `source` is what was taken in, `ids` the collection's own ids by those of the catalog, where they differ.
    """

    questions: QuestionSet
    advisor: Advisor
    source: Path
    ids: Mapping[str, str]
    outcome: TakenIn


class ProductSearch:
    """A search of the product as a ranking of documents: each at the place of its best passage."""

    def __init__(self, search: Search, ids: Mapping[str, str], name: str = "AX Advisor") -> None:
        self.name = name
        self._search = search
        self._ids = ids

    def rank(self, query: str, k: int) -> list[str]:
        """The ids of up to `k` documents, best first."""
        found = k_documents(lambda depth: self._search.find(query, EVERYTHING, top_k=depth, per_document=1), k)
        return [self._ids.get(document, document) for document in found]


def k_documents(find: Callable[[int], Findings], k: int) -> list[str]:
    """Up to `k` documents, looking deeper while the passages that were proposed come from too few."""
    depth, seen = k, -1
    while True:
        findings = find(depth)
        proposed = len(findings.passages) + len(findings.rejected)
        if len(findings.passages) >= k or proposed <= seen or depth >= _MOST_PASSAGES:
            return [passage.chunk.document_id for passage in findings.passages[:k]]
        depth, seen = depth * 10, proposed


@contextmanager
def indexed_collection(folder: Path, settings: Settings, tell: ProgressTold) -> Iterator[Indexed]:
    """The collection of a folder in a data directory of its own; a second time it is only opened.

    Raises WrongUse for a broken collection or one of which nothing could be taken in.
    """
    collection = read_collection(folder)
    settings = placed(collection, settings)
    source = settings.data_dir / "documents.jsonl"
    outcome = _taken_in_before(settings.data_dir)
    kept = kept_ids(collection)
    if outcome is None:
        outcome = _take_in(collection, kept, source, settings, tell)
    with open_advisor(settings, Access.READ) as advisor:
        advisor.make_ready(tell)
        ids = {new: old for old, new in kept.items() if new != old}
        yield Indexed(questions=collection.questions, advisor=advisor, source=source, ids=ids, outcome=outcome)


@contextmanager
def indexed_suite(
    name: str, cases: tuple[Case, ...], settings: Settings, tell: ProgressTold, corpus: Path | None = None
) -> Iterator[Indexed]:
    """The answerable questions of a suite and the corpus they are asked of, by default the bundled one."""
    questions = questions_of_suite(name, cases)
    with advisor_with_corpus(settings, tell, corpus) as advisor:
        outcome = TakenIn(advisor.catalog.count_documents(), 0, ())
        yield Indexed(questions=questions, advisor=advisor, source=corpus or corpus_dir(), ids={}, outcome=outcome)


def placed(collection: Collection, settings: Settings) -> Settings:
    """The settings with a data directory that belongs to this corpus, this embedder and this way of splitting."""
    parts = (collection.digest, settings.embedding_model, settings.embedding_tuned, Chunker().fingerprint)
    digest = hashlib.sha256(repr(parts).encode()).hexdigest()[:12]
    name = re.sub(r"[^\w.-]+", "-", collection.name)[:40]
    own = {
        "data_dir": settings.data_dir / "collections" / f"{name}-{digest}",
        "database_url": None,
        "chroma_url": None,
    }
    return settings.model_copy(update=own)


def kept_ids(collection: Collection) -> dict[str, str]:
    """The id of every document in the catalog: its own, or one made of it where ours may not be so (no spaces)."""
    return {document.id: _kept_id(document.id) for document in collection.documents}


def _kept_id(own: str) -> str:
    try:
        kept, _ = document_id({"id": own}, Given(name="", stem="", today=""))
    except DocumentRefused:
        kept = ""
    if kept == own:
        return own
    plain = re.sub(r"[^\w.-]+", "_", own)[:_LONGEST_ID]
    return f"{plain}-{hashlib.sha256(own.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _take_in(
    collection: Collection, kept: Mapping[str, str], source: Path, settings: Settings, tell: ProgressTold
) -> TakenIn:
    source.parent.mkdir(parents=True, exist_ok=True)
    with source.open("w", encoding="utf-8") as lines:
        for document in collection.documents:
            lines.write(json.dumps(_line(document, kept[document.id]), ensure_ascii=False) + "\n")
    with open_advisor(settings, Access.OWN) as advisor:
        advisor.make_ready(tell)
        report = advisor.keeping.ingest(EVERYTHING, [source], tell)
    refusals = [result.message for result in report.results if result.outcome is FileOutcome.REFUSED]
    outcome = TakenIn(len(collection.documents) - len(refusals), len(refusals), tuple(refusals[:3]))
    if outcome.taken_in < 1:
        raise WrongUse(f"{collection.name}: 받아들인 문서가 없습니다. / no document was taken in: {refusals[0]}")
    (settings.data_dir / _NOTE).write_text(json.dumps(asdict(outcome), ensure_ascii=False), "utf-8")
    return outcome


def _line(document: CollectionDocument, kept: str) -> dict[str, str]:
    return {"id": kept, "text": document.text} | ({"title": document.title} if document.title else {})


def _taken_in_before(data_dir: Path) -> TakenIn | None:
    """What the note says that is written when everything was taken in; None where there is none."""
    note = data_dir / _NOTE
    if not note.is_file():
        return None
    told = json.loads(note.read_text("utf-8"))
    return TakenIn(told["taken_in"], told["refused"], tuple(told["refusals"]))
