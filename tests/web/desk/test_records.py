"""A record through its life at the desk: found, edited, reviewed, published, undone, taken off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from werkzeug.datastructures import MultiDict

from directory_data import moments, seed_files
from directory_data.directory import Directory
from directory_data.editing import Editing
from directory_data.models import Record
from directory_data.search import SearchQuery
from directory_data.settings import Settings
from directory_data.working_copies import State
from tests.factories import make_record
from tests.web.desk.conftest import PHONE, Desk
from web.desk import record_form

HERE = "/desk/records/example-group"
LINE = "/desk/records/example-line"
TODAY = moments.day(moments.now())


def form(desk: Desk, address: str = f"{HERE}/edit", **changes: str) -> dict[str, object]:
    """The form of a page as a browser would send it, with some boxes changed."""
    from bs4 import BeautifulSoup

    page = BeautifulSoup(desk.get(address).html, "html.parser")
    fields: dict[str, object] = {}
    for tag in page.select("main form input, main form textarea, main form select"):
        name = str(tag.get("name", ""))
        if tag.name == "select":
            chosen = tag.select_one("option[selected]") or tag.select_one("option")
            fields[name] = chosen["value"] if chosen else ""
        elif tag.get("type") == "checkbox":
            if tag.has_attr("checked"):
                fields.setdefault(name, []).append(tag["value"])  # type: ignore[attr-defined]
        else:
            fields[name] = tag.text.removeprefix("\n") if tag.name == "textarea" else tag.get("value", "")
    fields.pop("csrf_token", None)
    assert not changes.keys() - fields.keys() - {"why", "wish"}
    return {**fields, "why": "Rang them", **changes}


def on_site(desk: Desk, key: str = "example-group") -> str:
    return desk.client.get(f"/services/{key}").get_data(as_text=True)


def number_of(desk: Desk, key: str = "example-group") -> str:
    return str(form(desk, f"/desk/records/{key}/edit")["after"])


def test_a_form_sent_back_untouched_changes_nothing() -> None:
    for record in seed_files.records():
        check_untouched(record)


def check_untouched(record: Record) -> None:
    sent = MultiDict(
        [
            (name, value.replace("\n", "\r\n"))
            for name, value in record_form.fields_of(record).items(multi=True)
        ]
    )
    again, problems = record_form.read(sent, record)
    assert problems == [], record.key
    assert msgspec.to_builtins(again) == msgspec.to_builtins(record)


def test_records_are_found_by_words_number_and_state(desk_as: Callable[[str], Desk]) -> None:
    desk = desk_as("reader")
    assert "3 records" in desk.get("/desk/records").text
    for asked in ("kitchen", "01865 323332", "01865323333", "EXAMPLE line"):
        assert "1 record " in desk.get(f"/desk/records?q={asked}").text, asked
    assert "0 records" in desk.get("/desk/records?state=draft").text
    assert "Add a new record" not in desk.get("/desk/records").text


def test_a_phone_is_fixed_and_seen_by_site_api_and_bot(
    desk_as: Callable[[str], Desk], settings: Settings
) -> None:
    """The bot opens the same index in a process of its own; whoever has it open moves over."""
    desk, bot = desk_as("publisher"), Directory(settings.index_folder)
    assert bot.get("example-group").phone == "01865 323332"
    sent = form(desk, **{"phones-0-number": PHONE, "wish": "publish"})
    assert "It is on the site now." in desk.done(f"{HERE}/edit", **sent).text
    assert PHONE in on_site(desk)
    found = desk.client.get("/api/search?q=example+group").get_json()
    assert PHONE in [one["phone"] for one in found["contents"]]
    assert bot.get("example-group").phone == PHONE
    assert bot.search(SearchQuery("example group")).hits[0].record.phone == PHONE


def test_an_editors_change_waits_for_a_publisher(desk_as: Callable[[str], Desk]) -> None:
    editor, publisher = desk_as("editor"), desk_as("publisher")
    assert "Save and publish" not in editor.get(f"{HERE}/edit").html
    editor.done(f"{HERE}/edit", **form(editor, **{"phones-0-number": PHONE, "wish": "review"}))
    assert PHONE not in on_site(editor)
    page = publisher.get(HERE)
    assert "In review" in page.text
    assert "<del>323332</del>" in page.html and "<ins>960101</ins>" in page.html
    publisher.done(f"{HERE}/publish", after=number_of(publisher))
    assert PHONE in on_site(editor)


def test_publishing_is_refused_to_editors(desk_as: Callable[[str], Desk]) -> None:
    editor = desk_as("editor")
    editor.refused(f"{HERE}/edit", 403, **form(editor, **{"phones-0-number": PHONE, "wish": "publish"}))
    assert PHONE not in on_site(editor) and "Published" in editor.get(HERE).text


def test_faults_are_named_beside_their_box_and_nothing_is_lost(desk_as: Callable[[str], Desk]) -> None:
    desk = desk_as("publisher")
    wrong = form(desk, **{"phones-0-number": "01865 12", "minimum_age": "four", "why": "", "wish": "publish"})
    page = desk.refused(f"{HERE}/edit", 422, **wrong)
    assert "Lowest age must be a number" in page.text and 'href="#minimum_age"' in page.html
    page = desk.refused(f"{HERE}/edit", 422, **{**wrong, "minimum_age": "4"})
    assert "Telephone numbers: &#39;01865 12&#39; is not a UK telephone number." in page.html
    assert "Say how you know" in page.text and 'href="#phones"' in page.html
    assert 'value="01865 12"' in page.html and page.texts["title"][0].startswith("Error:")


def test_a_draft_may_have_faults_and_says_them(desk_as: Callable[[str], Desk]) -> None:
    desk = desk_as("editor")
    page = desk.done(f"{HERE}/edit", **form(desk, **{"phones-0-number": "01865 12", "wish": "draft"}))
    assert "To be put right first" in page.text and "Ask for review" not in page.text


def test_another_row_is_added_without_script(desk_as: Callable[[str], Desk]) -> None:
    desk = desk_as("editor")
    sent = form(desk, **{"phones-1-number": "01865 960102"})
    answer = desk.post(f"{HERE}/edit", **sent, add="phones")
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert 'id="phones-2-number"' in html and 'value="01865 960102"' in html


def test_second_editor_is_told_and_loses_nothing(desk_as: Callable[[str], Desk]) -> None:
    first, second = desk_as("publisher"), desk_as("editor")
    theirs = form(first, **{"phones-0-number": PHONE, "summary": "Theirs.", "wish": "publish"})
    mine = form(second, **{"summary": "Mine.", "email": "group@example.org", "wish": "draft"})
    first.done(f"{HERE}/edit", **theirs)
    page = second.refused(f"{HERE}/edit", 409, **mine)
    assert "publisher changed this record" in page.text and "Nothing of yours is lost" in page.text
    assert ">\nMine.</textarea>" in page.html and 'value="group@example.org"' in page.html
    assert f'value="{PHONE}"' in page.html  # only they changed it
    assert "<del>Theirs</del>" in page.html and "<ins>Mine</ins>" in page.html
    assert "Theirs." in on_site(second)
    again = form(second, **{"summary": "Mine.", "email": "group@example.org", "wish": "draft"})
    second.done(f"{HERE}/edit", **again)
    assert "On the site" in second.get(HERE).text


def test_text_typed_too_long_is_there_after_signing_in_again(
    desk_as: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, address = desk_as("editor"), f"{HERE}/edit"
    sent = {**form(desk, summary="Typed while on the telephone."), "csrf_token": desk.token()}
    later = moments.now() + dt.timedelta(minutes=61)
    monkeypatch.setattr(moments, "now", lambda: later)
    answer = desk.client.post(address, data=sent)
    assert answer.headers["Location"] == "/desk/sign-in?after=/desk/records/example-group/edit"
    assert "Typed while" not in desk_as("second").get(address).html  # nobody else gets it
    desk.as_("editor")
    page = desk.get(address)
    assert "You were signed out while you were typing" in page.text
    assert "Typed while on the telephone.</textarea>" in page.html
    assert "Typed while" not in desk.get(address).html  # once


def test_a_forged_form_is_not_kept(desk_as: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    desk = desk_as("editor")
    later = moments.now() + dt.timedelta(minutes=61)
    monkeypatch.setattr(moments, "now", lambda: later)
    desk.client.post(f"{HERE}/edit", data={"summary": "Forged", "csrf_token": "x"})
    assert "Forged" not in desk.as_("editor").get(f"{HERE}/edit").html


def test_discarded_work_is_not_the_base_of_the_next_edit(
    desk_as: Callable[[str], Desk], editing: Editing
) -> None:
    desk = desk_as("publisher")
    desk.done(f"{HERE}/edit", **form(desk, summary="Given up.", wish="draft"))
    desk.done(f"{HERE}/discard", after=number_of(desk))
    desk.done(f"{HERE}/edit", **form(desk, **{"phones-0-number": PHONE, "wish": "publish"}))
    body = editing.open("example-group").published
    assert body and body.summary == "A made-up group for tests." and body.phone == PHONE


def test_undo_brings_the_old_number_back(desk_as: Callable[[str], Desk]) -> None:
    desk = desk_as("publisher")
    desk.done(f"{HERE}/edit", **form(desk, **{"phones-0-number": PHONE, "wish": "publish"}))
    page = desk.get(f"{HERE}/history")
    assert "Revision 2, publisher" in page.text and "Rang them" in page.text
    compared = desk.get(f"{HERE}/compare?old=2&new=1")
    assert "<del>323332</del>" in compared.html and "<ins>960101</ins>" in compared.html
    page = desk.done(f"{HERE}/restore/1", after="2")
    assert "A draft with the text of revision 1" in page.text
    desk.done(f"{HERE}/publish", after="3")
    assert PHONE not in on_site(desk) and "01865 323332" in on_site(desk)


def test_safeguarding_contacts_need_a_second_person(desk_as: Callable[[str], Desk]) -> None:
    first, second = desk_as("publisher"), desk_as("second")
    assert "Save and publish" not in first.get(f"{LINE}/edit").html
    sent = form(first, f"{LINE}/edit", **{"phones-0-number": PHONE, "wish": "review"})
    first.done(f"{LINE}/edit", **sent)
    page = first.refused(f"{LINE}/publish", 403, after="2")
    assert "somebody who wrote no part" in page.text and PHONE not in on_site(first, "example-line")
    second.done(f"{LINE}/publish", after="2")
    assert PHONE in on_site(first, "example-line")
    assert "two people" in first.get(LINE).text


def test_scheduled_and_expired(desk_as: Callable[[str], Desk], editing: Editing) -> None:
    desk = desk_as("publisher")
    desk.done(f"{HERE}/edit", **form(desk, summary="For later.", wish="draft"))
    later = TODAY + dt.timedelta(days=3)
    page = desk.done(f"{HERE}/publish", after="2", on=later.isoformat())
    assert "Scheduled" in page.text and "For later." not in on_site(desk)
    desk.done(f"{HERE}/discard", after="2")
    desk.done(f"{HERE}/last-day", last_day=(TODAY - dt.timedelta(days=1)).isoformat())
    assert editing.tick() == ["example-group"]
    assert "Expired" in desk.get(HERE).text
    assert desk.client.get("/services/example-group").status_code == 404


def test_taken_off_confirmed_and_sent_back(desk_as: Callable[[str], Desk], editing: Editing) -> None:
    desk, editor = desk_as("publisher"), desk_as("editor")
    assert "how you checked" in desk.refused(f"{HERE}/confirm", 422, after="1").text
    desk.done(f"{HERE}/confirm", after="1", why="Rang them")
    assert editing.open("example-group").body.assured_date == TODAY
    editor.done(f"{HERE}/edit", **form(editor, summary="Better.", wish="review"))
    assert "Say what must be changed" in editor.refused(f"{HERE}/send-back", 422, after="3").text
    editor.done(f"{HERE}/send-back", after="3", why="Which day?")
    assert editing.open("example-group").state is State.DRAFT
    desk.done(f"{HERE}/withdraw", after="3", why="It has closed")
    assert desk.client.get("/services/example-group").status_code == 404


def test_locks_are_set_shown_and_taken_away(desk_as: Callable[[str], Desk], editing: Editing) -> None:
    desk = desk_as("editor")
    assert "Locked" in desk.done(f"{HERE}/lock", field="phones", why="We rang").text
    assert [lock.field for lock in editing.open("example-group").locks] == ["phones"]
    assert "by editor: We rang" in desk.get(f"{HERE}/edit").text
    desk.done(f"{HERE}/unlock", field="phones")
    assert editing.open("example-group").locks == []


def test_new_record_is_a_draft_first(desk_as: Callable[[str], Desk]) -> None:
    desk = desk_as("publisher")
    blank = form(desk, "/desk/records/new", name="Café Example", summary="Soup on Sundays.")
    assert "Source: choose one" in desk.refused("/desk/records/new", 422, **blank).text
    sent = {**blank, "source": "oscb-lcss", "categories": ["food"]}
    page = desk.done("/desk/records/new", **sent)
    assert "nothing of it is on the site yet" in page.text
    assert "page address already" in desk.refused("/desk/records/new", 422, **sent).text
    desk.done("/desk/records/cafe-example/publish", after="1")
    assert "Soup on Sundays." in on_site(desk, "cafe-example")


def test_previews_show_the_draft(desk_as: Callable[[str], Desk], editing: Editing) -> None:
    desk = desk_as("editor")
    body = make_record(
        "example-guide",
        kind="guidance",
        audiences=["practitioner"],
        sections=[{"heading": "How long", "text": "Six weeks.", "asked_as": ["how long does it take"]}],
    )
    from tests.directory_data.desk import EDITOR

    editing.create(EDITOR, body, "test")
    here = "/desk/records/example-guide/preview"
    parent = desk.get(f"{here}/parent").text
    assert "not on the site yet" in parent and "not written for parents" in parent and "Six weeks." in parent
    assert "not written for" not in desk.get(f"{here}/practitioner").text
    bot = desk.get(f"{here}/bot").text
    assert "how long does it take" in bot and "Six weeks." in bot
    assert desk.client.get(f"{here}/nobody").status_code == 404


def test_changed_facts_say_who_knew_them(desk_as: Callable[[str], Desk], editing: Editing) -> None:
    desk = desk_as("publisher")
    desk.done(f"{HERE}/edit", **form(desk, **{"phones-0-number": PHONE, "wish": "publish"}))
    origin = editing.open("example-group").body.provenance
    assert origin.keys() == {"phones"}
    assert (origin["phones"].by, origin["phones"].known, origin["phones"].reason) == (
        "publisher",
        TODAY,
        "Rang them",
    )


def test_locations_keep_their_point_while_the_address_stays(tmp_path: Path) -> None:
    spot = {"address_1": "1 Example St", "city": "Witney", "postal_code": "OX28 6AA"}
    record = make_record(locations=[{"name": "Hall", "address": spot, "latitude": 51.7, "longitude": -1.4}])
    fields = record_form.fields_of(record)
    fields["locations-0-name"] = "New Hall"
    kept, _ = record_form.read(fields, record)
    assert (kept.locations[0].name, kept.locations[0].latitude) == ("New Hall", 51.7)
    fields["locations-0-postal_code"] = "OX28 6AB"
    moved, _ = record_form.read(fields, record)
    assert moved.locations[0].latitude is None


def test_the_last_doubt_taken_away_ends_being_doubtful() -> None:
    record = make_record(phones=[{"number": "01865 323332", "doubtful": "Old"}], checking="doubtful")
    fields = record_form.fields_of(record)
    fields["phones-0-doubtful"] = ""
    assert record_form.read(fields, record)[0].checking == "unchecked"
    fields["doubts-0-field"], fields["doubts-0-reason"] = "email", "Bounced"
    again, _ = record_form.read(fields, record)
    assert (again.checking, again.doubts) == ("doubtful", {"email": "Bounced"})
