"""Synonyms and their revisions."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "synonym",
        sa.Column("key", sa.String(120), primary_key=True),
        sa.Column("published", sa.Integer, nullable=True, comment="number of the revision that searches use"),
    )
    op.create_table(
        "synonym_revision",
        sa.Column("key", sa.String(120), sa.ForeignKey("synonym.key"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("say", sa.JSON, nullable=False, comment="what people type"),
        sa.Column("means", sa.JSON, nullable=False, comment="words of the directory; none: withdrawn"),
        sa.Column("author", sa.String(120), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False, server_default=""),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("synonym_revision")
    op.drop_table("synonym")
