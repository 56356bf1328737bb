"""The open data against the schemas of Open Referral UK 3.0, and against what it promises beside them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from directory_data import seed_files
from directory_data.openreferral import is_service
from directory_data.vocabulary import Kind
from tests.web import open_referral
from tests.web.open_referral import empty_fields, problems

HOME = "/api/oruk/v3"
LISTS = {
    "services": "service",
    "service_at_locations": "service_at_location",
    "organizations": "organization",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
"""Each list with the schema of one of its items."""
UNKNOWN = "00000000-0000-4000-8000-000000000000"

# The standard's schema files are not ours to commit, so a checkout without them cannot prove conformance.
with_standards = pytest.mark.skipif(
    not (open_referral.FOLDER / "schema").is_dir(),
    reason="SIGNPOST_STANDARDS names no folder with Open Referral UK's schemas",
)


def get(client: FlaskClient, path: str, **parameters: object) -> Any:
    response = client.get(f"{HOME}/{path}", query_string=parameters)
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_json()


def every(client: FlaskClient, path: str, **parameters: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = get(client, path, per_page=500, **parameters)["contents"]
    return found


def pages(client: FlaskClient, path: str, **parameters: object) -> Iterator[dict[str, Any]]:
    number, last = 1, False
    while not last:
        page = get(client, path, page=number, **parameters)
        yield page
        number, last = number + 1, page["last_page"]


@with_standards
def test_about(client: FlaskClient) -> None:
    details = get(client, "")
    assert problems(details, "api_details.json") == []
    assert details["version"] == "HSDS-UK-3.0"
    assert client.get(HOME).get_json() == details  # without the slash too


@with_standards
@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("full", ["false", "true"])
def test_every_page_of_every_list(client: FlaskClient, path: str, full: str) -> None:
    for page in pages(client, path, per_page=7, full=full):
        assert problems(page, "envelope.json") == []
        assert problems(page, f"{LISTS[path]}_list.json") == []
        for item in page["contents"]:
            assert problems(item, f"{LISTS[path]}.json") == []
            assert empty_fields(item) == []


@with_standards
@pytest.mark.parametrize("path", LISTS)
def test_every_record(client: FlaskClient, path: str) -> None:
    items = every(client, path)
    assert items
    for item in items:
        whole = get(client, f"{path}/{item['id']}")
        assert problems(whole, f"{LISTS[path]}.json") == []
        assert empty_fields(whole) == []
        assert all(whole[name] == value for name, value in item.items() if isinstance(value, str))
        for phone in whole.get("phones", []):  # the UK profile has the noun, and no place for it
            assert problems(phone, "phone.json") == []


@with_standards
def test_services_inside_organizations(client: FlaskClient) -> None:
    for runner in every(client, "organizations", full_service="true"):
        for service in runner["services"]:
            assert problems(service, "service.json") == []
            assert service["organization_id"] == runner["id"] and "attributes" in service


@with_standards
def test_the_schemas_are_really_used() -> None:
    service = {"id": UNKNOWN, "name": "x", "status": "active"}
    assert problems(service, "service.json") == []
    for change in (
        {"id": "7"},
        {"status": "open"},
        {"email": None},
        {"url": "x y"},
        {"last_modified": "today"},
        {"attributes": [{"id": "7"}]},
    ):
        assert problems(service | change, "service.json"), change
        page = {"contents": [service | change]}
        assert "attributes" in change or problems(page, "service_list.json"), change
    assert problems({}, "envelope.json")


@pytest.mark.parametrize("path", LISTS)
def test_pages_are_the_whole_list_once(client: FlaskClient, path: str) -> None:
    seen = list(pages(client, path, per_page=2))
    ids = [item["id"] for page in seen for item in page["contents"]]
    assert ids == [item["id"] for item in every(client, path)]
    assert len(set(ids)) == len(ids) == seen[0]["total_items"]
    assert {page["total_pages"] for page in seen} == {len(seen)}
    assert [page["first_page"] for page in seen] == [True] + [False] * (len(seen) - 1)
    assert all(page["size"] == len(page["contents"]) and not page["empty"] for page in seen)


def test_page_size_by_both_names(client: FlaskClient) -> None:
    assert get(client, "services", perPage=3) == get(client, "services", per_page=3)
    assert get(client, "services", perPage=3)["size"] == 3
    assert get(client, "services", perPage=4, per_page=3)["size"] == 3


def test_page_beyond_the_last_is_empty(client: FlaskClient) -> None:
    page = get(client, "services", page=9000)
    assert (page["empty"], page["size"], page["last_page"], page["first_page"]) == (True, 0, True, False)
    assert page["total_items"] > 0


def test_ids_are_unique_and_stay(client: FlaskClient) -> None:
    services = every(client, "services", full="true")
    for noun in ("phones", "schedules", "service_areas", "service_at_locations", "contacts", "attributes"):
        ids = [part["id"] for service in services for part in service.get(noun, [])]
        assert len(set(ids)) == len(ids) > 0, noun
    (mash,) = [service for service in services if service["name"] == "MASH"]
    assert mash["id"] == "8dfaf552-4f2e-51b8-89b7-e9817728db2b"
    assert mash["phones"][0]["id"] == "ee3f15ee-9766-5658-a4e0-a0b5b29be73d"


def test_lines_are_the_whole_list(client: FlaskClient) -> None:
    for path in LISTS:
        response = client.get(f"{HOME}/{path}?format=ndjson&per_page=2&full=true")
        assert response.content_type == "application/x-ndjson"
        lines = [json.loads(line) for line in response.get_data(as_text=True).splitlines()]
        assert lines == every(client, path, full="true")


def test_table_is_the_whole_list(client: FlaskClient) -> None:
    response = client.get(f"{HOME}/services?format=csv&per_page=2")
    rows = list(csv.DictReader(io.StringIO(response.get_data(as_text=True))))
    services = every(client, "services")
    assert [row["id"] for row in rows] == [service["id"] for service in services]
    assert rows[0]["organization_name"] == services[0]["organization"]["name"]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_minimal_is_id_and_date_of_all_in_one_page(client: FlaskClient) -> None:
    page = get(client, "services", minimal="true", per_page=2, page=2)
    assert (page["total_pages"], page["page_number"], page["last_page"]) == (1, 1, True)
    assert page["size"] == page["total_items"] == get(client, "services")["total_items"]
    assert all(item.keys() == {"id", "last_modified", "modified_date"} for item in page["contents"])


def test_lists_are_one_to_one_unless_full(client: FlaskClient) -> None:
    basic, full = every(client, "services")[0], every(client, "services", full="true")[0]
    assert not [name for name, value in basic.items() if isinstance(value, list)]
    assert full == get(client, f"services/{basic['id']}")
    assert "services" not in every(client, "organizations")[0]
    at = every(client, "service_at_locations")[0]
    assert "addresses" not in at["location"] and "attributes" not in at["service"]
    assert every(client, "service_at_locations", full="true")[0]["location"]["addresses"]


def test_every_service_and_nothing_else(client: FlaskClient) -> None:
    given = {service["id"] for service in every(client, "services")}
    records = seed_files.records()
    assert given == {record.id for record in records if is_service(record)}
    assert not given & {record.id for record in records if record.kind is Kind.GUIDANCE}


def test_every_service_has_an_organisation_that_is_listed(client: FlaskClient) -> None:
    listed = {runner["id"] for runner in every(client, "organizations")}
    assert {service["organization_id"] for service in every(client, "services")} == listed


def test_every_term_used_is_listed(client: FlaskClient) -> None:
    listed = {term["id"]: term for term in every(client, "taxonomy_terms")}
    for service in every(client, "services", full="true"):
        for attribute in service["attributes"]:
            if "taxonomy_term" in attribute:
                assert listed[attribute["taxonomy_term_id"]] == attribute["taxonomy_term"]


def test_nobody_is_said_to_have_assured_anything(client: FlaskClient) -> None:
    assured = {record.id for record in seed_files.records() if record.assured_date}
    given = {service["id"] for service in every(client, "services") if "assured_date" in service}
    assert given == assured
