"""The data report: facts to look at, dead links and searches that found nothing."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from directory_data import link_results, moments, no_results, ratings, report_words
from directory_data.people import Role
from directory_data.report import Check
from web.desk.access import desk_page, editing
from web.desk.findings import found
from web.desk.paging import Paged

TITLES = {
    Check.CONFLICTING: "Facts that contradict each other",
    Check.ODD_PHONE: "Odd telephone numbers",
    Check.MISSING: "Missing facts",
    Check.DUPLICATED: "Records that may be the same",
    Check.STALE: "Not confirmed for too long",
    Check.UNVERIFIED: "Never checked by anybody",
    Check.DEAD_LINK: "Web addresses that do not answer",
}
A_PAGE = 50


@desk_page("/report", Role.READER)
def report() -> ResponseReturnValue:
    """One sort of finding at a time, or all."""
    everything, word = found(), request.args.get("check", "")
    check = Check(word) if word in {one.value for one in Check} else None
    days = min(max(request.args.get("days", 30, type=int), 1), no_results.KEPT_DAYS)
    since = moments.day(moments.now()) - dt.timedelta(days=days)
    return render_template(
        "desk/report.html",
        paged=Paged([one for one in everything if check in (None, one.check)], A_PAGE),
        counts=Counter(one.check for one in everything),
        chosen=check,
        titles=TITLES,
        dead=link_results.dead(editing().store),
        missing=no_results.listed(editing().store.engine, since),
        days=days,
        fewest=no_results.FEWEST,
        ratings=ratings.shown(ratings.Ratings(editing().store.engine).since(since)),
        presses=ratings.in_words,
    )


@desk_page("/report.csv", Role.READER)
def report_table() -> ResponseReturnValue:
    """Everything as a table for a spreadsheet."""
    headers = {"Content-Disposition": "attachment; filename=report.csv"}
    text = "\ufeff" + report_words.as_csv(found())  # Excel reads UTF-8 only with a mark
    return Response(text, mimetype="text/csv", headers=headers)
