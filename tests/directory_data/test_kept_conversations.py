"""Kept conversations go after the set hours, or when somebody asks; no backup has them."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine
from click.testing import CliRunner

from directory_data import backup, kept_conversations
from directory_data.cli import main
from directory_data.kept_conversations import CONVERSATION
from directory_data.sealing import Seal
from directory_data.settings import Settings
from directory_data.store import Store
from tests.factories import make_record

KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f7"
NOW = dt.datetime(2026, 3, 29, 0, 30, tzinfo=dt.timezone.utc)
"""Half an hour before the clocks go forward."""


@pytest.fixture
def settings(store_url: str, tmp_path: Path) -> Settings:
    """Conversations in the very database of the records, which is the harder case."""
    store = Store(store_url)
    store.migrate()
    store.save(make_record(), "editor", "why not")
    store.engine.dispose()
    return Settings(
        data=tmp_path, database_url=store_url, tracker_url=store_url, tracker_hours=2, secret_key=KEY
    )


def keep(settings: Settings, **ages: float) -> None:
    """Conversations by their id, each with the hours since its last message."""
    store = Store(settings.tracker_url)
    with store.engine.begin() as connection:
        CONVERSATION.create(connection, checkfirst=True)
        for name, hours in ages.items():
            values = {"name": Seal(KEY).name(name), "changed": NOW.timestamp() - hours * 3600}
            connection.execute(CONVERSATION.insert().values(**values, sealed=b"sealed"))
    store.engine.dispose()


def kept(settings: Settings, *names: str) -> list[str]:
    store = Store(settings.tracker_url)
    with store.engine.connect() as connection:
        found = set(connection.execute(sa.select(CONVERSATION.c.name)).scalars())
    store.engine.dispose()
    assert found <= {Seal(KEY).name(name) for name in names}
    return [name for name in names if Seal(KEY).name(name) in found]


def run(settings: Settings, *command: str) -> str:
    environment = {
        "SIGNPOST_DATA": str(settings.data),
        "SIGNPOST_TRACKER_URL": settings.tracker_url,
        "SIGNPOST_TRACKER_HOURS": f"{settings.tracker_hours:g}",
        "SIGNPOST_SECRET_KEY": KEY,
    }
    ran = CliRunner().invoke(main, list(command), env=environment)
    assert ran.exit_code == 0, ran.output
    return ran.output


def test_the_job_removes_what_is_due(settings: Settings) -> None:
    keep(settings, new=0, open=1.9, over=2.1, old=900)
    with time_machine.travel(NOW, tick=False):
        assert run(settings, "forget").startswith("2 conversations are removed")
    assert kept(settings, "new", "open", "over", "old") == ["new", "open"]


def test_the_change_of_clocks_neither_shortens_nor_lengthens_the_hours(settings: Settings) -> None:
    """At 1.30 in the morning of 29 March it is one hour since 0.30, whatever clocks on walls say."""
    keep(settings, one=0)
    for minutes, left in ((60, ["one"]), (119, ["one"]), (121, [])):
        kept_conversations.forget(settings, NOW + dt.timedelta(minutes=minutes))
        assert kept(settings, "one") == left


def test_what_a_wrong_clock_dated_ahead_goes_too(settings: Settings) -> None:
    keep(settings, ahead=-1, far=-2.1)
    assert kept_conversations.forget(settings, NOW) == 1
    assert kept(settings, "ahead", "far") == ["ahead"]


def test_one_conversation_is_erased_before_its_time(settings: Settings) -> None:
    keep(settings, one=0, two=0)
    assert kept_conversations.erase(settings, "one") is True
    assert kept_conversations.erase(settings, "one") is False
    assert kept(settings, "one", "two") == ["two"]


def test_where_nothing_is_kept_there_is_nothing_to_do(settings: Settings, tmp_path: Path) -> None:
    assert kept_conversations.forget(settings, NOW) == 0, "no conversation yet, and so no table"
    assert not kept_conversations.erase(Settings(data=tmp_path), "one")
    nothing = run(Settings(data=tmp_path), "forget")
    assert "memory only" in nothing


def test_a_backup_has_no_conversation(settings: Settings, tmp_path: Path) -> None:
    keep(settings, one=0)
    made = backup.write(settings, tmp_path / "backup.zip")
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        assert not [name for name in archive.namelist() if CONVERSATION.name in name]
    assert "record" in made.rows and CONVERSATION.name not in made.rows
