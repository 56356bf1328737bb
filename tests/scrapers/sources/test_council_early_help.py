from scrapers.sources.council_early_help import LCSS, MASH, parse
from tests.scrapers.saved import by_key, edited, gaps, saved

PAGE = saved("council-early-help")
OFFICE_HOURS = [
    {"byday": ["MO", "TU", "WE", "TH"], "opens_at": "08:30", "closes_at": "17:00"},
    {"byday": ["FR"], "opens_at": "08:30", "closes_at": "16:00"},
]
LCSS_KEY = "locality-and-community-support-service-lcss"
MASH_KEY = "multi-agency-safeguarding-hub-mash"


def test_teams_service_and_mash():
    parsed = parse(PAGE)
    items = by_key(parsed)
    assert not parsed.missing and not parsed.next_urls
    assert set(items) == {LCSS_KEY, "lcss-north", "lcss-central", "lcss-south", MASH_KEY}
    assert items["lcss-central"] == {
        "name": "LCSS Central",
        "phones": [{"number": "0345 2412705"}],
        "schedules": OFFICE_HOURS,
        "areas": ["Central"],
    }
    assert items["lcss-north"]["phones"] == [{"number": "0345 2412703"}]
    assert items["lcss-south"]["phones"] == [{"number": "0345 2412608"}]
    assert items[LCSS_KEY]["schedules"] == OFFICE_HOURS
    assert items[LCSS_KEY]["description"].endswith(
        "to partners which can be used to support children and families within their locality"
    )
    assert "(these should be referred straight to the MASH)\n" in items[LCSS_KEY]["description"]
    assert items[LCSS_KEY]["application_process"].startswith("If you don’t already have a Social Worker")
    assert items[LCSS_KEY]["eligibility_description"].endswith(
        "(including our voluntary/community agencies)."
    )
    assert items[MASH_KEY]["phones"] == [{"number": "0345 050 7666"}]
    assert "- The child is frightened to return home\n" in items[MASH_KEY]["description"]


def test_a_changed_number_and_a_team_that_went_are_said_and_nothing_else():
    before = by_key(parse(PAGE))
    row = '<tr class="govuk-table__row"><th scope="row">LCSS South</th>'
    rest = '<td>Tel: <a href="tel:03452412608">0345 2412608</a></td><td></td></tr>'
    after = by_key(
        parse(
            edited(PAGE, ("0345 2412703", "01632 960703"), ("03452412703", "01632960703"), (row + rest, ""))
        )
    )
    before["lcss-north"]["phones"] = [{"number": "01632 960703"}]
    del before["lcss-south"]
    assert after == before


def test_fields_that_moved_are_not_found_and_not_made_up():
    moved = edited(
        PAGE,
        ("Opening Hours:", "We are here:"),
        ('Tel: <a href="tel:+443450507666">0345 050 7666</a>', "See the number at the foot of every page."),
        ('Tel: <a href="tel:03452412705">0345 2412705</a>', '<a href="/contact">Contact details</a>'),
    )
    parsed = parse(moved)
    assert set(gaps(parsed)) == {
        (LCSS, "schedules"),
        *((f"LCSS {area}", "schedules") for area in ("North", "Central", "South")),
        ("LCSS Central", "phones"),
        (MASH, "phones"),
    }
    assert "phones" not in by_key(parsed)[MASH_KEY]


def test_a_table_that_is_gone_is_missed():
    parsed = parse(edited(PAGE, ("occ-contacts", "occ-people")))
    assert [field for _, field in gaps(parsed)] == ["teams"]
