"""LlamaIndex as it comes: SentenceSplitter 1024/200 tokens and a VectorStoreIndex."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from llama_index.core import VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import Document
from pydantic import PrivateAttr

from assistant.models.embedder import Embedder
from evals.peers.protocol import PASSAGES, PeerDocument, first_k


class LlamaIndexEmbedding(BaseEmbedding):  # type: ignore[misc]
    """An embedder in LlamaIndex's words."""

    _embedder: Any = PrivateAttr()

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(model_name=embedder.name)
        self._embedder = embedder

    def _get_query_embedding(self, query: str) -> list[float]:
        row: list[float] = self._embedder.embed_queries([query])[0].tolist()
        return row

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self._embedder.embed_passages(texts).tolist()
        return rows


class LlamaIndexVector:
    """Vectors only."""

    name = "LlamaIndex VectorStoreIndex"

    def __init__(self, embedder: Embedder) -> None:
        self._embedding = LlamaIndexEmbedding(embedder)
        self._retriever: Any = None

    def index(self, documents: Sequence[PeerDocument]) -> None:
        """Split and embed all documents."""
        self._retriever = vector_retriever(nodes_of(documents), self._embedding)

    def rank(self, query: str, k: int) -> list[str]:
        """The documents of the nearest passages."""
        return first_k((str(found.node.metadata["id"]) for found in self._retriever.retrieve(query)), k)


def nodes_of(documents: Sequence[PeerDocument]) -> list[Any]:
    """The passages of LlamaIndex's own splitter; the id is no part of what is embedded."""
    hidden = {"excluded_embed_metadata_keys": ["id"], "excluded_llm_metadata_keys": ["id"]}
    whole = [Document(text=document.content, metadata={"id": document.id}, **hidden) for document in documents]
    nodes: list[Any] = SentenceSplitter().get_nodes_from_documents(whole)
    return nodes


def vector_retriever(nodes: Sequence[Any], embedding: LlamaIndexEmbedding) -> Any:
    """LlamaIndex's search by vectors."""
    return VectorStoreIndex(nodes, embed_model=embedding).as_retriever(similarity_top_k=PASSAGES)
