"""The chain of LangChain's tutorials: RecursiveCharacterTextSplitter 1000/200, Chroma, the nearest passages."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.models.embedder import Embedder
from assistant.models.langchain_embeddings import LangChainEmbeddings
from evals.peers.protocol import PASSAGES, PeerDocument, first_k


class TutorialChain:
    """Splitting at 1000 characters with an overlap of 200, and vectors only."""

    name = "LangChain tutorial (Chroma)"

    def __init__(self, embedder: Embedder) -> None:
        self._store = Chroma(
            collection_name=f"tutorial-{uuid.uuid4().hex}",
            embedding_function=LangChainEmbeddings(embedder),
            collection_metadata={"hnsw:space": "cosine"},
        )

    def index(self, documents: Sequence[PeerDocument]) -> None:
        """Split and embed all documents."""
        self._store.add_documents(split(documents))

    def rank(self, query: str, k: int) -> list[str]:
        """The documents of the nearest passages."""
        found = self._store.as_retriever(search_kwargs={"k": PASSAGES}).invoke(query)
        return first_k((str(passage.metadata["id"]) for passage in found), k)


def split(documents: Sequence[PeerDocument]) -> list[Document]:
    """The passages of the tutorial."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    whole = [Document(page_content=document.content, metadata={"id": document.id}) for document in documents]
    passages: list[Document] = splitter.split_documents(whole)
    return passages
