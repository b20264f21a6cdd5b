"""A stand-in advisor: real documents in a real catalog, and answers that follow a script instead of a search."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from assistant.actions.intake import Intake
from assistant.actions.library import Library
from assistant.actions.library_changes import LibraryChanges
from assistant.actions.library_listing import LibraryListing
from assistant.clock import utc_now
from assistant.domain.access import PUBLIC, Audience, Person
from assistant.domain.answers import (
    Answer,
    AnswerEvent,
    AnswerReady,
    Cell,
    Citation,
    Language,
    OpeningReady,
    Question,
    Sentence,
    SentenceReady,
    Status,
    Step,
    StepBegun,
)
from assistant.domain.documents import (
    Confidence,
    DocumentMetadata,
    Draft,
    DraftChunk,
    Kind,
    Outcome,
    Provenance,
    Source,
    chunk_id,
)
from assistant.domain.passages import Findings, Passage
from assistant.errors import AnsweringStopped, ModelFailed, WrongUse
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from assistant.store.originals import Originals

if TYPE_CHECKING:
    from assistant.bootstrap import Advisor

HOSTILE = "<script>window.hacked = true</script><img src=x onerror='window.hacked = true'>"

SUGGESTIONS = ("AI 바우처는 얼마까지 지원하나요?", "조선내화는 어떤 영상으로 시작했나요?")

_VISION_INTRO = (
    "조선내화를 비롯한 국내 제조 현장 여섯 곳이 사람 눈에 맡기던 검사를 AI와 나누었습니다. 비전 검사 AI는 제품을 찍은 "
    "영상을 컴퓨터가 보고 양품과 불량을 가려내는 기술입니다.\n"
    "조선내화는 새 장비로 데이터를 모으기 전에, 이미 쌓이고 있던 X선 영상에서 시작했습니다. 검사원의 나이가 많아지고 "
    "제품 모양이 다양해지면서 조선내화는 눈의 피로 때문에 검사 인력을 더 써야 했습니다."
)
_VISION_TABLE = (
    "| 현장 | AI가 보는 것 | 알려진 결과 |\n|---|---|---|\n"
    "| 조선내화(중견, 내화벽돌) | 벽돌 속 균열과 이물질 | 판정 신뢰도 90% → 96% |\n"
    "| A사(충남 아산, 헤드라이트 하우징) | 부품 위치 오차, 조립 상태 | 불량률 2~8% → 0 |\n"
    "| 디월드(원단) | 무늬와 소재가 다른 원단의 흠 | 수치 공개 없음 |"
)
_VOUCHER = (
    "AI 바우처 지원사업은 수요기업과 공급기업이 함께 신청합니다.\n"
    "- 2026년 AI 바우처는 과제당 최대 2억 원을 지원합니다.\n"
    "- 중소기업은 총사업비의 20% 이상을 부담합니다.\n"
    "지원 금액과 조건은 해마다 바뀌므로 신청 전에 그해 공고를 확인해야 합니다."
)
_PILOT = (
    "시범 라인에서 불량 판정 시간이 한 건에 12초에서 3초로 줄었습니다. 공급사가 밝힌 수치이며 별도의 검증은 없었습니다."
)
_FROM_IMAGES = "조선내화는 새 장비로 데이터를 모으기 전에, 이미 쌓이고 있던 X선 영상에서 시작했습니다."
_OPENING = "이 상담은 위법인지 아닌지를 판단하지 않습니다."
_CLOSING = "판단이 필요하시면 변호사에게 물어보시기 바랍니다."
_ILLUSTRATIVE = "이 답변에는 실제 기업의 기록이 아닌 예시 자료(가상 기업)의 내용이 들어 있습니다."


def documents() -> list[Draft]:
    """A case, a policy, a pilot report as PDF, one with hostile text, and one that visitors may not see."""
    vision = (
        DraftChunk(text=_VISION_INTRO, heading=("비전 검사 AI를 쓴 제조 현장", "이미 찍고 있던 영상")),
        DraftChunk(text=_VISION_TABLE, heading=("비전 검사 AI를 쓴 제조 현장", "한눈에 보기")),
    )
    voucher = (DraftChunk(text=_VOUCHER, heading=("AI 바우처", "지원 내용")),)
    hostile = (
        DraftChunk(text=f"위험한 글 {HOSTILE} [누르세요](javascript:alert(1)) ![그림](https://evil.example/x.png)"),
    )
    return [
        _draft("vision-inspection", "비전 검사 AI를 쓴 제조 현장 여섯 곳", Kind.CASE, vision, facts_as_of="2026-01"),
        _draft("ai-voucher", "2026년 AI 바우처 지원사업 안내", Kind.POLICY, voucher, review_by="2026-01-31"),
        _draft(
            "pilot-inspection",
            "금속 부품 검사 실증 결과 보고서",
            Kind.PILOT,
            (DraftChunk(text="첫 쪽입니다.", page=1), DraftChunk(text=_PILOT, page=2)),
            provenance=Provenance.ILLUSTRATIVE,
            confidence=Confidence.SUPPLIER_CLAIM,
            media_type="application/pdf",
            original=_pdf(2),
            outcomes=(
                Outcome(metric="한 건의 판정 시간", before=12, after=3, unit="초"),
                Outcome(metric="검사 인원", after="그대로"),
            ),
        ),
        _draft("hostile", f"위험한 제목 {HOSTILE}", Kind.CASE, hostile, publisher=HOSTILE, url="javascript:alert(1)"),
        _draft("for-consultants", "상담원 자료", Kind.CASE, voucher, audience=Audience.parse("consultants")),
    ]


def _draft(
    document_id: str,
    title: str,
    kind: Kind,
    chunks: tuple[DraftChunk, ...],
    *,
    media_type: str = "text/markdown",
    original: bytes | None = None,
    audience: Audience = PUBLIC,
    url: str = "https://example.org/기사?a=1&b=2",
    publisher: str = "AX Advisor 편집",
    facts_as_of: str | None = None,
    review_by: str | None = None,
    provenance: Provenance = Provenance.PUBLIC,
    confidence: Confidence | None = None,
    outcomes: tuple[Outcome, ...] = (),
) -> Draft:
    metadata = DocumentMetadata(
        id=document_id,
        title=title,
        kind=kind,
        date="2026-11-22",
        audience=audience,
        provenance=provenance,
        sector=("manufacturing",),
        publisher=publisher,
        facts_as_of=facts_as_of,
        review_by=review_by,
        confidence=confidence,
        sources=(Source(title="출처가 된 기사", publisher="어느 신문", date="2026-01-02", url=url),),
        licence="CC-BY-4.0",
        outcomes=outcomes,
    )
    body = original or "\n\n".join(chunk.text for chunk in chunks).encode()
    name = f"{title.split('<')[0].strip()}.{'pdf' if media_type == 'application/pdf' else 'md'}"
    return Draft(
        metadata=metadata,
        chunks=chunks,
        digest=hashlib.sha256(body + title.encode()).hexdigest(),
        root="/corpus",
        origin=f"cases/{name}",
        media_type=media_type,
        original=body,
    )


def _pdf(pages: int) -> bytes:
    """The smallest PDF a browser opens, with empty pages."""
    kids = " ".join(f"{number + 3} 0 R" for number in range(pages))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>"]
    objects += ["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * pages
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return body + f"{trailer}startxref\n{len(body)}\n%%EOF\n".encode()


@dataclass(frozen=True)
class ScriptedAdvisor:
    """What the pages need of an advisor."""

    questions: ScriptedQuestions
    library: Library
    listing: LibraryListing
    intake: Intake
    changes: LibraryChanges
    settings: Settings
    is_ready: bool = True

    def announce(self, address: str) -> None:
        """Nobody else asks who owns a scripted advisor's folder."""


def scripted_advisor(folder: Path, *, pause: float = 0.0) -> Advisor:
    """An advisor whose answers take `pause` seconds between events."""
    catalog, originals = Catalog(f"sqlite:///{folder / 'catalog.sqlite3'}"), Originals(folder / "originals")
    for draft in documents():
        catalog.put(draft, originals.put(draft.original))
    catalog.publish_through(catalog.last_position())
    settings = Settings(data_dir=folder)
    library = Library(catalog, originals)
    listing = LibraryListing(library, catalog.answers, utc_now)
    intake = Intake(catalog, originals, settings.max_file_bytes, utc_now)
    changes = LibraryChanges(catalog, utc_now, lambda: None)
    advisor = ScriptedAdvisor(ScriptedQuestions(catalog, pause), library, listing, intake, changes, settings)
    return cast("Advisor", advisor)


class ScriptedQuestions:
    """Answers by words in the question: 날씨 has no source, 모호 is unclear, 고장 fails, 폭발 raises, 느린 dawdles.

    To 중단 it says that staff have stopped answering, and 판단 asks for a verdict.
    """

    def __init__(self, catalog: Catalog, pause: float) -> None:
        self._catalog = catalog
        self._pause = pause
        self.asked: list[Question] = []

    def search(self, person: Person, text: str, top_k: int = 10) -> Findings:
        """The case about vision inspection, whatever is searched for."""
        if not text.strip():
            raise WrongUse("검색할 말이 비어 있습니다.")
        return Findings(question=text, passages=(self._passage("vision-inspection", 0),)[:top_k])

    def stream(self, person: Person, question: Question) -> Iterator[AnswerEvent]:
        """The scripted events, with pauses."""
        self.asked.append(question)
        if "중단" in question.text:
            raise AnsweringStopped("점검 중")
        return self._told(question)

    def _told(self, question: Question) -> Iterator[AnswerEvent]:
        pause = 1.0 if "느린" in question.text else self._pause
        for event in self._events(question):
            yield event
            time.sleep(pause)

    def ask(self, person: Person, question: Question) -> Answer:
        """The scripted answer."""
        return next(event.answer for event in self._events(question) if isinstance(event, AnswerReady))

    def _events(self, question: Question) -> Iterator[AnswerEvent]:
        yield StepBegun(step=Step.SCREEN)
        if "판단" in question.text:
            yield OpeningReady(text=_OPENING)
        yield StepBegun(step=Step.STAND_ALONE)
        yield StepBegun(step=Step.FIND)
        if "폭발" in question.text:
            raise RuntimeError("이 글은 아무에게도 보이면 안 됩니다")
        if "모델고장" in question.text:
            raise ModelFailed("언어 모델이 대답하지 않습니다. AX_LLM_BASE_URL을 확인해 주세요.")
        yield StepBegun(step=Step.DECIDE)
        status = _unanswered(question.text)
        if status is not None:
            yield AnswerReady(answer=self._without_sources(question, status))
            return
        yield StepBegun(step=Step.WRITE)
        sentences, citations = self._sentences(question), self._citations(question)
        for sentence in sentences:
            cited = tuple(citation for citation in citations if citation.n in sentence.citations)
            yield SentenceReady(sentence=sentence, citations=cited)
        yield StepBegun(step=Step.VERIFY)
        yield AnswerReady(answer=_answered(question, sentences, citations))

    def _sentences(self, question: Question) -> tuple[Sentence, ...]:
        if "위험" in question.text:
            return (Sentence(text=f"위험한 문장 {HOSTILE}", citations=(1,), part=f"위험한 제목 {HOSTILE}"),)
        if question.history:
            before = question.history[-1]
            known = ", ".join(before.document_ids)
            return (Sentence(text=f"앞서 물으신 “{before.question}”에 이어 답합니다({known}).", citations=(1,)),)
        vision, voucher = "비전 검사 AI를 쓴 제조 현장 여섯 곳", "2026년 AI 바우처 지원사업 안내"
        return (
            Sentence(text=_FROM_IMAGES, citations=(1,), part=vision),
            Sentence(
                text="A사(충남 아산) · AI가 보는 것: 부품 위치 오차, 조립 상태, 알려진 결과: 불량률 2~8% → 0",
                citations=(2,),
                part=vision,
                is_item=True,
                cells=(
                    Cell(column="현장", text="A사(충남 아산)"),
                    Cell(column="AI가 보는 것", text="부품 위치 오차, 조립 상태"),
                    Cell(column="알려진 결과", text="불량률 2~8% → 0"),
                ),
            ),
            Sentence(text="2026년 AI 바우처는 과제당 최대 2억 원을 지원합니다.", citations=(3,), part=voucher),
            Sentence(text="중소기업은 총사업비의 20% 이상을 부담합니다.", citations=(3,), part=voucher),
            Sentence(
                text="시범 라인에서 불량 판정 시간이 한 건에 12초에서 3초로 줄었습니다.",
                citations=(4,),
                part="금속 부품 검사 실증 결과 보고서",
            ),
        )

    def _citations(self, question: Question) -> tuple[Citation, ...]:
        if "위험" in question.text:
            passage = self._passage("hostile", 0)
            return (Citation(n=1, passage=passage, quote=passage.chunk.text),)
        row = "| A사(충남 아산, 헤드라이트 하우징) | 부품 위치 오차, 조립 상태 | 불량률 2~8% → 0 |"
        grant = "- 2026년 AI 바우처는 과제당 최대 2억 원을 지원합니다.\n- 중소기업은 총사업비의 20% 이상을 부담합니다."
        quoted = (
            ("vision-inspection", 0, _FROM_IMAGES),
            ("vision-inspection", 1, row),
            ("ai-voucher", 0, grant),
            ("pilot-inspection", 1, "시범 라인에서 불량 판정 시간이 한 건에 12초에서 3초로 줄었습니다."),
        )
        made = [
            Citation(n=number, passage=self._passage(document_id, ordinal), quote=quote)
            for number, (document_id, ordinal, quote) in enumerate(quoted, start=1)
        ]
        return tuple(made[:1] if question.history else made)

    def _without_sources(self, question: Question, status: Status) -> Answer:
        nearest = (self._passage("vision-inspection", 0), self._passage("ai-voucher", 0))
        return Answer(
            question=question.text,
            standalone_question=question.text,
            status=status,
            language=Language.KOREAN,
            text=_FIXED[status],
            nearest=nearest if status is Status.NO_SOURCE else (),
        )

    def _passage(self, document_id: str, ordinal: int) -> Passage:
        chunk = self._catalog.chunk(chunk_id(document_id, 1, ordinal))
        version = self._catalog.version(document_id, 1)
        assert chunk is not None
        assert version is not None
        return Passage(chunk=chunk, metadata=version.metadata, score=0.8, parts={"dense": 0.8})


_FIXED = {
    Status.NO_SOURCE: "물어보신 내용을 저희 자료에서 확인하지 못했습니다.",
    Status.NEEDS_CLARIFICATION: "무엇을 알고 싶으신지 조금 더 적어 주세요.",
    Status.REFUSED_TOO_LONG: "질문이 한 번에 받을 수 있는 2,000자를 넘었습니다. 핵심만 줄이거나 나누어 물어봐 주세요.",
    Status.ERROR_INTERNAL: "답변을 만드는 중에 문제가 생겼습니다. 잠시 후 다시 보내 주세요.",
}


def _unanswered(text: str) -> Status | None:
    words = {"날씨": Status.NO_SOURCE, "모호": Status.NEEDS_CLARIFICATION, "고장": Status.ERROR_INTERNAL}
    if len(text) > 2_000:
        return Status.REFUSED_TOO_LONG
    return next((status for word, status in words.items() if word in text), None)


def _answered(question: Question, sentences: tuple[Sentence, ...], citations: tuple[Citation, ...]) -> Answer:
    text = "\n".join(f"{sentence.text} " + "".join(f"[{n}]" for n in sentence.citations) for sentence in sentences)
    declines = "판단" in question.text
    return Answer(
        question=question.text.replace("010-1234-5678", "[전화번호]"),
        standalone_question=question.text,
        status=Status.ANSWERED,
        opening=_OPENING if declines else "",
        closing=_CLOSING if declines else "",
        language=Language.KOREAN,
        text=text,
        sentences=sentences,
        citations=citations,
        notices=() if question.history else (_ILLUSTRATIVE,),
        suggestions=SUGGESTIONS,
    )
