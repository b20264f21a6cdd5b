"""Trials for tests, with as much of an answer as a measure looks at."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.access import PUBLIC
from assistant.domain.answers import Answer, Citation, Language, Sentence, Status
from assistant.domain.documents import Chunk, DocumentMetadata, Kind, Provenance, chunk_id
from assistant.domain.passages import Passage
from evals.measures.trial import Trial
from evals.suites.cases import Case, CaseType, Gap, Half


def a_case(
    expected: Sequence[str] = ("a",),
    facts: Sequence[str] = (),
    case_type: CaseType = CaseType.FACT,
    case_id: str = "fact-01",
    *,
    quotes: Sequence[str] = (),
    forbidden: Sequence[str] = (),
    gap: Gap | None = None,
    half: Half = Half.DEVELOPMENT,
) -> Case:
    """A visitor's question."""
    return Case(
        id=case_id,
        text="불량이 얼마나 줄었나요?",
        role="visitor",
        type=case_type,
        expected_documents=tuple(expected),
        quotes=tuple(quotes),
        key_facts=tuple(facts),
        forbidden_documents=tuple(forbidden),
        gap=gap,
        half=half,
    )


def unanswerable() -> Case:
    """A question the corpus cannot answer."""
    return a_case((), (), CaseType.UNANSWERABLE, "unanswerable-01", gap=Gap.ABSENT_TOPIC)


def forbidden() -> Case:
    """A question about a document that is not meant for visitors."""
    return a_case((), (), CaseType.ACCESS, "access-01", forbidden=["secret"])


def a_passage(document_id: str, text: str = "불량률은 27%에서 0.45%로 낮아졌습니다.", ordinal: int = 0) -> Passage:
    """A passage of a public case report, with the parts of its score."""
    return Passage(
        chunk=Chunk(
            chunk_id=chunk_id(document_id, 1, ordinal),
            document_id=document_id,
            version=1,
            ordinal=ordinal,
            text=text,
        ),
        metadata=DocumentMetadata(
            id=document_id,
            title="사례",
            kind=Kind.CASE,
            date="2026-11-22",
            audience=PUBLIC,
            provenance=Provenance.PUBLIC,
            sector=("manufacturing",),
        ),
        score=0.9,
        parts={"dense": 0.88, "keyword": 12.5},
    )


def an_answer(sentences: Sequence[tuple[str, Passage]], status: Status = Status.ANSWERED) -> Answer:
    """An answer with one citation per sentence."""
    return Answer(
        question="불량이 얼마나 줄었나요?",
        standalone_question="불량이 얼마나 줄었나요?",
        status=status,
        language=Language.KOREAN,
        text=" ".join(text for text, _ in sentences),
        sentences=tuple(Sentence(text=text, citations=(n,)) for n, (text, _) in enumerate(sentences, start=1)),
        citations=tuple(
            Citation(n=n, passage=passage, quote=passage.chunk.text)
            for n, (_, passage) in enumerate(sentences, start=1)
        ),
    )


def answered(case: Case, *documents: str) -> Trial:
    """A trial whose answer cites these documents."""
    passages = [a_passage(document) for document in documents]
    answer = an_answer([(passage.chunk.text, passage) for passage in passages])
    return Trial(case=case, found=tuple(passages), answer=answer, probability=0.9, answer_ms=100)


def refused(case: Case, status: Status = Status.NO_SOURCE) -> Trial:
    """A trial that ended without an answer."""
    return Trial(case=case, answer=an_answer([], status), probability=0.2, answer_ms=20)


def failed(case: Case) -> Trial:
    """A trial in which something broke."""
    return Trial(case=case, failure="ModelFailed: …", answer_ms=5)
