"""An imported list in the API, on the page and in the chat without Rasa."""

from __future__ import annotations

import html
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from directory_data.cli import main
from directory_data.settings import Settings
from tests.directory_data.imports import files
from tests.web.open_referral import empty_fields, problems
from tests.web.pages import checked
from tests.web.test_open_data import with_standards
from web import create_app


@pytest.fixture(scope="module")
def client_with_list(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A site whose editor has imported the list of the tests."""
    folder = tmp_path_factory.mktemp("listed")
    path = folder / "list.csv"
    path.write_bytes(files.csv_bytes())
    told = ["--dated", "2026-09-01", "--apply", "--as", "Test Editor", "--why", "test"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGNPOST_DATA", str(folder))
        assert CliRunner().invoke(main, ["import-link-workers", str(path), *told]).exit_code == 0
    settings = Settings(data=folder, rasa_port=9, actions_port=9, rasa_timeout=0.2)
    yield create_app(settings).test_client()


def test_the_api_names_the_worker_of_a_listed_organisation(client_with_list: FlaskClient) -> None:
    answer = client_with_list.get("/api/link-workers?q=oterbrook+academy").get_json()
    assert answer["matches"] == [
        {
            "organisation": "Otterbrook Academy",
            "place": "Cumnor",
            "area": "South",
            "district": "Vale of White Horse",
            "name": "Test Person Two",
            "phone": "01632 960002",
            "email": "two@example.org",
            "address": answer["matches"][0]["address"],
        }
    ]
    assert "council's list of 1 September 2026" in answer["how_to"]


@pytest.mark.parametrize("site", ["client", "client_with_list"])
def test_what_the_guidance_says_of_the_lists_is_true_with_one_and_without(
    site: str, request: pytest.FixtureRequest
) -> None:
    """An editor brings a list in at any time, and the texts of the records stay as they are."""
    client: FlaskClient = request.getfixturevalue(site)
    (name,) = checked(client.get("/link-workers")).texts["h1"]
    for key in ("lcss-link-workers", "guidance-link-workers"):
        text = html.unescape(checked(client.get(f"/services/{key}")).text)
        assert f'of your organisation into "{name.strip()}"' in text
        assert "Where we have the council's list it names your link worker. Else" in text
        assert "not published" not in text


def test_an_organisation_that_is_not_listed_gets_its_office(client_with_list: FlaskClient) -> None:
    answer = client_with_list.get("/api/link-workers?q=Paper+Lantern+Nursery+Didcot").get_json()
    assert [match["name"] for match in answer["matches"]] == ["LCSS South"]
    assert "did not find your organisation" in answer["how_to"]


def test_the_page_and_the_search_show_the_worker(client_with_list: FlaskClient) -> None:
    page = checked(client_with_list.get("/link-workers?q=St+Wilfas+Pri"))
    assert "Your link worker" in page.text and "Test Person One" in page.text
    assert "mailto:one@example.org" in page.links
    found = client_with_list.get("/api/search?q=hedgerow+project&kind=link_worker").get_json()
    assert [item["name"] for item in found["contents"]][:1] == [
        "LCSS link worker for Hedgerow Family Project"
    ]


def test_the_chat_names_the_worker(client_with_list: FlaskClient) -> None:
    message = "I work at Otterbrook Academy, who is our link worker?"
    reply = client_with_list.post(
        "/api/chat", json={"message": message, "audience": "practitioner"}
    ).get_json()
    assert "Test Person Two" in str(reply["messages"])


@with_standards
def test_the_open_data_has_them_as_the_standard_wants(client_with_list: FlaskClient) -> None:
    found = client_with_list.get("/api/oruk/v3/services?search=Otterbrook&full=true").get_json()["contents"]
    (service,) = [one for one in found if "Otterbrook" in one["name"]]
    assert problems(service, "service.json") == [] and empty_fields(service) == []
    assert service["contacts"][0]["name"] == "Test Person Two"
