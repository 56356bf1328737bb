"""LCSS and link workers: the right team for a place."""

import pytest

from bot.actions.contact_lcss import ContactLcss
from bot.actions.link_worker import FindLinkWorker
from tests.bot.conftest import heard, keys, labels, words

ALL = ["lcss-north", "lcss-central", "lcss-south"]


@pytest.mark.parametrize(
    ("place", "team"),
    [
        ("Banbury", "lcss-north"),
        ("Cowley", "lcss-central"),
        ("Thame", "lcss-south"),
        ("Botley", "lcss-south"),
    ],
)
def test_a_place_has_its_team(run, place, team):
    messages, _ = run(ContactLcss(), heard("lcss number", "contact_lcss"), place=place)
    assert keys(messages) == [team]


def test_every_way_to_reach_the_team_is_given(run):
    messages, _ = run(ContactLcss(), heard("lcss number", "contact_lcss"), place="Banbury")
    text = words(messages)
    assert "0345 241 2703" in text
    assert "LCSS.North@oxfordshire.gov.uk" in text
    assert "Monday to Thursday 8.30am to 5pm, Friday 8.30am to 4pm" in text
    assert "OX16 5AU" in text and "older document" in text
    assert "0345 050 7666" in text


def test_without_a_place_all_three_are_given_meanwhile(run):
    messages, _ = run(ContactLcss(), heard("lcss number", "contact_lcss"))
    assert keys(messages) == ALL
    assert "town or postcode" in words(messages)


def test_an_ambiguous_place_is_asked_about(run):
    messages, _ = run(ContactLcss(), heard("lcss number", "contact_lcss"), place="Wootton")
    assert labels(messages) == ["Wootton (near Abingdon)", "Wootton (near Woodstock)"]


def test_outside_the_county_the_teams_are_still_there(run):
    messages, slots = run(ContactLcss(), heard("lcss number", "contact_lcss"), place="Reading")
    assert "outside Oxfordshire" in words(messages)
    assert keys(messages) == ALL
    assert slots["place"] is None


def test_a_practitioner_gets_the_way_to_the_link_worker(run):
    messages, _ = run(FindLinkWorker(), "link_worker_in_bicester")
    assert keys(messages) == ["lcss-north"]
    assert "link worker" in words(messages)
    assert labels(messages) == []


def test_a_parent_is_told_they_can_ring_themselves(run):
    messages, _ = run(
        FindLinkWorker(), heard("link worker", "find_link_worker"), audience="parent", place="Didcot"
    )
    assert "As a parent or carer you can ring" in words(messages)
    assert keys(messages) == ["lcss-south"]


def test_who_is_asking_is_asked_only_when_it_is_not_known(run):
    messages, _ = run(FindLinkWorker(), heard("link worker", "find_link_worker"))
    assert labels(messages) == ["I am a parent or carer", "I work with children"]
    assert keys(messages) == ALL
