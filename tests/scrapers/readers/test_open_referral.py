import json
import re

import pytest

from directory_data import openreferral, seed_files
from directory_data.models import record_from
from scrapers.errors import ReadProblem
from scrapers.page import Page
from scrapers.readers import open_referral

HERE = "https://example.org/api/services"


def page(content: object, url: str = HERE) -> Page:
    return Page.of(url, json.dumps(content).encode(), "application/json")


VERSION_3 = {
    "id": "17",
    "name": "Example Advice",
    "alternate_name": "Help desk; Advice",
    "description": "<p>Advice &amp; help.</p>",
    "url": "https://example.org/advice",
    "additional_urls": [{"url": "https://example.org/book", "label": "Book"}],
    "email": "advice@example.org",
    "status": "active",
    "minimum_age": 12,
    "application_process": "Ring us.",
    "phones": [{"number": "01632 960001", "description": "Desk"}],
    "contacts": [
        {"title": "Bookings", "phones": [{"number": "01632 960002"}]},
        {
            "name": "Alex Example",
            "title": "Manager",
            "email": "alex@example.org",
            "phones": [{"number": "01632 960003"}],
        },
    ],
    "schedules": [
        {"freq": "WEEKLY", "interval": 1, "byday": "MO,TH", "opens_at": "09:00:00", "closes_at": "17:00Z"},
        {
            "freq": "WEEKLY",
            "interval": 2,
            "byday": "FR",
            "opens_at": "09:00",
            "closes_at": "12:00",
            "description": "Every other Friday",
        },
        {"description": "Closed in August"},
    ],
    "service_at_locations": [
        {
            "location": {
                "name": "Example Hall",
                "latitude": 51.75,
                "longitude": -1.25,
                "addresses": [
                    {
                        "address_1": "PO Box 1",
                        "city": "Exampleton",
                        "postal_code": "OX1 1AA",
                        "address_type": "postal",
                    },
                    {"address_1": "1 Example Street", "city": "Exampleton", "postal_code": "OX1 1AB"},
                ],
                "accessibility": [{"description": "Hearing loop and wheelchair access"}],
            }
        },
        {"location": {"name": "Van", "latitude": 0, "longitude": 0}},
    ],
    "languages": [{"name": "English"}, {"id": "x"}],
    "cost_options": [
        {"option": "Adults", "amount": 3, "currency": "GBP"},
        {"option": "Visitors", "amount": 5, "currency": "EUR"},
    ],
    "service_areas": [{"name": "Exampleton"}],
}
FIELDS = {
    "name": "Example Advice",
    "alternate_names": ["Help desk", "Advice"],
    "description": "Advice & help.",
    "phones": [
        {"number": "01632 960001", "description": "Desk"},
        {"number": "01632 960002", "description": "Bookings"},
    ],
    "email": "advice@example.org",
    "urls": [{"url": "https://example.org/advice"}, {"url": "https://example.org/book", "label": "Book"}],
    "contacts": [
        {
            "name": "Alex Example",
            "title": "Manager",
            "email": "alex@example.org",
            "phones": [{"number": "01632 960003"}],
        }
    ],
    "locations": [
        {
            "name": "Example Hall",
            "address": {"address_1": "1 Example Street", "city": "Exampleton", "postal_code": "OX1 1AB"},
            "latitude": 51.75,
            "longitude": -1.25,
        }
    ],
    "schedules": [{"byday": ["MO", "TH"], "opens_at": "09:00", "closes_at": "17:00"}],
    "schedule_note": "Every other Friday; Closed in August",
    "minimum_age": 12.0,
    "application_process": "Ring us.",
    "cost_options": [{"option": "Adults", "amount": 3.0}, {"option": "Visitors"}],
    "languages": ["English"],
    "accessibility": ["Wheelchair access", "Hearing loop"],
    "places": ["Exampleton"],
    "status": "active",
}


def test_a_service_in_version_3():
    (item,) = open_referral.parse(page(VERSION_3)).items
    assert (item.key, dict(item.fields)) == ("17", FIELDS)


def test_a_service_in_version_1():
    service = {
        "id": "17",
        "name": "Example Advice",
        "fees": "£3 for adults",
        "eligibilitys": [{"minimum_age": 5, "maximum_age": 11, "eligibility": "Children"}],
        "contacts": [{"id": "c", "phones": [{"number": "01632 960001", "language": "English"}]}],
        "regular_schedules": [
            {"weekday": "MO", "opens_at": "10:00", "closes_at": "11:00"},
            {"byday": "TU", "opens_at": "10:00:00", "closes_at": "23:59:00"},
        ],
        "service_at_locations": [
            {
                "location": {
                    "name": "Example Hall",
                    "physical_addresses": [
                        {"address_1": "1 Example Street", "city": "Exampleton", "postal_code": "OX1 1AB"}
                    ],
                    "accessibility_for_disabilities": [{"accessibility": "Hearing loop"}],
                },
                "regular_schedule": [],
            }
        ],
        "languages": [{"language": "Urdu"}],
        "service_areas": [{"service_area": "Exampleton"}],
    }
    (item,) = open_referral.parse(page({"content": [service], "totalPages": 1, "number": 1})).items
    assert dict(item.fields) == {
        "name": "Example Advice",
        "phones": [{"number": "01632 960001"}],
        "locations": [{"name": "Example Hall", "address": FIELDS["locations"][0]["address"]}],
        "schedules": [
            {"byday": ["MO"], "opens_at": "10:00", "closes_at": "11:00"},
            {"byday": ["TU"], "opens_at": "10:00", "closes_at": "24:00"},
        ],
        "minimum_age": 5.0,
        "maximum_age": 11.0,
        "eligibility_description": "Children",
        "cost_options": [{"option": "£3 for adults", "amount": 3.0}],
        "languages": ["Urdu"],
        "accessibility": ["Hearing loop"],
        "places": ["Exampleton"],
    }


FULL = {"id": "1", "name": "One", "phones": []}


@pytest.mark.parametrize(
    ("asked", "envelope", "following"),
    [
        ("", {"total_pages": 3, "page_number": 1}, "?page=2"),
        ("?page=2&per_page=50", {"total_pages": 3, "page_number": 2}, "?page=3&per_page=50"),
        ("?page=3", {"total_pages": 3, "page_number": 3}, None),
        ("?page=1", {"last_page": False}, "?page=2"),
        ("?page=2", {"last": True}, None),
        ("", {}, None),
        ("?page=9999999", {"last": False}, None),
    ],
)
def test_a_list_is_followed_to_its_end(asked, envelope, following):
    parsed = open_referral.parse(page({**envelope, "contents": [FULL]}, HERE + asked))
    assert parsed.next_urls == ((HERE + following,) if following else ())
    empty = open_referral.parse(page({**envelope, "contents": []}, HERE + asked))
    assert empty.next_urls == ()  # an empty page is the end, whatever it says


def test_a_list_in_brief_leads_to_each_service():
    brief = [{"id": "1", "name": "One", "description": "…"}, {"id": "a b", "name": "Two"}]
    parsed = open_referral.parse(page({"total_pages": 2, "contents": brief}, HERE + "?full=false"))
    assert not parsed.items
    assert parsed.next_urls == (f"{HERE}?full=false&page=2", f"{HERE}/1", f"{HERE}/a%20b")


def test_the_address_of_the_feed_itself_will_do():
    described = {
        "version": "HSDS-UK-3.0",
        "profile": "https://example.org",
        "openapi_url": "https://example.org",
    }
    for url in ("https://example.org/api/", "https://example.org/api"):
        assert open_referral.parse(page(described, url)).next_urls == (HERE,)


def test_a_nameless_service_is_missing_not_invented():
    parsed = open_referral.parse(page([{"id": "1", "phones": []}, FULL, "noise", None]))
    assert [item.key for item in parsed.items] == ["1"]
    assert [str(gap) for gap in parsed.missing] == [f"1: name not found on {HERE}"]


@pytest.mark.parametrize(
    "body", [b"", b"<html>Sign in</html>", b'{"error": "no"}', b'"x"', b"[" * 100_000, b"\xff\xfe{"]
)
def test_what_is_no_feed_is_said_to_be_none(body):
    with pytest.raises(ReadProblem):
        open_referral.parse(Page.of(HERE, body, "application/json"))


@pytest.mark.parametrize(
    "wrong", [None, 5, "x", [], [None], {"phones": 5}, [{"number": None}], {"location": ["x"]}]
)
def test_wrong_types_are_passed_over(wrong):
    broken = {name: wrong for name in VERSION_3 if name not in {"id", "name"}}
    (item,) = open_referral.parse(page({**broken, "id": 17, "name": "Example Advice"})).items
    assert item.key == "17" and item.fields["name"] == "Example Advice"
    record_from(
        {"key": "x", "kind": "service", "summary": "x", "source": "x"} | _addressed(dict(item.fields))
    )


def test_our_own_feed_comes_back_as_it_went_out():
    organizations = seed_files.organizations()
    records = [record for record in seed_files.records() if openreferral.is_service(record) and record.phones]
    assert len(records) > 20
    for record in records:
        feed = openreferral.full_service(record, openreferral.runner_of(record, organizations))
        (item,) = open_referral.parse(page(feed)).items
        assert item.key == record.id and item.fields["name"] == record.name
        sure = [] if "phones" in record.doubts else [phone for phone in record.phones if not phone.doubtful]
        read = [re.sub(r"\D", "", phone["number"]) for phone in item.fields.get("phones", [])]
        assert read == list(dict.fromkeys(re.sub(r"\D", "", phone.number) for phone in sure))
        record_from({"key": "x", "kind": "service", "summary": "x", "source": "x"} | dict(item.fields))


def _addressed(fields):
    return {name: value for name, value in fields.items() if value is not None}
