"""Examples for the OpenAPI document, made of real records and the contracts' own shapes."""

from __future__ import annotations

import datetime as dt
from functools import cache
from zoneinfo import ZoneInfo

import msgspec

from directory_data import emergency, openreferral, seed_files, taxonomies
from directory_data.link_workers import HOW_TO, TEAM_KEYS
from directory_data.listing import listing
from directory_data.models import Record
from directory_data.suggest import Suggestion
from directory_data.vocabulary import Area, District, Sort
from nlu.escalation import escalation_for
from nlu.labels import Category
from nlu.safeguarding import Assessment
from web import cards, chat_contracts, contracts, telephone
from web.openapi_parameters import Json

A_MOMENT = dt.datetime(2024, 3, 5, 10, 0, tzinfo=ZoneInfo("Europe/London"))
"""A Tuesday morning, when MASH answers."""


@cache
def records() -> dict[str, Record]:
    return {record.key: record for record in seed_files.records()}


def ids() -> dict[str, str]:
    """An id for each noun of the open data, from the first content of the directory."""
    team = records()[TEAM_KEYS[Area.NORTH]]
    runner = openreferral.runner_of(team, seed_files.organizations())
    return {
        "services": team.id,
        "service_at_locations": openreferral.service_at_location_id(team, team.locations[0]),
        "organizations": runner.id,
        "taxonomies": next(iter(taxonomies.taxonomies())),
        "taxonomy_terms": next(iter(taxonomies.terms())),
    }


def messages() -> dict[str, Json]:
    """Bodies of a chat request."""
    return {
        "a need": {"summary": "A need", "value": {"message": "My son is two and does not talk yet"}},
        "who is asking": {
            "summary": "Who is asking",
            "value": {"message": "How do I request a No Names Consultation?", "audience": "practitioner"},
        },
        "a child at risk": {"summary": "A child at risk", "value": {"message": "my dad hits me"}},
    }


def reply() -> chat_contracts.ChatReply:
    """What somebody at risk is answered."""
    escalation = escalation_for(
        Assessment(level="immediate", category=Category.SEXUAL_OR_PHYSICAL_ABUSE.value), None, A_MOMENT
    )
    return chat_contracts.ChatReply(
        conversation_id="0123456789abcdef0123456789abcdef",
        audience=None,
        intent=Category.SEXUAL_OR_PHYSICAL_ABUSE.value,
        escalation=msgspec.convert(cards.structured(escalation), chat_contracts.Escalation),
        messages=[chat_contracts.Text(text=message["text"]) for message in cards.messages(escalation)],
        sources=[],
        degraded=False,
    )


def search() -> contracts.SearchAnswer:
    record = records()[emergency.MASH]
    return contracts.SearchAnswer(
        query="mash",
        total_items=1,
        page_number=1,
        total_pages=1,
        size=1,
        did_you_mean=None,
        facets={"kind": {record.kind.value: 1}},
        contents=[contracts.Item(**listing(record), score=9.5, highlight=record.summary, miles=None)],
        place=None,
        sort=Sort.BEST,
        next_steps=[],
    )


def suggest() -> contracts.SuggestAnswer:
    return contracts.SuggestAnswer(query="mas", suggestions=[Suggestion("MASH", "name")])


def link_workers() -> contracts.LinkWorkersAnswer:
    team = records()[TEAM_KEYS[Area.NORTH]]
    match = contracts.LinkWorkerMatch(
        place="Bicester",
        area=Area.NORTH,
        district=District.CHERWELL.value,
        name=team.name,
        phone=team.phone or "",
        email=team.email or "",
        address="",
    )
    return contracts.LinkWorkersAnswer(matches=[match], how_to=HOW_TO)


def ready() -> contracts.Ready:
    parts = {
        "index": contracts.PartState(state="ok", detail="251 records"),
        "rasa": contracts.PartState(state="failing", detail="BotUnavailable"),
    }
    return contracts.Ready(status="degraded", parts=parts)


def open_data_page() -> contracts.OpenDataPage:
    return contracts.OpenDataPage(
        total_items=0,
        total_pages=0,
        page_number=1,
        size=0,
        first_page=True,
        last_page=True,
        empty=True,
        contents=[],
    )


def contacts() -> list[chat_contracts.Contact]:
    """Whom every problem of the chat names."""
    found = emergency.contacts(emergency.CORE, A_MOMENT)
    return [msgspec.convert(telephone.fields(contact), chat_contracts.Contact) for contact in found]
