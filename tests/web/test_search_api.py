"""GET /api/search and /api/link-workers against their contracts."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory_data import no_results as no_results_of
from directory_data.no_results import NoResults

FIELDS = {
    "query",
    "total_items",
    "page_number",
    "total_pages",
    "size",
    "did_you_mean",
    "facets",
    "contents",
    "place",
    "sort",
    "next_steps",
}
FACETS = {
    "kind",
    "area",
    "category",
    "audience",
    "cost",
    "accessibility",
    "language",
    "open_now",
    "age_known",
}
ITEM_FIELDS = {
    "id",
    "kind",
    "name",
    "summary",
    "phone",
    "email",
    "url",
    "page",
    "area",
    "score",
    "highlight",
    "miles",
}


def test_answer_has_the_fields_of_the_contract(client: FlaskClient) -> None:
    answer = client.get("/api/search?q=speech+therapy&per_page=2").get_json()
    assert answer.keys() == FIELDS
    assert answer["query"] == "speech therapy"
    assert (answer["size"], len(answer["contents"]), answer["page_number"]) == (2, 2, 1)
    assert all(item.keys() == ITEM_FIELDS for item in answer["contents"])
    assert answer["facets"].keys() == FACETS


def test_filters_narrow(client: FlaskClient) -> None:
    answer = client.get("/api/search?kind=food&kind=finance&area=South&per_page=50").get_json()
    assert {item["kind"] for item in answer["contents"]} <= {"food", "finance"}
    assert answer["total_items"] > 0


def test_repeated_and_comma_separated_mean_the_same(client: FlaskClient) -> None:
    repeated, joined = "/api/search?kind=food&kind=finance", "/api/search?kind=food,finance"
    assert client.get(repeated).get_json() == client.get(joined).get_json()


def test_what_is_not_known_can_be_asked_for(client: FlaskClient) -> None:
    everything = client.get("/api/search").get_json()
    silent = everything["facets"]["language"]["not_known"]
    assert client.get("/api/search?language=not_known").get_json()["total_items"] == silent
    assert client.get("/api/search?language=Klingon").get_json()["total_items"] == 0
    sometime = client.get("/api/search?open_now=true,not_known").get_json()
    assert sometime["total_items"] >= everything["facets"]["open_now"]["not_known"] > 0


def test_range_of_ages_overlaps(client: FlaskClient) -> None:
    one, several = (client.get(f"/api/search?age_known=true&age={age}").get_json() for age in ("3", "3-17"))
    assert 0 < one["total_items"] < several["total_items"]


def test_order_is_the_one_asked_for_and_said(client: FlaskClient) -> None:
    by_name = client.get("/api/search?q=speech&sort=name&per_page=50").get_json()
    names = [item["name"].casefold() for item in by_name["contents"]]
    assert names == sorted(names) and by_name["sort"] == "name"
    assert client.get("/api/search?q=speech&sort=nearest").get_json()["sort"] == "best"
    nearest = client.get("/api/search?near=Oxford&sort=nearest").get_json()
    assert nearest["sort"] == "nearest" and nearest["contents"][0]["miles"] is not None


def test_nothing_found_offers_a_search_that_finds_something_and_people(client: FlaskClient) -> None:
    answer = client.get("/api/search?q=speach+therapy&kind=food&area=North").get_json()
    steps = {step["kind"]: step for step in answer["next_steps"]}
    assert answer["total_items"] == 0
    assert steps["all_kinds"]["href"] == "/search?q=speech+therapy&area=North"
    assert (
        client.get(f"/api{steps['all_kinds']['href']}").get_json()["total_items"]
        == (steps["all_kinds"]["total_items"])
    )
    assert "01865 323332" in {step["phone"] for step in answer["next_steps"]}
    assert client.get("/api/search?q=speech").get_json()["next_steps"] == []


def test_team_of_the_place_is_offered(client: FlaskClient) -> None:
    answer = client.get("/api/search?q=zzzzqqq&near=Banbury").get_json()
    assert [step["phone"] for step in answer["next_steps"] if step["kind"] == "phone"] == [
        "01865 323332",
        "0345 241 2703",
    ]


def test_nothing_found_is_counted_without_words_of_the_person(client: FlaskClient, app: Flask) -> None:
    no_results: NoResults = app.extensions["signpost"].no_results
    store = app.extensions["signpost"].store
    for _ in range(no_results_of.FEWEST):
        client.get("/api/search?q=Jolyon+speech&kind=food")
    no_results.write()
    found = no_results_of.listed(store.engine, dt.date(2020, 1, 1))
    assert any((m.words, m.filters) == ("speech", "kind") for m in found)
    assert not any("jolyon" in missing.words for missing in found)


def test_suggestions_while_typing(client: FlaskClient) -> None:
    response = client.get("/api/suggest?q=camh")
    answer = response.get_json()
    assert answer["query"] == "camh"
    assert answer["suggestions"][0]["text"] == "CAMHS"
    assert all(suggestion.keys() == {"text", "kind", "detail"} for suggestion in answer["suggestions"])
    assert response.headers["Cache-Control"] == "no-store"
    assert client.get("/api/suggest").get_json()["suggestions"] == []
    assert client.get("/api/suggest", query_string={"q": "a" * 501}).status_code == 400


def test_place_is_understood(client: FlaskClient) -> None:
    place = client.get("/api/search?q=food&near=OX28").get_json()["place"]
    assert place["places"][0]["areas"] == ["North"]


def test_whole_number_may_be_written_as_json_does(client: FlaskClient) -> None:
    assert client.get("/api/search?page=2.0").get_json()["page_number"] == 2


def test_page_beyond_the_last_is_empty(client: FlaskClient) -> None:
    answer = client.get("/api/search?q=speech&page=900").get_json()
    assert answer["contents"] == [] and answer["total_items"] > 0


def test_correction(client: FlaskClient) -> None:
    assert client.get("/api/search?q=speach+therapy").get_json()["did_you_mean"] == "speech therapy"


@pytest.mark.parametrize(
    ("parameter", "value", "allowed"),
    [
        ("kind", "zebra", "service, food, finance"),
        ("area", "East", "North, Central, South"),
        ("category", "zebra", "safeguarding"),
        ("audience", "cat", "parent, practitioner"),
        ("age", "old", "0 to 120"),
        ("age", "nan", "0 to 120"),
        ("age", "-1", "0 to 120"),
        ("age", "5-3", "0 to 120"),
        ("age", "1e1", "0 to 120"),
        ("age_known", "maybe", "true or false"),
        ("open_now", "maybe", "true or false"),
        ("cost", "cheap", "free, costs, not_known"),
        ("accessibility", "zebra", "Step-free entrance"),
        ("language", "x" * 41, "40 characters"),
        ("sort", "size", "best, nearest, name, checked"),
        ("page", "0", "1 to 1000"),
        ("page", "1.5", "1 to 1000"),
        ("page", "９", "1 to 1000"),
        ("per_page", "51", "1 to 50"),
        ("q", "a" * 501, "500"),
        ("q", " " * 501, "500"),
        ("near", "a" * 501, "500"),
    ],
)
def test_wrong_parameter_is_named_with_what_is_allowed(
    client: FlaskClient, parameter: str, value: str, allowed: str
) -> None:
    response = client.get("/api/search", query_string={parameter: value})
    assert response.status_code == 400
    assert response.content_type == "application/problem+json"
    (fault,) = response.get_json(force=True)["parameters"]
    assert fault["name"] == parameter and allowed in fault["allowed"]


def test_link_workers_have_the_fields_of_the_contract(client: FlaskClient) -> None:
    answer = client.get("/api/link-workers?q=Nursery+in+Bicester").get_json()
    assert answer.keys() == {"matches", "how_to"}
    (match,) = answer["matches"]
    assert match.keys() == {"place", "area", "district", "name", "phone", "email", "address"}
    assert (match["area"], match["district"], match["phone"]) == ("North", "Cherwell", "0345 241 2703")


def test_ambiguous_place_gives_each(client: FlaskClient) -> None:
    answer = client.get("/api/link-workers?q=Wootton").get_json()
    assert {match["area"] for match in answer["matches"]} == {"North", "South"}


def test_no_place_says_how_to(client: FlaskClient) -> None:
    answer = client.get("/api/link-workers").get_json()
    assert answer["matches"] == [] and "area office" in answer["how_to"]


def test_unknown_address_is_a_problem(client: FlaskClient) -> None:
    response = client.get("/api/nowhere")
    assert (response.status_code, response.content_type) == (404, "application/problem+json")


def test_missing_index_is_a_problem(without_index: FlaskClient) -> None:
    response = without_index.get("/api/search?q=food")
    assert (response.status_code, response.content_type) == (503, "application/problem+json")
