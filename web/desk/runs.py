"""Sources: how each is doing, since when and why one fails, and letting a held run through."""

from __future__ import annotations

import io

from flask import abort, render_template, request, send_file
from flask.typing import ResponseReturnValue

from directory_data import moments, raw_copies, sources
from directory_data.errors import EditRefused
from directory_data.people import Role
from directory_data.source_runs import HELD, Runs
from web.desk.access import desk_page, done, editing, refused, who

STATES = {
    "running": ("Under way", "blue"),
    "complete": ("Complete", "green"),
    "held": ("Held back", "yellow"),
    "released": ("Let through", "green"),
    "failed": ("Failed", "red"),
}
NO_COPY = (
    "Copies are on the machine that read the source, and go after "
    f"{raw_copies.KEPT_DAYS} days when the site has another page at that address."
)
NOTHING_RUNS = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@desk_page("/sources", Role.READER)
def sources_list() -> ResponseReturnValue:
    """Every source that has been read."""
    states = Runs(editing().store).sources()
    return render_template("desk/sources.html", states=states, words=STATES, now=moments.now())


@desk_page("/sources/<key>", Role.READER)
def source(key: str) -> ResponseReturnValue:
    """The last runs over one source."""
    runs = Runs(editing().store)
    state = next((one for one in runs.sources() if one.source.key == key), None)
    if state is None:
        abort(404)
    return render_template("desk/source.html", state=state, runs=runs.runs(key), words=STATES)


@desk_page("/runs/<int:number>", Role.READER)
def run(number: int) -> ResponseReturnValue:
    """One run: what it found, and the reason when it is held."""
    one = Runs(editing().store).run(number)
    named = sources.stored(editing().store)[one.source]
    return render_template(
        "desk/run.html",
        run=one,
        source=named,
        words=STATES,
        can_release=one.state == HELD and one.findings.said,
    )


@desk_page("/runs/<int:number>/copies/<sha256>", Role.READER)
def raw_copy(number: int, sha256: str) -> ResponseReturnValue:
    """A page as the run got it, to download and not to show: another site wrote it."""
    one = Runs(editing().store).run(number)
    page = next((copy for copy in one.findings.copies if copy.sha256 == sha256), None)
    if page is None:
        abort(404)
    body = raw_copies.read(editing().settings.fetched_folder, sha256)
    if body is None:
        return refused(404, "The raw copy is not here", NO_COPY)
    name = f"{one.source}-{number}-{sha256[:12]}.{raw_copies.ending(page.url, body)}"
    sent = send_file(io.BytesIO(body), "application/octet-stream", as_attachment=True, download_name=name)
    sent.headers["Content-Security-Policy"] = NOTHING_RUNS
    return sent


@desk_page("/runs/<int:number>/release", Role.PUBLISHER, post=True)
def release(number: int) -> ResponseReturnValue:
    """Propose what a held run found after all."""
    why = request.form.get("why", "").strip()[:400]
    if not why:
        raise EditRefused("Say how you know that the source is right; nothing was let through.")
    runs = Runs(editing().store)
    runs.release(number, who().name, why)
    return done("Let through. Nothing is published yet.", "proposals", source=runs.run(number).source)
