import datetime as dt

import pytest
import sqlalchemy as sa

from directory_data import no_results, opening_times
from directory_data.no_results import FEWEST, KEPT_DAYS, MOST_ROWS_A_DAY, Missing, NoResults, known_words
from directory_data.search import SearchQuery
from directory_data.tables import no_result
from tests.factories import make_record

TODAY = opening_times.now().date()
LONG_AGO = TODAY - dt.timedelta(days=KEPT_DAYS + 1)


@pytest.fixture
def engine(store):
    return store.engine


@pytest.fixture
def counter(engine):
    return NoResults(engine, pause=3600)


def note(counter, words, times, *filters, day=TODAY):
    for _ in range(times):
        counter.note(words, filters, day)


def rows(engine):
    with engine.connect() as connection:
        return connection.execute(sa.select(no_result)).all()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("trampolines", "trampolines"),
        ("trampoline for Jolyon Fanshawe", "trampoline"),
        ("witney trampolining", "trampolining witney"),
        ("trampoline 07700 900123", "trampoline"),
        ("jolyon.f@example.org", ""),
        ("trampoline club trampolining summer camp swings", ""),
        ("the", ""),
    ],
)
def test_only_words_of_the_directory_and_places_are_kept_in_no_order(searcher_of, text, kept):
    searcher = searcher_of([make_record("a", name="Trampoline club, summer camp and swings")])
    results = searcher.search(SearchQuery(text))
    assert known_words(searcher, results) == kept


def test_counts_add_up_over_writes_and_days(engine, counter):
    note(counter, "club", 3)
    counter.write()
    note(counter, "club", 3, day=TODAY - dt.timedelta(days=1))
    counter.write()
    assert no_results.listed(engine, TODAY - dt.timedelta(days=7)) == [Missing("club", "", 6)]
    assert no_results.listed(engine, TODAY) == [Missing("", "", None)]


def test_small_numbers_are_kept_back(engine, counter):
    note(counter, "club", FEWEST, "cost", "area")
    note(counter, "swings", FEWEST - 1)
    note(counter, "", 2)
    counter.write()
    assert no_results.listed(engine, TODAY) == [
        Missing("club", "area cost", FEWEST),
        Missing("", "", FEWEST + 1),
    ]


def test_a_small_remainder_has_no_number(engine, counter):
    note(counter, "club", FEWEST)
    note(counter, "swings", FEWEST - 1)
    counter.write()
    assert [one.times for one in no_results.listed(engine, TODAY)] == [str(FEWEST), f"fewer than {FEWEST}"]
    note(counter, "", 1)
    counter.write()
    assert no_results.listed(engine, TODAY)[1].times == str(FEWEST)


def test_a_day_has_a_bounded_number_of_rows(engine, counter):
    for number in range(2 * MOST_ROWS_A_DAY):
        counter.note(f"word{number}")
        if number % 50 == 0:
            counter.write()
    counter.write()
    kept = rows(engine)
    assert len(kept) <= MOST_ROWS_A_DAY + 1
    assert sum(row.count for row in kept) == 2 * MOST_ROWS_A_DAY


def test_old_days_are_forgotten(engine, counter):
    note(counter, "club", 9, day=LONG_AGO)
    counter.write()
    assert rows(engine) == []


def test_a_store_that_is_down_costs_no_search_and_no_count(engine, counter):
    no_result.drop(engine)
    note(counter, "club", FEWEST)
    counter.write()
    no_result.create(engine)
    counter.write()
    assert no_results.listed(engine, TODAY) == [Missing("club", "", FEWEST)]
