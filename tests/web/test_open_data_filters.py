"""The open data: filters, faults, access by other sites, caching, and what is kept out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from flask.testing import FlaskClient

from directory_data import directory as directories
from directory_data import places, publishing, seed_files
from directory_data.open_feed import Feed, Filters
from directory_data.search import Searcher
from directory_data.settings import Settings
from directory_data.store import Store
from tests.factories import make_record
from tests.web.test_open_data import HOME, UNKNOWN, every, get
from web import create_app

COWLEY, BANBURY, LONDON = "OX4 3LX", "OX16 5AU", "E1 6AN"


def names(items: list[dict[str, Any]]) -> set[str]:
    return {item["name"] for item in items}


def test_organisation_filter(client: FlaskClient) -> None:
    for runner in every(client, "organizations", full="true")[:5]:
        found = every(client, "services", organization_id=runner["id"])
        assert {one["id"] for one in found} == {one["id"] for one in runner["services"]}
    assert every(client, "services", organization_id=UNKNOWN) == []


def test_taxonomy_filters(client: FlaskClient) -> None:
    whole = every(client, "services", full="true")
    term = next(one for one in every(client, "taxonomy_terms") if one["name"] == "Food")
    found = every(client, "services", taxonomy_term_id=term["id"])
    used = {
        one["id"] for one in whole if any(a.get("taxonomy_term_id") == term["id"] for a in one["attributes"])
    }
    assert {one["id"] for one in found} == used != set()
    assert len(every(client, "services", taxonomy_id=term["taxonomy_id"])) == len(whole)
    assert every(client, "services", taxonomy_id=UNKNOWN) == []


def test_terms_of_one_taxonomy(client: FlaskClient) -> None:
    for taxonomy in every(client, "taxonomies"):
        found = every(client, "taxonomy_terms", taxonomy_id=taxonomy["id"], top_only="true")
        assert found == get(client, f"taxonomies/{taxonomy['id']}")["taxonomy_terms"]
    assert every(client, "taxonomy_terms", parent_id=found[0]["id"]) == []


def test_modified_after_takes_dates_and_moments(client: FlaskClient) -> None:
    every_date = {one["last_modified"] for one in every(client, "services")}
    newest = max(every_date)
    with_fraction = ("2020-05-01T00:00:00.0Z", "2020-05-01T01:00:00.000000000+01:00")
    with_offset = ("2020-05-01T01:00:00+01:00", "2020-05-01T01:00:00 01:00")
    for wanted in (newest, newest[:10], *with_offset, *with_fraction):
        found = every(client, "services", modified_after=wanted)
        assert {one["last_modified"] for one in found} == {newest}
    assert every(client, "services", modified_after="2020-05-02") == []
    assert len(every(client, "services", modified_after="0001-01-01T00:00:00+14:00")) > 100


def test_search_is_the_directorys_own(client: FlaskClient) -> None:
    found = every(client, "services", search="wont talk yet")
    assert "Speech and Language Therapy" in " ".join(one["name"] for one in found[:3])
    assert names(every(client, "organizations", search="citizens")) == {"Citizens Advice"}
    assert names(every(client, "taxonomy_terms", search="parenting")) == {"Parenting and behaviour"}


def test_postcode_leaves_out_what_does_not_cover_it(client: FlaskClient) -> None:
    found = names(every(client, "services", postcode=COWLEY))
    assert {"LCSS Central", "MASH"} <= found and not {"LCSS North", "LCSS South"} & found
    assert {at["service"]["name"] for at in every(client, "service_at_locations", postcode=BANBURY)} >= {
        "LCSS North"
    }


def test_postcode_outside_the_county_is_not_covered(client: FlaskClient) -> None:
    page = get(client, "services", postcode=LONDON)
    assert page["total_items"] == len(page["contents"]) and "MASH" not in names(page["contents"])


@pytest.mark.parametrize("path", ["services", "service_at_locations"])
def test_proximity_gives_the_nearest_first(client: FlaskClient, path: str) -> None:
    near = every(client, path, postcode=COWLEY, proximity=1000)
    far = every(client, path, postcode=COWLEY, proximity=50_000)
    assert 0 < len(near) < len(far) and far[: len(near)] == near
    assert near[0].get("name", near[0].get("service", {}).get("name")) == "LCSS Central"


def test_an_edit_is_seen_by_modified_after(prepared: Settings, tmp_path: Path) -> None:
    settings = replace(prepared, data=tmp_path)
    directories.prepare(settings)
    client = create_app(settings).test_client()
    assert every(client, "services", modified_after="2021-01-01") == []
    store = Store(settings.store_url)
    (body,) = (record for record in store.published() if record.key == "camhs")
    store.save(msgspec.structs.replace(body, email="new@example.org"), "editor", "They wrote")
    publishing.publish(settings)
    (found,) = every(client, "services", modified_after="2021-01-01")
    made = store.history("camhs")[-1].made
    assert found["id"] == body.id
    assert found["last_modified"] == made.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
    assert [one["id"] for one in every(client, "services", modified_after=found["last_modified"])] == [
        body.id
    ]
    (minimal,) = (one for one in every(client, "services", minimal="true") if one["last_modified"] > "2021")
    assert minimal["id"] == body.id


def test_nearest_place_comes_before_the_first_name(searcher_of: Callable[..., Searcher]) -> None:
    def at(name: str, latitude: float) -> dict[str, Any]:
        return {"name": name, "latitude": latitude, "longitude": -1.2063}

    records = [
        make_record("aardvark", locations=[at("two miles", 51.76), at("a mile", 51.7465)]),
        make_record("zebra", locations=[at("here", 51.7321)]),
        make_record("nowhere"),
    ]
    feed = Feed(searcher_of(records), {})
    (cowley,) = places.lookup(COWLEY)
    near = Filters(postcode=cowley, proximity=4000)
    assert [place.name for _, place in feed.service_at_locations(near)] == ["here", "a mile", "two miles"]
    assert [one.key for one in feed.services(near)] == ["zebra", "aardvark"]
    nearer = Filters(postcode=cowley, proximity=1650)
    assert [place.name for _, place in feed.service_at_locations(nearer)] == ["here", "a mile"]


@pytest.mark.parametrize(
    ("path", "parameter", "value"),
    [
        ("services", "page", "0"),
        ("services", "page", "x"),
        ("services", "per_page", "501"),
        ("services", "perPage", "-1"),
        ("services", "format", "xml"),
        ("services", "full", "maybe"),
        ("services", "minimal", "2"),
        ("services", "organization_id", "7"),
        ("services", "taxonomy_id", "x"),
        ("services", "taxonomy_term_id", "x"),
        ("services", "modified_after", "yesterday"),
        ("services", "modified_after", "2020-13-01"),
        ("services", "postcode", "Banbury"),
        ("services", "postcode", "ZZ1 1AA"),
        ("services", "proximity", "500"),
        ("services", "search", "a" * 501),
        ("service_at_locations", "proximity", "near"),
        ("service_at_locations", "proximity", "nan"),
        ("organizations", "full_service", "x"),
        ("taxonomies", "page", "1.5"),
        ("taxonomy_terms", "parent_id", "x"),
        ("taxonomy_terms", "top_only", "x"),
    ],
)
def test_fault_is_named(client: FlaskClient, path: str, parameter: str, value: str) -> None:
    response = client.get(f"{HOME}/{path}", query_string={parameter: value})
    assert (response.status_code, response.content_type) == (400, "application/problem+json")
    assert [fault["name"] for fault in response.get_json(force=True)["parameters"]] == [parameter]


def test_both_sizes_of_a_page_must_be_right(client: FlaskClient) -> None:
    assert client.get(f"{HOME}/services?per_page=10&perPage=501").status_code == 400
    assert get(client, "services", per_page=10, perPage=20)["size"] == 10


def test_position_of_the_postcode_must_be_known_for_a_distance(client: FlaskClient) -> None:
    response = client.get(f"{HOME}/services", query_string={"postcode": LONDON, "proximity": 500})
    assert response.status_code == 400 and "postcode" in response.get_json(force=True)["detail"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("", 200),
        ("/", 200),
        ("/services", 200),
        ("/services?page=x", 400),
        (f"/services/{UNKNOWN}", 404),
        (f"/organizations/{UNKNOWN}", 404),
        (f"/service_at_locations/{UNKNOWN}", 404),
        (f"/taxonomies/{UNKNOWN}", 404),
        (f"/taxonomy_terms/{UNKNOWN}", 404),
        ("/services/7", 404),
        ("/nowhere", 404),
    ],
)
def test_every_site_may_read(client: FlaskClient, address: str, status: int) -> None:
    response = client.get(HOME + address)
    assert response.status_code == status
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.content_type.startswith(
        "application/json" if status == 200 else "application/problem+json"
    )


def test_nothing_else_is_opened_to_other_sites(client: FlaskClient) -> None:
    for address in ("/", "/api/search?q=food", "/api/oruk/v30", "/chat"):
        assert "Access-Control-Allow-Origin" not in client.get(address).headers


def test_preflight(client: FlaskClient) -> None:
    response = client.options(f"{HOME}/services", headers={"Access-Control-Request-Headers": "if-none-match"})
    assert response.status_code == 200 and response.headers["Access-Control-Allow-Headers"] == "*"


def test_missing_index_is_a_problem_that_other_sites_may_read(without_index: FlaskClient) -> None:
    response = without_index.get(f"{HOME}/services")
    assert (response.status_code, response.headers["Access-Control-Allow-Origin"]) == (503, "*")


@pytest.mark.parametrize("address", ["/services", "/services?format=ndjson", "/taxonomies", "/"])
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_unchanged_answer_is_not_sent_again(client: FlaskClient, address: str, encoding: str) -> None:
    headers = {"Accept-Encoding": encoding}
    first = client.get(HOME + address, headers=headers)
    again = client.get(HOME + address, headers=headers | {"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["Cache-Control"] == again.headers["Cache-Control"] == "public, no-cache"
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    other = client.get(f"{HOME}/organizations", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200


def test_what_somebody_typed_is_not_kept(client: FlaskClient) -> None:
    for asked in ("search=food", f"postcode={COWLEY}", "page=x"):
        assert client.get(f"{HOME}/services?{asked}").headers["Cache-Control"] == "no-store"


def test_doubtful_people_are_not_named(client: FlaskClient) -> None:
    text = client.get(f"{HOME}/services?format=ndjson&full=true").get_data(as_text=True)
    doubtful = [c for one in seed_files.records() for c in one.contacts if c.doubtful]
    assert doubtful
    assert not [c.name for c in doubtful if c.name in text or (c.email and c.email in text)]


def test_source_and_its_date_go_with_every_service(client: FlaskClient) -> None:
    for one in every(client, "services", full="true"):
        (source,) = [a["value"] for a in one["attributes"] if a["link_type"] == "source"]
        assert source.endswith(one["last_modified"][:10])
