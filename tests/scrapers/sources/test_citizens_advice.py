from scrapers.sources.citizens_advice import parse
from tests.scrapers.saved import by_key, edited, gaps, saved

PAGE = saved("citizens-advice")


def test_every_office_of_the_list():
    parsed = parse(PAGE)
    items = by_key(parsed)
    assert not parsed.missing
    assert set(items) == {"office-5521", "office-5522", "office-5523"}
    assert items["office-5521"] == {
        "name": "Citizens Advice Example Town",
        "summary": "Financial advice, Other advice",
        "phones": [{"number": "01632 960 701"}],
        "email": "town@example.org",
        "locations": [
            {
                "name": "Example House",
                "address": {
                    "address_1": "Example House",
                    "address_2": "2 Example Road",
                    "city": "Example Town",
                    "postal_code": "OX99 6FF",
                },
            }
        ],
        "schedules": [
            {"byday": ["MO", "TU", "WE", "TH"], "opens_at": "10:00", "closes_at": "15:00"},
            {"byday": ["FR"], "opens_at": "10:00", "closes_at": "13:00"},
        ],
        "schedule_note": "",
        "accessibility": ["Step-free entrance", "Hearing loop"],
        "urls": [{"url": "https://town.example.org/?utm_source=offices"}],
        "categories": ["money-advice"],
    }
    assert "email" not in items["office-5522"]
    assert (
        items["office-5522"]["schedules"] == [] and items["office-5522"]["schedule_note"] == "By appointment"
    )


def test_fields_that_moved_are_not_found_and_not_made_up():
    moved = edited(
        PAGE, ("<dt>Advice line</dt>", "<dt>Ring us</dt>"), ("<br>OX99 6FF", ""), (' rel="external"', "")
    )
    names = ["Citizens Advice Example Town", "Citizens Advice Example Vale", "Citizens Advice Example North"]
    assert set(gaps(parse(moved))) == {
        *((name, "phones") for name in names),
        *((name, "a known meaning of the label 'Ring us'") for name in names),
        (names[0], "locations"),
    }


def test_an_office_without_its_name_is_missed():
    parsed = parse(
        edited(PAGE, ('<a href="/local/offices/5522?ref=b2d1">Citizens Advice Example Vale</a>', ""))
    )
    assert gaps(parsed) == [("Citizens Advice in Oxfordshire", "name of an office")]
    assert set(by_key(parsed)) == {"office-5521", "office-5523"}
