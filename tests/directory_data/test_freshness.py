"""What is due, lowered and hidden as time passes, and what brings it back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from directory_data import freshness, publishing, rhythms, seed_files
from directory_data.directory import Directory
from directory_data.editing import Editing
from directory_data.errors import RecordError, UnknownRecord
from directory_data.freshness import ANSWERED, OWNER, Standing
from directory_data.models import Record
from directory_data.rhythms import Step
from directory_data.search import SearchQuery
from directory_data.settings import Settings
from directory_data.store import Store
from tests.directory_data.desk import EDITOR, PUBLISHER
from tests.factories import make_record

KNOWN = dt.date(2025, 1, 1)
DUE = KNOWN + dt.timedelta(days=365)
SOURCES = seed_files.sources()
LINE = make_record("example-line", kind="contact", categories=["safeguarding"], known=KNOWN)


def group(**changes: object) -> Record:
    return make_record(**{"known": KNOWN, "summary": "Lanterns are made here.", **changes})


def moment(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.timezone.utc)


def walk(record: Record, *, touched: dt.date = dt.date.min, until: int = 400) -> list[tuple[Step, int]]:
    """The steps of a record that nobody looks after, each with its day after the due one."""
    taken: list[tuple[str, dt.date]] = []
    rules = rhythms.rhythms()
    for days in range(until):
        today = DUE + dt.timedelta(days=days)
        following = freshness.standing(record, SOURCES, taken, touched).next(rules)
        if following and following[1] <= today:
            taken.append((following[0].value, today))
    return [(Step(name), (day - DUE).days) for name, day in taken]


def test_three_reminders_then_lowered_then_hidden() -> None:
    assert walk(group()) == [
        (Step.FIRST, 1),
        (Step.SECOND, 15),
        (Step.THIRD, 29),
        (Step.LOWERED, 43),
        (Step.HIDDEN, 85),
    ]


def test_nothing_is_asked_before_it_is_due() -> None:
    assert freshness.standing(group(), SOURCES, []).next(rhythms.rhythms()) == (
        Step.FIRST,
        DUE + dt.timedelta(days=1),
    )


@pytest.mark.parametrize(
    "record",
    [
        make_record("example-line", kind="contact", known=DUE - dt.timedelta(days=182)),
        group(categories=["community", "safeguarding"]),
    ],
)
def test_safeguarding_contacts_are_only_asked_about(record: Record) -> None:
    assert [step for step, _ in walk(record)] == [Step.FIRST, Step.SECOND, Step.THIRD]


def test_every_reviewed_safeguarding_contact_stays() -> None:
    rules = rhythms.rhythms()
    stay = [one for one in seed_files.records() if rules.following(Step.THIRD, one) is None]
    assert {"mash", "emergency-duty-team", "police-emergency", "lcss-north", "kingfisher-team"} <= {
        one.key for one in stay
    }


@pytest.mark.parametrize(
    "record", [group(categories=["domestic-abuse"]), group(key="family-information-service")]
)
def test_some_are_lowered_and_never_hidden(record: Record) -> None:
    assert walk(record)[-1][0] is Step.LOWERED


def test_a_hidden_record_that_becomes_a_safeguarding_contact_is_back() -> None:
    steps = [(step.value, DUE + dt.timedelta(days=n)) for n, step in enumerate(Step, start=1)]
    assert freshness.standing(group(), SOURCES, steps).is_hidden
    moved = freshness.standing(group(categories=["safeguarding"]), SOURCES, steps)
    assert (moved.step, moved.is_hidden) == (Step.THIRD, False)


def test_a_confirmation_and_an_answer_begin_a_new_time() -> None:
    steps = [(step.value, DUE + dt.timedelta(days=n)) for n, step in enumerate(Step, start=1)]
    after = DUE + dt.timedelta(days=9)
    for again in (
        freshness.standing(group(assured_date=after), SOURCES, steps),
        freshness.standing(group(), SOURCES, [*steps, (ANSWERED, after)]),
    ):
        assert (again.step, again.due) == (None, after + dt.timedelta(days=365))


def test_an_edit_brings_it_back_and_it_is_still_due() -> None:
    steps = [(step.value, DUE + dt.timedelta(days=n)) for n, step in enumerate(Step, start=1)]
    edited = freshness.standing(group(), SOURCES, steps, DUE + dt.timedelta(days=9))
    assert (edited.step, edited.due) == (None, DUE)


@pytest.mark.parametrize(
    ("words", "other", "fault"),
    [
        ("  food: 182\n", "", "food"),
        ("  lowered: 14 ", "  lowered: 0 ", "1 or more"),
        ("  hidden: 42", "  hiden: 42", "hiden"),
        ("share: 0.2", "share: 2", "0 to 1"),
        ("exploitation", "explotation", "explotation"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, words: str, other: str, fault: str) -> None:
    text = (seed_files.DATA / rhythms.FILE).read_text()
    assert words in text
    (tmp_path / rhythms.FILE).write_text(text.replace(words, other, 1))
    with pytest.raises(RecordError, match=fault):
        rhythms.rhythms(tmp_path)


@pytest.fixture
def settings(store: Store, store_url: str, tmp_path: Path) -> Settings:
    others = [make_record(f"other-{n}", summary="Lanterns are shown here.") for n in range(9)]
    store.load_seed([group(), LINE, *others])
    made = Settings(data=tmp_path, database_url=store_url)
    publishing.publish(made)
    return made


def take(store: Store, record: Record, *steps: Step, on: dt.date = DUE + dt.timedelta(days=1)) -> None:
    with store.writing() as connection:
        for step in steps:
            freshness.take(connection, record.id, step.value, moment(on), OWNER)


def where(store: Store) -> dict[str, Standing]:
    return {one.record.key: one for one in freshness.standings(store)}


def test_a_lowered_record_comes_after_its_like_and_is_still_found(settings: Settings, store: Store) -> None:
    directory = Directory(settings.index_folder)
    before = directory.search(SearchQuery("lanterns", per_page=20))
    assert before.hits[-1].record.name != "Example Group"
    take(store, group(), *list(Step)[:4])
    publishing.publish(settings)
    after = directory.search(SearchQuery("lanterns", per_page=20))
    assert after.hits[-1].record.name == "Example Group"
    assert after.total_items == before.total_items
    assert [hit.score for hit in after.hits] == sorted((hit.score for hit in after.hits), reverse=True)
    assert directory.search(SearchQuery("example group")).hits[0].record.name == "Example Group"


def test_scores_of_the_others_stay_as_they_are(settings: Settings, store: Store) -> None:
    directory = Directory(settings.index_folder)

    def scores() -> dict[str, float]:
        hits = directory.search(SearchQuery("lanterns", per_page=20)).hits
        return {hit.record.key: hit.score for hit in hits}

    before = scores()
    take(store, group(), *list(Step)[:4])
    publishing.publish(settings)
    after = scores()
    assert after.pop("example-group") == pytest.approx(before.pop("example-group") / 2, abs=1e-3)
    assert after == before


def test_a_hidden_record_is_nowhere_and_comes_back_when_confirmed(settings: Settings, store: Store) -> None:
    directory = Directory(settings.index_folder)
    take(store, group(), *Step)
    publishing.publish(settings)
    assert directory.search(SearchQuery("lanterns", per_page=20)).total_items == 9
    with pytest.raises(UnknownRecord):
        directory.get("example-group")
    gone = directory.not_shown("example-group")
    assert gone is not None and (gone.name, gone.known) == ("Example Group", KNOWN)
    assert where(store)["example-group"].is_hidden
    Editing(settings, store).confirm(PUBLISHER, "example-group", 1, "Rang them.")
    assert directory.get("example-group").name == "Example Group"
    assert directory.not_shown("example-group") is None


def test_a_hidden_record_comes_back_when_somebody_publishes_an_edit(settings: Settings, store: Store) -> None:
    take(store, group(), *Step)
    editing = Editing(settings, store)
    number = editing.save(EDITOR, msgspec.structs.replace(group(), name="Other Name"), 1, "Typing")
    editing.refresh()
    directory = Directory(settings.index_folder)
    assert directory.not_shown("example-group")
    editing.publish(PUBLISHER, "example-group", number)
    assert directory.get("example-group").name == "Other Name"


def test_a_safeguarding_contact_stays_whatever_the_table_says(settings: Settings, store: Store) -> None:
    take(store, LINE, *Step)
    publishing.publish(settings)
    assert Directory(settings.index_folder).get("example-line").key == "example-line"


def test_a_whole_build_leaves_out_the_hidden_ones_too(settings: Settings, store: Store) -> None:
    take(store, group(), *Step)
    elsewhere = replace(settings, data=settings.data / "elsewhere")
    assert publishing.publish(elsewhere) == 10
    assert Directory(elsewhere.index_folder).not_shown("example-group")
