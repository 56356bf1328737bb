import pytest

from directory_data import postcodes
from directory_data.postcodes import Postcode

FULL = Postcode("OX4", "OX4 1", "OX4 1AB")


@pytest.mark.parametrize(
    "typed",
    [
        "OX4 1AB", "ox4 1ab", "OX41AB", "ox41ab", "0X4 1AB", "0x41ab", "OX 4 1AB", "ox4  1ab", "OX4-1AB",
        "ox4, 1ab", "OX4 IAB", "ox4 1 ab", " OX4 1AB ",
    ],
)  # fmt: skip
def test_a_full_postcode_is_read_however_it_is_typed(typed):
    assert postcodes.parse(typed) == FULL


@pytest.mark.parametrize(
    "typed, read",
    [
        ("ox 14 3jd", Postcode("OX14", "OX14 3", "OX14 3JD")),
        ("OX143JD", Postcode("OX14", "OX14 3", "OX14 3JD")),
        ("OXI4 3JD", Postcode("OX14", "OX14 3", "OX14 3JD")),
        ("OX1O 0AA", Postcode("OX10", "OX10 0", "OX10 0AA")),
        ("rg4 9xx", Postcode("RG4", "RG4 9", "RG4 9XX")),
        ("sw1a 1aa", Postcode("SW1A", "SW1A 1", "SW1A 1AA")),
        ("OX26", Postcode("OX26")),
        ("ox 26", Postcode("OX26")),
        ("0x2 9", Postcode("OX2", "OX2 9")),
        ("RG9", Postcode("RG9")),
    ],
)
def test_parts_and_slips_are_read(typed, read):
    assert postcodes.parse(typed) == read


@pytest.mark.parametrize("typed", ["", "OX", "Banbury", "OX0", "B12", "A34", "KS2", "OX4 1AB please"])
def test_what_is_not_a_postcode_is_not_parsed(typed):
    assert postcodes.parse(typed) is None


@pytest.mark.parametrize(
    "text, held, read",
    [
        ("we are at OX4 1AB, by the shops", "OX4 1AB", FULL),
        ("nearest to OX16 please", "OX16", Postcode("OX16")),
        ("my postcode is OX3 9", "OX3 9", Postcode("OX3", "OX3 9")),
        ("OX2 9 year old daughter", "OX2", Postcode("OX2")),
        ("in OX4 2 of them", "OX4", Postcode("OX4")),
        ("in ox4 2 we are stuck", "ox4", Postcode("OX4")),
        ("ox4 3yr old", "ox4", Postcode("OX4")),
        ("moved from OX16 to OX4 1AB", "OX4 1AB", FULL),
        ("Which one covers OX3?", "OX3", Postcode("OX3")),
    ],
)
def test_a_postcode_is_found_in_a_message(text, held, read):
    match = postcodes.find(text)
    assert (text[match.start : match.end], match.postcode) == (held, read)


@pytest.mark.parametrize(
    "text",
    ["my box4 1ab", "take B12 daily", "off the A34", "year 6 in KS2", "2 girls of 4 and 9", "0345 050 7666"],
)
def test_other_letters_and_numbers_are_left_alone(text):
    assert postcodes.find(text) is None


def test_every_postcode_of_a_message_is_found_full_codes_first():
    found = [match.postcode.district for match in postcodes.find_all("OX16 or OX28 or OX14 3JD")]
    assert found == ["OX14", "OX16", "OX28"]
