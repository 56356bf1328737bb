from scrapers.sources.safeguarding_board import LCSS, MASH, parse
from tests.scrapers.saved import by_key, edited, gaps, saved

PAGE = saved("safeguarding-board")


def test_boxes_of_the_teams_and_answers_of_the_accordion():
    parsed = parse(PAGE)
    items = by_key(parsed)
    assert not parsed.missing
    assert items["lcss-north"] == {
        "name": "LCSS North",
        "phones": [{"number": "0345 2412703"}],
        "email": "LCSS.North@oxfordshire.gov.uk",
        "locations": [
            {
                "name": "Samuelson House",
                "address": {
                    "address_1": "Samuelson House",
                    "address_2": "Tramway Rd",
                    "city": "Banbury",
                    "postal_code": "OX16 5AU",
                },
            }
        ],
        "schedules": [
            {"byday": ["MO", "TU", "WE", "TH"], "opens_at": "08:30", "closes_at": "17:00"},
            {"byday": ["FR"], "opens_at": "08:30", "closes_at": "16:00"},
        ],
        "areas": ["North"],
    }
    assert items["lcss-central"]["email"] == "LCSS.Central@oxfordshire.gov.uk"
    assert items["lcss-south"]["email"] == "LCSS.South@oxfordshire.gov.uk"
    assert items["multi-agency-safeguarding-hub-mash"]["phones"] == [{"number": "0345 050 7666"}]
    service = items["locality-and-community-support-service-lcss"]
    assert "parents/carers who can contact LCSS directly" in service["description"]
    assert service["application_process"].endswith("please contact LCSS to discuss this.")


def test_an_email_scrambled_with_another_key_is_the_same_email():
    other = edited(
        PAGE,
        (
            "5a16190909741435282e321a35223c35283e293233283f743d352c742f31",
            scrambled("LCSS.North@oxfordshire.gov.uk", 0x9D),
        ),
    )
    assert by_key(parse(other)) == by_key(parse(PAGE))


def scrambled(address, key):
    return bytes([key, *(ord(letter) ^ key for letter in address)]).hex()


def test_fields_that_moved_are_not_found_and_not_made_up():
    moved = edited(
        PAGE,
        ("<br>Tel: 0345 2412608", ""),
        ("LCSS opening hours", "When we work"),
        ("5a16190909741435282e321a35223c35283e293233283f743d352c742f31", "5a"),
        ("<br>Tel: 0345 050 7666", ""),
    )
    assert set(gaps(parse(moved))) == {
        ("LCSS South", "phones"),
        ("LCSS North", "email"),
        (LCSS, "schedules"),
        *((f"LCSS {area}", "schedules") for area in ("North", "Central", "South")),
        (MASH, "phones"),
    }


def test_boxes_that_are_gone_are_missed():
    assert [field for _, field in gaps(parse(edited(PAGE, ("elementor-icon-box-content", "e-box"))))] == [
        "teams"
    ]
