import pytest

from scrapers.terms import accessibility_in, ages_in, areas_in, costs_in, districts_in


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Under 5s", (0, 4)),
        ("0-5", (0, 5)),
        ("Birth to 18 months", (0, 1.5)),
        ("18 months to 3 years", (1.5, 3)),
        ("6 to 18 months", (0.5, 1.5)),
        ("8 - 12 years old", (8, 12)),
        ("13+", (13, None)),
        ("16 and over", (16, None)),
        ("from 2 years", (2, None)),
        ("Up to 25 years", (None, 25)),
        ("All ages", (None, None)),
        ("", (None, None)),
    ],
)
def test_ages_in_years(text, ages):
    assert ages_in(text) == ages


@pytest.mark.parametrize(
    ("text", "costs"),
    [
        ("£2.50 a family", [{"option": "£2.50 a family", "amount": 2.5}]),
        ("Free of charge", [{"option": "Free of charge", "amount": 0.0}]),
        ("£5 or free with a voucher", [{"option": "£5 or free with a voucher", "amount": 5.0}]),
        ("£5 to £8", [{"option": "£5 to £8"}]),
        ("Ask us", [{"option": "Ask us"}]),
        ("Not free", [{"option": "Not free"}]),
        ("", None),
    ],
)
def test_costs_have_an_amount_when_there_is_one_price(text, costs):
    assert costs_in(text) == costs


def test_places_and_access_in_the_words_of_the_directory():
    assert areas_in("LCSS North") == ["North"] and areas_in("Northern team") is None
    assert districts_in("Oxford Hub, Oxfordshire") is None
    assert districts_in("the city of Oxford and cherwell") == ["Cherwell", "Oxford"]
    assert accessibility_in("A hearing loop; soft play") == ["Hearing loop"]
    assert accessibility_in("Ask the provider") is None
