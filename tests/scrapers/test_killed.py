"""A process that is killed while it refreshes, reviews, publishes or imports loses and halves nothing."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from directory_data import publishing
from directory_data.directory import Directory
from directory_data.editing_tables import proposal, proposed_field, source_run, work
from directory_data.imports.tables import import_change, import_run
from directory_data.models import Record, plain_value
from directory_data.settings import Settings
from directory_data.store import Store
from directory_data.tables import record, revision
from scrapers.page import Page
from scrapers.run import run
from tests.scrapers import fictional
from tests.scrapers.killing import SCHOOLS, SITE, Said, run_and_kill
from tests.scrapers.world import accept_everything, directory_in

SHARES, KILLS = 8, 26
"""Tests, and moments of each: 208 in all."""


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, float]:
    """A directory after its first refresh, and how many touches a day's work takes."""
    folder = tmp_path_factory.mktemp("killed")
    editing = directory_in(folder)
    pages = fictional.page(*map(fictional.group, range(12)))
    run(fictional.scraper(SITE), lambda url: Page.of(url, pages.encode()), editing)
    accept_everything(editing)
    editing.store.engine.dispose()
    trial = tmp_path_factory.mktemp("trial") / "data"
    shutil.copytree(folder, trial)
    said = run_and_kill(trial, seed=0)
    assert said[-1]["op"] == "end", said
    return folder, said[-1]["touches"], 0.6


@pytest.mark.parametrize("share", range(SHARES))
def test_nothing_is_lost_or_half_done(started: tuple[Path, int, float], tmp_path: Path, share: int) -> None:
    start, touches, seconds = started
    folder = tmp_path / "data"
    shutil.copytree(start, folder)
    chance, everything = random.Random(share), []  # noqa: S311 no secret
    for kill in range(KILLS):
        if kill % 4 == 3:
            said = run_and_kill(folder, chance.random(), after=chance.uniform(0, seconds))
        else:
            said = run_and_kill(folder, chance.random(), touch=chance.randrange(1, touches))
        assert not [one for one in said if one["op"] == "fault"], said
        everything += said
        store = Store(f"sqlite:///{folder / 'signpost.sqlite3'}")
        assert_whole(store, folder)
        assert_kept(store, said)
        store.engine.dispose()
    said = run_and_kill(folder, chance.random())
    assert said[-1]["op"] == "end", "it goes on where it was"
    store = Store(f"sqlite:///{folder / 'signpost.sqlite3'}")
    assert_kept(store, everything)
    publishing.publish(Settings(data=folder))
    assert shown(folder) == {one.id: one for one in store.published()}
    assert_nothing_half_made(folder)
    store.engine.dispose()


def shown(folder: Path) -> dict[str, Record]:
    """What the index has, by record id."""
    return dict(Directory(folder / "index").searcher.catalogue.by_id)


def assert_whole(store: Store, folder: Path) -> None:
    """No part of anything without the rest of it."""
    with store.engine.connect() as connection:
        assert connection.execute(sa.text("PRAGMA integrity_check")).scalar_one() == "ok"
        numbers = {(row.record_id, row.number) for row in connection.execute(sa.select(revision))}
        for row in connection.execute(sa.select(record).where(record.c.published.is_not(None))):
            assert (row.id, row.published) in numbers
        for row in connection.execute(sa.select(work)):
            assert (row.record_id, row.number) in numbers and (row.record_id, row.first) in numbers
        for row in connection.execute(sa.select(source_run)):
            filed = connection.execute(sa.select(proposal).where(proposal.c.run == row.id)).all()
            assert row.state in ("complete", "failed") or not filed, "a run that did not end files nothing"
            assert row.state != "complete" or len(filed) == sum(
                row.findings["counts"][sort] for sort in ("added", "changed", "removed")
            )
        for row in connection.execute(sa.select(import_run)):
            of = import_change.c.import_number == row.number
            changes = connection.execute(sa.select(import_change).where(of)).all()
            assert len(changes) == len(SCHOOLS), "all of a list or nothing of it"
            assert all((change.record_id, change.after) in numbers for change in changes)
        accepted = sa.select(proposed_field.c.field, proposed_field.c.after, proposal.c.item).select_from(
            proposed_field.join(proposal)
        )
        written = {
            (field, msgspec.json.encode(value))
            for row in connection.execute(sa.select(revision.c.body))
            for field, value in row.body.items()
        }
        for row in connection.execute(accepted.where(proposed_field.c.state == "accepted")):
            assert (row.field, msgspec.json.encode(row.after)) in written, "what is accepted is written"
    built = msgspec.json.decode(
        (current(folder) / publishing.MANIFEST).read_bytes(), type=publishing.Manifest
    )
    found = shown(folder)
    assert found.keys() == built.revisions.keys()
    with store.engine.connect() as connection:
        for id_, number in built.revisions.items():
            of = (revision.c.record_id == id_) & (revision.c.number == number)
            body = connection.execute(sa.select(revision.c.body).where(of)).scalar_one()
            assert msgspec.to_builtins(found[id_]) == body, "the index shows a revision as it was written"


def assert_kept(store: Store, said: list[Said]) -> None:
    """Every change that was reported as done is there."""
    for one in said:
        if one["op"] in ("accept", "publish"):
            history = store.history(one["record"])
            for field, value in one["values"].items():
                assert any(plain_value(old.body, field) == value for old in history), one
        if one["op"] == "publish":
            with store.engine.connect() as connection:
                of = record.c.key == one["record"]
                assert (
                    connection.execute(sa.select(record.c.published).where(of)).scalar_one() >= one["number"]
                )
        if one["op"] in ("accept", "reject"):
            with store.engine.connect() as connection:
                of = proposed_field.c.proposal == one["proposal"]
                states = {row.state for row in connection.execute(sa.select(proposed_field).where(of))}
            assert states <= {"accepted", "rejected", "superseded"}, one
        if one["op"] == "import":
            with store.engine.connect() as connection:
                of = import_change.c.import_number == one["number"]
                assert len(connection.execute(sa.select(import_change).where(of)).all()) == len(SCHOOLS)


def current(folder: Path) -> Path:
    return folder / "index" / (folder / "index" / "CURRENT").read_text()


def assert_nothing_half_made(folder: Path) -> None:
    """What killed processes left half made is cleared away by the next publication."""
    assert len([path for path in (folder / "index").iterdir() if path.is_dir()]) <= 2
