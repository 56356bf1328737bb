import json

import pytest

from scrapers.errors import ReadProblem
from scrapers.page import Page
from scrapers.readers import json_ld

HERE = "https://example.org/groups"
ADDRESS = {
    "@type": "PostalAddress",
    "streetAddress": "1 Example Street",
    "addressLocality": "Exampleton",
    "postalCode": "OX1 1AA",
}
TODDLERS = {
    "@context": "https://schema.org",
    "@type": ["ChildCare", "LocalBusiness"],
    "@id": "https://example.org/groups#toddlers",
    "identifier": {"@type": "PropertyValue", "propertyID": "group", "value": 17},
    "name": "Example Toddlers &amp; Friends",
    "alternateName": "Tots",
    "description": "<p>Play and stay.</p><p>Bring a snack.</p>",
    "telephone": "01632 960001",
    "email": "mailto:tots@example.org",
    "url": "/groups/tots",
    "address": ADDRESS,
    "geo": {"@type": "GeoCoordinates", "latitude": "51.75", "longitude": -1.25},
    "openingHoursSpecification": [
        {"dayOfWeek": ["https://schema.org/Friday", "Monday"], "opens": "09:30:00", "closes": "T11:30"},
        {"dayOfWeek": "Sunday", "opens": "00:00", "closes": "00:00"},
        {"dayOfWeek": "Tuesday", "opens": "10:00", "closes": "12:00", "validFrom": "2026-12-24"},
    ],
    "typicalAgeRange": "0-5",
    "offers": {"@type": "Offer", "price": "2.50", "priceCurrency": "GBP", "name": "Each family"},
    "contactPoint": [
        {"@type": "ContactPoint", "telephone": "+44 1632 960001"},
        {
            "contactType": "Bookings",
            "telephone": "01632 960002",
            "availableLanguage": ["English", {"name": "Urdu"}],
        },
    ],
    "amenityFeature": [
        {"name": "Wheelchair access", "value": True},
        {"name": "Hearing loop", "value": "False"},
    ],
    "audience": {"@type": "PeopleAudience", "audienceType": "Parents of young children"},
    "areaServed": ["Exampleton", {"@type": "City", "name": "Otherton"}],
}
FIELDS = {
    "name": "Example Toddlers & Friends",
    "alternate_names": ["Tots"],
    "description": "Play and stay.\n\nBring a snack.",
    "phones": [{"number": "01632 960001"}, {"number": "01632 960002", "description": "Bookings"}],
    "email": "tots@example.org",
    "urls": [{"url": "https://example.org/groups/tots"}],
    "locations": [
        {
            "name": "1 Example Street",
            "address": {"address_1": "1 Example Street", "city": "Exampleton", "postal_code": "OX1 1AA"},
            "latitude": 51.75,
            "longitude": -1.25,
        }
    ],
    "schedules": [{"byday": ["MO", "FR"], "opens_at": "09:30", "closes_at": "11:30"}],
    "minimum_age": 0.0,
    "maximum_age": 5.0,
    "eligibility_description": "Parents of young children",
    "cost_options": [{"option": "Each family", "amount": 2.5}],
    "languages": ["English", "Urdu"],
    "accessibility": ["Wheelchair access"],
    "places": ["Exampleton", "Otherton"],
}


def page(*objects: object, html: str = "") -> Page:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in objects)
    return Page.of(HERE, f"<html><head>{scripts}</head><body>{html}</body></html>".encode())


def test_every_field_that_is_said_is_read_and_no_other():
    (item,) = json_ld.parse(page(TODDLERS)).items
    assert dict(item.fields) == FIELDS
    assert (item.key, item.url) == ("17", HERE)


def test_a_service_has_its_contacts_on_its_channel():
    service = {
        "@type": "schema:GovernmentService",
        "name": "Example Advice",
        "isAccessibleForFree": "https://schema.org/True",
        "hoursAvailable": {"dayOfWeek": "Monday", "opens": "09:00", "closes": "00:00"},
        "availableChannel": {
            "servicePhone": {"telephone": "01632 960003"},
            "serviceLocation": {"@type": "Place", "name": "Example Hall", "address": ADDRESS},
        },
        "provider": {"@type": "Organization", "name": "Example Council", "telephone": "01632 960009"},
    }
    (item,) = json_ld.parse(page(service)).items
    assert item.fields["phones"] == [{"number": "01632 960003"}]
    assert item.fields["locations"][0]["name"] == "Example Hall"
    assert item.fields["cost_options"] == [{"option": "Free", "amount": 0.0}]
    assert item.fields["schedules"] == [{"byday": ["MO"], "opens_at": "09:00", "closes_at": "24:00"}]


def test_hours_in_one_string():
    hours = ["Mo-We,Fr 09:00-17:00", "Sa 10:00-12:00", "by appointment", "Xx 09:00-10:00"]
    (item,) = json_ld.parse(
        page({"@type": "Library", "name": "Example Library", "openingHours": hours})
    ).items
    assert item.fields["schedules"] == [
        {"byday": ["MO", "TU", "WE", "FR"], "opens_at": "09:00", "closes_at": "17:00"},
        {"byday": ["SA"], "opens_at": "10:00", "closes_at": "12:00"},
    ]


def test_the_owner_of_the_site_is_no_entry_beside_others():
    owner = {"@type": "Organization", "@id": "#owner", "name": "Example Web Council"}
    site = {"@type": "WebSite", "publisher": {"@id": "#owner"}}
    graph = {
        "@graph": [owner, site, {"@type": "BreadcrumbList"}, {"@type": "Service", "name": "Example Advice"}]
    }
    assert [item.fields["name"] for item in json_ld.parse(page(graph)).items] == ["Example Advice"]
    alone = json_ld.parse(page({"@graph": [owner, site]}))
    assert [item.fields["name"] for item in alone.items] == ["Example Web Council"]


def test_a_list_gives_its_entries_and_leads_on_to_those_it_only_names():
    elements = [
        {"@type": "ListItem", "position": 1, "item": {"@type": "Service", "name": "One", "url": "/one"}},
        {"@type": "ListItem", "position": 2, "url": "/groups/two"},
        {"@type": "ListItem", "position": 3, "item": {"@id": "https://example.org/groups/three"}},
        {"@type": "ListItem", "position": 4, "url": "https://elsewhere.example.com/four"},
        {"@type": "ChildCare", "name": "Five", "url": "/five"},
    ]
    html = '<a rel="next nofollow" href="?page=2">More</a>'
    parsed = json_ld.parse(page({"@type": "ItemList", "itemListElement": elements}, html=html))
    assert [(item.key, item.fields["name"]) for item in parsed.items] == [
        ("https://example.org/one", "One"),
        ("https://example.org/five", "Five"),
    ]
    assert parsed.next_urls == (
        "https://example.org/groups?page=2",
        "https://example.org/groups/two",
        "https://example.org/groups/three",
    )


def test_keys_do_not_clash_when_all_point_to_one_page():
    found = [{"@type": "Service", "name": name, "url": "https://example.org/"} for name in ("One", "Two")]
    assert [item.key for item in json_ld.parse(page(found)).items] == ["one", "two"]


def test_what_a_web_page_is_about():
    about = {"@type": "WebPage", "mainEntity": {"@type": "Service", "name": "Example Advice"}}
    assert [item.key for item in json_ld.parse(page(about)).items] == ["example-advice"]


MICRODATA = """
<div itemscope itemtype="https://schema.org/ChildCare" itemref="more">
  <h2 itemprop="name">Example Toddlers</h2>
  <p itemprop="description">Play <b>and</b> stay.</p>
  <a itemprop="url" href="/tots">Site</a> <meta itemprop="telephone" content="01632 960001">
  <div itemprop="address" itemscope itemtype="https://schema.org/PostalAddress">
    <span itemprop="streetAddress">1 Example Street</span>, <span itemprop="addressLocality">Exampleton</span>
    <span itemprop="postalCode">OX1 1AA</span>
  </div>
  <time itemprop="openingHours" datetime="Mo 09:30-11:30">Monday mornings</time>
</div>
<p id="more">Ages <span itemprop="typicalAgeRange">0-5</span></p>
"""


def test_microdata_says_the_same():
    (item,) = json_ld.parse(page(html=MICRODATA)).items
    assert dict(item.fields) == {
        "name": "Example Toddlers",
        "description": "Play and stay.",
        "phones": [{"number": "01632 960001"}],
        "urls": [{"url": "https://example.org/tots"}],
        "locations": [{"name": "1 Example Street", "address": FIELDS["locations"][0]["address"]}],
        "schedules": [{"byday": ["MO"], "opens_at": "09:30", "closes_at": "11:30"}],
        "minimum_age": 0.0,
        "maximum_age": 5.0,
    }


def test_an_item_that_refers_to_itself_ends():
    html = '<div id="a" itemscope itemprop="x" itemref="a"></div>'
    html += (
        '<div itemscope itemtype="https://schema.org/Service" itemref="a"><b itemprop="name">One</b></div>'
    )
    assert [item.key for item in json_ld.parse(page(html=html)).items] == ["one"]


def test_items_that_all_refer_to_each_other_end_soon():
    others = " ".join(f"i{number}" for number in range(60))
    one = (
        '<div id="i{0}" itemscope itemtype="https://schema.org/Service" itemprop="isRelatedTo" itemref="{1}">'
    )
    one += '<b itemprop="name">{0}</b></div>'
    html = '<div itemscope itemtype="https://schema.org/Service"><b itemprop="name">All</b>'
    html += "".join(one.format(number, others) for number in range(60)) + "</div>"
    assert [item.key for item in json_ld.parse(page(html=html)).items] == ["all"]


@pytest.mark.parametrize(
    "script",
    [
        '<!-- {"@type": "Service", "name": "One"} -->',
        '//<![CDATA[\n{"@type": "Service", "name": "One"}\n//]]>',
        '{"@type": "Service", "name": "One\n"}',
        '{"broken": </script><script type="application/ld+json">{"@type": "Service", "name": "One"}',
        '{"@graph": ' * 900 + "1" + "}" * 900 + '</script><script type="application/ld+json">'
        '{"@type": "Service", "name": "One"}',
        f'{"[" * 100_000}</script><script type="application/ld+json">{{"@type": "Service", "name": "One"}}',
    ],
)
def test_scripts_are_read_as_forgivingly_as_browsers_do(script):
    body = f'<script type="application/ld+json; charset=utf-8">{script}</script>'.encode()
    assert [item.key for item in json_ld.parse(Page.of(HERE, body)).items] == ["one"]


def test_an_entry_without_a_name_is_said_to_be_missing():
    parsed = json_ld.parse(page([{"@type": "Service", "url": "/one"}, {"@type": "Service", "name": "Two"}]))
    assert [item.key for item in parsed.items] == ["two"]
    assert [str(gap) for gap in parsed.missing] == [f"https://example.org/one: name not found on {HERE}"]


@pytest.mark.parametrize("html", ["", "<h1>Checking your browser</h1>", "<form><input type=password></form>"])
def test_a_page_without_any_is_said_to_be_none(html):
    with pytest.raises(ReadProblem, match="does not describe any service"):
        json_ld.parse(page({"@type": "WebSite", "name": "Example"}, html=html))
