from scrapers.sources.oxfordshire_all_in import parse
from tests.scrapers.saved import by_key, edited, gaps, saved

PAGE = saved("oxfordshire-all-in")


def test_what_the_text_boxes_say():
    parsed = parse(PAGE)
    assert not parsed.missing
    assert by_key(parsed)["oxfordshire-all-in"] == {
        "name": "Oxfordshire All In",
        "summary": "Practical support for families across the county of Oxfordshire, for example food,"
        " finances and baby care products.",
        "description": "We work with the Locality and Community Support Service (LCSS) so that families"
        " can access practical support in a timely way.\n\n- food\n- finances\n- baby care products",
        "application_process": "If families can self-access support, they can access assistance"
        " directly via this website.",
        "places": ["Cherwell", "West Oxfordshire", "South Oxfordshire", "Vale of White Horse"],
        "urls": [{"url": "https://www.oxfordshireallin.org"}],
    }


def test_fields_that_moved_are_not_found_and_not_made_up():
    moved = edited(
        PAGE, ("<span>Where we work</span>", "<span>Our patch</span>"), ('rel="canonical"', 'rel="self"')
    )
    parsed = parse(moved)
    assert gaps(parsed) == [("Oxfordshire All In", "places"), ("Oxfordshire All In", "urls")]
    assert not {"places", "urls", "phones", "email"} & set(by_key(parsed)["oxfordshire-all-in"])
