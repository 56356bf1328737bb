import msgspec
import pytest

from directory_data.errors import SettingsError
from scrapers.errors import ReadProblem
from scrapers.page import Page
from scrapers.readers import selector_map
from scrapers.readers.selector_map import Field, SelectorMap

HERE = "https://example.org/groups"
LIST = """
<nav><a class="group" href="/">Home</a></nav>
<article class="group" data-id="g-17">
  <h2><a href="/groups/tots?ref=list">Example Toddlers</a></h2>
  <div class="text"><p>Play and <b>stay</b>.</p><ul><li>toys</li></ul></div>
  <p class="tel">Ring <a href="tel:+441632960001">01632 960001</a></p>
  <a class="mail" href="mailto:tots@example.org?subject=Hello">Write to us</a>
  <a class="site" href="/tots">Our site</a>
  <address>Example Hall<br>1 Example Street<br>Exampleton OX1 1AA</address>
  <p class="when">Mon 9.30am - 11.30am</p><p class="age">Ages 0-5</p><p class="cost">£2 a family</p>
  <p class="facts">Languages: English, Urdu. Access: hearing loop</p>
</article>
<article class="group" data-id="g-18"><h2>Example Youth Club</h2></article>
<a class="next" href="?page=2">Next</a> <a class="next" href="https://elsewhere.example.com/">Advert</a>
"""
FIELDS = {
    "name": "h2",
    "description": ".text",
    "phones": Field(".tel a", required=True),
    "email": ".mail",
    "urls": "h2 a, .site",
    "locations": "address",
    "schedules": ".when",
    "schedule_note": ".when",
    "minimum_age": ".age",
    "maximum_age": ".age",
    "cost_options": ".cost",
    "languages": Field(".facts", pattern=r"Languages: ([^.]*)"),
    "accessibility": Field(".facts", pattern=r"Access:.*"),
}


def parse(html: str, **selectors):
    chosen = SelectorMap(**{"fields": FIELDS, **selectors})
    chosen.check()
    return selector_map.parse(Page.of(HERE, html.encode()), chosen)


def test_entries_of_a_list_are_read_field_by_field():
    parsed = parse(LIST, entries="article.group", key="@data-id", next="a.next")
    first, second = parsed.items
    assert (first.key, second.key) == ("g-17", "g-18")
    assert dict(first.fields) == {
        "name": "Example Toddlers",
        "description": "Play and stay.\n\n- toys",
        "phones": [{"number": "+441632960001"}],
        "email": "tots@example.org",
        "urls": [{"url": "https://example.org/groups/tots?ref=list"}, {"url": "https://example.org/tots"}],
        "locations": [
            {
                "name": "Example Hall",
                "address": {
                    "address_1": "Example Hall",
                    "address_2": "1 Example Street",
                    "city": "Exampleton",
                    "postal_code": "OX1 1AA",
                },
            }
        ],
        "schedules": [{"byday": ["MO"], "opens_at": "09:30", "closes_at": "11:30"}],
        "schedule_note": "Mon 9.30am - 11.30am",
        "minimum_age": 0.0,
        "maximum_age": 5.0,
        "cost_options": [{"option": "£2 a family", "amount": 2.0}],
        "languages": ["English", "Urdu"],
        "accessibility": ["Hearing loop"],
    }
    assert dict(second.fields) == {"name": "Example Youth Club"}
    assert [str(gap) for gap in parsed.missing] == [f"Example Youth Club: phones not found on {HERE}"]
    assert parsed.next_urls == ("https://example.org/groups?page=2",)


def test_an_address_can_be_the_key():
    first, second = parse(LIST, entries="article.group", key="h2 a@href").items
    assert (first.key, second.key) == ("https://example.org/groups/tots?ref=list", "example-youth-club")


def test_a_list_that_leads_to_pages_of_their_own():
    fields = {"name": "h1", "phones": ".tel a"}
    listed = parse(LIST, fields=fields, details="h2 a", next="a.next")
    assert not listed.items
    assert listed.next_urls == (f"{HERE}?page=2", "https://example.org/groups/tots?ref=list")
    (item,) = parse("<h1>Example Toddlers</h1>", fields=fields, details="h2 a", next="a.next").items
    assert (item.key, dict(item.fields)) == (HERE, {"name": "Example Toddlers"})


def test_a_redesigned_page_gives_nothing_and_says_so():
    with pytest.raises(ReadProblem, match="No entry was found"):
        parse(LIST.replace('class="group"', 'class="card"'), entries="article.group")


def test_an_entry_without_a_name_is_missing_not_invented():
    parsed = parse(LIST.replace("<h2>Example Youth Club</h2>", ""), entries="article.group")
    assert len(parsed.items) == 1 and str(parsed.missing[0]) == f"an entry: name not found on {HERE}"


@pytest.mark.parametrize(
    "html", ["", "<article class=group><h2>", "<p></article></div><h2", "\x00<h2>\x00</h2>"]
)
def test_broken_pages_are_said_or_read(html):
    with pytest.raises(ReadProblem):
        parse(html, entries="article.group")


def test_a_page_nested_without_end_is_refused():
    with pytest.raises(ReadProblem, match="nests its elements"):
        parse("<h2>One</h2><div class=text>" + "<div>" * 50_000 + "text")


@pytest.mark.parametrize(
    "text", ["https://example.org/a", '<?xml version="1.0"?><rss><item>one</item></rss>']
)
def test_what_is_not_html_is_no_entry(text):
    with pytest.raises(ReadProblem, match="No entry was found"):
        parse(text)


def test_unclosed_elements_are_read_all_the_same():
    html = "<article class=group data-id=1><h2>One</h3><p class=tel><a href='tel:01632960001'>ring<article>"
    (item,) = parse(html, entries="article.group[data-id]").items
    assert dict(item.fields) == {"name": "One", "phones": [{"number": "01632960001"}]}


@pytest.mark.parametrize(
    ("selectors", "fault"),
    [
        ({"fields": {"phones": "p"}}, "name is missing"),
        ({"fields": {"name": "h2", "checking": "p"}}, "checking: no such field"),
        ({"fields": {"name": "h2["}}, "name: 'h2\\[' is not a CSS selector"),
        ({"fields": {"name": "h2"}, "entries": "a >> b"}, "entries"),
        ({"fields": {"name": {"select": "h2", "pattern": "("}}}, "name: '\\(' is not a pattern"),
    ],
)
def test_a_wrong_map_says_which_line(selectors, fault):
    with pytest.raises(SettingsError, match=fault):
        msgspec.convert(selectors, SelectorMap).check()
