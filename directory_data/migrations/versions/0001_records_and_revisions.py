"""Records, their revisions, and publications."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "record",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("key", sa.String(120), nullable=False, unique=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("published", sa.Integer, nullable=True, comment="number of the revision people see"),
    )
    op.create_index("ix_record_kind", "record", ["kind"])
    op.create_table(
        "revision",
        sa.Column("record_id", sa.String(36), sa.ForeignKey("record.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("author", sa.String(120), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False, server_default=""),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_revision_made", "revision", ["made"])
    op.create_table(
        "publication",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(120), nullable=False),
        comment="one row each time what people see changed; the index carries the newest number",
    )


def downgrade() -> None:
    op.drop_table("publication")
    op.drop_table("revision")
    op.drop_table("record")
