"""Counts of answers that were useful or not."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chat_rating",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("intent", sa.String(60), primary_key=True, comment="what the message was taken to ask for"),
        sa.Column("useful", sa.Boolean, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        comment="presses of yes and no below answers of the chat",
    )


def downgrade() -> None:
    op.drop_table("chat_rating")
