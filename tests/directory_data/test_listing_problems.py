"""Reports of the public: kept without who said it, redacted, for a time, and dealt with once."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from directory_data import audit, listing_problems
from directory_data.errors import EditRefused, NotAllowed
from directory_data.freshness_tables import listing_problem
from directory_data.store import Store
from tests.directory_data.desk import EDITOR, READER

TODAY = dt.date(2026, 11, 22)
LAST = TODAY + dt.timedelta(days=listing_problems.KEPT_DAYS)


def add(store: Store, words: str = "It is shut.", today: dt.date = TODAY) -> bool:
    return listing_problems.add(store, "example-group", ["closed", "nonsense"], words, today)


def test_a_report_is_kept_redacted_and_cut(store: Store) -> None:
    add(store, "Ring me on 01865 960101 " + "x" * 5000)
    (kept,) = listing_problems.open_reports(store, TODAY)
    assert kept.words.startswith("Ring me on [number removed] x")
    assert len(kept.words) <= listing_problems.LONGEST
    assert (kept.about, kept.made, kept.until) == (["closed"], TODAY, LAST)


def test_a_number_at_the_cut_is_not_left_half(store: Store) -> None:
    add(store, "x" * (listing_problems.LONGEST - 5) + "01865 960101")
    assert "01865" not in listing_problems.open_reports(store, TODAY)[0].words


def test_reports_end_by_themselves(store: Store) -> None:
    add(store)
    assert len(listing_problems.open_reports(store, LAST)) == 1
    assert listing_problems.open_reports(store, LAST + dt.timedelta(days=1)) == []
    add(store, today=LAST + dt.timedelta(days=1))
    with store.engine.connect() as connection:
        assert len(connection.execute(sa.select(listing_problem)).all()) == 1


def test_an_editor_deals_with_it_once(store: Store) -> None:
    add(store)
    (report,) = listing_problems.open_reports(store, TODAY, "example-group")
    with pytest.raises(NotAllowed):
        listing_problems.close(store, READER, report.number, "Changed.")
    listing_problems.close(store, EDITOR, report.number, "Changed the hours.")
    assert listing_problems.open_reports(store, TODAY) == []
    assert audit.entries(store, about="example-group")[0].detail == "Changed the hours."
    with pytest.raises(EditRefused, match="already"):
        listing_problems.close(store, EDITOR, report.number, "Again.")


def test_one_listing_cannot_fill_the_disk(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing_problems, "MOST_OPEN", 2)
    assert [add(store) for _ in range(3)] == [True, True, False]
