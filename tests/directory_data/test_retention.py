"""What is past its time goes by the timer's command, although nothing new is written."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine
from click.testing import CliRunner

from directory_data import confirm_links, listing_problems, moments, no_results, ratings, retention
from directory_data.cli import main
from directory_data.freshness_tables import confirm_link, listing_problem
from directory_data.imports import uploaded
from directory_data.retention import Forgotten
from directory_data.settings import Settings
from directory_data.store import Store
from directory_data.tables import chat_rating, no_result
from tests.factories import make_record

NOW = dt.datetime(2026, 11, 22, 23, 30, tzinfo=dt.timezone.utc)
TODAY = moments.day(NOW)
TABLES = (no_result, chat_rating, listing_problem, confirm_link)


@pytest.fixture
def settings(store: Store, store_url: str, tmp_path: Path) -> Settings:
    return Settings(data=tmp_path, database_url=store_url)


def keep(store: Store, settings: Settings, over: int) -> None:
    """One of each kind that is ``over`` days past its last day, as it would be without a later write."""
    with store.writing() as connection:
        day = TODAY - dt.timedelta(days=no_results.KEPT_DAYS + over)
        connection.execute(no_result.insert().values(day=day, words="club", filters="", count=1))
        day = TODAY - dt.timedelta(days=ratings.KEPT_DAYS + over)
        connection.execute(chat_rating.insert().values(day=day, intent="find_food", useful=True, count=1))
        ends = TODAY - dt.timedelta(days=over)
        made = ends - dt.timedelta(days=listing_problems.KEPT_DAYS)
        connection.execute(
            listing_problem.insert().values(record_key="x", made=made, until=ends, about=["phone"], words="")
        )
        at = NOW - dt.timedelta(days=confirm_links.KEPT_DAYS + over)
        confirm_links.make(connection, make_record().id, at, 0)
    folder = uploaded.folder(settings) / ("a" * 63 + str(over))
    folder.mkdir(parents=True)
    (folder / "list.csv").write_text("Zebedee Quillfeather")
    os.utime(folder, (NOW.timestamp() - uploaded.KEPT * (0.9 + over),) * 2)


def kept(store: Store) -> list[int]:
    with store.engine.connect() as connection:
        rows = [sa.select(sa.func.count()).select_from(table) for table in TABLES]
        return [connection.execute(one).scalar_one() for one in rows]


def run(settings: Settings) -> str:
    environment = {"SIGNPOST_DATA": str(settings.data), "SIGNPOST_DATABASE_URL": settings.database_url}
    with time_machine.travel(NOW, tick=False):
        ran = CliRunner().invoke(main, ["forget"], env=environment, catch_exceptions=False)
    assert ran.exit_code == 0
    return ran.output


def test_the_job_removes_every_kind_without_another_write(store: Store, settings: Settings) -> None:
    store.save(make_record(), "editor")
    keep(store, settings, over=0)
    keep(store, settings, over=1)
    said = run(settings)
    assert "1 counts of searches, 1 of ratings, 1 reports, 1 links to confirm, 1 uploaded lists" in said
    assert kept(store) == [1, 1, 1, 1], "what is on its last day stays"
    assert [folder.name[-1] for folder in uploaded.folder(settings).iterdir()] == ["0"]


def test_a_list_of_a_wrong_clock_goes_too(settings: Settings) -> None:
    folder = uploaded.folder(settings) / "ahead"
    folder.mkdir(parents=True)
    os.utime(folder, (NOW.timestamp() + 2 * uploaded.KEPT,) * 2)
    assert uploaded.forget(settings, NOW) == 1 and not folder.exists()


def test_before_the_first_start_there_is_nothing_to_do(settings: Settings, tmp_path: Path) -> None:
    new = replace(settings, data=tmp_path / "new", database_url="")
    assert retention.forget(new, NOW) == Forgotten(0, 0, 0, 0, 0, 0)
    assert "0 reports" in run(new)


def test_what_has_gone_leaves_no_trace_in_the_file(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    store = Store(settings.store_url)
    store.migrate()
    values = {"record_key": "x", "about": [], "words": "Zebedee Quillfeather", "made": TODAY}
    with store.writing() as connection:
        connection.execute(listing_problem.insert().values(until=TODAY - dt.timedelta(days=1), **values))
    retention.forget(settings, NOW)
    assert b"Quillfeather" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
