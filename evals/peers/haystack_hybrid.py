"""Haystack's hybrid: DocumentSplitter 200 words, BM25 and vectors in memory, ranks fused by DocumentJoiner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from haystack import Document
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentSplitter
from haystack.document_stores.in_memory import InMemoryDocumentStore

from assistant.models.embedder import Embedder
from evals.peers.protocol import PASSAGES, PeerDocument, first_k


class HaystackHybrid:
    """BM25 with Haystack's own word pattern (each Korean syllable a word) and vectors, by cosine."""

    name = "Haystack hybrid (BM25 + vector, RRF)"

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._store = InMemoryDocumentStore(embedding_similarity_function="cosine", shared=False)
        self._joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=PASSAGES)

    def index(self, documents: Sequence[PeerDocument]) -> None:
        """Split and embed all documents."""
        splitter = DocumentSplitter(split_by="word", split_length=200, split_overlap=0)
        whole = [Document(content=document.content, meta={"own_id": document.id}) for document in documents]
        passages: list[Any] = splitter.run(documents=whole)["documents"]
        embeddings = self._embedder.embed_passages([passage.content for passage in passages]).tolist()
        embedded = [replace(passage, embedding=row) for passage, row in zip(passages, embeddings, strict=True)]
        self._store.write_documents(embedded)

    def rank(self, query: str, k: int) -> list[str]:
        """The documents of the best passages."""
        words = self._store.bm25_retrieval(query, top_k=PASSAGES)
        embedding = self._embedder.embed_queries([query])[0].tolist()
        vectors = self._store.embedding_retrieval(embedding, top_k=PASSAGES)
        joined = self._joiner.run(documents=[words, vectors])["documents"]
        return first_k((str(passage.meta["own_id"]) for passage in joined), k)
