"""The front page and the data report say what needs doing, and leave out what does not."""

from __future__ import annotations

from collections.abc import Callable

from directory_data import link_results, opening_times
from directory_data.editing import Editing
from directory_data.findings import Findings
from directory_data.no_results import NoResults
from directory_data.source_runs import Runs
from directory_data.store import Store
from tests.directory_data.desk import EDITOR, SOURCE, change, changed, file
from tests.factories import make_record
from tests.web.desk.conftest import Desk


def test_quiet_day_has_only_the_report(desk_as: Callable[[str], Desk]) -> None:
    page = desk_as("reader").get("/desk/")
    assert "Facts to look at" in page.text and "Never checked by anybody" in page.text
    assert "Proposals of the sources" not in page.text and "Not published yet" not in page.text


def test_everything_that_waits_is_named(
    desk_as: Callable[[str], Desk], store: Store, editing: Editing
) -> None:
    file(store, changed(change("summary", "A made-up group for tests.", "On Mondays.")))
    runs = Runs(store)
    runs.fail(runs.start(SOURCE), "The site answers with an error (500).")
    line = make_record("example-line", kind="contact", categories=["safeguarding"], summary="Another.")
    editing.submit(EDITOR, line.key, editing.save(EDITOR, line, 1))
    link_results.check(store, "https://example.org/gone", ["example-group"], lambda _: "is not there (404)")
    searches = NoResults(store.engine, pause=1000)
    for _ in range(6):
        searches.note("soup school", (), opening_times.now().date())
    searches.write()

    desk = desk_as("editor")
    page = desk.get("/desk/")
    assert "Proposals of the sources" in page.text and "1 to decide" in page.text
    assert "(failed)" in page.text and "Since " in page.text and "error (500)" in page.text
    assert "In review, by editor. Somebody else has to publish it." in page.text
    assert "is not there (404)" in page.text
    assert "soup school" in page.text and "6 times" in page.text
    for address in page.links:
        if address.startswith("/desk") and "password" not in address:
            desk.get(address.partition("#")[0])


def test_held_runs_and_disagreeing_sources_come_with_their_reason(
    desk_as: Callable[[str], Desk], store: Store
) -> None:
    from directory_data.models import Source

    file(store, changed(change("email", None, "one@example.org")))
    other = Source(**{**{n: getattr(SOURCE, n) for n in SOURCE.__struct_fields__}, "key": "other-site"})
    runs = Runs(store)
    runs.complete(runs.start(other), Findings(proposals=[changed(change("email", None, "two@example.org"))]))
    runs.hold(runs.start(other), "It lists nothing.", Findings())
    page = desk_as("reader").get("/desk/")
    assert "(held back)" in page.text and "It lists nothing." in page.text
    assert "E-mail address" in page.text and "2 sources disagree" in page.text


def test_report_is_by_sort_and_as_a_table(desk_as: Callable[[str], Desk]) -> None:
    desk = desk_as("reader")
    assert "Example Kitchen" in desk.get("/desk/report?check=unverified").text
    table = desk.client.get("/desk/report.csv")
    assert table.mimetype == "text/csv" and "example-kitchen" in table.get_data(as_text=True)


def test_report_is_new_after_a_publication(desk_as: Callable[[str], Desk]) -> None:
    desk = desk_as("publisher")
    before = desk.get("/desk/report?check=unverified").text
    desk.done("/desk/records/example-kitchen/confirm", after="1", why="Rang them")
    assert "Example Kitchen" in before
    assert "Example Kitchen" not in desk.get("/desk/report?check=unverified").text
