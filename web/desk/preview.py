"""A record before it is published: as a parent and a practitioner see it, and as the bot says it."""

from __future__ import annotations

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from directory_data import opening_times
from directory_data.errors import DirectoryError
from directory_data.listing import listing, sources_of
from directory_data.models import Record
from directory_data.people import Role
from directory_data.vocabulary import Audience
from web.desk.access import desk_page, editing
from web.parts import parts
from web.presenters import service_page
from web.rasa_replies import Message, services, text

VIEWS = {"parent": "A parent", "practitioner": "A practitioner", "bot": "The bot"}
MOST_QUESTIONS = 3


@desk_page("/records/<key>/preview/<view>", Role.READER)
def preview(key: str, view: str) -> ResponseReturnValue:
    """What one of them would see if the working copy was published."""
    if view not in VIEWS:
        abort(404)
    copy = editing().open(key)
    body = copy.body
    values = {"copy": copy, "view": view, "views": VIEWS, "item": listing(body)}
    if view == "bot":
        return render_template(
            "desk/preview-bot.html", **values, turns=_turns(body), sources=sources_of([body])
        )
    audience = Audience(view)
    page = service_page(body, _related(body), opening_times.now())
    for_them = not body.audiences or audience in body.audiences
    return render_template("desk/preview.html", **values, page=page, for_them=for_them)


def _turns(body: Record) -> list[tuple[str, list[Message]]]:
    """What somebody may ask and what the bot answers with this record."""
    turns = [(body.name, [services([listing(body)])])]
    for section in body.sections[:MOST_QUESTIONS]:
        asked = section.asked_as[0] if section.asked_as else section.heading
        more = f"[{body.name}: read more]({body.page})"
        turns.append((asked, [text(f"**{section.heading}**\n\n{section.text.strip()}\n\n{more}")]))
    return turns


def _related(body: Record) -> list[Record]:
    try:
        by_key = parts().directory.searcher.catalogue.by_key
    except DirectoryError:  # the preview does without an index
        return []
    return [by_key[key] for key in body.related if key in by_key]
