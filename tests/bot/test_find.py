"""Finding a service, food or money."""

import pytest

from bot.actions.find import FindFood, FindMoney, FindService
from bot.actions.more_results import PreviousPage, ShowFewer, ShowMore
from tests.bot.conftest import heard, keys, labels, meta, words


def test_food_is_found_near_the_place_of_the_message(run):
    messages, slots = run(FindFood(), "food_in_didcot")
    assert "good-food-oxford" in keys(messages)
    assert "oxford-together" not in keys(messages)  # for Oxford city only
    assert "near Didcot" in words(messages)
    assert slots["topic"] == "find_food"


def test_the_answer_carries_its_intent_audience_and_sources(run):
    messages, _ = run(FindFood(), "food_in_didcot")
    assert meta(messages)["intent"] == "find_food"
    assert meta(messages)["audience"] is None
    assert all(source["title"] and source["checked"] for source in meta(messages)["sources"])


def test_everyday_words_find_the_service(run):
    messages, _ = run(
        FindService(), heard("my 2 year old isnt talking yet", "find_service", "talking yet"), age=2.0
    )
    assert "speech-and-language-therapy" in keys(messages)


def test_money_words_that_find_little_are_filled_up(run):
    messages, _ = run(FindMoney(), heard("i cant pay the gas", "find_money", "pay gas"))
    assert len(keys(messages)) == 3


def test_nothing_found_gives_the_lcss_numbers(run):
    messages, _ = run(FindService(), heard("xyzzy", "find_service", "xyzzy"))
    assert keys(messages) == []
    assert all(number in words(messages) for number in ("0345 241 2703", "0345 241 2705", "0345 241 2608"))


@pytest.mark.parametrize("need", ["", "support child", "services families"])
def test_a_need_that_says_little_is_asked_for(run, need):
    messages, slots = run(FindService(), heard("help please", "find_service", need))
    assert "what you need" in words(messages)
    assert labels(messages)
    assert slots == {"topic": "find_service"}


def test_an_ambiguous_place_is_asked_about_beside_the_results(run):
    messages, _ = run(FindService(), heard("help with sleep", "find_service", "sleep"), place="Wootton")
    assert keys(messages)
    assert labels(messages)[-2:] == ["Wootton (near Abingdon)", "Wootton (near Woodstock)"]


def test_a_place_outside_the_county_is_said_so_and_forgotten(run):
    messages, slots = run(FindService(), heard("help with sleep", "find_service", "sleep"), place="Swindon")
    assert "outside Oxfordshire" in words(messages)
    assert slots["place"] is None


def test_what_is_remembered_holds_no_name_and_no_number(run):
    text = "Zbigniew Kowalczykowski on 07700 900123 cant sleep"
    _, slots = run(FindService(), heard(text, "find_service", "zbigniew kowalczykowski 07700 900123 sleep"))
    assert "sleep" in slots["need"].split()
    assert not {"zbigniew", "kowalczykowski", "07700", "900123"} & set(slots["need"].split())


@pytest.mark.parametrize(
    ("page", "action", "shown"), [(1, ShowMore, 2), (2, PreviousPage, 1), (1, PreviousPage, 1)]
)
def test_pages_turn(run, page, action, shown):
    first, _ = run(FindService(), heard("behaviour", "find_service"))
    messages, slots = run(
        action(), heard("more", "show_more"), topic="find_service", need="behaviour", page=page
    )
    assert slots["page"] == shown
    assert (keys(messages) == keys(first)) == (shown == 1)


def test_fewer_shows_the_best_one_and_more_goes_back_to_the_first_page(run):
    first, _ = run(FindService(), heard("behaviour", "find_service"))
    best, slots = run(
        ShowFewer(), heard("just one", "show_fewer"), topic="find_service", need="behaviour", page=1
    )
    assert keys(best) == keys(first)[:1]
    again, _ = run(
        ShowMore(), heard("more", "show_more"), topic="find_service", need="behaviour", page=slots["page"]
    )
    assert keys(again) == keys(first)


def test_more_without_a_search_says_what_to_do(run):
    messages, _ = run(ShowMore(), heard("more", "show_more"))
    assert "not looked anything up" in words(messages)


def test_after_the_last_page_a_person_can_be_rung(run):
    messages, _ = run(ShowMore(), heard("more", "show_more"), topic="find_food", need="food", page=40)
    assert "0345 241 2703" in words(messages)
