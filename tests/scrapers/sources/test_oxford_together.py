from scrapers.sources.oxford_together import parse
from tests.scrapers.saved import by_key, edited, gaps, saved

PAGE = saved("oxford-together")


def test_what_the_sections_say():
    parsed = parse(PAGE)
    assert not parsed.missing
    assert by_key(parsed)["oxford-together"] == {
        "name": "Oxford Together",
        "summary": "Practical support for families in Oxford city, for example food, finances"
        " and baby care products.",
        "description": "In response to the increasing need for families to access practical"
        " support in a timely way, LCSS are working with Oxford Hub for the City.\n\n"
        "- food\n- finances\n- baby care products",
        "application_process": "If families can self-access support, they can access assistance directly"
        " via this page.",
        "eligibility_description": "Families in Oxford city. For the rest of the County, see Oxfordshire"
        " All In.",
        "places": ["Oxford"],
        "urls": [{"url": "https://www.oxfordhub.org/oxford-together"}],
    }


def test_fields_that_moved_are_not_found_and_not_made_up():
    moved = edited(PAGE, ("Getting help</h2>", "Next steps</h2>"), (' class="has-medium-font-size"', ""))
    parsed = parse(moved)
    assert gaps(parsed) == [("Oxford Together", "summary"), ("Oxford Together", "application_process")]
    assert "summary" not in by_key(parsed)["oxford-together"]
