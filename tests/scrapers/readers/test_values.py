import pytest

from scrapers.readers import values

HERE = "https://example.org/groups/"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("0 to 5 years", (0, 5)),
        ("Ages 5-11", (5, 11)),
        ("11+", (11, None)),
        ("16 and over", (16, None)),
        ("5-", (5, None)),
        ("under 5", (None, 5)),
        ("up to 19", (None, 19)),
        ("6 months to 3 years", (None, None)),
        ("all ages", (None, None)),
        ("Room 5", (None, None)),
    ],
)
def test_ages_are_read_or_left(text, years):
    assert values.ages(text) == years


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Ring 01632 960001 or 07700 900123.", ["01632 960001", "07700 900123"]),
        ("tel:+441632960001", ["+441632960001"]),
        ("01632 960001 / +44 1632 960001", ["01632 960001"]),
        ("0800 1111", ["0800 1111"]),
        ("999", ["999"]),
        ("116 123", ["116 123"]),
        ("2026", None),
        ("Registered charity 1234567, 12/10/2026, £20", None),
    ],
)
def test_numbers_are_taken_as_written(text, numbers):
    found = values.phones([text])
    assert (found and [phone["number"] for phone in found]) == numbers


def test_costs_name_a_sum_only_when_it_is_clear():
    found = values.cost_options(
        ["Free", "£3.50 a family", "£2 or £4 for two", "Ask us", "Free for under 2s, then £3"]
    )
    assert found == [
        {"option": "Free", "amount": 0.0},
        {"option": "£3.50 a family", "amount": 3.5},
        {"option": "£2 or £4 for two"},
        {"option": "Ask us"},
        {"option": "Free for under 2s, then £3", "amount": 3.0},
    ]


def test_addresses_of_the_web_are_completed_and_others_left():
    found = values.urls(["www.example.org", "/join", "javascript:alert(1)", "mailto:a@example.org", ""], HERE)
    assert found == [{"url": "https://www.example.org"}, {"url": "https://example.org/join"}]


def test_html_in_a_value_becomes_words():
    assert values.paragraphs("<p>Play &amp; <b>stay</b></p><ul><li>toys</li></ul>") == "Play & stay\n\n- toys"
    assert values.paragraphs("Play\nand stay\n\n\nEvery week") == "Play and stay\n\nEvery week"
    assert values.line("Play &amp; stay") == "Play & stay"


def test_only_the_directorys_words_for_access_are_taken():
    assert values.accessibility(["Wheelchair access; ramps", "hearing loop"]) == [
        "Wheelchair access",
        "Hearing loop",
    ]
    assert values.accessibility(["We try our best"]) is None


def test_nothing_is_nothing():
    assert values.read("phones", ["  "], HERE) is None
    assert values.read("email", ["ask at the desk"], HERE) is None
    assert values.read("locations", ["The hall on the green"], HERE) is None
    assert values.read("languages", ["English, Urdu and Polish"], HERE) == ["English", "Urdu", "Polish"]
