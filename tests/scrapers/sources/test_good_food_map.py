import pytest

from scrapers.errors import ReadProblem
from scrapers.sources.good_food_map import parse
from tests.scrapers.saved import by_key, edited, gaps, saved

PAGE = saved("good-food-map")


def test_every_place_of_the_map():
    parsed = parse(PAGE)
    items = by_key(parsed)
    assert not parsed.missing
    assert set(items) == {"larder-101", "bank-102", "fridge-103", "lunch-104", "larder-105"}
    assert items["larder-101"] == {
        "name": "Example Community Larder",
        "summary": "Community larder",
        "description": "Members choose food each week.\n\nBring a bag & a cup.",
        "locations": [
            {
                "name": "Example Hall",
                "address": {
                    "address_1": "Example Hall",
                    "address_2": "1 Example Street",
                    "city": "Oxford",
                    "postal_code": "OX99 1AA",
                },
                "latitude": 51.7502,
                "longitude": -1.2501,
            }
        ],
        "phones": [{"number": "01632 960601"}],
        "email": "larder@example.org",
        "urls": [{"url": "https://example.org/larder?utm_source=foodmap"}],
        "schedules": [
            {"byday": ["TU"], "opens_at": "14:00", "closes_at": "16:00"},
            {"byday": ["SA"], "opens_at": "10:00", "closes_at": "12:00"},
        ],
        "schedule_note": "",
        "eligibility_description": "Anyone living nearby",
        "cost_options": [{"option": "£3.50 a week", "amount": 3.5}],
        "categories": ["food"],
    }


def test_the_map_can_say_that_there_is_none():
    fridge = by_key(parse(PAGE))["fridge-103"]
    assert fridge["phones"] == [] and fridge["email"] is None and fridge["eligibility_description"] == ""
    assert (
        fridge["schedules"] == [] and fridge["schedule_note"] == "First Saturday of the month, 10am - 12 noon"
    )
    assert fridge["cost_options"] == [{"option": "Free", "amount": 0.0}]


def test_properties_under_other_names_are_not_found():
    parsed = parse(edited(PAGE, ('"phone"', '"telephone"'), ('"hours"', '"opening"'), ('"email"', '"mail"')))
    assert {field for _, field in gaps(parsed)} == {"phones", "email", "schedules", "schedule_note"}
    assert len(gaps(parsed)) == 5 * 4
    assert not any({"phones", "email", "schedules"} & set(fields) for fields in by_key(parsed).values())


def test_a_value_that_cannot_be_read_is_not_found():
    parsed = parse(
        edited(PAGE, ("01632 960604", "see the website"), ("OX99 3CC", ""), ('"Example Food Bank"', '""'))
    )
    assert gaps(parsed) == [
        ("Good Food Oxford's food map", "name"),
        ("Example Community Fridge", "locations"),
        ("Example Lunch Club", "phones"),
    ]
    assert "bank-102" not in by_key(parsed)


@pytest.mark.parametrize(
    "change", [("]}</script>", "]</script>"), ('"features"', '"places"'), ("[-1.2501, 51.7502]", '"Oxford"')]
)
def test_a_list_in_another_form_is_refused(change):
    with pytest.raises(ReadProblem, match=r"could not be read"):
        parse(edited(PAGE, change))
