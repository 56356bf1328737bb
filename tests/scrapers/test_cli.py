"""From an address to first proposals without code, and what the commands say and return."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from directory_data import link_results
from directory_data.link_check import LinkChecker
from directory_data.proposals import Proposals
from directory_data.settings import Settings
from directory_data.store import Store
from scrapers import cli
from scrapers.fetch import Fetcher
from tests.factories import make_record
from tests.scrapers.fictional import lists, page
from tests.scrapers.site import HTML, Clock, Site

JSON_LD = """<html><head><script type="application/ld+json">
{"@context": "https://schema.org", "@type": "LocalBusiness", "@id": "https://example.org/#swim", "name":
"Example Swim Club", "telephone": "03069 990001"}</script></head><body><h1>Swimming</h1></body></html>"""
FEED = {
    "total_items": 1, "total_pages": 1, "page_number": 1, "size": 1, "first_page": True, "last_page": True,
    "empty": False,
    "contents": [{"id": "5f1c2a34-0000-4000-8000-000000000001", "name": "Example Feed Group",
                  "status": "active", "email": "feed@example.org", "phones": []}],
}  # fmt: skip
SELECTORS = (
    "--entries", "article.group", "--field", "name=h2", "--field", "phones=.tel", "--field", "email=.mail",
    "--next", "a[rel=next]",
)  # fmt: skip
KINDS = {
    "marks": ("/swim", (200, HTML, JSON_LD.encode()), (), 1),
    "feed": ("/services", (200, {"Content-Type": "application/json"}, json.dumps(FEED).encode()), (), 1),
    "selectors": ("/", (200, HTML, lists()["/"].encode()), SELECTORS, 12),
    "table": (
        "/groups.csv",
        (200, {"Content-Type": "text/csv"}, b"Name,Telephone\nExample Csv Group,03069 990003\n"),
        (),
        1,
    ),
}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("SIGNPOST_DATA", str(tmp_path))
    monkeypatch.setenv("SIGNPOST_CONTACT", "editors@example.org")
    monkeypatch.setenv("SIGNPOST_FETCH_LOOPBACK", "1")
    clock = Clock()
    monkeypatch.setattr(cli, "Fetcher", lambda settings: Fetcher(settings, clock=clock, sleep=clock.sleep))
    monkeypatch.setattr(cli, "LinkChecker", lambda settings: LinkChecker(settings, clock, clock.sleep))
    made = Store(Settings.from_environment().store_url)
    made.migrate()
    return made


def command(*words: str) -> Result:
    return CliRunner().invoke(cli.main, words, catch_exceptions=False)


def make(site: Site, kind: str) -> Result:
    path, answer, options, _ = KINDS[kind]
    site.routes |= {path: answer, "/2": (200, HTML, lists()["/2"].encode())}
    about = ("--key", f"example-{kind}", "--title", "Example", "--publisher", "Example Town")
    return command("new-source", site.url(path), *about, *options)


@pytest.mark.parametrize("kind", KINDS)
def test_from_an_address_to_first_proposals(site: Site, store: Store, kind: str) -> None:
    made = make(site, kind)
    assert made.exit_code == 0 and "Look at these" in made.output
    assert command("test-sources").exit_code == 0
    run = command("run", f"example-{kind}")
    assert run.exit_code == 0, run.output
    assert len(Proposals(store).open(source=f"example-{kind}")) == KINDS[kind][3]
    assert store.published() == []


def test_a_source_that_reads_its_saved_page_otherwise_is_named(
    site: Site, store: Store, tmp_path: Path
) -> None:
    make(site, "selectors")
    path = tmp_path / "sources" / "example-selectors.yml"
    path.write_text(path.read_text().replace("name: h2", "name: .summary"))
    result = command("test-sources")
    assert result.exit_code == 1 and "example-selectors: its saved page reads otherwise" in result.output


def test_a_page_that_nothing_can_be_read_from_makes_no_source(
    site: Site, store: Store, tmp_path: Path
) -> None:
    site.routes = {"/": (200, HTML, b"<p>Hello</p>")}
    about = ("--key", "example", "--title", "Example", "--publisher", "Example Town")
    with pytest.raises(Exception, match="--entries and --field"):
        command("new-source", site.url(), *about)
    assert not (tmp_path / "sources").exists()


def test_the_summary_and_the_exit_code_say_what_went_wrong(site: Site, store: Store) -> None:
    make(site, "selectors")
    assert command("run", "example-selectors").exit_code == 0
    site.routes["/"] = (200, HTML, page().encode())
    result = command("run", "example-selectors")
    assert result.exit_code == 1
    assert "example-selectors  held" in result.output
    status = command("status")
    assert status.exit_code == 1
    (line,) = [line for line in status.output.splitlines() if line.startswith("example-selectors")]
    assert "held" in line and f"{dt.date.today():%Y-%m}" in line
    assert "no address yet" in status.output


def test_only_sources_that_are_due_are_run(site: Site, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    make(site, "selectors")
    command("run", "example-selectors")
    monkeypatch.setattr(cli, "scrapers_of", lambda settings, real=cli.scrapers_of: {
        key: one for key, one in real(settings).items() if key == "example-selectors"
    })  # fmt: skip
    assert "example-selectors" not in command("run", "--due").output
    assert "example-selectors  complete" in command("run", "--all").output


@pytest.mark.parametrize("words", [("run",), ("run", "nothing"), ("run", "--all", "council-lcss")])
def test_what_cannot_be_done_is_said(store: Store, words: tuple[str, ...]) -> None:
    assert command(*words).exit_code == 2


def test_links_are_tested_and_remembered(site: Site, store: Store) -> None:
    site.routes = {"/good": (200, HTML, b"")}
    urls = [{"url": site.url("/good")}, {"url": "http://127.0.0.1:1/"}]
    store.save(make_record(urls=urls), "editor")
    result = command("check-links")
    assert result.exit_code == 1 and "2 addresses, 1 with a problem" in result.output
    first = {one.url: one for one in link_results.dead(store)}
    command("check-links")
    again = {one.url: one for one in link_results.dead(store)}
    gone = "http://127.0.0.1:1/"
    assert again[gone].failing_since == first[gone].failing_since and again[gone].records == ["example-group"]
    store.save(make_record(), "editor")
    assert command("check-links").exit_code == 0 and link_results.dead(store) == []
