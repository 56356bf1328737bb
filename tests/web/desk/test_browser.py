"""The editors' journeys in Chromium without JavaScript, photographed into var/screenshots.

Each page on the way is looked at by axe and html-validate too.
"""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Response, expect
from werkzeug.serving import make_server

from directory_data import listing_problems, moments
from directory_data.findings import Candidate, Copy, Findings, Found, Sort
from directory_data.settings import Settings
from directory_data.source_runs import Runs
from directory_data.store import Store
from scrapers.kept_pages import Kept, KeptPages
from tests.chromium import PICTURES, SIZES, browser
from tests.directory_data.desk import PAGE, SOURCE, added, change, changed, file, said
from tests.directory_data.imports.files import saved, workbook
from tests.web.axe_views import VIEWS
from tests.web.desk.addresses import desk_pages
from tests.web.desk.conftest import PASSWORD, PHONE
from tests.web.desk.looking import Looking
from web import create_app
from web.assets import STATIC

__all__ = ["browser"]  # a fixture

pytestmark = [
    pytest.mark.browser,
    # Chromium's pipes are closed by the operating system, after the tests.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
OLD, NEW = "01865 323332", [{"number": PHONE, "description": "Office"}]


@dataclass
class Visit:
    """Somebody at the desk in one window."""

    page: Page
    app: Flask
    site: str
    size: str
    looking: Looking | None
    """In one of the windows only: its views have widths of their own."""
    shown: Response | None = None
    """What the page was made of."""

    def __post_init__(self) -> None:
        self.page.on("response", self._note)

    def _note(self, response: Response) -> None:
        is_page = response.request.is_navigation_request() and response.frame == self.page.main_frame
        if is_page and not 300 <= response.status < 400:
            self.shown = response

    def sign_in(self, name: str) -> None:
        self.page.goto(f"{self.site}/desk/")
        self.page.get_by_label("Name").fill(name)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("What needs doing")

    def sign_out(self) -> None:
        self.page.get_by_role("button", name="Sign out").click()

    def goes(self, name: str) -> None:
        self.page.get_by_role("navigation", name="Desk").get_by_role("link", name=name).click()

    def photograph(self, name: str) -> None:
        """Keep a picture of the page, which must fit its window, and look at it closely."""
        self.page.wait_for_load_state()
        wider = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wider <= 0, f"{name} is {wider} pixels too wide"
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"desk-{name}-{self.size}.png", full_page=True)
        self.look(name)

    def look(self, name: str, views: Iterable[str] = VIEWS) -> None:
        if self.looking and self.shown:
            self.looking.at(name, self.shown, views)

    def public(self, address: str) -> Page:
        """The public site in another tab."""
        other = self.page.context.new_page()
        other.goto(self.site + address)
        return other


@pytest.fixture
def store(template: Settings, tmp_path: Path) -> Store:
    shutil.copytree(template.data, tmp_path / "data")
    return Store(replace(template, data=tmp_path / "data").store_url)


@pytest.fixture(params=SIZES)
def visit(
    request: pytest.FixtureRequest, browser: Browser, template: Settings, tmp_path: Path, store: Store
) -> Iterator[Visit]:
    assert (STATIC / "build" / "desk.css").exists(), "Run `make setup` first: it builds styles and scripts."
    app = create_app(replace(template, data=tmp_path / "data"))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    viewport = SIZES[request.param]
    context = browser.new_context(viewport=viewport, java_script_enabled=False)  # type: ignore[arg-type]
    looking = Looking(browser) if request.param == "desktop" else None
    address = f"http://127.0.0.1:{server.server_port}"
    yield Visit(context.new_page(), app, address, request.param, looking)
    context.close()
    server.shutdown()
    server.server_close()
    if looking:
        looking.judge(tmp_path)


def downloaded(page: Page, link: str) -> tuple[str, bytes]:
    """The ending and the bytes of the file that the first such link gives."""
    with page.expect_download() as download:
        page.get_by_role("link", name=link).first.click()
    return Path(download.value.suggested_filename).suffix, download.value.path().read_bytes()


def test_reviewing_a_refresh(visit: Visit, store: Store, tmp_path: Path) -> None:
    """Sign in, look at what the source says, accept one field, reject another, see it on the site."""
    phones = change("phones", [{"number": OLD, "description": "Office"}], NEW)
    summary = change("summary", "A made-up group for tests.", "A made-up choir for tests on Mondays.")
    soup = change("summary", "A made-up group for tests.", "Soup.")
    kitchen = Found(Sort.CHANGED, "k", "Example Kitchen", "example-kitchen", [soup])
    candidate = Candidate("example-group", "Example Group", 0.81, [phones])
    asked = Found(
        Sort.ADDED, "x", "Exemple Group", None, [change("name", None, "Exemple Group")], [candidate]
    )
    new = added(change("description", None, "Plays outside on Tuesdays."))
    body = b"<script>alert(1)</script>Ring us."
    copies = [Copy(PAGE, hashlib.sha256(body).hexdigest(), False)]
    KeptPages(tmp_path / "data" / "fetched").keep(Kept(PAGE, copies[0].sha256, "text/html"), body)
    file(store, changed(phones, summary), kitchen, asked, new, copies=copies)
    runs = Runs(store)
    held = Findings(said=[said()], copies=copies)
    runs.hold(runs.start(SOURCE), "It lists 1 entry; the last time it had 40.", held)

    page = visit.page
    page.goto(f"{visit.site}/desk/")
    visit.photograph("sign-in")
    visit.sign_in("publisher")
    expect(page.get_by_text("It lists 1 entry")).to_be_visible()
    visit.photograph("front")
    page.get_by_role("link", name=SOURCE.title).first.click()
    visit.photograph("proposals")
    page.get_by_role("link", name="Look at Example Group").click()
    expect(page.locator("del").filter(has_text="323332")).to_be_visible()
    visit.photograph("proposal")
    assert downloaded(page, "Download the raw copy") == (".txt", body)
    decide = page.get_by_role("group", name="Telephone numbers: what do you decide?")
    decide.get_by_label("Accept").check()
    page.get_by_role("group", name="Summary: what do you decide?").get_by_label("Reject").check()
    page.get_by_label("Reason").fill("Rang them")
    page.get_by_role("button", name="Save these decisions").click()
    expect(page.get_by_role("alert")).to_contain_text("It is on the site now.")
    visit.photograph("proposal-decided")
    shown = visit.public("/services/example-group")
    expect(shown.get_by_role("link", name=PHONE)).to_be_visible()
    expect(shown.get_by_text("choir")).to_have_count(0)

    visit.goes("Proposals")
    page.get_by_role("link", name="Look at Exemple Group").click()
    visit.photograph("proposal-which")
    visit.goes("Proposals")
    page.get_by_label("Tick Example Kitchen").check()
    page.get_by_role("button", name="Reject what is ticked").click()
    expect(page.get_by_role("alert")).to_contain_text("Rejected: 1 proposal")
    visit.goes("Sources")
    visit.photograph("sources")
    page.get_by_role("link", name=SOURCE.title).click()
    page.get_by_role("listitem").filter(has_text="Held back").get_by_role("link").click()
    visit.photograph("held-run")


def test_fixing_a_phone_number_and_undoing_it(visit: Visit) -> None:
    """Search the record, put the number right, preview, publish; then bring the old one back."""
    page = visit.page
    visit.sign_in("publisher")
    visit.goes("Records")
    page.get_by_label("Name, telephone number or page address").fill(OLD)
    page.get_by_role("button", name="Search").click()
    visit.photograph("records")
    page.get_by_role("link", name="Example Group").click()
    visit.photograph("record")
    page.get_by_role("button", name="Edit").click()
    visit.photograph("edit")
    page.get_by_role("group", name="Telephone numbers, 1").get_by_label("Number", exact=True).fill("01865 12")
    page.get_by_label("How do you know?").fill("Rang them")
    page.get_by_role("button", name="Save and publish").click()
    expect(page.get_by_role("alert")).to_contain_text("is not a UK telephone number")
    visit.photograph("edit-problem")
    page.get_by_role("group", name="Telephone numbers, 1").get_by_label("Number", exact=True).fill(PHONE)
    page.get_by_label("Summary").press("Tab")
    page.get_by_label("Name", exact=True).first.press("Enter")  # saves a draft, and adds no row
    expect(page.get_by_role("alert")).to_contain_text("Saved as a draft")
    visit.photograph("record-draft")
    page.get_by_role("link", name="Preview as a parent").click()
    expect(page.get_by_role("link", name=PHONE).first).to_be_visible()
    visit.photograph("preview-parent")
    page.get_by_role("link", name="The bot").click()
    visit.photograph("preview-bot")
    page.get_by_role("link", name="Back to the record").click()
    page.get_by_role("button", name="Publish now").click()
    expect(visit.public("/services/example-group").get_by_role("link", name=PHONE)).to_be_visible()

    page.get_by_role("link", name="History").click()
    visit.photograph("history")
    page.get_by_role("link", name="What changed in revision 2").click()
    expect(page.locator("ins").filter(has_text="960101")).to_be_visible()
    visit.photograph("compare")
    page.go_back()
    page.get_by_role("button", name="Restore revision 1").click()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_role("alert")).to_contain_text("It is on the site now.")
    expect(visit.public("/services/example-group").get_by_role("link", name=OLD)).to_be_visible()


def test_two_people_at_one_record(visit: Visit) -> None:
    """The second one is told, sees both texts, and saves again."""
    page = visit.page
    visit.sign_in("publisher")
    page.goto(f"{visit.site}/desk/records/example-group/edit")
    other = visit.public("/desk/records/example-group/edit")
    other.get_by_label("Summary").fill("Theirs, published first.")
    other.get_by_label("How do you know?").fill("Rang them")
    other.get_by_role("button", name="Save and publish").click()
    page.get_by_label("Summary").fill("Mine, typed meanwhile.")
    page.get_by_label("How do you know?").fill("Wrote to them")
    page.get_by_role("button", name="Save and publish").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing of yours is lost")
    expect(page.get_by_label("Summary")).to_have_value("Mine, typed meanwhile.")
    visit.photograph("conflict")
    page.get_by_role("button", name="Save and publish").click()
    expect(visit.public("/services/example-group").get_by_text("Mine, typed").first).to_be_visible()


def test_importing_a_list_of_link_workers(visit: Visit) -> None:
    """Upload, look at the dry run, bring it in, take it back."""
    page = visit.page
    visit.sign_in("publisher")
    visit.goes("Link workers")
    visit.photograph("imports")
    file_ = {"name": "list.xlsx", "mimeType": "application/octet-stream", "buffer": saved(workbook())}
    page.get_by_label("The council's list").set_input_files(file_)  # type: ignore[arg-type]
    page.get_by_role("button", name="Try it out").click()
    expect(page.get_by_text("Nothing is brought in yet.")).to_be_visible()
    visit.photograph("import-dry-run")
    page.get_by_label("Where does the list come from?").fill("E-mail from the office")
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_role("alert")).to_contain_text("on the site now")
    visit.photograph("imports-done")
    shown = visit.public("/search?q=Otterbrook+Academy")
    expect(shown.get_by_role("link", name="Otterbrook Academy")).to_be_visible()
    page.get_by_role("button", name="Undo import 1").click()
    expect(page.get_by_role("alert")).to_contain_text("Import 1 is undone")
    shown.reload()
    expect(shown.get_by_role("link", name="Otterbrook Academy")).to_have_count(0)


def test_the_other_pages_fit_their_window(visit: Visit) -> None:
    visit.sign_in("admin")
    for name in ("report", "synonyms", "people", "log", "password"):
        visit.page.goto(f"{visit.site}/desk/{name}")
        visit.photograph(name)
    visit.page.goto(f"{visit.site}/desk/synonyms/pot-luck")
    visit.photograph("synonym")
    visit.sign_out()
    visit.sign_in("reader")
    visit.page.goto(f"{visit.site}/desk/people")
    expect(visit.page.get_by_text("This is for administrators")).to_be_visible()
    visit.photograph("refused")


@pytest.mark.parametrize("visit", ["desktop"], indirect=True)
@pytest.mark.parametrize("name", ["reader", "admin"])
def test_every_page_is_looked_at(visit: Visit, store: Store, name: str) -> None:
    """With the fewest forms and with all; one view shows them, and the journeys have the others."""
    file(store, changed(change("summary", "A made-up group for tests.", "Soup.")))
    listing_problems.add(store, "example-group", ["hours"], "Shut on Mondays.", moments.day(moments.now()))
    visit.sign_in(name)
    for address in desk_pages(visit.app):
        visit.page.goto(visit.site + address)
        visit.look(address, ["light"])
