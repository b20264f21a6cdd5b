"""A programmer uses the search as a LangChain retriever in a chain of their own."""

from __future__ import annotations

from pathlib import Path

from langchain_core.documents import Document
from langchain_core.runnables import RunnableLambda

from assistant.domain.access import Person
from assistant.retrieval.langchain_retriever import AdvisorRetriever
from tests.journeys.advisors import SME, advisor_with, written_documents

NOTES = {"notes": "면담 기록\n가온용접 대표는 용접 불량을 걱정했습니다."}
CASE = {"case": "가온용접 사례\n가온용접은 2025년에 용접 불량을 카메라로 찾기 시작했습니다."}


def test_documents_come_with_their_scores_and_only_those_the_person_may_see(tmp_path: Path) -> None:
    for name in ("open", "closed"):
        (tmp_path / name).mkdir()
    public = written_documents(tmp_path / "open", CASE)
    closed = written_documents(tmp_path / "closed", NOTES, audience="consultants")
    with advisor_with(tmp_path / "var", public, closed) as advisor:
        for_sme = AdvisorRetriever(search=advisor.search, person=SME, top_k=5)
        for_consultant = AdvisorRetriever(search=advisor.search, person=Person.parse("consultant"), top_k=5)
        found = for_sme.invoke("용접 불량")
        chain = for_consultant | RunnableLambda(_names)
        assert chain.invoke("용접 불량") == {"case", "notes"}

    (document,) = found
    assert document.id == "case@1#0000"
    assert "카메라로 찾기 시작했습니다" in document.page_content
    parts = document.metadata["parts"]
    assert document.metadata["title"] == "가온용접 사례"
    again = sum(parts[f"{side}_weight"] * parts[f"{side}_scaled"] for side in ("dense", "keyword"))
    assert abs(document.metadata["score"] - again) < 1e-9


def _names(documents: list[Document]) -> set[str]:
    return {document.metadata["document_id"] for document in documents}
