"""What a person decided stays decided until the source changes its word."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory_data.decisions import Decisions
from directory_data.editing import Editing
from directory_data.models import Phone, Record
from directory_data.proposals import Proposal, Proposals
from scrapers.normalise import normalised, phone, url
from scrapers.page import Page
from scrapers.run import Report, run
from scrapers.sameness import joined, same
from tests.factories import make_record
from tests.scrapers.fictional import group, page, scraper
from tests.scrapers.world import EDITOR, PUBLISHER, accept_everything, directory_in

SITE = "http://groups.example/"
KEY = "ash-example-group"
OFFICE = {"number": "01632 960001", "description": "Office"}
LEADER = {"name": "Test Person", "title": "Leader"}
WRONG, RIGHT, NEWER = "03069 990050", "03069 990060", "03069 990070"


@pytest.fixture
def editing(tmp_path: Path) -> Editing:
    made = directory_in(tmp_path)
    refresh(made)
    accept_everything(made)
    return made


def refresh(editing: Editing, **first: str) -> Report:
    """A run over the site, the first group as given."""
    body = page(group(0, **first), *map(group, range(1, 6)))
    report = run(scraper(SITE), lambda address: Page.of(address, body.encode()), editing)
    assert report.state == "complete", report.reason
    return report


def open_(editing: Editing) -> list[Proposal]:
    return Proposals(editing.store).open()


def body(editing: Editing, **changes: object) -> Record:
    old = editing.open(KEY).body
    return Record(**{f: changes.get(f, getattr(old, f)) for f in old.__struct_fields__})


def publish(editing: Editing, **changes: object) -> None:
    number = editing.save(EDITOR, body(editing, **changes), editing.open(KEY).number, "By phone")
    editing.publish(PUBLISHER, KEY, number)


def test_an_editors_correction_stays_until_the_source_says_something_else(editing: Editing) -> None:
    publish(editing, phones=[Phone(RIGHT)])
    refresh(editing)
    assert open_(editing) == [], "the source only repeats itself"
    refresh(editing, phone=NEWER)
    (one,) = open_(editing)
    assert [(c.before[0]["number"], c.after[0]["number"]) for c in one.open_fields] == [
        (RIGHT, phone(NEWER)),
    ]


def test_a_rejected_value_comes_back_only_as_another(editing: Editing) -> None:
    refresh(editing, phone=WRONG)
    Decisions(editing).reject(EDITOR, open_(editing)[0].id, why="Nobody answers")
    refresh(editing, phone=WRONG)
    assert open_(editing) == []
    refresh(editing, phone=NEWER)
    assert [c.after[0]["number"] for c in open_(editing)[0].open_fields] == [phone(NEWER)]


def test_a_locked_field_is_proposed_once_it_is_unlocked(editing: Editing) -> None:
    editing.lock(EDITOR, KEY, "phones", "The site has the old number")
    refresh(editing, phone=WRONG)
    assert open_(editing) == []
    editing.unlock(EDITOR, KEY, "phones", "They corrected it")
    refresh(editing, phone=WRONG)
    assert [c.field for c in open_(editing)[0].open_fields] == ["phones"]


def test_what_is_in_review_is_not_proposed_again(editing: Editing) -> None:
    refresh(editing, phone=NEWER)
    Decisions(editing).accept(EDITOR, open_(editing)[0].id)
    refresh(editing, phone=NEWER)
    assert open_(editing) == []


def test_a_new_entry_that_nobody_wants_stays_away(editing: Editing) -> None:
    more = page(*map(group, range(7)))
    for _ in range(2):
        run(scraper(SITE), lambda address: Page.of(address, more.encode()), editing)
        for one in open_(editing):
            assert one.item == "6"
            Decisions(editing).reject(EDITOR, one.id, why="Not in the county")
    changed = page(*map(group, range(6)), group(6, phone=NEWER))
    run(scraper(SITE), lambda address: Page.of(address, changed.encode()), editing)
    assert open_(editing) == []


def test_an_entry_with_a_new_key_is_asked_about_and_its_record_not_removed(editing: Editing) -> None:
    def renamed(name: str) -> None:
        pages = page(*map(group, range(1, 6)), group(0, name=name).replace('data-id="0"', 'data-id="99"'))
        run(scraper(SITE), lambda address: Page.of(address, pages.encode()), editing)

    renamed("Ash Example Families")
    (one,) = open_(editing)
    assert (one.item, [c.record for c in one.candidates]) == ("99", [KEY])
    linked = Decisions(editing).link(EDITOR, one.id, KEY)
    assert linked is not None
    assert [c.field for c in Proposals(editing.store).get(linked).open_fields] == ["name"]
    renamed("Ash Example Families")
    assert [one.id for one in open_(editing)] == [linked], "neither removed nor asked again"


def test_the_same_name_and_number_under_a_new_key_is_the_same_record(editing: Editing) -> None:
    pages = page(*map(group, range(1, 6)), group(0).replace('data-id="0"', 'data-id="99"'))
    run(scraper(SITE), lambda address: Page.of(address, pages.encode()), editing)
    assert open_(editing) == []


def test_a_withdrawn_record_is_proposed_when_the_source_lists_it_again(editing: Editing) -> None:
    without = page(*map(group, range(1, 6)))
    run(scraper(SITE), lambda address: Page.of(address, without.encode()), editing)
    Decisions(editing).accept(PUBLISHER, open_(editing)[0].id)
    assert KEY not in [record.key for record in editing.store.published()]
    refresh(editing)
    (one,) = open_(editing)
    assert (one.sort.value, one.record) == ("added", KEY)
    Decisions(editing).accept(PUBLISHER, one.id)
    assert KEY in [record.key for record in editing.store.published()]


def test_what_an_editor_withdrew_is_not_proposed(editing: Editing) -> None:
    editing.withdraw(PUBLISHER, KEY, editing.open(KEY).number, "It has closed")
    refresh(editing)
    assert open_(editing) == []


def test_records_of_other_origin_are_recognised(tmp_path: Path) -> None:
    editing = directory_in(tmp_path)
    editing.store.load_seed(
        [
            make_record("ash", name="Ash Example Group", phones=[{"number": "03069 990000"}]),
            make_record("birch", name="Birch Group for Examples", email="birch@example.org"),
            make_record("glossary-cedar", kind="guidance", name="Cedar Example Group"),
        ]
    )
    refresh(editing)
    found = {one.item: (one.record, [c.record for c in one.candidates]) for one in open_(editing)}
    assert found["0"] == ("ash", [])
    assert found["1"] == (None, ["birch"]), "alike, so somebody is asked"
    assert found["2"] == (None, []), "guidance is not the service it is about"


@pytest.mark.parametrize(
    ("field", "said", "known", "expected"),
    [
        ("phones", [{"number": "+44 (0)1632 960001"}], [{"number": "01632 960 001"}], True),
        ("phones", [{"number": "01632 960001"}], [OFFICE], True),
        ("phones", [OFFICE | {"description": "Home"}], [OFFICE], False),
        ("phones", [{"number": "01632 960001"}], [{"number": "01632 960002"}], False),
        ("phones", [], [{"number": "01632 960002"}], False),
        ("urls", [{"url": "http://www.example.org/a/?fbclid=x"}], [{"url": "https://example.org/a"}], True),
        ("urls", [{"url": "https://example.org/?page=2"}], [{"url": "https://example.org/"}], False),
        ("email", "MAILTO:A@example.org", "a@example.org", True),
        ("email", "mailto:A@example.org?subject=x", "a@example.org", True),
        ("description", "A  “b” – c", 'A "b" - c', True),
        ("description", "A b", "a b", False),
        ("minimum_age", 4, 4.0, True),
        ("minimum_age", None, 0.0, False),
        ("languages", ["Polish", "English"], ["English", "Polish"], True),
        (
            "schedules",
            [{"byday": ["TU", "MO"], "opens_at": "09:00", "closes_at": "23:59"}],
            [{"byday": [day], "opens_at": "09:00", "closes_at": "24:00"} for day in ("MO", "TU")],
            True,
        ),
        ("contacts", [{"name": "Test Person"}], [LEADER], True),
        ("contacts", [LEADER | {"title": "Helper"}], [LEADER], False),
    ],
)  # fmt: skip
def test_what_counts_as_the_same(field: str, said: object, known: object, expected: bool) -> None:
    assert same(field, said, known) is expected


def test_labels_that_an_editor_gave_are_kept() -> None:
    known = [{"number": "01632 960001", "description": "Office"}]
    said = [{"number": "01632 960002"}, {"number": "01632 960001"}]
    assert joined("phones", said, known) == [
        {"description": "Office", "number": "01632 960001"},
        {"number": "01632 960002"},
    ]


def test_forms_that_are_kept() -> None:
    assert normalised({"description": "A\u00a0 b\r\n\r\n\r\n\r\nc\u200b"})["description"] == "A b\n\nc"
    assert url("https://EXAMPLE.org/a;jsessionid=1?b=2&_wpnonce=3#d") == "https://example.org/a?b=2#d"
    assert phone("0345 050 7666 option 2") == "0345 050 7666 option 2"
