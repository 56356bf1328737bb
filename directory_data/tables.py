"""The store's tables: one row per record, one per revision; the body of a revision is the whole record.

Bodies are JSON documents in Open Referral nouns rather than a table per noun: a revision must be
compared, restored and exported as a whole, and nothing here is queried by SQL that the search index does
not answer better.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

record = sa.Table(
    "record",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("key", sa.String(120), nullable=False, unique=True),
    sa.Column("kind", sa.String(20), nullable=False, index=True),
    sa.Column("published", sa.Integer, nullable=True, comment="number of the revision people see"),
)

revision = sa.Table(
    "revision",
    metadata,
    sa.Column("record_id", sa.String(36), sa.ForeignKey("record.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("body", sa.JSON, nullable=False),
    sa.Column("author", sa.String(120), nullable=False),
    sa.Column("reason", sa.String(500), nullable=False, server_default=""),
    sa.Column("made", sa.DateTime(timezone=True), nullable=False, index=True),
)

publication = sa.Table(
    "publication",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("made", sa.DateTime(timezone=True), nullable=False),
    sa.Column("author", sa.String(120), nullable=False),
    comment="one row each time what people see changed; the index carries the newest number",
)

no_result = sa.Table(
    "no_result",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("words", sa.String(120), primary_key=True, comment="words of the directory, or empty"),
    sa.Column("filters", sa.String(120), primary_key=True, comment="names of the filters that were on"),
    sa.Column("count", sa.Integer, nullable=False),
    comment="searches that found nothing, without what could tell who searched",
)

chat_rating = sa.Table(
    "chat_rating",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("intent", sa.String(60), primary_key=True, comment="what the message was taken to ask for"),
    sa.Column("useful", sa.Boolean, primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
    comment="presses of yes and no below answers of the chat",
)

synonym = sa.Table(
    "synonym",
    metadata,
    sa.Column("key", sa.String(120), primary_key=True),
    sa.Column("published", sa.Integer, nullable=True, comment="number of the revision that searches use"),
)

synonym_revision = sa.Table(
    "synonym_revision",
    metadata,
    sa.Column("key", sa.String(120), sa.ForeignKey("synonym.key"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("say", sa.JSON, nullable=False, comment="what people type"),
    sa.Column("means", sa.JSON, nullable=False, comment="words of the directory; none: withdrawn"),
    sa.Column("author", sa.String(120), nullable=False),
    sa.Column("reason", sa.String(500), nullable=False, server_default=""),
    sa.Column("made", sa.DateTime(timezone=True), nullable=False),
)
