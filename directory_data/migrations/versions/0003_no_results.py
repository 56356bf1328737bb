"""Counts of searches that found nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "no_result",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("words", sa.String(120), primary_key=True, comment="words of the directory, or empty"),
        sa.Column("filters", sa.String(120), primary_key=True, comment="names of the filters that were on"),
        sa.Column("count", sa.Integer, nullable=False),
        comment="searches that found nothing, without what could tell who searched",
    )


def downgrade() -> None:
    op.drop_table("no_result")
