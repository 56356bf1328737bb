"""A list of entries that lives in the address, and passing entries on: all without script or cookies."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.web.pages import Page, checked
from web import shortlist

Fetch = Callable[..., Page]


def press(client: FlaskClient, page: Page, action: str, name: str, value: str) -> str:
    """What a browser does without script: the hidden fields of the form and the button; the new address."""
    assert any(b.get("name") == name and b.get("value") == value for b in page.all("button"))
    fields = {f["name"]: f["value"] for f in page.all("input") if f.get("type") == "hidden"}
    typed = {
        f["name"]: f["value"] for f in page.all("input") if f.get("value") and f.get("type") != "checkbox"
    }
    response = client.get(f"{action}?{urlencode({**typed, **fields, name: value})}")
    assert response.status_code == 303 and "Set-Cookie" not in response.headers
    return response.headers["Location"]


def without_fragment(address: str) -> str:
    return address.partition("#")[0]


def test_gather_in_search_look_at_one_and_open_the_list(page: Fetch, client: FlaskClient) -> None:
    results = page("/search?q=speech")
    first = next(b["value"] for b in results.all("button") if b.get("name") == "add")
    address = press(client, results, "/search", "add", first or "")
    assert address == f"/search?q=speech&list={first}#entry-{first}"
    results = page(without_fragment(address))
    assert f"/services/{first}?list={first}" in results.links
    assert f"/search?q=speech&page=2&list={first}" in results.links
    service = page(f"/services/lcss-north?list={first}")
    address = press(client, service, "/services/lcss-north", "add", "lcss-north")
    assert address == f"/services/lcss-north?list={first},lcss-north#list"
    link = next(link for link in page(without_fragment(address)).links if link.startswith("/shortlist"))
    listed = page(link)
    assert "tel:+443452412703" in listed.links and "LCSS North" in listed.text
    address = press(client, listed, "/shortlist", "remove", "lcss-north")
    assert without_fragment(address) == f"/shortlist?list={first}"


def test_adding_on_a_later_page_stays_there(page: Fetch, client: FlaskClient) -> None:
    later = page("/search?q=speech&page=2")
    key = next(b["value"] for b in later.all("button") if b.get("name") == "add") or ""
    assert "page=2" in press(client, later, "/search", "add", key)


def test_filters_of_a_search_stay_when_adding(client: FlaskClient) -> None:
    response = client.get("/search?q=food&kind=food&kind=service&add=lcss")
    assert response.headers["Location"] == "/search?q=food&kind=food&kind=service&list=lcss#entry-lcss"


def test_empty_list_says_how_to_fill_it(page: Fetch) -> None:
    empty = page("/shortlist")
    assert "Nothing is on your list yet" in empty.text and "/search" in empty.links


def test_list_leaves_out_what_is_gone_and_says_so(page: Fetch) -> None:
    listed = page("/shortlist?list=lcss,no-such-entry,lcss")
    assert "1 entry of this list is no longer in the directory" in listed.text
    assert listed.html.count('class="app-handout__entry"') == 1


@pytest.mark.parametrize("keys", ["<script>", "a" * 500, "../x", "LCSS", ",,,", "lcss;drop"])
def test_what_cannot_be_a_key_is_left_out(page: Fetch, keys: str) -> None:
    assert "Nothing is on your list yet" in page(f"/shortlist?{urlencode({'list': keys})}").text


def test_list_has_an_end(client: FlaskClient) -> None:
    keys = [f"entry-{number}" for number in range(shortlist.MOST + 5)]
    address = client.get(f"/shortlist?list={','.join(keys)}&add=lcss").headers["Location"]
    assert len(parse_qs(urlsplit(address).query)["list"][0].split(",")) == shortlist.MOST


def test_handout_has_numbers_before_words(page: Fetch) -> None:
    html = page("/shortlist?list=lcss-north,emergency-duty-team").html
    entry = html.index('id="entry-lcss-north"')
    assert entry < html.index("0345 241 2703", entry) < html.index("The LCSS team for Cherwell", entry)


@pytest.mark.parametrize(("key", "is_said"), [("mash", False), ("lcss-north", True)])
def test_ring_before_you_travel_is_said_of_places_only(page: Fetch, key: str, is_said: bool) -> None:
    assert ("Ring before you travel" in page(f"/shortlist?list={key}").html) is is_said


def test_list_is_not_for_search_engines(page: Fetch) -> None:
    names = {meta.get("name"): meta.get("content") for meta in page("/shortlist?list=lcss").all("meta")}
    assert names["robots"] == "noindex"


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/services/lcss-north", ["LCSS North: 0345 241 2703", "http://localhost/services/lcss-north"]),
        (
            "/shortlist?list=lcss-north,mash",
            [
                "LCSS North: 0345 241 2703",
                "MASH: 0345 050 7666",
                "http://localhost/shortlist?list=lcss-north,mash",
            ],
        ),
    ],
)
def test_words_to_send_hold_numbers_first_and_the_address(page: Fetch, address: str, says: list[str]) -> None:
    shown = page(address)
    sms = next(link for link in shown.links if link.startswith("sms:"))
    mail = next(link for link in shown.links if link.startswith("mailto:?"))
    assert unquote(sms.partition("body=")[2]).splitlines() == says
    assert unquote(mail.partition("body=")[2]).splitlines() == says
    assert "\n".join(says) in shown.html.replace("&amp;", "&")


def test_doubtful_numbers_are_not_sent_on(page: Fetch) -> None:
    from directory_data import seed_files

    doubtful = next(
        r
        for r in seed_files.records()
        if r.phones and all(p.doubtful for p in r.phones) and "phones" not in r.doubts
    )
    sms = next(link for link in page(f"/services/{doubtful.key}").links if link.startswith("sms:"))
    assert doubtful.phones[0].number not in unquote(sms)


def test_numbers_that_are_being_checked_say_so(page: Fetch) -> None:
    from directory_data import seed_files

    record = next(r for r in seed_files.records() if r.phone and "phones" in r.doubts)
    sms = next(link for link in page(f"/services/{record.key}").links if link.startswith("sms:"))
    assert f"{record.phone} (we are checking this number)" in unquote(sms)


@pytest.mark.parametrize(
    "address", ["/services/lcss-north/qr.svg", "/shortlist/qr.svg?list=lcss-north,mash", "/shortlist/qr.svg"]
)
def test_qr_code_is_a_sound_picture(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.mimetype == "image/svg+xml"
    assert ET.fromstring(response.data).tag.endswith("svg")  # noqa: S314 - our own picture
    assert b"style" not in response.data


def test_qr_code_of_the_longest_list_fits(client: FlaskClient) -> None:
    keys = ",".join(f"{'an-entry-with-a-long-key' * 2}-{number}" for number in range(shortlist.MOST))
    assert client.get(f"/shortlist/qr.svg?list={keys}").status_code == 200


def test_qr_code_of_no_record_is_not_found(client: FlaskClient) -> None:
    assert client.get("/services/nowhere/qr.svg").status_code == 404


def test_directions_lead_to_the_address(page: Fetch) -> None:
    found = page("/services/lcss-north")
    assert any(
        link.startswith("https://www.openstreetmap.org/directions?from=&to=OX") for link in found.links
    )


def test_list_without_index_keeps_the_numbers(without_index: FlaskClient) -> None:
    response = without_index.get("/shortlist?list=lcss")
    assert response.status_code == 503
    checked(response)


@pytest.fixture
def qr_text(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What was asked to be drawn."""
    from web import sharing

    drawn: list[str] = []
    make = sharing.segno.make_qr
    monkeypatch.setattr(sharing.segno, "make_qr", lambda text, **how: drawn.append(text) or make(text, **how))
    yield drawn


def test_qr_code_says_the_address_of_the_page(client: FlaskClient, qr_text: list[str]) -> None:
    client.get("/services/mash/qr.svg")
    client.get("/shortlist/qr.svg?list=mash,lcss")
    assert qr_text == ["http://localhost/services/mash", "http://localhost/shortlist?list=mash,lcss"]
