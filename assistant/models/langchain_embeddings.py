"""The embedder as LangChain's Embeddings, for chains and stores that expect them."""

from __future__ import annotations

from langchain_core.embeddings import Embeddings

from assistant.models.embedder import Embedder


class LangChainEmbeddings(Embeddings):
    """An embedder in LangChain's words: documents are embedded as passages."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One embedding of unit length for each text."""
        embeddings: list[list[float]] = self._embedder.embed_passages(texts).tolist()
        return embeddings

    def embed_query(self, text: str) -> list[float]:
        """The embedding of a question, of unit length."""
        embedding: list[float] = self._embedder.embed_queries([text])[0].tolist()
        return embedding
