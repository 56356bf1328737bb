"""The pages of the directory."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from directory_data import seed_files
from tests.web.pages import Page, checked

Fetch = Callable[..., Page]
KEYS = [record.key for record in seed_files.records()]
PAGES = [
    "/",
    "/chat",
    "/search",
    "/search?q=speech&near=Witney&kind=service&area=North&age=3&open_now=true&audience=parent",
    "/search?q=food&category=food&category=money-advice&page=2",
    "/link-workers",
    "/link-workers?q=nursery+in+Bicester",
    "/link-workers?q=Swindon",
    "/safeguarding",
    "/privacy",
    "/accessibility",
    "/cookies",
    "/shortlist?list=lcss-north,mash",
    "/practitioners",
    "/practitioners/early-help-assessment",
    "/algorithmic-transparency",
    "/sources",
    "/offline",
]


@pytest.mark.parametrize("address", PAGES)
def test_page_is_sound(page: Fetch, address: str) -> None:
    page(address)


def test_every_record_has_a_sound_page(page: Fetch) -> None:
    for key in KEYS:
        page(f"/services/{key}")


@pytest.mark.parametrize("address", PAGES)
def test_links_within_the_site_lead_somewhere(page: Fetch, client: FlaskClient, address: str) -> None:
    for link in page(address).links:
        if link.startswith("/"):
            assert client.get(link).status_code == 200, link


def test_home_leads_to_chat_search_and_needs(page: Fetch) -> None:
    home = page("/")
    assert {form["action"] for form in home.all("form")} == {"/chat#latest", "/search"}
    assert {"/safeguarding", "/search?category=send"} <= home.links


def test_every_need_of_the_start_page_finds_something(page: Fetch) -> None:
    needs = {link for link in page("/").links if link.startswith("/search?category=")}
    assert len(needs) == 4
    for need in needs:
        assert 'class="app-result"' in page(need).html, need


def test_search_says_why_and_offers_to_take_filters_off(page: Fetch) -> None:
    found = page("/search?q=speech&kind=service&area=North")
    assert "<mark>" in found.html
    assert {"/search?q=speech&area=North", "/search?q=speech&kind=service"} <= found.links


def test_search_says_where_else_the_words_were_found(page: Fetch) -> None:
    assert "Found under: <mark>breastfeeding</mark>" in page("/search?q=breastfeeding").html


def test_search_counts_what_a_filter_would_give(page: Fetch) -> None:
    assert 'Services <span class="app-count">(' in page("/search?q=speech").html


def test_search_offers_a_correction(page: Fetch) -> None:
    assert "/search?q=speech+therapy" in page("/search?q=speach+therapy").links


def test_search_pages_lead_on(page: Fetch) -> None:
    assert "/search?q=speech&page=2" in page("/search?q=speech").links


def test_finding_nothing_gives_people_to_ring(page: Fetch) -> None:
    nothing = page("/search?q=zzzzqqq")
    assert {"tel:+443452412703", "tel:+441865323332", "/chat"} <= nothing.links


def test_finding_nothing_leads_to_a_wider_search(page: Fetch) -> None:
    nothing = page("/search?q=speach&kind=food")
    assert {"/search?q=speech", "/search?q=speech&kind=food"} & nothing.links
    assert "look at every kind of entry" in nothing.text


def test_search_names_what_it_left_out(page: Fetch) -> None:
    assert "kind must be one of" in page("/search?kind=zebra&q=food").text


@pytest.mark.parametrize(
    ("near", "note"),
    [
        ("Swindon", "Swindon is outside Oxfordshire"),
        ("Xyzzyford", "We do not know a place called Xyzzyford"),
        ("Wootton", "more than one"),
        ("Witney", "Showing what serves Witney"),
    ],
)
def test_search_says_how_a_place_was_understood(page: Fetch, near: str, note: str) -> None:
    assert note in page(f"/search?q=food&near={near}").text


def test_text_of_visitors_is_escaped(page: Fetch) -> None:
    found = page("/search?q=%3Cscript%3Ealert(1)%3C/script%3E&near=%22%3E%3Cimg%3E")
    assert "<script>alert" not in found.html and "<img" not in found.html


def test_service_page_has_calls_hours_source_and_doubts(page: Fetch) -> None:
    mash = page("/services/mash")
    assert "We are checking this" in mash.text
    assert "Monday to Thursday 8.30am to 5pm" in mash.text
    assert "About this information" in mash.text and "not for MASH itself" in mash.text


def test_guidance_sections_have_addresses(page: Fetch) -> None:
    guidance = page("/services/guidance-eha-after")
    anchors = {heading.get("id") for heading in guidance.all("h2")}
    inside = {link[1:] for link in guidance.links if link.startswith("#")} - {"main-content"}
    assert inside and inside <= anchors


def test_link_worker_page_gives_the_area_office(page: Fetch) -> None:
    assert {"tel:+443452412703", "mailto:LCSS.North@oxfordshire.gov.uk"} <= page(
        "/link-workers?q=nursery+in+Bicester"
    ).links


@pytest.mark.parametrize("address", ["/nowhere", "/services/nowhere", "/services/../x"])
def test_unknown_pages_keep_the_numbers(page: Fetch, address: str) -> None:
    page(address, status=404)


def test_directory_without_index_keeps_the_numbers(without_index: FlaskClient) -> None:
    for address in ("/search?q=food", "/services/mash", "/link-workers?q=Witney"):
        response = without_index.get(address)
        assert response.status_code == 503
        assert "cannot be searched" in checked(response).text


@pytest.mark.parametrize("address", ["/", "/chat", "/safeguarding", "/privacy", "/practitioners", "/offline"])
def test_pages_that_need_no_index_work_without_it(without_index: FlaskClient, address: str) -> None:
    response = without_index.get(address)
    assert response.status_code == 200
    checked(response)


def test_sitemap_and_robots(client: FlaskClient) -> None:
    sitemap = client.get("/sitemap.xml").get_data(as_text=True)
    assert sitemap.count("<loc>") >= len(KEYS)
    assert "/sitemap.xml" in client.get("/robots.txt").get_data(as_text=True)


def test_search_says_what_a_filter_hides_because_it_is_not_known(page: Fetch) -> None:
    found = page("/search?q=nursery&open_now=true")
    assert "not give opening hours" in found.text
    assert "/search?q=nursery&open_now=true&open_now=not_known" in found.links
    assert "not give opening hours. Show them too" not in page("/search?q=nursery").text


def test_search_says_what_no_result_says(page: Fetch) -> None:
    found = page("/search?q=nursery")
    assert "None of these results gives" in found.text and "access for disabled people" in found.text


def test_search_orders_keep_the_filters(page: Fetch) -> None:
    found = page("/search?q=speech&kind=service&sort=name")
    assert {"/search?q=speech&kind=service", "/search?q=speech&kind=service&sort=checked"} <= found.links
    hidden = {field["name"]: field["value"] for field in found.all("input") if field.get("type") == "hidden"}
    assert hidden["sort"] == "name"


def test_address_of_a_search_is_stable(page: Fetch) -> None:
    ways = ("kind=service,food&q=speech&per_page=1", "q=speech&kind=food&kind=service&page=1&per_page=1")
    second = {frozenset(link for link in page(f"/search?{way}").links if "page=2" in link) for way in ways}
    assert second == {frozenset({"/search?q=speech&kind=food&kind=service&per_page=1&page=2"})}


def test_every_filter_in_use_can_be_taken_off(page: Fetch) -> None:
    address = "/search?cost=free&accessibility=hearing+loop&language=Urdu&age=3-5&age_known=yes"
    links = page(address).links
    assert "/search?age=3-5&age_known=true&cost=free&language=Urdu" in links
    assert "/search?age=3-5&age_known=true&cost=free&accessibility=Hearing+loop" in links
    assert "/search?age_known=true&cost=free&accessibility=Hearing+loop&language=Urdu" in links
