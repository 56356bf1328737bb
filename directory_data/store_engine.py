"""How the store speaks to SQLite and to PostgreSQL."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

PATIENCE = 30.0  # seconds to wait for another writer
BOUNDED = {
    "pool_size": 5,
    "max_overflow": 1,
    "pool_timeout": 2.0,
    "pool_pre_ping": True,  # a connection to a server that was restarted is made again
    "connect_args": {
        "connect_timeout": 3,
        "options": "-c timezone=UTC",
        # A server that is up acknowledges what it is sent, however long it works on it.
        "tcp_user_timeout": 10_000,  # milliseconds
        "keepalives": 1,
        "keepalives_idle": 5,  # seconds, as the next
        "keepalives_interval": 2,
        "keepalives_count": 3,
    },
}
"""How PostgreSQL is asked: when it hangs, so do the few threads that wait for it, and the others answer.

When its machine has gone without a word, they are told after ten seconds or so, and not by the system's own
patience of many minutes. No time is set for a statement: one that moves tables or publishes may take long.
Times come back in UTC, as SQLite gives them, wherever the server believes it stands.
"""


def engine_for(url: str) -> Engine:
    """An engine whose transactions read what stays true until they end.

    One begun with the execution option ``writing`` waits for the other writers, ``PATIENCE`` seconds at most.
    """
    more = BOUNDED if sa.engine.make_url(url).get_backend_name() == "postgresql" else {}
    engine = sa.create_engine(url, future=True, **more)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _sqlite_pragmas)
        sa.event.listen(engine, "begin", _sqlite_begin)
    return engine


def _sqlite_pragmas(connection: object, _: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]  # SQLAlchemy begins, see _sqlite_begin
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute(f"PRAGMA busy_timeout={PATIENCE * 1000:.0f}")
    cursor.execute("PRAGMA journal_mode=WAL")  # readers go on while a writer publishes
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA secure_delete=ON")  # what is forgotten goes from the file, too
    cursor.close()


def _sqlite_begin(connection: Connection) -> None:
    """Python's driver begins at the first write, too late for what was read before it to stay true."""
    writes = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
