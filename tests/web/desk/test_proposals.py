"""Proposals at the desk: compared beside their source, decided by field or in bulk, held runs let through."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from directory_data.editing import Editing
from directory_data.findings import Candidate, Copy, Findings, Found, Sort
from directory_data.proposals import Proposals
from directory_data.settings import Settings
from directory_data.source_runs import Runs
from directory_data.store import Store
from scrapers.kept_pages import Kept, KeptPages
from tests.directory_data.desk import PAGE, SOURCE, added, change, changed, file, said
from tests.web.desk.conftest import PHONE, Desk
from web.desk.differences import marked, of_values

OLD = [{"number": "01865 323332", "description": "Office"}]
NEW = [{"number": PHONE, "description": "Office"}]
SUMMARY = "A made-up group for tests."
HASH = "a1b2" * 16


@pytest.fixture
def number(store: Store) -> int:
    """A proposal to change the telephone and the summary of the group."""
    fields = change("phones", OLD, NEW), change("summary", SUMMARY, "A group on Mondays.", "Which Mondays?")
    file(store, changed(*fields), copies=[Copy(PAGE, HASH, False)])
    return Proposals(store).open()[0].id


def on_site(desk: Desk) -> str:
    return desk.client.get("/services/example-group").get_data(as_text=True)


def test_words_that_differ_are_marked_and_text_is_escaped() -> None:
    before, after = marked("Ring 01865 1 <now>", "Ring 01865 2 <now>")
    assert before == "Ring 01865 <del>1</del> &lt;now&gt;"
    assert after == "Ring 01865 <ins>2</ins> &lt;now&gt;"
    shown = of_values("phones", None, NEW)
    assert "nothing" in shown.before and shown.after == f"<ins>{PHONE} (Office)</ins>"


def test_a_proposal_shows_both_sides_and_its_source(number: int, desk_as: Callable[[str], Desk]) -> None:
    page = desk_as("reader").get(f"/desk/proposals/{number}")
    assert "<del>323332</del>" in page.html and "<ins>960101</ins>" in page.html
    assert f'href="{PAGE}"' in page.html and HASH[:12] in page.text and "22 November 2026" in page.text
    assert "Find out first: Which Mondays?" in page.text
    assert 'type="radio"' not in page.html  # a reader decides nothing


@pytest.mark.parametrize(
    ("address", "body", "ending"),
    [
        (PAGE, b"<script>alert(1)</script>Ring 01865 960101", "txt"),
        ("https://example.org/list.HTML", b"<p>Caf\xe9", "txt"),
        ("https://example.org/macros.xlsm", b"PK\x03\x04\0", "bin"),
        ("https://example.org/list.xlsx?page=1", b"PK\x03\x04\0", "xlsx"),
        ("https://example.org/list.xlsx", b"MZ\0", "bin"),
        ("https://example.org/download", b"%PDF-1.7", "pdf"),
    ],
)
def test_the_raw_copy_is_downloaded_as_it_came_and_runs_nowhere(
    address: str,
    body: bytes,
    ending: str,
    desk_as: Callable[[str], Desk],
    store: Store,
    settings: Settings,
) -> None:
    digest = hashlib.sha256(body).hexdigest()
    KeptPages(settings.fetched_folder).keep(Kept(address, digest, "text/html"), body)
    fields = change("phones", OLD, NEW)
    fields.url = address
    run = file(store, changed(fields), copies=[Copy(address, digest, False)])
    desk, copy = desk_as("reader"), f"/desk/runs/{run}/copies/{digest}"
    for page in (f"/desk/proposals/{Proposals(store).open()[0].id}", f"/desk/runs/{run}"):
        assert copy in desk.get(page).links
    answer = desk.client.get(copy)
    assert (answer.status_code, answer.data) == (200, body)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == (
        f"attachment; filename={SOURCE.key}-{run}-{digest[:12]}.{ending}"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert policy[:2] == ["sandbox", "default-src 'none'"] and "allow-" not in policy[0]
    assert answer.headers.getlist("Content-Security-Policy") == ["; ".join(policy)]


def test_no_other_file_is_downloaded_and_a_copy_that_is_gone_says_so(
    number: int, desk_as: Callable[[str], Desk], store: Store, settings: Settings
) -> None:
    desk, run = desk_as("reader"), Proposals(store).get(number).run
    page = desk.get(f"/desk/runs/{run}/copies/{HASH}", 404)
    assert "The raw copy is not here" in page.text and "180 days" in page.text
    other = hashlib.sha256(b"of another run").hexdigest()
    KeptPages(settings.fetched_folder).keep(Kept(PAGE, other, "text/html"), b"of another run")
    assert "The raw copy" not in desk.get(f"/desk/runs/{run}/copies/{other}", 404).text
    desk.get(f"/desk/runs/99/copies/{other}", 404)
    damaged = settings.fetched_folder / "copies" / HASH[:2] / HASH
    damaged.parent.mkdir(parents=True)
    damaged.write_bytes(b"other bytes than the hash says")
    assert "is not here" in desk.get(f"/desk/runs/{run}/copies/{HASH}", 404).text


def test_each_field_is_decided_by_itself(number: int, desk_as: Callable[[str], Desk]) -> None:
    desk = desk_as("publisher")
    page = desk.done(
        f"/desk/proposals/{number}/decide",
        **{"decision-phones": "accept", "decision-summary": "reject", "why": "Rang them"},
    )
    assert "It is on the site now." in page.text and "Rejected: Summary" in page.text
    assert "Accepted by publisher" in page.text and "Rang them" in page.text
    assert PHONE in on_site(desk) and "Mondays" not in on_site(desk)
    assert "nothing to decide" in desk.get("/desk/proposals").text


def test_an_editors_acceptance_waits(number: int, desk_as: Callable[[str], Desk]) -> None:
    desk = desk_as("editor")
    page = desk.done(f"/desk/proposals/{number}/decide", all="accept")
    assert "waits for a publisher" in page.text and PHONE not in on_site(desk)


def test_nothing_chosen_decides_nothing(number: int, desk_as: Callable[[str], Desk], store: Store) -> None:
    desk = desk_as("editor")
    assert "nothing was decided" in desk.done(f"/desk/proposals/{number}/decide").text
    assert "nothing was decided" in desk.done("/desk/proposals/decide", decision="accept").text
    assert len(Proposals(store).open()[0].open_fields) == 2


def test_what_changed_meanwhile_is_shown_before_it_is_overwritten(
    number: int, desk_as: Callable[[str], Desk], editing: Editing
) -> None:
    from tests.directory_data.desk import PUBLISHER
    from tests.factories import make_record

    body = make_record(phones=[{"number": "01865 960109"}], places=["Witney"])
    editing.publish(PUBLISHER, body.key, editing.save(PUBLISHER, body, 1))
    desk = desk_as("publisher")
    page = desk.get(f"/desk/proposals/{number}")
    assert "The record says now: 01865 960109" in page.text
    refused = desk.refused(f"/desk/proposals/{number}/decide", 409, **{"decision-phones": "accept"})
    assert "was changed since" in refused.text and "01865 960109" in on_site(desk)
    fields = {"decision-phones": "accept", "overwrite": "yes"}
    desk.done(f"/desk/proposals/{number}/decide", **fields)
    assert PHONE in on_site(desk)


def test_many_are_decided_at_once(desk_as: Callable[[str], Desk], store: Store) -> None:
    kitchen = changed(change("summary", SUMMARY, "Soup."), record="example-kitchen", item="kitchen")
    line = changed(change("summary", SUMMARY, "A line."), record="example-line", item="line")
    file(store, changed(change("phones", OLD, NEW)), kitchen, line)
    desk = desk_as("publisher")
    assert "New entry" not in desk.get(f"/desk/proposals?source={SOURCE.key}").text
    ticked = [one.id for one in Proposals(store).open()]
    page = desk.done("/desk/proposals/decide", proposal=ticked, decision="accept", why="Looked")
    assert "Accepted: 3 proposals. 1 of them wait" in page.text  # a second person for the line
    assert PHONE in on_site(desk) and Proposals(store).open() == []


def test_new_entries_become_drafts_to_complete(desk_as: Callable[[str], Desk], store: Store) -> None:
    file(store, added(change("description", None, "Plays outside.")))
    desk = desk_as("publisher")
    one = Proposals(store).open()[0]
    page = desk.done(f"/desk/proposals/{one.id}/decide", all="accept")
    assert "Accepted into a draft" in page.text
    assert "Needs is empty" in desk.get("/desk/records/new-group").text


def test_an_entry_that_may_be_a_record_is_asked_about(desk_as: Callable[[str], Desk], store: Store) -> None:
    candidate = Candidate("example-group", "Example Group", 0.81, [change("phones", OLD, NEW)])
    entry = Found(
        Sort.ADDED, "x", "Exemple Group", None, [change("name", None, "Exemple Group")], [candidate]
    )
    file(store, entry)
    desk = desk_as("editor")
    one = Proposals(store).open()[0]
    page = desk.get(f"/desk/proposals/{one.id}")
    assert "Example Group (81% alike)" in page.text and "Accept everything" not in page.html
    assert "Choose a record" in desk.done(f"/desk/proposals/{one.id}/match").text
    page = desk.done(f"/desk/proposals/{one.id}/match", record="example-group")
    assert "<ins>960101</ins>" in page.html and "Accept everything" in page.html


def test_held_runs_say_why_and_are_let_through(desk_as: Callable[[str], Desk], store: Store) -> None:
    runs = Runs(store)
    run = runs.start(SOURCE)
    found = Findings(proposals=[changed(change("phones", OLD, NEW))], said=[said()])
    runs.hold(run, "It lists 1 entry; the last time it had 40.", found)
    desk = desk_as("publisher")
    assert "It lists 1 entry" in desk.get("/desk/sources").text
    assert "It lists 1 entry" in desk.get(f"/desk/sources/{SOURCE.key}").text
    assert "The directory is unchanged" in desk.get(f"/desk/runs/{run}").text
    assert "Say how you know" in desk.refused(f"/desk/runs/{run}/release", 422).text
    page = desk.done(f"/desk/runs/{run}/release", why="The groups have ended")
    assert "Let through" in page.text and "<ins>960101</ins>" in page.html
    assert "dealt with" in desk.refused(f"/desk/runs/{run}/release", 409, why="Again").text


def test_what_is_gone_from_the_source_is_taken_off(desk_as: Callable[[str], Desk], store: Store) -> None:
    gone = Found(
        Sort.REMOVED, "group", "Example Group", "example-group", [change("entry", "Example Group", None)]
    )
    file(store, gone, said=[])
    desk = desk_as("publisher")
    one = Proposals(store).open()[0]
    assert "<del>Example Group</del>" in desk.get(f"/desk/proposals/{one.id}").html
    desk.done(f"/desk/proposals/{one.id}/decide", all="accept")
    assert desk.client.get("/services/example-group").status_code == 404


def test_unknown_ones_are_not_found(desk_as: Callable[[str], Desk]) -> None:
    desk = desk_as("reader")
    for address in ("/desk/proposals/99", "/desk/runs/99", "/desk/sources/nobody"):
        desk.get(address, 404)
