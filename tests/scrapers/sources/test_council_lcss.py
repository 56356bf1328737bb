from scrapers.sources.council_lcss import COORDINATORS, LCSS, parse
from tests.scrapers.saved import by_key, edited, gaps, saved

PAGE = saved("council-lcss")
LCSS_KEY = "locality-and-community-support-service-lcss"


def test_teams_with_their_offices_and_the_coordinators():
    parsed = parse(PAGE)
    items = by_key(parsed)
    assert not parsed.missing
    assert set(items) == {LCSS_KEY, "lcss-north", "lcss-central", "lcss-south", "community-co-ordinators"}
    assert items["lcss-south"] == {
        "name": "LCSS South",
        "phones": [{"number": "0345 241 2608"}],
        "locations": [
            {
                "name": "Abbey House",
                "address": {
                    "address_1": "Abbey House",
                    "address_2": "Abbey Close",
                    "city": "Abingdon",
                    "postal_code": "OX14 3JD",
                },
            }
        ],
        "schedules": [
            {"byday": ["MO", "TU", "WE", "TH"], "opens_at": "08:30", "closes_at": "17:00"},
            {"byday": ["FR"], "opens_at": "08:30", "closes_at": "16:00"},
        ],
        "areas": ["South"],
    }
    assert items["lcss-central"]["locations"][0]["address"]["address_2"] == "Between Towns Road, Cowley"
    assert items["lcss-north"]["locations"][0]["address"]["city"] == "Banbury"
    assert items[LCSS_KEY]["eligibility_description"].endswith("not for members of the public use.")
    assert items["community-co-ordinators"]["description"].endswith(
        "- signpost community groups to other sources of support"
    )


def test_fields_that_moved_are_not_found_and_not_made_up():
    moved = edited(
        PAGE,
        ("Tel: 0345 241 2705&nbsp;<br />", ""),
        ("Abbey House, Abbey Close, Abingdon, Oxon, OX14 3JD", "Abbey House"),
        ("during the following times", "in office hours"),
        ("<h2>Community co-ordinators</h2>", "<h2>Who supports community groups</h2>"),
    )
    assert set(gaps(parse(moved))) == {
        ("LCSS Central", "phones"),
        ("LCSS South", "locations"),
        (LCSS, "schedules"),
        *((f"LCSS {area}", "schedules") for area in ("North", "Central", "South")),
        (COORDINATORS, "description"),
    }


def test_teams_that_are_gone_are_missed():
    assert [field for _, field in gaps(parse(edited(PAGE, ("<strong>LCSS ", "<strong>Team "))))] == ["teams"]
