"""LangChain's hybrid: EnsembleRetriever over BM25 on words between spaces and the tutorial's Chroma, half and half."""

from __future__ import annotations

import uuid
import warnings
from collections.abc import Sequence
from typing import Any

from langchain_chroma import Chroma
from langchain_classic.retrievers import EnsembleRetriever

from assistant.models.embedder import Embedder
from assistant.models.langchain_embeddings import LangChainEmbeddings
from evals.peers.langchain_tutorial import split
from evals.peers.protocol import PASSAGES, PeerDocument, first_k

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # langchain-community says that it is being sunset
    from langchain_community.retrievers import BM25Retriever


class Ensemble:
    """Ranks of both searches fused with weights 0.5 and 0.5."""

    name = "LangChain EnsembleRetriever (BM25 + Chroma)"

    def __init__(self, embedder: Embedder) -> None:
        self._store = Chroma(
            collection_name=f"ensemble-{uuid.uuid4().hex}",
            embedding_function=LangChainEmbeddings(embedder),
            collection_metadata={"hnsw:space": "cosine"},
        )
        self._retriever: Any = None

    def index(self, documents: Sequence[PeerDocument]) -> None:
        """Split all documents and give the passages to both searches."""
        passages = split(documents)
        self._store.add_documents(passages)
        words = BM25Retriever.from_documents(passages, k=PASSAGES)
        vectors = self._store.as_retriever(search_kwargs={"k": PASSAGES})
        self._retriever = EnsembleRetriever(retrievers=[words, vectors], weights=[0.5, 0.5])

    def rank(self, query: str, k: int) -> list[str]:
        """The documents of the best passages."""
        return first_k((str(passage.metadata["id"]) for passage in self._retriever.invoke(query)), k)
