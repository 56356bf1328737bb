"""A named person is taken out of all that is kept and not shown, and of nothing that is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from directory_data import audit, erasure, you_said
from directory_data.cli import main
from directory_data.erasure import MARK
from directory_data.errors import EditRefused
from directory_data.people import People, Role
from directory_data.store import Store, withdraw
from tests.directory_data.desk import PUBLISHER, TODAY, change, changed, file
from tests.factories import make_record

NAME, EMAIL, PHONE = "Zebedee Quillfeather", "zq@quillfeather.example", "01632 960583"
ACCOUNT = "zebedee.quillfeather@council.example"
SAID = ("quillfeather", "960583", "960 583")
NAMED = make_record(
    "named",
    name="Group of Zebedee  Quillfeather",
    summary="Ask ZEBEDEE QUILLFEATHER, +44 1632 960 583.",
    contacts=[{"name": NAME, "email": EMAIL, "phones": [{"number": PHONE}]}],
)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """He is in a withdrawn record, in an old revision of another, in a proposal, and was an editor."""
    store = Store(store_url)
    store.migrate()
    People(store).add(ACCOUNT, "fern lantern cobble 58", Role.EDITOR, "chief")
    store.save(NAMED, ACCOUNT, f"{NAME} rang")
    with store.writing() as connection:
        withdraw(connection, NAMED.id)
        audit.note(connection, "chief", "wrote", "named", f"Rang {NAME} on {PHONE}, {EMAIL}.")
    store.save(make_record(summary=f"Run by {NAME}."), "chief", "first")
    store.save(make_record(), ACCOUNT, f"{NAME} has left")
    file(store, changed(change("summary", f"Run by {NAME}.", f"Led by {NAME}, {PHONE}.")))
    People(store).disable(ACCOUNT, "chief")
    yield store
    store.engine.dispose()


def erase(store: Store, *, trial: bool = False) -> erasure.Erasure:
    return erasure.erase(store, NAME, [EMAIL, ACCOUNT], [PHONE], "chief", trial=trial)


def kept(store: Store) -> str:
    """Everything in the store, in lower case."""
    reflected = sa.MetaData()
    with store.engine.connect() as connection:
        reflected.reflect(connection)
        rows = [connection.execute(sa.select(table)).all() for table in reflected.sorted_tables]
    return repr(rows).lower()


def test_nothing_that_is_kept_names_the_person(store: Store) -> None:
    before = store.publication(), store.published()
    assert all(word in kept(store) for word in SAID)
    done = erase(store)
    assert not [word for word in SAID if word in kept(store)]
    assert done.rows["revision"] == 3 and done.rows["person"] == 1 and done.keys == []
    assert (store.publication(), store.published()) == before, "nothing was published or taken off"
    (old,) = store.history("named")
    assert old.body.contacts[0].name == MARK and old.author == MARK and old.reason == f"{MARK} rang"
    assert old.body.summary == f"Ask {MARK}, {MARK}."
    assert audit.entries(store)[0].what == "erased a person", "and not whom"


def test_a_trial_changes_nothing(store: Store) -> None:
    before = kept(store)
    assert erase(store, trial=True).rows["revision"] == 3
    assert kept(store) == before


def test_what_is_on_the_site_is_refused_by_its_place(store: Store) -> None:
    store.save(msgspec.structs.replace(NAMED, key="shown"), "chief")
    you_said.add(store, PUBLISHER, f"{NAME} has left.", "We changed it.", TODAY)
    before = kept(store)
    with pytest.raises(EditRefused, match="Still on the site: the record shown, you said 1"):
        erase(store)
    assert kept(store) == before


def test_somebody_who_may_sign_in_is_refused(store: Store) -> None:
    People(store).enable(ACCOUNT, "chief")
    with pytest.raises(EditRefused, match="disable the account first"):
        erase(store)


def test_a_name_that_is_a_word_is_found_where_it_stands_alone(store: Store) -> None:
    store.save(make_record("old", summary="Mark the day."), "mark", "Mark")
    with store.writing() as connection:
        withdraw(connection, make_record("old").id)
    erasure.erase(store, "Mark", [], [], "chief", trial=False)
    (old,) = store.history("old")
    assert (old.body.summary, old.author, old.reason) == ("Mark the day.", MARK, MARK)


def test_addresses_that_have_the_name_in_them_are_said(store: Store) -> None:
    store.save(make_record("zebedee-quillfeather-childminding", name="Childminding"), "chief")
    assert erase(store).keys == ["zebedee-quillfeather-childminding"]


def test_the_file_of_the_store_has_no_trace_of_it(tmp_path: Path) -> None:
    """A database leaves what was replaced in its free pages, and in the log beside it."""
    store = Store(f"sqlite:///{tmp_path / 'signpost.sqlite3'}")
    store.migrate()
    for number in range(50):
        store.save(make_record(summary=f"Run by {NAME}. " * 40), "chief", f"{number}")
    store.save(make_record(), "chief")
    with store.engine.connect():  # the site runs meanwhile, so that SQLite keeps its log
        erase(store)
        written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"a person who was removed" in written and b"Quillfeather" not in written


def test_the_command_tries_first(store: Store, store_url: str, tmp_path: Path) -> None:
    environment = {"SIGNPOST_DATA": str(tmp_path), "SIGNPOST_DATABASE_URL": store_url}
    words = ["erase-person", NAME, "--email", EMAIL, "--email", ACCOUNT, "--phone", PHONE]
    tried = CliRunner().invoke(main, words, env=environment, catch_exceptions=False)
    assert "3  rows of revision" in tried.output and "give --yes" in tried.output
    assert "quillfeather" in kept(store)
    ran = CliRunner().invoke(main, [*words, "--yes"], env=environment, catch_exceptions=False)
    assert "They are changed." in ran.output and "quillfeather" not in kept(store)
