"""Records as Open Referral UK nouns: what is a service, and what becomes of doubtful values."""

from __future__ import annotations

from typing import Any

from directory_data import seed_files
from directory_data.models import Record
from directory_data.openreferral import UNNAMED, full_service, is_service
from tests.factories import make_record


def record(key: str) -> Record:
    return next(one for one in seed_files.records() if one.key == key)


def service(key: str) -> dict[str, Any]:
    return full_service(record(key), UNNAMED)


def test_doubtful_values_are_left_out_and_the_reason_is_given() -> None:
    horizon = service("horizon")
    assert "phones" not in horizon and "maximum_age" not in horizon
    unconfirmed = {a["label"] for a in horizon["attributes"] if a["link_type"] == "unconfirmed"}
    assert unconfirmed == {"phones", "maximum_age"}


def test_doubtful_words_are_marked_where_they_stand() -> None:
    assert "Not confirmed: Whether parents ring LCSS" in service("lcss")["description"]
    assert all("Not confirmed" in hours["description"] for hours in service("mash")["schedules"])
    assert "Not confirmed" in service("lcss-north")["service_at_locations"][0]["location"]["description"]


def test_hours_that_end_at_midnight() -> None:
    (hours,) = service("police-emergency")["schedules"]
    assert (hours["opens_at"], hours["closes_at"]) == ("00:00", "23:59")
    assert hours["byday"] == "MO,TU,WE,TH,FR,SA,SU" and hours["notes"] == "The same on bank holidays"


def test_resource_needs_somebody_to_turn_to() -> None:
    bare = make_record(kind="resource")
    assert not is_service(bare)
    assert is_service(make_record(kind="resource", organization="nice"))
    assert is_service(make_record(kind="resource", email="a@example.org"))
    assert not is_service(make_record(kind="guidance", organization="nice", email="a@example.org"))


def test_closed_services_stay_with_their_state() -> None:
    closed = full_service(make_record(status="defunct", assured_date="2024-01-02"), UNNAMED)
    assert (closed["status"], closed["assured_date"]) == ("defunct", "2024-01-02")
