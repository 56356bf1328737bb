import pytest
from bs4 import BeautifulSoup

from scrapers.contact_details import email_in, location_in, phones_in


def html(text):
    return BeautifulSoup(text, "lxml")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("<p>Tel: 01632 960001, or 01632 960 002.</p>", ["01632 960001", "01632 960 002"]),
        ('<a href="tel:+441632960001">01632 960001</a>', ["01632 960001"]),
        ('<a href="tel:01632%20960001">Ring us</a>', ["01632 960001"]),
        ('<a href="tel:01632960001">01632 960001</a> <p>+44 1632 960001</p>', ["01632 960001"]),
        ("<p>Open 8.30 - 5pm since 2020, room 12345, charity 1065432</p>", None),
        ("<p>0345 241 27</p>", None),
        ("<p>0345 241<b> 2703</b></p><!-- 01632 960009 --><script>01632 960008</script>", ["0345 241 2703"]),
        ("", None),
    ],
)
def test_numbers_as_written_once_each(text, numbers):
    assert phones_in(html(text)) == (numbers and [{"number": number} for number in numbers])


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ('<a href="mailto:a.b@example.org?subject=Hi">Write</a>', "a.b@example.org"),
        ("<p>Write to a.b@example.org.</p>", "a.b@example.org"),
        ('<a href="mailto:">Write</a>', None),
        ('<span data-cfemail="zz">[email protected]</span>', None),
        ('<span data-cfemail="">[email protected]</span>', None),
        ("<p>@example.org</p>", None),
    ],
)
def test_an_email_is_linked_or_written(text, email):
    assert email_in(html(text)) == email


@pytest.mark.parametrize(
    "written",
    [["OX99 1AA"], ["Example Town, OX99 1AA"], ["Example House, Example Town"], []],
)
def test_an_address_needs_a_house_a_town_and_a_postcode(written):
    assert location_in(written) is None


def test_the_county_is_not_the_town():
    address = location_in(["Example House", "Example Town, Oxon, ox991aa".upper()])
    assert address is not None and address["address"] == {
        "address_1": "Example House",
        "city": "EXAMPLE TOWN",
        "postal_code": "OX99 1AA",
    }


@pytest.mark.timeout(20)
def test_a_long_run_of_letters_takes_no_time():
    assert email_in(html("<p>" + "a" * 1_000_000 + "</p>")) is None
    assert phones_in(html("<p>" + "1 " * 100_000 + "</p>")) is None
