"""What other scrapers broke on, replayed: the directory stays as it is and the reason is shown."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from directory_data.editing import Editing
from directory_data.proposals import Proposals
from directory_data.settings import Settings
from directory_data.source_runs import Runs
from scrapers.errors import FetchProblem, Kind
from scrapers.fetch import Limits
from scrapers.run import Report, run
from tests.scrapers.fictional import NAMES, group, lists, page, scraper
from tests.scrapers.saved import PAGES
from tests.scrapers.site import HTML, Clock, Site, fetcher
from tests.scrapers.world import accept_everything, directory_in

Routes = dict[str, Any]


def serve(site: Site, pages: dict[str, str]) -> None:
    """The pages with entity tags, as a careful server sends them."""

    def answering(path: str, body: str) -> Callable[[Any], tuple[int, dict[str, str], bytes]]:
        tag = f'"{abs(hash(body))}"'

        def answer(request: Any) -> tuple[int, dict[str, str], bytes]:
            if request.headers["If-None-Match"] == tag:
                return 304, {}, b""
            return 200, HTML | {"ETag": tag}, body.encode()

        return answer

    site.routes = {path: answering(path, body) for path, body in pages.items()}


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory that has read the site once and published all of it."""
    folder = tmp_path_factory.mktemp("read-once")
    editing = directory_in(folder)
    with Site() as site:
        serve(site, lists())
        assert refresh(site, editing).state == "complete"
    accept_everything(editing)
    assert len(editing.store.published()) == 12
    editing.store.engine.dispose()
    return folder


@pytest.fixture
def editing(site: Site, read_once: Path, tmp_path: Path) -> Editing:
    """A copy of it for one test; the site itself is at a new address."""
    shutil.copytree(read_once, tmp_path, dirs_exist_ok=True)
    serve(site, lists())
    return Editing(Settings(data=tmp_path))


def refresh(site: Site, editing: Editing, limits: Limits | None = None) -> Report:
    with fetcher(editing.settings.data, Clock(), limits) as fetching:
        return run(scraper(site.url()), fetching.get, editing)


def assert_untouched(
    editing: Editing, before: dict[str, int], report: Report, state: str, reason: str
) -> None:
    """Nothing published, nothing proposed, and the reason in the list of sources since when it failed."""
    assert (report.state, editing.store.revisions()) == (state, before), report
    assert Proposals(editing.store).open() == []
    (source,) = Runs(editing.store).sources()
    assert source.failing_since is not None and source.last is not None
    assert reason in source.last.reason, source.last.reason


def test_an_unchanged_second_run_proposes_nothing_and_asks_for_changes_only(
    site: Site, editing: Editing
) -> None:
    refresh(site, editing)
    site.requests.clear()
    report = refresh(site, editing)
    assert (report.state, report.findings.counts["fields"], report.unchanged) == ("complete", 0, 2)
    assert Proposals(editing.store).open() == []
    for path in ("/", "/2"):
        assert [set(asked) >= {"if-none-match"} for asked in site.asked(path)] == [True]


def redesigned() -> dict[str, str]:
    return {path: body.replace("article", "section") for path, body in lists().items()}


def rebuilt() -> dict[str, str]:
    return {
        path: body.replace("<main>", "<div>").replace("</main>", "</div>") for path, body in lists().items()
    }


def half_renamed() -> dict[str, str]:
    """Half of the marks are new: a parser finds no name in them."""
    return {path: body.replace("<h2>", "<h3>").replace("</h2>", "</h3>") for path, body in lists().items()}


def without(mark: str) -> dict[str, str]:
    return {path: body.replace(f"class='{mark}'", "class='x'") for path, body in lists().items()}


def notice(words: str) -> dict[str, str]:
    return {"/": f"<html><head><title>Site</title></head><body><main>{words}</main></body></html>"}


WRONG_PAGES: dict[str, tuple[dict[str, str], str]] = {
    "block page": ({"/": (PAGES / "block-page.html").read_text()}, "a page for robots"),
    "block page on the second list": (
        {**lists(), **{"/2": notice("Please verify you are human")["/"]}},
        "robots",
    ),
    "captcha": (notice("<form>Solve this captcha</form>"), "a page for robots"),
    "sign in": (notice("<form>Sign in <input type='password'></form>"), "asks us to sign in"),
    "maintenance": (notice("Down for maintenance"), "being worked on"),
    "empty list": (notice("<p>No groups</p>"), "No entries were found; last time there were 12."),
    "nothing at all": ({"/": ""}, "no main part"),
    "redesign": (redesigned(), "No entries were found"),
    "rebuilt": (rebuilt(), "no main part"),
    "name has moved": (half_renamed(), "may have been rebuilt (AttributeError"),
    "numbers have moved": (without("tel"), "12 of 60 values were not found or cannot be used: phones (12)"),
    "part of the entries vanish": (
        {"/": page(*map(group, range(6)))},
        "6 of 12 entries are gone at once.",
    ),
    "nearly all entries vanish": ({"/": page(group(0))}, "Only 1 entries were found"),
    "all numbers are the footer's": (
        {
            "/": page(*(group(n, phone="03069 990099") for n in range(6)), further="/2"),
            "/2": lists()["/2"],
        },
        "phones has become the same in 6 entries",
    ),
    "most entries say something else": (
        {
            "/": page(*(group(n, summary=f"Words {n} of another site.") for n in range(6)), further="/2"),
            "/2": page(*(group(n, summary=f"Words {n} of another site.") for n in range(6, 12))),
        },
        "12 of 12 entries say something else at once.",
    ),
    "malformed": (
        {"/": "<html><main><article class='group' data-id='0'><h2>Ash Example Group<p class=", "/2": ""},
        "Only 1 entries were found",
    ),
    "numbers that are none": (
        {path: body.replace("03069 99", "ask us ") for path, body in lists().items()},
        "phones",
    ),
}


@pytest.mark.parametrize("name", WRONG_PAGES)
def test_a_page_that_is_not_what_it_was_holds_the_run(site: Site, editing: Editing, name: str) -> None:
    pages, reason = WRONG_PAGES[name]
    before = editing.store.revisions()
    serve(site, pages)
    assert_untouched(editing, before, refresh(site, editing), "held", reason)


def redirecting(request: Any) -> tuple[int, dict[str, str], bytes]:
    return 302, {"Location": f"{request.path}x"}, b""


def faults(site: Site) -> dict[str, tuple[Routes, str]]:
    def gigabyte(request: Any) -> None:
        site.stream(request, b"x" * 65_536, HTML)

    def silent(request: Any) -> None:
        request.connection.settimeout(5)
        request.rfile.read(1)

    packed = HTML | {"Content-Encoding": "gzip"}
    return {
        "500s": ({"/": (500, HTML, b"")}, "has a fault of its own (500)"),
        "403": ({"/": (403, HTML, b"")}, "does not let us read this page (403)"),
        "gone": ({"/": (404, HTML, b"")}, "no longer has this page (404)"),
        "busy for ever": ({"/": (429, HTML, b"")}, "asks us to slow down (429)"),
        "a gigabyte": ({"/": gigabyte}, "sent more than 1 MB"),
        "gzip bomb": ({"/": (200, packed, gzip.compress(b"0" * (32 << 20)))}, "sent more than 1 MB"),
        "broken gzip": ({"/": (200, packed, b"not gzip")}, ""),
        "a film": ({"/": (200, {"Content-Type": "video/mp4"}, b"x")}, ""),
        "silence": ({"/": silent}, ""),
        "second list fails": ({"/": (200, HTML, lists()["/"].encode()), "/2": (500, HTML, b"")}, "(500)"),
    }


@pytest.mark.parametrize(
    "name",
    "500s|403|gone|busy for ever|a gigabyte|gzip bomb|broken gzip|a film|silence|second list fails".split(
        "|"
    ),
)
def test_a_page_that_cannot_be_had_fails_the_run(site: Site, editing: Editing, name: str) -> None:
    routes, reason = faults(site)[name]
    before = editing.store.revisions()
    site.routes = routes
    report = refresh(site, editing, Limits(read=0.2, total=10, largest=1 << 20))
    assert_untouched(editing, before, report, "failed", reason)
    assert report.reason


def test_an_endless_redirect_fails_the_run(site: Site, editing: Editing) -> None:
    before = editing.store.revisions()
    site.routes = {"/" + "x" * count: redirecting for count in range(10)}
    assert_untouched(editing, before, refresh(site, editing), "failed", "sends us on more than")


def test_429_then_200_is_no_change(site: Site, editing: Editing) -> None:
    serve(site, lists())
    site.routes["/"] = [(429, HTML | {"Retry-After": "1"}, b""), site.routes["/"]]  # type: ignore[list-item]
    assert refresh(site, editing).findings.counts["fields"] == 0


def test_a_block_page_and_then_the_site_again_is_no_change(site: Site, editing: Editing) -> None:
    """Elsewhere a captcha made everything "removed" and then "added"."""
    serve(site, WRONG_PAGES["block page"][0])
    assert refresh(site, editing).state == "held"
    serve(site, lists())
    report = refresh(site, editing)
    assert (report.state, report.findings.counts["fields"]) == ("complete", 0)
    assert Runs(editing.store).sources()[0].failing_since is None


def test_a_wrong_charset_is_no_change(site: Site, editing: Editing) -> None:
    site.routes = {
        path: (
            200,
            {"Content-Type": "text/html; charset=iso-8859-1"},
            body.replace("leaves", "l’eaves").encode(),
        )
        for path, body in lists().items()
    }
    report = refresh(site, editing)
    assert report.state == "held", "each summary changed"
    changed = report.findings.proposals[0].changes[0].after
    assert changed == "Songs and ash l’eaves."


def test_another_order_and_other_nonces_are_no_change(site: Site, editing: Editing) -> None:
    pages = {
        "/": page(*(group(n) for n in (7, 3, 11, 0, 5, 2)), further="/2"),
        "/2": page(*(group(n) for n in (10, 1, 9, 4, 8, 6))),
    }
    serve(site, {path: body.replace("12ab", "99zz") for path, body in pages.items()})
    report = refresh(site, editing)
    assert (report.state, report.findings.counts["fields"]) == ("complete", 0)


def test_a_field_that_moved_in_one_entry_is_told_and_not_guessed(site: Site, editing: Editing) -> None:
    pages = lists()
    pages["/2"] = pages["/2"].replace("<p class='tel'>03069 990009</p>", "<dl><dd>03069 990009</dd></dl>")
    before = editing.store.revisions()
    serve(site, pages)
    report = refresh(site, editing)
    assert report.state == "complete" and Proposals(editing.store).open() == []
    assert editing.store.revisions() == before
    assert any("Juniper Example Group: phones not found" in note for note in report.findings.notes)


def test_two_pages_that_disagree_are_named_and_neither_is_believed(site: Site, editing: Editing) -> None:
    pages = lists()
    pages["/2"] = page(*map(group, range(6, 12)), group(0, phone="03069 990077"))
    serve(site, pages)
    report = refresh(site, editing)
    assert report.state == "complete" and Proposals(editing.store).open() == []
    (note,) = Runs(editing.store).runs()[0].findings.notes
    assert "Ash Example Group: two pages disagree about phones: 0306 999 0000 on" in note
    assert "0306 999 0077 on" in note


def test_one_gone_entry_is_asked_about(site: Site, editing: Editing) -> None:
    pages = lists()
    pages["/2"] = page(*map(group, range(6, 11)))
    serve(site, pages)
    refresh(site, editing)
    (one,) = Proposals(editing.store).open()
    assert (one.sort.value, one.title) == ("removed", f"{NAMES[11]} Example Group")
    assert len(editing.store.published()) == 12
    serve(site, lists())
    refresh(site, editing)
    assert Proposals(editing.store).open() == [], "it is back"


def test_a_fault_of_our_own_is_noted_and_raised(site: Site, editing: Editing) -> None:
    def broken(url: str) -> Any:
        raise RuntimeError("no such thing")

    with pytest.raises(RuntimeError):
        run(scraper(site.url()), broken, editing)
    assert "RuntimeError: no such thing" in Runs(editing.store).runs()[0].reason


def test_a_held_run_can_be_let_through_by_a_person(site: Site, editing: Editing) -> None:
    serve(site, WRONG_PAGES["part of the entries vanish"][0])
    refresh(site, editing)
    held = Runs(editing.store).runs()[0]
    Runs(editing.store).release(held.id, "publisher", "They did close six groups")
    assert len(Proposals(editing.store).open()) == 6


def test_a_private_address_is_never_asked(editing: Editing, tmp_path: Path) -> None:
    before = editing.store.revisions()
    with fetcher(tmp_path, names=lambda host, port: ["10.0.0.1"]) as fetching:
        report = run(scraper("http://groups.example/"), fetching.get, editing)
    assert_untouched(editing, before, report, "failed", "")
    assert isinstance(report.reason, str) and report.reason


def test_two_runs_at_once_are_one(site: Site, editing: Editing) -> None:
    inner: list[Report] = []

    def fetch(url: str) -> Any:
        inner.append(run(scraper(site.url()), fetch, editing))
        raise FetchProblem("Enough.", Kind.SERVER)

    run(scraper(site.url()), fetch, editing)
    assert [report.state for report in inner] == ["busy"]
