"""Search: from a question to passages, within what the person may see."""

from __future__ import annotations

import heapq
import time
from collections.abc import Collection, Container, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from assistant.domain.access import Audience, Person
from assistant.domain.documents import Chunk, DocumentMetadata
from assistant.domain.languages import is_korean
from assistant.domain.passages import Findings, Passage, Rejected
from assistant.domain.profile import CompanyProfile
from assistant.models.embedder import Embedder
from assistant.models.reranker import Reranker
from assistant.models.similarity import Scale, similarity_scales
from assistant.retrieval.asked_before import Cosines, Nearness, nearness, with_gains
from assistant.retrieval.fusion import fuse
from assistant.retrieval.second_look import looked_at_again
from assistant.retrieval.weights import SearchWeights, search_weights
from assistant.retrieval.wording import Wording
from assistant.store.catalog import Catalog
from assistant.store.indexes import Indexes
from assistant.store.vectors import Embedding, Shelf
from assistant.store.words import OtherWords

_MOST_ABSENT = 3
"""Documents looked into for their questions alone."""


class Search:
    """Dense and keyword search in parallel, fused; built once, safe to call from many threads."""

    def __init__(
        self,
        catalog: Catalog,
        indexes: Indexes,
        embedder: Embedder,
        *,
        wording: Wording | None = None,
        weights: SearchWeights | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self._reranker = reranker
        self._wording = wording or Wording()
        self._catalog = catalog
        self._indexes = indexes
        self._embedder = embedder
        self._weights = weights or search_weights()
        scales = similarity_scales(embedder)
        self._scale, self._question_scale = scales.answers, scales.questions
        self._in_cosines = _in_cosines(self._weights, self._scale)
        self._threads = ThreadPoolExecutor(max_workers=8, thread_name_prefix="search")

    def find(
        self,
        text: str,
        person: Person,
        *,
        top_k: int = 10,
        per_document: int | None = None,
        within: Collection[str] = (),
        profile: CompanyProfile | None = None,
    ) -> Findings:
        """The passages nearest to `text` (read in the documents' own words) that the person may see, best first.

        `per_document` limits the passages of one document (default: the weights' own limit). `within` names the
        documents to look in (default: all). Documents that are like the `profile` gain a little.
        """
        started = time.perf_counter()
        text = self._wording.standard(text)
        audiences = self.scope(person)
        if not audiences:
            return Findings(question=text, passages=())
        wanted = max(self._weights.candidates, top_k * 2)
        keyword_search = self._threads.submit(self._by_words, text, audiences, wanted)
        embedding = self._embedder.embed_queries([text])[0]
        embedded = time.perf_counter()
        question_search = self._threads.submit(self._by_questions, embedding, audiences)
        dense = dict(self._indexes.dense_search(embedding, audiences, wanted))
        keyword, whole_keyword = keyword_search.result()
        answered, not_answered = question_search.result()
        near = nearness(answered, self._weights.asked, self._question_scale)
        if within:
            inside = self._catalog.served_chunk_ids(within)
            dense = {chunk_id: cosine for chunk_id, cosine in dense.items() if chunk_id in inside}
            keyword = {chunk_id: score for chunk_id, score in keyword.items() if chunk_id in inside}
            lacking = [chunk_id for chunk_id in inside if chunk_id not in dense]
        else:
            lacking = [chunk_id for chunk_id in keyword if chunk_id not in dense]
            lacking += self._of_absent(near, dense.keys() | keyword.keys())
        knowing = self._threads.submit(self._known, {*dense, *keyword, *lacking}, person)
        dense |= self._indexes.dense_cosines(embedding, audiences, lacking)
        known = knowing.result()
        searched = time.perf_counter()
        sources = {chunk_id for chunk_id, (chunk, _) in known.items() if self._lists_sources(chunk)}
        adjusted = self._adjusted(dense, text, known)
        answering, listing = (
            self._fused(adjusted, dense, keyword, whole_keyword, {i: known[i] for i in chosen})
            for chosen in (known.keys() - sources, sources)
        )
        answering = with_gains(answering, near, self._weights.asked.weight)
        if profile is not None:
            answering = _nearer_to(profile, answering, self._weights.profile)
        fused_at = time.perf_counter()
        if self._reranker is not None:
            answering = looked_at_again(text, answering, self._reranker, self._weights.second_look)
        passages, rejected = self._choose(answering, top_k, per_document or self._weights.per_document)
        rejected += [Rejected(passage=passage, reason="a list of sources") for passage in listing]
        finished = time.perf_counter()
        return Findings(
            question=text,
            passages=tuple(passages),
            answered=self._shares(answered),
            not_answered=self._shares(not_answered),
            rejected=tuple(rejected),
            timings_ms={
                "embed": (embedded - started) * 1000,
                "search": (searched - embedded) * 1000,
                "fuse": (fused_at - searched) * 1000,
                "second_look": (finished - fused_at) * 1000,
                "total": (finished - started) * 1000,
            },
        )

    def how_near(self, text: str, person: Person, documents: Collection[str]) -> float:
        """The nearest chunk of these documents that the person may see, on the model's scale.

        0 is unrelated and 1 a question and its answer; 0 too where there is no such chunk.
        """
        chunk_ids = self._catalog.served_chunk_ids(documents) if documents else set()
        embedding = self._embedder.embed_queries([self._wording.standard(text)])[0]
        cosines = self._indexes.dense_cosines(embedding, self.scope(person), chunk_ids) if chunk_ids else {}
        return max(map(self._scale.share, cosines.values()), default=0.0)

    def scope(self, person: Person) -> list[Audience]:
        """The audiences whose collections are opened for this person; the others are never touched."""
        return sorted(audience for audience in self._catalog.audiences() if person.may_see(audience))

    def close(self) -> None:
        """End the search threads."""
        self._threads.shutdown()

    def _by_words(self, text: str, audiences: Collection[Audience], wanted: int) -> tuple[dict[str, float], float]:
        """BM25 scores by chunk, and about that of a chunk with every word of the question."""
        others = other_words(self._wording, text, self._weights)
        found = self._indexes.keyword_search(text, audiences, wanted, others)
        return dict(found), self._indexes.whole_score(text)

    def _by_questions(self, embedding: Embedding, audiences: Collection[Audience]) -> tuple[Cosines, Cosines]:
        """How near the questions are that documents answer, and those that they do not."""
        nearest = self._weights.asked.nearest
        answered = self._indexes.question_search(embedding, audiences, nearest)
        return answered, self._indexes.question_search(embedding, audiences, nearest, Shelf.NOT_ANSWERED)

    def _shares(self, cosines: Cosines) -> dict[str, list[float]]:
        """Cosines of questions as places on the scale of the model, by document id."""
        share = self._question_scale.share
        return {document_id: [share(cosine) for cosine in found] for (document_id, _), found in cosines.items()}

    def _of_absent(self, near: Nearness, found: Collection[str]) -> Collection[str]:
        """The chunks of documents that most clearly say they answer the question, and of which no chunk was found."""
        nearest = {document_id for document_id, _ in heapq.nlargest(_MOST_ABSENT, near, key=near.__getitem__)}
        documents = nearest - {chunk_id.rpartition("@")[0] for chunk_id in found}
        return self._catalog.served_chunk_ids(documents) if documents else ()

    def _known(self, chunk_ids: Collection[str], person: Person) -> dict[str, tuple[Chunk, DocumentMetadata]]:
        """The chunks that are served and meant for this person.

        Others were superseded or withdrawn a moment ago: the catalog is the truth.
        """
        served = self._catalog.served(sorted(chunk_ids))
        return {i: found for i, found in served.items() if person.finds(found[0].document_id, found[1].audience)}

    def _lists_sources(self, chunk: Chunk) -> bool:
        return bool(chunk.heading) and chunk.heading[-1] in self._weights.skipped_headings

    def _fused(
        self,
        adjusted: Mapping[str, float],
        dense: Mapping[str, float],
        keyword: Mapping[str, float],
        whole_keyword: float,
        chunks: Mapping[str, tuple[Chunk, DocumentMetadata]],
    ) -> list[Passage]:
        """These chunks as passages, best first, on a scale that only they set."""
        fused = fuse(_only(adjusted, chunks), _only(keyword, chunks), self._in_cosines, whole_keyword=whole_keyword)
        return [
            Passage(
                chunk=chunks[item.chunk_id][0],
                metadata=chunks[item.chunk_id][1],
                score=item.score,
                parts={
                    **item.parts,
                    "other_language": adjusted.get(item.chunk_id, 0.0) - dense.get(item.chunk_id, 0.0),
                },
            )
            for item in fused
        ]

    def _adjusted(
        self, dense: Mapping[str, float], text: str, known: Mapping[str, tuple[Chunk, DocumentMetadata]]
    ) -> dict[str, float]:
        """The cosines, with what chunks in another language lose by being in another language."""
        asked_in_korean = is_korean(text)
        bonus = self._scale.cosine(self._weights.other_language) - self._scale.cosine(0)
        return {
            chunk_id: cosine + bonus * (is_korean(known[chunk_id][0].text) != asked_in_korean)
            for chunk_id, cosine in dense.items()
            if chunk_id in known
        }

    def _choose(self, candidates: list[Passage], top_k: int, per_document: int) -> tuple[list[Passage], list[Rejected]]:
        passages: list[Passage] = []
        rejected: list[Rejected] = []
        taken: dict[str, int] = {}
        for passage in candidates:
            document_id = passage.chunk.document_id
            if len(passages) >= top_k:
                rejected.append(Rejected(passage=passage, reason="below the best ones"))
            elif taken.get(document_id, 0) >= per_document:
                rejected.append(Rejected(passage=passage, reason="enough passages of this document"))
            else:
                taken[document_id] = taken.get(document_id, 0) + 1
                passages.append(passage)
        return passages, rejected


def _nearer_to(profile: CompanyProfile, passages: Sequence[Passage], weight: float) -> list[Passage]:
    """The passages with what their documents gain by being about such a company, best first."""
    weighed = []
    for passage in passages:
        gain = weight * profile.likeness(passage.metadata)
        weighed.append(replace(passage, score=passage.score + gain, parts={**passage.parts, "profile": gain}))
    return sorted(weighed, key=lambda passage: passage.score, reverse=True)


def other_words(wording: Wording, text: str, weights: SearchWeights | None = None) -> list[OtherWords]:
    """The words of the dictionary for what a question names, by the weights (default: those in force).

    A question of a word or two (`비디오폰 검사`) has nothing else to go by: they count in full.
    """
    weights = weights or search_weights()
    others = (
        OtherWords(wording.synonyms(text), weights.synonyms),
        OtherWords(wording.translations(text), weights.translations),
    )
    is_brief = len("".join(text.split())) <= weights.brief
    given = (words for words in others if words.text and words.weight > 0)
    return [replace(words, weight=1.0) if is_brief else words for words in given]


def _only(scores: Mapping[str, float], chunk_ids: Container[str]) -> dict[str, float]:
    return {chunk_id: score for chunk_id, score in scores.items() if chunk_id in chunk_ids}


def _in_cosines(weights: SearchWeights, scale: Scale) -> SearchWeights:
    """The weights with the floor of the dense search as a cosine of the model in force."""
    dense = weights.dense.model_copy(update={"floor": scale.cosine(weights.dense.floor)})
    return weights.model_copy(update={"dense": dense})
