"""Proposals as the catalog stores them: plain JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from assistant.domain.documents import DraftChunk, DraftOutcome, Outcome
from assistant.domain.jobs import Proposal
from assistant.domain.lacks import Lack
from assistant.domain.likeness import Likeness
from assistant.store.metadata_json import further_json, metadata_from
from assistant.store.reports_json import report_from_json, report_json


def proposal_json(proposal: Proposal) -> dict[str, Any]:
    """A proposal as JSON values."""
    metadata = proposal.metadata
    return {
        "metadata": {
            "document_id": metadata.id,
            "title": metadata.title,
            "kind": str(metadata.kind),
            "date": metadata.date,
            "audience": str(metadata.audience),
            "further": further_json(metadata),
        },
        "chunks": [asdict(chunk) for chunk in proposal.chunks],
        "media_type": proposal.media_type,
        "report": report_json(proposal.report) if proposal.report else None,
        "warnings": list(proposal.warnings),
        "lacks": [str(lack) for lack in proposal.lacks],
        "likenesses": [asdict(likeness) for likeness in proposal.likenesses],
        "outcomes": [asdict(outcome) for outcome in proposal.outcomes],
        "guessed": dict(proposal.guessed),
        "same_id": proposal.same_id,
        "brings_back": proposal.brings_back,
    }


def proposal_from_json(form: Mapping[str, Any]) -> Proposal:
    """The proposal again."""
    report = form["report"]
    return Proposal(
        metadata=metadata_from(**form["metadata"]),
        chunks=tuple(DraftChunk(**{**chunk, "heading": tuple(chunk["heading"])}) for chunk in form["chunks"]),
        media_type=form["media_type"],
        report=report_from_json(report) if report else None,
        warnings=tuple(form["warnings"]),
        lacks=tuple(Lack(lack) for lack in form["lacks"]),
        likenesses=tuple(Likeness(**likeness) for likeness in form["likenesses"]),
        outcomes=tuple(
            DraftOutcome(**{**outcome, "outcome": Outcome(**outcome["outcome"])}) for outcome in form["outcomes"]
        ),
        guessed=form["guessed"],
        same_id=form["same_id"],
        brings_back=form["brings_back"],
    )
