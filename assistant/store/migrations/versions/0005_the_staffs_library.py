"""Jobs with their proposals, the history of documents, staff's own editions, and embeddings made ahead."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables and the columns of what staff change."""
    op.add_column("documents", sa.Column("withdrawn_by", sa.Text))
    op.add_column("versions", sa.Column("based_on", sa.Integer))
    op.create_index("versions_original", "versions", ["original_digest"])
    op.create_index("versions_audience", "versions", ["audience"])
    op.add_column("chunks", sa.Column("is_off", sa.Integer, nullable=False, server_default="0"))
    op.create_table(
        "document_events",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("document_id", sa.Text, sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("version", sa.Integer),
        sa.Column("why", sa.Text, nullable=False),
    )
    op.create_index("document_events_document", "document_events", ["document_id", "id"])
    op.create_table(
        "jobs",
        sa.Column("id", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("state", "added_at", "changed_at", "name", "suffix")),
        sa.Column("size", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("original_digest", "by", "sidecar")),
        sa.Column("replaces", sa.Text),
        sa.Column("is_direct", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("progress", sa.JSON, nullable=False),
        sa.Column("corrections", sa.JSON, nullable=False),
        *(sa.Column(name, sa.Text) for name in ("worker", "leased_until", "document_id")),
        sa.Column("version", sa.Integer),
        sa.Column("reason", sa.Text),
        sa.Column("message", sa.Text, nullable=False),
    )
    op.create_index("jobs_state", "jobs", ["state", "added_at"])
    op.create_table(
        "proposals",
        sa.Column("job_id", sa.Text, sa.ForeignKey("jobs.id"), primary_key=True),
        sa.Column("proposal", sa.JSON, nullable=False),
    )
    op.create_table(
        "embeddings",
        sa.Column("fingerprint", sa.Text, primary_key=True),
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.Column("kept_at", sa.Text, nullable=False),
    )
