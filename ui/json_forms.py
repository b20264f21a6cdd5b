"""How results look as JSON: the stable forms that programs read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.consulting.gaps.gap import GapGroup, GapOverview, GapQuestion
from assistant.consulting.gaps.wanted import wanted
from assistant.domain.answers import Answer, Citation, Question, Sentence, Turn
from assistant.domain.document_events import DocumentEvent
from assistant.domain.documents import Chunk, Document, DocumentMetadata, Version
from assistant.domain.file_reports import FileReport, Place
from assistant.domain.jobs import Job, Proposal
from assistant.domain.outcomes import ProposedOutcome
from assistant.domain.passages import Findings, Passage
from assistant.errors import WrongUse


def findings_form(query_id: str, findings: Findings, elapsed_ms: float) -> dict[str, Any]:
    """One line of `ax-advisor search --out`."""
    results = [{"rank": rank, **passage_form(passage)} for rank, passage in enumerate(findings.passages, start=1)]
    return {"id": query_id, "elapsed_ms": round(elapsed_ms, 2), "results": results}


def passage_form(passage: Passage) -> dict[str, Any]:
    """A passage with its score and the parts of it."""
    chunk, metadata = passage.chunk, passage.metadata
    return {
        "document_id": chunk.document_id,
        "version": chunk.version,
        "chunk_id": chunk.chunk_id,
        "score": round(passage.score, 6),
        "parts": {name: round(value, 6) for name, value in passage.parts.items()},
        "title": metadata.title,
        "kind": str(metadata.kind),
        "page": chunk.page,
        "heading": chunk.heading_label,
        "text": chunk.text,
    }


def answer_form(question_id: str, answer: Answer) -> dict[str, Any]:
    """One line of `ax-advisor ask --out`."""
    return {
        "id": question_id,
        "answer_id": answer.id,
        "status": str(answer.status),
        "text": answer.text,
        "sentences": [sentence_form(sentence) for sentence in answer.sentences],
        "citations": [citation_form(citation) for citation in answer.citations],
        "nearest": [
            {"document_id": passage.chunk.document_id, "title": passage.metadata.title} for passage in answer.nearest
        ],
        "opening": answer.opening,
        "closing": answer.closing,
        "notices": list(answer.notices),
        "suggestions": list(answer.suggestions),
        "dropped": [
            {"text": dropped.text, "reason": dropped.reason, "detail": dropped.detail} for dropped in answer.dropped
        ],
        "standalone_question": answer.standalone_question,
        "language": str(answer.language),
        "style": str(answer.style),
        "writer": answer.writer,
        "first_text_ms": round(answer.first_text_ms or 0.0, 1),
        "elapsed_ms": round(answer.elapsed_ms, 1),
    }


def sentence_form(sentence: Sentence) -> dict[str, Any]:
    """A sentence of an answer with the numbers of its citations."""
    return {
        "text": sentence.text,
        "citations": list(sentence.citations),
        "part": sentence.part,
        "is_item": sentence.is_item,
        "support": str(sentence.support),
        "cells": [{"column": cell.column, "text": cell.text} for cell in sentence.cells],
    }


def citation_form(citation: Citation) -> dict[str, Any]:
    """A citation: where it stands and what it quotes."""
    chunk, metadata = citation.passage.chunk, citation.metadata
    return {
        "n": citation.n,
        "document_id": chunk.document_id,
        "version": chunk.version,
        "chunk_id": chunk.chunk_id,
        "title": metadata.title,
        "kind": str(metadata.kind),
        "provenance": str(metadata.provenance),
        "date": metadata.date,
        "facts_as_of": metadata.facts_as_of,
        "page": chunk.page,
        "heading": chunk.heading_label,
        "quote": citation.quote,
    }


def document_form(document: Document) -> dict[str, Any]:
    """A document with its newest metadata and its editions."""
    return {
        "document_id": document.id,
        "state": str(document.state),
        "served_version": document.served,
        "metadata": metadata_form(document.newest.metadata),
        "versions": [_version_form(version) for version in document.versions],
    }


def _version_form(version: Version) -> dict[str, Any]:
    return {
        "version": version.number,
        "origin": version.origin,
        "media_type": version.media_type,
        "digest": version.digest,
        "created_at": version.created_at,
        "chunks": version.chunk_count,
    }


def chunk_form(chunk: Chunk) -> dict[str, Any]:
    """One chunk of `ax-advisor documents show`."""
    return {
        "chunk_id": chunk.chunk_id,
        "page": chunk.page,
        "heading": chunk.heading_label,
        "text": chunk.text,
    }


def file_report_form(report: FileReport) -> dict[str, Any]:
    """What was found in a file: its quality, and the personal data in it without their values."""
    quality = report.quality
    return {
        "quality": quality.score,
        "defects": dict(quality.shares),
        "poor_parts": [
            {**_place_form(part.place), "quality": part.score, "defects": dict(part.shares)}
            for part in quality.poor_parts
        ],
        "empty_pages": list(quality.empty_pages),
        "encoding": quality.encoding,
        "hidden_texts": quality.hidden_texts,
        "personal_data": [
            {
                **_place_form(finding.place),
                "kind": str(finding.kind),
                "excerpt": finding.excerpt,
                "is_hint": finding.is_hint,
            }
            for finding in report.personal_data
        ],
        "is_masked": report.is_masked,
    }


def _place_form(place: Place) -> dict[str, Any]:
    return {"page": place.page, "heading": " › ".join(place.heading) or None}


def outcome_form(proposed: ProposedOutcome) -> dict[str, Any]:
    """One proposed outcome with the passage that says it."""
    chunk, metadata, outcome = proposed.chunk, proposed.metadata, proposed.outcome
    return {
        "document_id": chunk.document_id,
        "version": chunk.version,
        "title": metadata.title,
        "kind": str(metadata.kind),
        "provenance": str(metadata.provenance),
        "metric": outcome.metric,
        "before": outcome.before,
        "after": outcome.after,
        "unit": outcome.unit,
        "period": outcome.period,
        "chunk_id": chunk.chunk_id,
        "page": chunk.page,
        "heading": chunk.heading_label,
        "quote": proposed.quote,
        "status": str(proposed.status),
    }


def gap_overview_form(overview: GapOverview) -> dict[str, Any]:
    """All questions without good support, in groups, each with the report that would answer it."""
    return {
        "since": overview.since,
        "asked": overview.asked,
        "without_support": overview.times,
        "weaknesses": {str(weakness): count for weakness, count in overview.weaknesses.items()},
        "left_out": overview.left_out,
        "sectors": _counts_form("sector", overview.sectors),
        "stages": _counts_form("stage", overview.stages),
        "groups": [_gap_group_form(group) for group in overview.groups],
    }


def _gap_group_form(group: GapGroup) -> dict[str, Any]:
    report = wanted(group)
    return {
        "label": group.label,
        "questions": group.times,
        "days": len(group.days),
        "share": round(group.share, 4),
        "weaknesses": {str(weakness): count for weakness, count in group.weaknesses.items()},
        "sector": group.sector,
        "sectors": _counts_form("sector", group.sectors),
        "stage": group.stage,
        "stages": _counts_form("stage", group.stages),
        "kind": str(group.kind),
        "aspects": [str(aspect) for aspect in group.aspects],
        "absent_words": list(group.absent),
        "report": report.ko,
        "report_en": report.en,
        "example": group.example.text,
        "asked": [_gap_question_form(question) for question in group.questions],
    }


def _counts_form(name: str, counts: Mapping[str | None, int]) -> list[dict[str, Any]]:
    return [{name: word, "questions": count} for word, count in counts.items()]


def _gap_question_form(question: GapQuestion) -> dict[str, Any]:
    return {
        "text": question.text,
        "times": question.times,
        "days": list(question.days),
        "sector": question.sector,
        "stage": question.stage,
        "aspects": [str(aspect) for aspect in question.aspects],
        "absent_words": list(question.absent),
    }


def metadata_form(metadata: DocumentMetadata) -> dict[str, Any]:
    """All metadata, with lists as lists and names as plain text."""
    return {
        "id": metadata.id,
        "title": metadata.title,
        "title_en": metadata.title_en,
        "kind": str(metadata.kind),
        "publisher": metadata.publisher,
        "date": metadata.date,
        "facts_as_of": metadata.facts_as_of,
        "review_by": metadata.review_by,
        "sector": list(metadata.sector),
        "company_size": list(metadata.company_size),
        "region": metadata.region,
        "technologies": list(metadata.technologies),
        "stage": list(metadata.stage),
        "outcomes": [vars(outcome) for outcome in metadata.outcomes],
        "questions": list(metadata.questions),
        "audience": str(metadata.audience),
        "provenance": str(metadata.provenance),
        "confidence": str(metadata.confidence) if metadata.confidence else None,
        "sources": [vars(source) for source in metadata.sources],
        "licence": metadata.licence,
        "mask_personal_data": metadata.mask_personal_data,
        "extra": dict(metadata.extra),
    }


def question_from(line: dict[str, Any], where: str) -> tuple[str, Question]:
    """Read `{"id","text","history"?}`. Raises WrongUse that names the line.

    A history is a list of `{"question","answer"?,"document_ids"?}` or of messages `{"role","content"}`, oldest first.
    """
    if not isinstance(line.get("text"), str):
        raise WrongUse(
            f"{where}: 'text'가 글이 아닙니다. {{\"id\", \"text\"}} 형식으로 적어 주세요. / 'text' must be text."
        )
    history = line.get("history") or []
    if not isinstance(history, list) or not all(isinstance(item, dict) for item in history):
        raise WrongUse(f"{where}: 'history'는 이전 대화의 목록이어야 합니다. / 'history' must be a list of turns.")
    return str(line.get("id", where)), Question(text=line["text"], history=_turns(history))


def _turns(history: list[dict[str, Any]]) -> tuple[Turn, ...]:
    turns: list[Turn] = []
    for item in history:
        if "role" not in item:
            turns.append(
                Turn(
                    question=str(item.get("question") or item.get("text") or ""),
                    answer=str(item.get("answer") or ""),
                    document_ids=tuple(map(str, item.get("document_ids") or ())),
                )
            )
        elif item["role"] == "user":
            turns.append(Turn(question=str(item.get("content", ""))))
        elif turns:
            turns[-1] = Turn(question=turns[-1].question, answer=str(item.get("content", "")))
    return tuple(turns)


def job_form(job: Job) -> dict[str, Any]:
    """A file on its way."""
    return {
        "id": job.id,
        "name": job.upload.name,
        "size": job.upload.size,
        "by": job.upload.by,
        "state": str(job.state),
        "added_at": job.added_at,
        "changed_at": job.changed_at,
        "step": str(job.progress.step) if job.progress else None,
        "replaces": job.upload.replaces,
        "document_id": job.document_id,
        "version": job.version,
        "reason": str(job.reason) if job.reason else None,
        "message": job.message,
    }


def proposal_form(proposal: Proposal) -> dict[str, Any]:
    """What reading a file has brought."""
    return {
        "metadata": metadata_form(proposal.metadata),
        "guessed": dict(proposal.guessed),
        "warnings": list(proposal.warnings),
        "lacks": [str(lack) for lack in proposal.lacks],
        "likenesses": [vars(likeness) for likeness in proposal.likenesses],
        "outcomes": [{"quote": found.quote, **vars(found.outcome)} for found in proposal.outcomes],
        "report": file_report_form(proposal.report) if proposal.report else None,
        "chunks": len(proposal.chunks),
    }


def event_form(event: DocumentEvent) -> dict[str, Any]:
    """A change in the history of a document."""
    return vars(event) | {"action": str(event.action)}
