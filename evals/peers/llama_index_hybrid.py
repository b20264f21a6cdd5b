"""LlamaIndex's hybrid: QueryFusionRetriever over its BM25Retriever and its vectors, fused by reciprocal ranks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.retrievers.bm25 import BM25Retriever

from assistant.models.embedder import Embedder
from evals.peers.llama_index_vector import LlamaIndexEmbedding, nodes_of, vector_retriever
from evals.peers.protocol import PASSAGES, PeerDocument, first_k


class LlamaIndexHybrid:
    """BM25 with its own word pattern (English stemming left out) and vectors, without making further questions."""

    name = "LlamaIndex hybrid (BM25 + vector, RRF)"

    def __init__(self, embedder: Embedder) -> None:
        self._embedding = LlamaIndexEmbedding(embedder)
        self._retriever: Any = None

    def index(self, documents: Sequence[PeerDocument]) -> None:
        """Split all documents and give the passages to both searches."""
        nodes = nodes_of(documents)
        words = BM25Retriever.from_defaults(
            nodes=nodes, similarity_top_k=min(PASSAGES, len(nodes)), skip_stemming=True, language="ko"
        )
        self._retriever = QueryFusionRetriever(
            [words, vector_retriever(nodes, self._embedding)],
            llm=MockLLM(),
            mode="reciprocal_rerank",
            similarity_top_k=PASSAGES,
            num_queries=1,
            use_async=False,
        )

    def rank(self, query: str, k: int) -> list[str]:
        """The documents of the best passages."""
        return first_k((str(found.node.metadata["id"]) for found in self._retriever.retrieve(query)), k)
