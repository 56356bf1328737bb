import pytest

from scrapers.errors import ReadProblem
from scrapers.sources.family_information import SOURCE, parse
from tests.scrapers.saved import by_key, edited, gaps, saved

SITE = "https://www.oxfordshire.gov.uk/familyinformation"
TODDLERS = saved("family-information-service-10231", f"{SITE}/service/10231?sid=1")
LISTS = {
    f"{SITE}/directory?category=toddler-groups": "family-information-list-1",
    f"{SITE}/directory?category=toddler-groups&page=2": "family-information-list-2",
    f"{SITE}/directory?category=holiday-clubs": "family-information-list-3",
}


def page_at(url):
    return saved(LISTS.get(url) or f"family-information-service-{url.rpartition('/')[2]}", url)


def test_from_the_start_page_to_every_service_of_every_page():
    start = parse(saved("family-information", SOURCE.start[0]))
    waiting, seen, items = list(start.next_urls), set(), by_key(start)
    while waiting:
        url = waiting.pop()
        assert url not in seen, "no page is read twice"
        seen.add(url)
        parsed = parse(page_at(url))
        assert not parsed.missing
        waiting += parsed.next_urls
        items |= by_key(parsed)
    assert seen == {*LISTS, *(f"{SITE}/service/{number}" for number in (10231, 10232, 10240, 10251, 10252))}
    assert set(items) == {"family-information-service", "10231", "10232", "10240", "10251", "10252"}


def test_the_service_behind_the_directory():
    (service,) = by_key(parse(saved("family-information", SOURCE.start[0]))).values()
    assert service["phones"] == [{"number": "01865 323332"}]
    assert service["email"] == "FIEnquiries@Oxfordshire.gov.uk"
    assert service["description"].endswith("special educational needs (SEND Local Offer)")


def test_every_field_of_a_service():
    parsed = parse(TODDLERS)
    assert parsed.items[0].url == f"{SITE}/service/10231"
    assert by_key(parsed)["10231"] == {
        "name": "Example Toddler Group",
        "summary": "Songs and play for under 5s.",
        "description": "A friendly group with toys, songs and a snack.\n\n"
        "Parents and carers stay with their children.",
        "status": "active",
        "phones": [{"number": "01632 960801"}],
        "email": "toddlers@example.org",
        "urls": [{"url": "https://example.org/toddlers?utm_source=fis"}],
        "contacts": [{"name": "Example Leader"}],
        "locations": [
            {
                "name": "Example Village Hall",
                "address": {
                    "address_1": "Example Village Hall",
                    "address_2": "1 Example Street",
                    "city": "Witney",
                    "postal_code": "OX99 1AB",
                },
            }
        ],
        "schedules": [{"byday": ["TU", "TH"], "opens_at": "09:30", "closes_at": "11:30"}],
        "schedule_note": "",
        "minimum_age": 0.0,
        "maximum_age": 4.0,
        "cost_options": [{"option": "£2.50 a family", "amount": 2.5}],
        "eligibility_description": "Anyone with a child under 5",
        "application_process": "Just come along",
        "languages": ["English", "Polish"],
        "accessibility": ["Step-free entrance", "Accessible toilet"],
        "categories": ["early-years"],
    }


def test_what_a_service_does_not_say_is_left_out():
    minder = by_key(parse(saved("family-information-service-10240")))["10240"]
    assert not {"locations", "urls", "accessibility", "languages", "application_process"} & set(minder)
    assert (minder["minimum_age"], minder["maximum_age"]) == (0.5, 8.0)
    assert minder["cost_options"] == [{"option": "£5.50 an hour or £50 a day"}]
    baby = by_key(parse(saved("family-information-service-10232")))["10232"]
    assert baby["phones"] == [{"number": "01632 960802"}, {"number": "01632 960803"}]
    assert baby["schedules"] == [] and baby["schedule_note"].startswith("First Monday")


def test_a_closed_service_says_so():
    club = saved("family-information-service-10251")
    assert by_key(parse(club))["10251"]["status"] == "temporarily closed"
    other = parse(edited(club, ("temporarily closed", "run by somebody else from May")))
    assert gaps(other) == [("Example Holiday Club", "status")]


def test_fields_that_moved_are_not_found_and_not_made_up():
    moved = edited(
        TODDLERS,
        ("<th>Telephone</th>", "<th>Ring</th>"),
        ("<th>Opening times</th>", "<th>When</th>"),
        ("toddlers@example.org", "by the form"),
        ('class="summary"', 'class="intro"'),
    )
    parsed = parse(moved)
    assert {field for _, field in gaps(parsed)} == {
        "summary",
        "schedules",
        "schedule_note",
        "email",
        "a known meaning of the label 'Ring'",
        "a known meaning of the label 'When'",
    }
    assert not {"phones", "email", "schedules"} & set(by_key(parsed)["10231"])


def test_a_list_that_counts_services_but_shows_none_is_missed():
    page = page_at(f"{SITE}/directory?category=toddler-groups")
    assert gaps(parse(edited(page, ('<div class="result"', '<div class="row"')))) == [
        ("Toddler groups", "services")
    ]
    nothing = edited(
        page, ('<div class="result"', '<div class="row"'), ("Showing 1 to 2 of 3 services", "No services")
    )
    assert not parse(nothing).missing


def test_links_to_other_sites_are_not_followed():
    page = edited(
        page_at(f"{SITE}/directory?category=holiday-clubs"),
        ('href="/familyinformation/service', 'href="https://example.org'),
    )
    assert parse(page).next_urls == ()


def test_a_service_without_its_name_is_refused():
    with pytest.raises(ReadProblem, match="name of the service"):
        parse(edited(TODDLERS, ("service-name", "title")))
