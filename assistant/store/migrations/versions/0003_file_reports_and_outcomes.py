"""What was found in files: their reports, and the outcomes proposed from their text."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create both tables; versions that are there already have neither until their file is read again."""
    op.create_table(
        "file_reports",
        sa.Column("document_id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("report", sa.JSON, nullable=False),
        sa.ForeignKeyConstraint(["document_id", "version"], ["versions.document_id", "versions.number"]),
    )
    op.create_table(
        "outcomes",
        sa.Column("document_id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("chunk_id", sa.Text, sa.ForeignKey("chunks.chunk_id"), nullable=False),
        sa.Column("metric", sa.Text, nullable=False),
        sa.Column("figures", sa.JSON, nullable=False),
        sa.Column("unit", sa.Text),
        sa.Column("period", sa.Text),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["document_id", "version"], ["versions.document_id", "versions.number"]),
    )
