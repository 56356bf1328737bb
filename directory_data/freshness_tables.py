"""Tables of keeping the directory fresh: steps taken, links sent, what people report, what was done."""

from __future__ import annotations

import sqlalchemy as sa

from directory_data.tables import metadata

MOMENT = sa.DateTime(timezone=True)

freshness_step = sa.Table(
    "freshness_step",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("record_id", sa.String(36), sa.ForeignKey("record.id"), nullable=False, index=True),
    sa.Column("step", sa.String(20), nullable=False, comment="a reminder, lowered, hidden, or answered"),
    sa.Column("at", MOMENT, nullable=False),
    sa.Column("asked", sa.String(20), nullable=False, comment="owner or editors; no address"),
)

confirm_link = sa.Table(
    "confirm_link",
    metadata,
    sa.Column("digest", sa.String(64), primary_key=True, comment="SHA-256 of the token, which is not kept"),
    sa.Column("record_id", sa.String(36), sa.ForeignKey("record.id"), nullable=False, index=True),
    sa.Column("made", MOMENT, nullable=False),
    sa.Column("expires", MOMENT, nullable=False, index=True),
    sa.Column("used", MOMENT, nullable=True),
)

listing_problem = sa.Table(
    "listing_problem",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("record_key", sa.String(120), nullable=False, index=True),
    sa.Column("made", sa.Date, nullable=False, comment="the day only: a time could tell who wrote it"),
    sa.Column("until", sa.Date, nullable=False, index=True, comment="the last day it is kept"),
    sa.Column("about", sa.JSON, nullable=False, comment="which facts are wrong"),
    sa.Column("words", sa.Text, nullable=False, comment="without numbers, addresses and postcodes"),
    sa.Column("closed", MOMENT, nullable=True),
    sa.Column("closed_by", sa.String(120), nullable=False, server_default=""),
    sa.Column("outcome", sa.String(500), nullable=False, server_default=""),
)

you_said = sa.Table(
    "you_said",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("day", sa.Date, nullable=False, index=True),
    sa.Column("said", sa.String(500), nullable=False),
    sa.Column("did", sa.String(500), nullable=False),
    sa.Column("author", sa.String(120), nullable=False),
    sa.Column("made", MOMENT, nullable=False),
    comment="the public page You said, we did",
)
