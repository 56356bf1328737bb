"""Rounds as the clock moves: who is asked, what is lowered and hidden, and what one link can do."""

from __future__ import annotations

import datetime as dt
import email
import fcntl
import re
from dataclasses import replace
from email.policy import default
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from directory_data import (
    audit,
    confirm_links,
    freshness,
    freshness_run,
    moments,
    publishing,
    rhythms,
)
from directory_data.cli import main
from directory_data.confirm_links import LinkState
from directory_data.directory import Directory
from directory_data.editing import Editing
from directory_data.freshness_run import Round
from directory_data.freshness_tables import confirm_link
from directory_data.mail import Letter, MailProblem, Outbox
from directory_data.models import Organization
from directory_data.settings import Settings
from directory_data.store import Store
from directory_data.vocabulary import Checking
from tests.directory_data.desk import EDITOR, PUBLISHER
from tests.factories import make_record

KNOWN = dt.date(2020, 1, 1)
START = dt.datetime(2020, 12, 31, 12, tzinfo=dt.timezone.utc)
FRESH = dt.date(2040, 1, 1)
GROUP = make_record(known=KNOWN, email="group@example.org", phones=[{"number": "01865 323332"}])
SAME_OWNER = make_record("example-choir", known=KNOWN, email="group@example.org")
NO_ADDRESS = make_record("example-walk", known=KNOWN)
LINE = make_record(
    "example-line", kind="contact", categories=["safeguarding"], known=KNOWN, email="line@example.org"
)
OTHERS = [make_record(f"other-{n}", known=FRESH) for n in range(16)]


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> dt.datetime:
        return self.at

    def pass_(self, days: int) -> None:
        self.at += dt.timedelta(days=days)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(
        data=tmp_path,
        address="https://signpost.example.org",
        smtp="smtp://127.0.0.1:9",
        mail_from="desk@example.org",
        editors_mail="desk@example.org",
    )
    store = Store(made.store_url)
    store.migrate()
    store.load_seed([GROUP, SAME_OWNER, NO_ADDRESS, LINE, *OTHERS])
    publishing.publish(made)
    return made


@pytest.fixture
def editing(settings: Settings, clock: Clock) -> Editing:
    return Editing(settings, clock=clock)


def round_(editing: Editing, clock: Clock, **options: bool) -> Round:
    with Outbox(replace(editing.settings, smtp="")) as outbox:  # the letters become files
        return freshness_run.run(editing, outbox, clock(), **options)


def letters(settings: Settings, to: str) -> list[str]:
    paths = sorted(settings.mail_folder.iterdir()) if settings.mail_folder.exists() else []
    read = [email.message_from_bytes(path.read_bytes(), policy=default) for path in paths]
    return [f"{one['Subject']}\n{one.get_content()}" for one in read if one["To"] == to]  # type: ignore[attr-defined]


def tokens(settings: Settings) -> list[str]:
    """The links of the newest letter to the group."""
    return re.findall(
        r"https://signpost\.example\.org/still-right/(\S+)", letters(settings, "group@example.org")[-1]
    )


def states(editing: Editing) -> dict[str, str]:
    return {one.record.key: one.step.value for one in freshness.standings(editing.store) if one.step}


def test_a_year_in_which_nobody_answers(editing: Editing, settings: Settings, clock: Clock) -> None:
    directory = Directory(settings.index_folder)
    seen = {}
    for day in range(120):
        round_(editing, clock)
        seen.setdefault(states(editing).get("example-group"), day)
        clock.pass_(1)
    assert seen == {
        None: 0,
        "first reminder": 1,
        "second reminder": 15,
        "third reminder": 29,
        "lowered": 43,
        "hidden": 85,
    }
    assert len(letters(settings, "group@example.org")) == 3
    assert [text.split("\n")[0].split(":")[0] for text in letters(settings, "group@example.org")] == [
        "Is this still right? 2 services on Signpost",
        "Please check what we say about you",
        "Last reminder",
    ]
    assert directory.not_shown("example-group") and directory.not_shown("example-walk")
    assert directory.get("example-line").key == "example-line"
    assert len(directory.searcher.catalogue.by_key) == 17
    assert [one.what for one in audit.entries(editing.store, about="example-group")][::-1] == [
        "first reminder", "second reminder", "third reminder", "lowered", "hidden",
    ]  # fmt: skip


def test_one_letter_for_each_address_with_what_is_shown(
    editing: Editing, settings: Settings, clock: Clock
) -> None:
    clock.pass_(2)
    done = round_(editing, clock)
    (text,) = letters(settings, "group@example.org")
    assert "Call: 01865 323332" in text and len(set(tokens(settings))) == 2
    assert "/services/example-group/problem" in text and "{" not in text
    assert {key: len(due) for key, due in done.plan.owners.items()} == {"group@example.org": 2}


def test_safeguarding_contacts_and_those_without_address_go_to_the_editors(
    editing: Editing, settings: Settings, clock: Clock
) -> None:
    clock.pass_(2)
    round_(editing, clock)
    (text,) = letters(settings, "desk@example.org")
    assert "example-line" in text and "example-walk" in text and "still-right" not in text
    assert letters(settings, "line@example.org") == []


def test_a_second_round_on_a_day_does_nothing(editing: Editing, settings: Settings, clock: Clock) -> None:
    clock.pass_(2)
    round_(editing, clock)
    again = round_(editing, clock)
    assert (again.plan.owners, again.plan.editors) == ({}, [])
    assert len(letters(settings, "group@example.org")) == 1


def test_after_a_long_silence_of_the_program_nothing_is_skipped(editing: Editing, clock: Clock) -> None:
    clock.pass_(900)
    round_(editing, clock)
    assert states(editing)["example-group"] == "first reminder"


def test_two_rounds_at_once_are_one(editing: Editing, settings: Settings, clock: Clock) -> None:
    clock.pass_(2)
    with (settings.data / "freshness.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert round_(editing, clock).busy
    assert letters(settings, "group@example.org") == []


class Broken(Outbox):
    def send(self, wanted: Letter) -> None:
        raise MailProblem(f"No post to {wanted.to}.")


def test_a_letter_that_did_not_go_is_no_reminder(editing: Editing, settings: Settings, clock: Clock) -> None:
    clock.pass_(2)
    done = freshness_run.run(editing, Broken(settings), clock())
    assert done.faults == ["No post to group@example.org.", "No post to desk@example.org."]
    assert "example-group" not in states(editing)
    round_(editing, clock)
    assert states(editing)["example-group"] == "first reminder"


def test_without_a_mail_server_nobody_was_asked(editing: Editing, settings: Settings, clock: Clock) -> None:
    mute = Editing(replace(settings, smtp=""), clock=clock)
    for _ in range(6):
        clock.pass_(50)
        done = round_(mute, clock)
        assert done.plan.owners == {}
        assert [one.record.key for one, _ in done.plan.waiting["group@example.org"]] == [
            "example-choir", "example-group",
        ]  # fmt: skip
    by_editors = {"example-walk": "hidden", "example-line": "third reminder"}  # the desk shows these
    assert states(mute) == by_editors
    assert letters(settings, "group@example.org") == []
    with mute.store.engine.connect() as connection:
        assert connection.execute(sa.select(confirm_link)).all() == []
    round_(editing, clock)
    assert states(editing)["example-group"] == "first reminder"


def test_who_was_asked_before_the_mail_server_went_was_asked(editing: Editing, clock: Clock) -> None:
    for days in (2, 14, 14):
        clock.pass_(days)
        round_(editing, clock)
    mute = Editing(replace(editing.settings, smtp=""), clock=clock)
    clock.pass_(14)
    round_(mute, clock)
    assert states(mute)["example-group"] == "lowered"


def test_not_much_of_the_directory_is_hidden_at_once(
    editing: Editing, settings: Settings, clock: Clock
) -> None:
    editing.store.load_seed([make_record(f"old-{n}", known=KNOWN) for n in range(5)])
    for days in (2, 14, 14, 14, 42):
        clock.pass_(days)
        done = round_(editing, clock)
    assert "32% of the directory" in done.plan.held and done.plan.hidden == []
    assert "32% of the directory" in letters(settings, "desk@example.org")[-1]
    assert states(editing)["old-1"] == "lowered"
    assert len(round_(editing, clock, hide_anyway=True).plan.hidden) == 8
    assert states(editing)["old-1"] == "hidden"


def test_a_link_confirms_once(editing: Editing, settings: Settings, clock: Clock) -> None:
    clock.pass_(2)
    round_(editing, clock)
    token = tokens(settings)[0]
    for _ in range(3):
        link = confirm_links.look(editing.store, token, clock())
        assert link.state is LinkState.OPEN and link.record is not None
    assert states(editing).get(link.record.key) == "first reminder"  # looking confirms nothing
    assert confirm_links.confirm(editing, token, link.number, clock()).state is LinkState.CONFIRMED
    body = Directory(settings.index_folder).get(link.record.key)
    assert (body.assured_date, body.checking) == (moments.day(clock()), Checking.CONFIRMED)
    again = confirm_links.confirm(editing, token, link.number, clock())
    assert (again.state, again.on) == (LinkState.USED, moments.day(clock()))
    assert len(editing.history(body.key)) == 2
    assert link.record.key not in states(editing)


def test_a_used_link_takes_the_earlier_ones_with_it(
    editing: Editing, settings: Settings, clock: Clock
) -> None:
    clock.pass_(2)
    round_(editing, clock)
    first = tokens(settings)
    clock.pass_(14)
    round_(editing, clock)
    link = confirm_links.look(editing.store, tokens(settings)[0], clock())
    confirm_links.confirm(editing, tokens(settings)[0], link.number, clock())
    assert sorted(confirm_links.look(editing.store, one, clock()).state.value for one in first) == [
        "open",
        "used",
    ]


def test_a_link_ends(editing: Editing, settings: Settings, clock: Clock) -> None:
    clock.pass_(2)
    round_(editing, clock)
    token = tokens(settings)[0]
    clock.pass_(rhythms.rhythms().link_days)
    assert confirm_links.confirm(editing, token, 1, clock()).state is LinkState.EXPIRED
    assert confirm_links.look(editing.store, token[:-1] + "x", clock()).state is LinkState.UNKNOWN
    clock.pass_(confirm_links.KEPT_DAYS + 1)
    round_(editing, clock)
    assert confirm_links.look(editing.store, token, clock()).state is LinkState.UNKNOWN


def test_a_link_brings_a_hidden_record_back(editing: Editing, settings: Settings, clock: Clock) -> None:
    for days in (2, 14, 14, 14):
        clock.pass_(days)
        round_(editing, clock)
    with editing.store.writing() as connection:
        token = confirm_links.make(connection, GROUP.id, clock(), 90)
    clock.pass_(42)
    round_(editing, clock)
    directory = Directory(settings.index_folder)
    assert directory.not_shown("example-group")
    confirm_links.confirm(editing, token, 1, clock())
    assert directory.get("example-group").key == "example-group"


def test_what_changed_since_is_looked_at_again(editing: Editing, settings: Settings, clock: Clock) -> None:
    with editing.store.writing() as connection:
        token = confirm_links.make(connection, GROUP.id, clock(), 9)
    number = editing.save(EDITOR, msgspec.structs.replace(GROUP, name="Other Name"), 1)
    editing.publish(PUBLISHER, "example-group", number)
    assert confirm_links.confirm(editing, token, 1, clock()).state is LinkState.CHANGED
    assert confirm_links.confirm(editing, token, number, clock()).state is LinkState.CONFIRMED


def test_a_confirmation_does_not_overtake_an_editors_draft(editing: Editing, clock: Clock) -> None:
    clock.pass_(2)
    round_(editing, clock)
    with editing.store.writing() as connection:
        token = confirm_links.make(connection, GROUP.id, clock(), 9)
    number = editing.save(EDITOR, msgspec.structs.replace(GROUP, name="Drafted"), 1)
    clock.pass_(1)
    assert confirm_links.confirm(editing, token, 1, clock()).state is LinkState.NOTED
    assert "example-group" not in states(editing)
    assert audit.entries(editing.store, about="example-group")[0].what == "answered"
    assert not editing.open("example-group").overtaken
    editing.publish(PUBLISHER, "example-group", number)


def test_a_doubt_stays_a_doubt(editing: Editing, clock: Clock) -> None:
    doubtful = make_record("old-doubt", known=KNOWN, checking="doubtful", doubts={"phones": "Two numbers."})
    editing.store.load_seed([doubtful])
    with editing.store.writing() as connection:
        token = confirm_links.make(connection, doubtful.id, clock(), 9)
    confirm_links.confirm(editing, token, 1, clock())
    assert editing.open("old-doubt").body.checking is Checking.DOUBTFUL


def test_no_link_confirms_a_safeguarding_contact(editing: Editing, clock: Clock) -> None:
    with editing.store.writing() as connection:
        token = confirm_links.make(connection, LINE.id, clock(), 9)
    assert confirm_links.confirm(editing, token, 1, clock()).state is LinkState.GONE


def test_the_store_holds_no_token(editing: Editing, clock: Clock) -> None:
    with editing.store.writing() as connection:
        token = confirm_links.make(connection, GROUP.id, clock(), 9)
        kept = [str(value) for row in connection.execute(sa.select(confirm_link)) for value in row]
    assert len(token) >= 32 and not any(token in value for value in kept)


def test_whom_to_ask() -> None:
    runners = {"example": Organization(key="example", name="E", description="E", email="office@example.org")}
    for changes, address in (
        ({"email": "a@example.org"}, "a@example.org"),
        ({"email": "a@example.org", "doubts": {"email": "Bounced."}}, "office@example.org"),
        ({"contacts": [{"name": "Desk", "email": "d@example.org"}]}, "d@example.org"),
        ({"email": "a@example.org\nBcc: x@y.org"}, "office@example.org"),
        ({"email": "a@example.org", "kind": "contact"}, None),
    ):
        assert freshness_run.owner(make_record(organization="example", **changes), runners) == address
    assert freshness_run.owner(make_record(), runners) is None


def test_every_letter_can_be_filled_in() -> None:
    for step in rhythms.REMINDERS:
        due = [(freshness.Standing(record=GROUP, known=KNOWN, due=KNOWN), step)]
        letter = freshness_run.owner_letter(Settings(), "a@example.org", due, ["token"], KNOWN)
        assert "Example Group" in letter.subject and "/still-right/token" in letter.text
        assert not re.search(r"[{}]", letter.text)


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("SIGNPOST_DATA", str(settings.data))
    monkeypatch.setenv("SIGNPOST_EDITORS_MAIL", "desk@example.org")
    monkeypatch.setenv("SIGNPOST_SMTP", "smtp://127.0.0.1:9")
    monkeypatch.setenv("SIGNPOST_MAIL_FROM", "desk@example.org")
    monkeypatch.setenv("SIGNPOST_ADDRESS", "https://signpost.example.org")
    return lambda *words: CliRunner().invoke(main, ["freshness", *words], catch_exceptions=False)


def test_a_dry_run_tells_and_changes_nothing(run, settings: Settings, editing: Editing) -> None:  # type: ignore[no-untyped-def]
    before = editing.store.publication()
    done = run("--dry-run", "--on", "2021-02-01")
    assert done.exit_code == 0
    assert "2 records would be asked about in 1 e-mails" in done.output
    assert (
        "  group@example.org: example-choir (first reminder), example-group (first reminder)" in done.output
    )
    assert "2 records would be put to the editors." in done.output
    assert not settings.mail_folder.exists() and states(editing) == {}
    assert editing.store.publication() == before


def test_only_a_dry_run_has_another_day(run) -> None:  # type: ignore[no-untyped-def]
    assert run("--on", "2021-02-01").exit_code == 2


def test_the_command_says_who_waits_for_a_mail_server(
    run,
    settings: Settings,
    editing: Editing,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,  # type: ignore[no-untyped-def]
) -> None:
    clock.pass_(2)
    monkeypatch.setattr(moments, "now", clock)
    with monkeypatch.context() as without:
        without.delenv("SIGNPOST_SMTP")
        for words in (["--dry-run", "--on", "2021-02-01"], []):
            done = run(*words)
            assert done.exit_code == 0 and done.output.startswith("0 records ")
            assert "No mail server is set (SIGNPOST_SMTP): 2 records stay as they are" in done.output
            assert "  group@example.org: example-choir (first reminder), example-group" in done.output
    assert "The letters to the editors are files in" in done.output
    assert len(letters(settings, "desk@example.org")) == 1 and "example-group" not in states(editing)
    assert run().exit_code == 1  # there is a server now, and it does not answer
    assert "example-group" not in states(editing)
