"""A place or an age on its own."""

import pytest

from bot.actions.change_search import ChangeSearch
from tests.bot.conftest import heard, keys, labels, words


def in_place(text, place):
    return heard(text, "inform_place", "", entities=[{"entity": "place", "value": place}])


def test_a_nearer_place_repeats_the_search_there(run):
    messages, slots = run(ChangeSearch(), "nearer_witney")
    assert "near Witney" in words(messages)
    assert "good-food-oxford" in keys(messages)
    assert slots["topic"] == "find_food" and slots["page"] == 1


def test_another_age_repeats_the_search_for_it(run):
    messages, slots = run(ChangeSearch(), "for_a_three_year_old")
    assert keys(messages)
    assert "talking" in slots["need"]


@pytest.mark.parametrize(
    ("topic", "number"), [("contact_lcss", "0345 241 2703"), ("find_link_worker", "0345 241 2703")]
)
def test_a_place_answers_again_who_to_ring(run, topic, number):
    messages, _ = run(ChangeSearch(), in_place("in Witney", "Witney"), topic=topic, place="Witney")
    assert number in words(messages)
    assert "0345 241 2608" not in words(messages)


def test_a_place_first_gives_its_team_and_asks_what_for(run):
    messages, slots = run(ChangeSearch(), in_place("Didcot", "Didcot"), place="Didcot")
    assert keys(messages) == ["lcss-south"]
    assert "What are you looking for?" in words(messages)
    assert slots["topic"] == "find_service"


def test_an_unknown_place_is_said_so(run):
    messages, _ = run(
        ChangeSearch(), heard("near Zzyzx", "inform_place", "zzyzx"), topic="find_food", need="food"
    )
    assert "do not know that place" in words(messages)


def test_an_age_without_a_search_asks_what_for(run):
    messages, _ = run(ChangeSearch(), heard("he is 3", "inform_age", ""), age=3.0)
    assert labels(messages)
