"""What other sites are given: the script, the frame and who may show it."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from directory_data.errors import SettingsError
from directory_data.settings import Settings
from tests.web.conftest import RISK
from tests.web.hardened import every_request, faults
from tests.web.pages import checked
from web import create_app

COUNCIL = "https://www.example.gov.uk"


HOSTS = (COUNCIL, "https://schools.example.gov.uk")


@pytest.fixture
def shared(settings: Settings) -> FlaskClient:
    return create_app(replace(settings, widget_hosts=HOSTS)).test_client()


def test_script_is_small_and_may_be_loaded_anywhere(client: FlaskClient) -> None:
    response = client.get("/widget.js", buffered=True)
    assert response.mimetype == "text/javascript" and len(response.data) < 4096
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "immutable" not in response.headers["Cache-Control"]


def test_page_for_councils_gives_the_hash_of_what_is_served(client: FlaskClient) -> None:
    page = checked(client.get("/widget"))
    found = re.search(r"integrity=&#34;sha384-([^&]+)&#34;|integrity=\"sha384-([^\"]+)\"", page.html)
    digest = hashlib.sha384(client.get("/widget.js", buffered=True).data).digest()
    assert found and base64.b64decode(found[1] or found[2]) == digest


def test_only_named_sites_may_frame_the_chat(shared: FlaskClient) -> None:
    for response in (shared.get("/widget/chat"), shared.post("/widget/chat", data={"message": RISK})):
        policy = response.headers["Content-Security-Policy"]
        assert f"frame-ancestors {COUNCIL} https://schools.example.gov.uk" in policy
        assert "X-Frame-Options" not in response.headers
    for address in ("/", "/chat", "/services/lcss"):
        headers = shared.get(address).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"


def test_sites_that_may_frame_the_chat_loosen_nothing_else(shared: FlaskClient) -> None:
    app = shared.application
    found = {
        (method, address): faults(app, shared.open(address, method=method, buffered=True), HOSTS)
        for method, address in every_request(app)
    }
    assert ("GET", "/widget/chat") in found
    assert {request: wrong for request, wrong in found.items() if wrong} == {}


def test_nobody_may_frame_it_unless_it_is_set(client: FlaskClient) -> None:
    headers = client.get("/widget/chat").headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert "No other site may show" in client.get("/widget").get_data(as_text=True)


def test_frame_is_the_same_chat_and_stays_in_the_frame(shared: FlaskClient) -> None:
    page = checked(shared.post("/widget/chat", data={"message": RISK}))
    assert page.html.index('class="app-card"') < page.html.index("Made-up answer.")
    assert page.all("form")[0]["action"] == "/widget/chat#latest"
    assert "govuk-service-navigation" not in page.html and "govuk-footer" not in page.html


@pytest.mark.parametrize(
    "wrong",
    ["*", "example.gov.uk", "http://example.gov.uk", "https://example.gov.uk/", "https://a.uk;x", "'self'"],
)
def test_sites_are_given_as_origins(wrong: str) -> None:
    with pytest.raises(SettingsError, match="SIGNPOST_WIDGET_HOSTS"):
        Settings.from_environment({"SIGNPOST_WIDGET_HOSTS": f"{COUNCIL} {wrong}"})


def test_sites_are_read_from_the_environment() -> None:
    read = Settings.from_environment({"SIGNPOST_WIDGET_HOSTS": f"{COUNCIL}  http://localhost:8080"})
    assert read.widget_hosts == (COUNCIL, "http://localhost:8080")
