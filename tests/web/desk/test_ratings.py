"""What people thought of the chat's answers, at the desk."""

from __future__ import annotations

from directory_data.ratings import Ratings
from directory_data.store import Store
from tests.web.desk.conftest import Desk


def test_the_report_has_the_ratings_and_hides_small_numbers(desk: Desk, store: Store) -> None:
    for useful in [True] * 6 + [False] * 2:
        Ratings(store.engine).note("find_food", useful)
    Ratings(store.engine).note("ask_eha", True)
    table = desk.as_("reader").get("/desk/report").text.partition("Was the chat’s answer useful?")[2]
    assert "find food" in table and " 6 " in table and "fewer than 5" in table
    assert "ask eha" not in table and " 2 " not in table.partition("No </th>")[2]
