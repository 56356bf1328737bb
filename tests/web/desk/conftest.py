"""A desk over a few fictional records, fresh for every test, with somebody of each role."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from directory_data import publishing
from directory_data.editing import Editing
from directory_data.people import People, Role
from directory_data.settings import Settings
from directory_data.store import Store
from directory_data.synonym_store import SynonymStore
from directory_data.synonyms import Synonym
from tests.factories import make_record
from tests.web.pages import Page
from web import create_app

PASSWORD = "long enough words"
PHONE = "01865 960101"
PEOPLE = {
    "reader": Role.READER,
    "editor": Role.EDITOR,
    "publisher": Role.PUBLISHER,
    "second": Role.PUBLISHER,
    "admin": Role.ADMINISTRATOR,
}
RECORDS = [
    make_record(phones=[{"number": "01865 323332", "description": "Office"}], places=["Witney"]),
    make_record("example-kitchen", kind="food", categories=["food"], keywords=["soup"]),
    make_record(
        "example-line", kind="contact", categories=["safeguarding"], phones=[{"number": "01865 323333"}]
    ),
]


class Desk:
    """A browser at the desk: follows forms with their tokens, as a person would."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()

    def as_(self, name: str) -> Desk:
        """Signed in as somebody else, in the same browser."""
        self.client.delete_cookie("signpost_desk", path="/desk")
        answer = self.post("/desk/sign-in", at="/desk/sign-in", name=name, password=PASSWORD)
        assert answer.status_code == 303
        return self

    def get(self, address: str, status: int = 200) -> Page:
        response = self.client.get(address)
        assert response.status_code == status, response.get_data(as_text=True)
        return checked(response)

    def post(self, address: str, /, *, at: str = "/desk/password", **fields: object) -> TestResponse:
        """Send a form with the token of a page."""
        return self.client.post(address, data={**fields, "csrf_token": self.token(at)})

    def done(self, address: str, /, **fields: object) -> Page:
        """Send a form that succeeds, and the page that follows."""
        response = self.post(address, **fields)
        assert response.status_code == 303, response.get_data(as_text=True)
        return self.get(response.headers["Location"])

    def refused(self, address: str, status: int, /, **fields: object) -> Page:
        """Send a form that is refused, and the page that says why."""
        response = self.post(address, **fields)
        assert response.status_code == status, response.get_data(as_text=True)
        return checked(response)

    def token(self, at: str = "/desk/password") -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get(at).get_data(as_text=True))
        assert found
        return found[1]


def checked(response: TestResponse) -> Page:
    """The page of a response, after everything that holds for every page of the desk."""
    page = Page(response.get_data(as_text=True))
    assert not page.faults
    assert page.all("html")[0]["lang"] == "en"
    assert page.texts["title"][0].strip().endswith("Signpost")
    assert len(page.texts["h1"]) == 1 and page.texts["h1"][0].strip()
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)
    labelled = {label.get("for") for label in page.all("label")}
    for name in ("input", "textarea", "select"):
        for field in page.all(name):
            assert field.get("type") == "hidden" or field.get("id") in labelled, field
    for script in page.all("script"):
        assert "nonce" in script and "src" not in script  # GOV.UK's own line only: the desk has no script
    for _, attributes in page.tags:
        assert "style" not in attributes and not [name for name in attributes if name.startswith("on")]
    assert "undefined" not in page.html
    assert response.headers["X-Robots-Tag"] and response.headers["Cache-Control"] == "no-store"
    forms = [form for form in page.all("form") if form.get("method") == "post"]
    assert page.html.count('name="csrf_token"') == len(forms)
    return page


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Store and index that each test copies: hashing passwords and indexing takes a second."""
    settings = Settings(data=tmp_path_factory.mktemp("desk"), rasa_port=9, actions_port=9)
    store = Store(settings.store_url)
    store.migrate()
    store.load_seed(RECORDS)
    SynonymStore(store).load_seed([Synonym(["pot luck"], ["soup"])])
    for name, role in PEOPLE.items():
        People(store).add(name, PASSWORD, role, "test")
    publishing.publish(settings)
    store.engine.dispose()
    return settings


@pytest.fixture
def settings(template: Settings, tmp_path: Path) -> Settings:
    shutil.copytree(template.data, tmp_path / "data")
    return replace(template, data=tmp_path / "data")


@pytest.fixture
def app(settings: Settings) -> Flask:
    return create_app(settings)


@pytest.fixture
def store(settings: Settings) -> Store:
    return Store(settings.store_url)


@pytest.fixture
def editing(settings: Settings, store: Store) -> Editing:
    return Editing(settings, store)


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk(app)


@pytest.fixture
def desk_as(app: Flask) -> Callable[[str], Desk]:
    """Browsers of several people at once."""
    return lambda name: Desk(app).as_(name)
