"""The assistant names the link worker of an organisation that an imported list has."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.actions.link_worker import FindLinkWorker
from directory_data import index, seed_files
from directory_data.directory import Directory
from directory_data.link_workers import LIST
from tests.bot.conftest import heard, keys, words
from tests.factories import make_record


@pytest.fixture
def with_list(tmp_path: Path) -> Directory:
    listed = make_record(
        "link-worker-otterbrook",
        kind="link_worker",
        source=LIST,
        name="LCSS link worker for Otterbrook Academy",
        alternate_names=["Otterbrook Academy"],
        places=["Cumnor"],
        areas=["South"],
        contacts=[{"name": "Test Person Two"}],
        phones=[{"number": "01632 960002"}],
        email="two@example.org",
        known="2026-09-01",
    )
    index.build(tmp_path, [*seed_files.records(), listed], seed_files.organizations(), publication=1)
    return Directory(tmp_path)


@pytest.fixture
def ask(run, with_list, monkeypatch):  # type: ignore[no-untyped-def]
    monkeypatch.setattr("bot.actions.base.open_directory", lambda: with_list)
    return lambda text, **slots: run(FindLinkWorker(), heard(text, "find_link_worker"), **slots)[0]


def test_a_listed_organisation_has_its_worker(ask):  # type: ignore[no-untyped-def]
    messages = ask("link worker for otterbrook acadmy", audience="practitioner")
    assert keys(messages) == ["link-worker-otterbrook"]
    assert "Test Person Two, 01632 960002, two@example.org" in words(messages)
    assert "1 September 2026" in words(messages)


def test_elsewhere_it_is_the_area_office(ask):  # type: ignore[no-untyped-def]
    messages = ask("link worker for otterbrook academy", audience="practitioner", place="Banbury")
    assert keys(messages) == ["lcss-north"] and "did not find your organisation" in words(messages)


def test_a_parent_is_not_sent_to_a_worker(ask):  # type: ignore[no-untyped-def]
    messages = ask("link worker for otterbrook academy", audience="parent", place="Cumnor")
    assert keys(messages) == ["lcss-south"]
