"""The catalog's tables, as SQLAlchemy sees them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, Text
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

    __table_args__ = (Index("versions_root", "root"),)


class ChunkRow(Base):
    """An indexed piece of one edition."""

    __tablename__ = "chunks"

    chunk_id: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str]
    version: Mapped[int]
    ordinal: Mapped[int]
    text: Mapped[str]
    heading: Mapped[list[str]]
    page: Mapped[int | None]

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
