"""Imports of link worker lists, and what each of them did."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_run",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("file", sa.String(255), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("dated", sa.Date, nullable=False, comment="date of the list"),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(120), nullable=False),
        sa.Column("reason", sa.String(400), nullable=False, server_default=""),
        sa.Column("undone", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(120), nullable=True),
    )
    op.create_table(
        "import_change",
        sa.Column("import_number", sa.Integer, sa.ForeignKey("import_run.number"), primary_key=True),
        sa.Column("record_id", sa.String(36), sa.ForeignKey("record.id"), primary_key=True),
        sa.Column("what", sa.String(12), nullable=False),
        sa.Column("before", sa.Integer, nullable=True, comment="newest revision when it was imported"),
        sa.Column("after", sa.Integer, nullable=True, comment="revision it wrote; none for a removal"),
    )


def downgrade() -> None:
    op.drop_table("import_change")
    op.drop_table("import_run")
