"""Tables of the editors' side: what sources said, what is proposed, who may decide, and what was decided."""

from __future__ import annotations

import sqlalchemy as sa

from directory_data.tables import metadata

KEY = sa.String(300)
MOMENT = sa.DateTime(timezone=True)

source = sa.Table(
    "source",
    metadata,
    sa.Column("key", KEY, primary_key=True),
    sa.Column("body", sa.JSON, nullable=False, comment="directory_data.models.Source"),
    sa.Column("rhythm_days", sa.Integer, nullable=False),
)

source_run = sa.Table(
    "source_run",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("source", KEY, nullable=False, index=True),
    sa.Column("started", MOMENT, nullable=False),
    sa.Column("finished", MOMENT, nullable=True),
    sa.Column("state", sa.String(20), nullable=False, comment="running, complete, held, released or failed"),
    sa.Column("reason", sa.Text, nullable=False, server_default="", comment="plain words for editors"),
    sa.Column("findings", sa.JSON, nullable=False, comment="directory_data.findings.Findings"),
)

proposal = sa.Table(
    "proposal",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("run", sa.Integer, sa.ForeignKey("source_run.id"), nullable=False, index=True),
    sa.Column("source", KEY, nullable=False, index=True),
    sa.Column("sort", sa.String(20), nullable=False, comment="added, changed or removed"),
    sa.Column("item", KEY, nullable=False, comment="key of the entry within the source"),
    sa.Column("title", sa.String(300), nullable=False),
    sa.Column("record_key", sa.String(120), nullable=True, index=True),
    sa.Column("candidates", sa.JSON, nullable=False, comment="records it may be, when that is not sure"),
    sa.Column("made", MOMENT, nullable=False),
)

proposed_field = sa.Table(
    "proposed_field",
    metadata,
    sa.Column("proposal", sa.Integer, sa.ForeignKey("proposal.id"), primary_key=True),
    sa.Column("field", sa.String(40), primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("before", sa.JSON, nullable=True),
    sa.Column("after", sa.JSON, nullable=True),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("known", sa.Date, nullable=False),
    sa.Column("question", sa.Text, nullable=False, server_default=""),
    sa.Column("state", sa.String(20), nullable=False, index=True),
    sa.Column("decided_by", sa.String(120), nullable=False, server_default=""),
    sa.Column("decided", MOMENT, nullable=True),
    sa.Column("why", sa.String(500), nullable=False, server_default=""),
)

said = sa.Table(
    "said",
    metadata,
    sa.Column("source", KEY, primary_key=True),
    sa.Column("item", KEY, primary_key=True),
    sa.Column("record_key", sa.String(120), nullable=True, index=True),
    sa.Column("fields", sa.JSON, nullable=False, comment="what the source said last, normalised"),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("seen", MOMENT, nullable=False),
    sa.Column("missing", sa.Boolean, nullable=False, comment="whether the last complete run missed it"),
)

field_lock = sa.Table(
    "field_lock",
    metadata,
    sa.Column("record_key", sa.String(120), primary_key=True),
    sa.Column("field", sa.String(40), primary_key=True),
    sa.Column("by", sa.String(120), nullable=False),
    sa.Column("why", sa.String(500), nullable=False),
    sa.Column("made", MOMENT, nullable=False),
)

work = sa.Table(
    "work",
    metadata,
    sa.Column("record_id", sa.String(36), sa.ForeignKey("record.id"), primary_key=True),
    sa.Column("number", sa.Integer, nullable=False, comment="the revision that is not published yet"),
    sa.Column("first", sa.Integer, nullable=False, comment="the first revision of this work"),
    sa.Column("state", sa.String(20), nullable=False, comment="draft, in_review or scheduled"),
    sa.Column("by", sa.String(120), nullable=False),
    sa.Column("since", MOMENT, nullable=False),
    sa.Column("publish_on", sa.Date, nullable=True),
    sa.Column("note", sa.String(500), nullable=False, server_default=""),
    comment="at most one unpublished piece of work on each record",
)

expiry = sa.Table(
    "expiry",
    metadata,
    sa.Column("record_id", sa.String(36), sa.ForeignKey("record.id"), primary_key=True),
    sa.Column("last_day", sa.Date, nullable=False),
    sa.Column("by", sa.String(120), nullable=False),
    sa.Column("why", sa.String(500), nullable=False),
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", MOMENT, nullable=False, index=True),
    sa.Column("who", sa.String(120), nullable=False, index=True),
    sa.Column("what", sa.String(40), nullable=False),
    sa.Column("about", KEY, nullable=False, index=True, comment="key of a record, source or person"),
    sa.Column("detail", sa.Text, nullable=False),
)

person = sa.Table(
    "person",
    metadata,
    sa.Column("name", sa.String(120), primary_key=True),
    sa.Column("password", sa.String(200), nullable=False, comment="argon2id"),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("created", MOMENT, nullable=False),
    sa.Column("created_by", sa.String(120), nullable=False),
    sa.Column("disabled", MOMENT, nullable=True),
    sa.Column("last_seen", MOMENT, nullable=True),
    sa.Column("failed", sa.Integer, nullable=False, comment="failed sign-ins since the last good one"),
    sa.Column("last_failed", MOMENT, nullable=True),
)

link_check = sa.Table(
    "link_check",
    metadata,
    sa.Column("url", sa.String(1000), primary_key=True),
    sa.Column("checked", MOMENT, nullable=False),
    sa.Column("problem", sa.Text, nullable=False, comment="plain words; empty when it answers"),
    sa.Column("failing_since", MOMENT, nullable=True),
    sa.Column("records", sa.JSON, nullable=False, comment="keys of the records that name it"),
)
