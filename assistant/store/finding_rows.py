"""Between the rows of what was found in files and the words of the house."""

from __future__ import annotations

from sqlalchemy import Select, select

from assistant.domain.documents import Chunk, DocumentMetadata, Draft, Kind, Outcome, chunk_id
from assistant.domain.file_reports import FileReport
from assistant.domain.outcomes import OutcomeStatus, ProposedOutcome
from assistant.store.reports_json import report_from_json, report_json
from assistant.store.tables import DocumentRow, FileReportRow, OutcomeRow, VersionRow


def finding_rows(draft: Draft, version: VersionRow) -> list[FileReportRow | OutcomeRow]:
    """The rows of a draft's report and of its proposed outcomes, which are numbered from 0."""
    document_id, number = version.document_id, version.number
    reports = [draft.report] if draft.report else []
    return [
        *(FileReportRow(document_id=document_id, version=number, report=report_json(report)) for report in reports),
        *(
            OutcomeRow(
                document_id=document_id,
                version=number,
                number=place,
                chunk_id=chunk_id(document_id, number, proposed.ordinal),
                metric=proposed.outcome.metric,
                figures={"before": proposed.outcome.before, "after": proposed.outcome.after},
                unit=proposed.outcome.unit,
                period=proposed.outcome.period,
                quote=proposed.quote,
                status=OutcomeStatus.PROPOSED,
            )
            for place, proposed in enumerate(draft.outcomes)
        ),
    ]


def report_from(row: FileReportRow) -> FileReport:
    """The report a row stands for."""
    return report_from_json(row.report)


def served_outcomes(kind: Kind | None) -> Select[OutcomeRow]:
    """Selects the outcomes of served versions (of one kind), in the order of documents and of their text."""
    version = (VersionRow.document_id == OutcomeRow.document_id) & (VersionRow.number == OutcomeRow.version)
    served = (DocumentRow.id == OutcomeRow.document_id) & (DocumentRow.served == OutcomeRow.version)
    query = select(OutcomeRow).join(VersionRow, version).join(DocumentRow, served)
    if kind is not None:
        query = query.where(VersionRow.kind == kind)
    return query.order_by(OutcomeRow.document_id, OutcomeRow.number)


def proposed_outcome_from(row: OutcomeRow, chunk: Chunk, metadata: DocumentMetadata) -> ProposedOutcome:
    """The outcome a row stands for, with the chunk and the metadata of its edition."""
    outcome = Outcome(
        metric=row.metric,
        before=row.figures["before"],
        after=row.figures["after"],
        unit=row.unit,
        period=row.period,
    )
    return ProposedOutcome(
        outcome=outcome, quote=row.quote, chunk=chunk, metadata=metadata, status=OutcomeStatus(row.status)
    )
