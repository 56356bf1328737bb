"""The tables that keep what each import did, so that it can be undone as a whole."""

from __future__ import annotations

import sqlalchemy as sa

from directory_data.tables import metadata

import_run = sa.Table(
    "import_run",
    metadata,
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

import_change = sa.Table(
    "import_change",
    metadata,
    sa.Column("import_number", sa.Integer, sa.ForeignKey("import_run.number"), primary_key=True),
    sa.Column("record_id", sa.String(36), sa.ForeignKey("record.id"), primary_key=True),
    sa.Column("what", sa.String(12), nullable=False),
    sa.Column("before", sa.Integer, nullable=True, comment="newest revision when it was imported"),
    sa.Column("after", sa.Integer, nullable=True, comment="revision it wrote; none for a removal"),
)
