"""The search as a LangChain retriever, for chains that are built outside this house."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.domain.access import Person
from assistant.domain.passages import Passage
from assistant.retrieval.search import Search


class AdvisorRetriever(BaseRetriever):
    """Finds passages for one person; each LangChain document carries the score, its parts and where it stands."""

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    search: Search
    person: Person
    top_k: int = 10

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        findings = self.search.find(query, self.person, top_k=self.top_k)
        return [_as_langchain(passage) for passage in findings.passages]


def _as_langchain(passage: Passage) -> LangChainDocument:
    chunk, metadata = passage.chunk, passage.metadata
    return LangChainDocument(
        id=chunk.chunk_id,
        page_content=chunk.text,
        metadata={
            "document_id": chunk.document_id,
            "version": chunk.version,
            "title": metadata.title,
            "kind": str(metadata.kind),
            "page": chunk.page,
            "heading": chunk.heading_label,
            "score": passage.score,
            "parts": dict(passage.parts),
        },
    )
