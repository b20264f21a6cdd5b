"""The catalog's tables, as SQLAlchemy sees them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """The parent of all tables: Python `str` is TEXT everywhere."""

    type_annotation_map = {str: Text, dict[str, Any]: JSON, list[str]: JSON}  # noqa: RUF012


class DocumentRow(Base):
    """A publication: its state, the edition people find, and the edition that waits for the indexes."""

    __tablename__ = "documents"

    id: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    served: Mapped[int | None]
    waiting: Mapped[int | None]
    waiting_since: Mapped[int | None]
    """Outbox position of the waiting edition's ADD entry."""
    withdrawn_by: Mapped[str | None]
    """Who took it down; None where it is published, or went because its file was gone."""

    __table_args__ = (Index("documents_waiting", "waiting_since"),)


class VersionRow(Base):
    """One edition. Its text and metadata never change; only where it came from may, when a file is moved."""

    __tablename__ = "versions"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[str]
    root: Mapped[str]
    origin: Mapped[str]
    media_type: Mapped[str]
    original_digest: Mapped[str]
    created_at: Mapped[str]
    chunk_count: Mapped[int]
    audience: Mapped[str]
    kind: Mapped[str]
    title: Mapped[str]
    date: Mapped[str]
    further: Mapped[dict[str, Any]]
    """The rest of the metadata, as `assistant.store.metadata_json` writes it."""
    based_on: Mapped[int | None]
    """The edition whose text staff changed to make this one; None where a file brought it."""

    __table_args__ = (
        Index("versions_root", "root"),
        Index("versions_original", "original_digest"),
        Index("versions_audience", "audience"),
    )


class ChunkRow(Base):
    """A piece of one edition, indexed unless staff switched it off."""

    __tablename__ = "chunks"

    chunk_id: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str]
    version: Mapped[int]
    ordinal: Mapped[int]
    text: Mapped[str]
    heading: Mapped[list[str]]
    page: Mapped[int | None]
    is_off: Mapped[int]

    __table_args__ = (
        ForeignKeyConstraint(["document_id", "version"], ["versions.document_id", "versions.number"]),
        Index("chunks_edition", "document_id", "version", "ordinal", unique=True),
    )


class FileReportRow(Base):
    """What was found in the file of one edition: its quality, and the personal data in it."""

    __tablename__ = "file_reports"

    document_id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    report: Mapped[dict[str, Any]]
    """As `assistant.store.reports_json` writes it."""

    __table_args__ = (ForeignKeyConstraint(["document_id", "version"], ["versions.document_id", "versions.number"]),)


class OutcomeRow(Base):
    """One outcome that was proposed from the text of one edition. Figures are JSON: numbers, or words (`2~8`)."""

    __tablename__ = "outcomes"

    document_id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    chunk_id: Mapped[str] = mapped_column(ForeignKey("chunks.chunk_id"))
    metric: Mapped[str]
    figures: Mapped[dict[str, Any]]
    unit: Mapped[str | None]
    period: Mapped[str | None]
    quote: Mapped[str]
    status: Mapped[str]

    __table_args__ = (ForeignKeyConstraint(["document_id", "version"], ["versions.document_id", "versions.number"]),)


class OutboxRow(Base):
    """One change the indexes have to follow. Positions grow without gaps, in the order of the commits."""

    __tablename__ = "outbox"

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    operation: Mapped[str]
    document_id: Mapped[str]
    version: Mapped[int]
    audience: Mapped[str]
    reason: Mapped[str]
    created_at: Mapped[str]


class OutboxCounterRow(Base):
    """The one row that hands out outbox positions; whoever writes holds it until the commit."""

    __tablename__ = "outbox_counter"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last_position: Mapped[int]


class AnswerRow(Base):
    """One answer as it was given."""

    __tablename__ = "answers"

    id: Mapped[str] = mapped_column(primary_key=True)
    asked_at: Mapped[str]
    role: Mapped[str]
    question: Mapped[str]
    status: Mapped[str]
    writer: Mapped[str]
    further: Mapped[dict[str, Any]]
    """See `assistant.store.answer_records`."""

    __table_args__ = (Index("answers_asked_at", "asked_at"),)


class GenerationRow(Base):
    """One complete or growing copy of an index, and how far it has followed the outbox."""

    __tablename__ = "generations"

    index_name: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    fingerprint: Mapped[str]
    position: Mapped[int]
    tombstones: Mapped[int]
    created_at: Mapped[str]


class AnsweringSwitchRow(Base):
    """One use of the switch that stops and starts answering; the newest one is in force."""

    __tablename__ = "answering_switch"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str]
    by: Mapped[str]
    is_answering: Mapped[int]
    reason: Mapped[str]


class DocumentEventRow(Base):
    """One change of a document: who, when, what and why."""

    __tablename__ = "document_events"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"))
    at: Mapped[str]
    by: Mapped[str]
    action: Mapped[str]
    version: Mapped[int | None]
    why: Mapped[str]

    __table_args__ = (Index("document_events_document", "document_id", "id"),)


class JobRow(Base):
    """A file on its way into the library; see `assistant.domain.jobs`."""

    __tablename__ = "jobs"

    id: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    added_at: Mapped[str]
    changed_at: Mapped[str]
    name: Mapped[str]
    suffix: Mapped[str]
    size: Mapped[int]
    original_digest: Mapped[str]
    by: Mapped[str]
    sidecar: Mapped[str]
    replaces: Mapped[str | None]
    is_direct: Mapped[int]
    attempts: Mapped[int]
    progress: Mapped[dict[str, Any]]
    corrections: Mapped[dict[str, Any]]
    worker: Mapped[str | None]
    """The worker that has it now."""
    leased_until: Mapped[str | None]
    """When it is taken from a worker that says nothing any more."""
    document_id: Mapped[str | None]
    version: Mapped[int | None]
    reason: Mapped[str | None]
    message: Mapped[str]

    __table_args__ = (Index("jobs_state", "state", "added_at"),)


class ProposalRow(Base):
    """What reading a file has brought."""

    __tablename__ = "proposals"

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id"), primary_key=True)
    proposal: Mapped[dict[str, Any]]
    """As `assistant.store.proposals_json` writes it."""


class EmbeddingRow(Base):
    """An embedding made ahead of its publication: little-endian 32-bit floats."""

    __tablename__ = "embeddings"

    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    vector: Mapped[bytes] = mapped_column(LargeBinary)
    kept_at: Mapped[str]
