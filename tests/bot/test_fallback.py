"""What is said when a message was not understood, or when something fails."""

import json

from bot.actions.after_card import AfterCard
from bot.actions.fallback import Fallback
from bot.actions.find import FindService
from tests.bot.conftest import TRACKERS, heard, keys, labels, meta, words

LCSS = ("0345 241 2703", "0345 241 2705", "0345 241 2608")


def test_a_close_call_offers_choices_with_names_for_people(run):
    messages, _ = run(Fallback(), "not_understood")
    assert labels(messages) == [
        "The Early Help Assessment (EHA)",
        "Team Around the Family (TAF)",
        "A child may not be safe",
    ]


def test_a_likely_guess_is_answered_with_the_others_to_choose_from(run):
    ranking = [{"name": "ask_glossary", "confidence": 0.4}, {"name": "ask_guidance", "confidence": 0.3}]
    state = heard("what does CASO mean", "nlu_fallback", band="unsure", intent_ranking=ranking)
    messages, _ = run(Fallback(), state)
    assert "Community Around the School Offer" in words(messages)
    assert labels(messages) == ["Other professional guidance", "A child may not be safe"]


def test_a_lost_message_gets_the_closest_results_and_a_person(run):
    messages, _ = run(Fallback(), heard("dentist teeth", "nlu_fallback", band="lost"))
    assert keys(messages)
    assert all(number in words(messages) for number in LCSS)


def test_a_lost_message_with_no_results_gets_a_person(run):
    messages, _ = run(Fallback(), heard("asdf", "nlu_fallback", band="lost"))
    assert keys(messages) == []
    assert all(number in words(messages) for number in LCSS)
    assert labels(messages)


def test_a_broken_directory_gives_numbers_and_no_error(run, monkeypatch, caplog):
    def broken():
        raise RuntimeError("index lost while looking for: my secret words")

    monkeypatch.setattr("bot.actions.base.open_directory", broken)
    messages, slots = run(FindService(), heard("my secret words", "find_service"))
    assert all(number in words(messages) for number in (*LCSS, "0345 050 7666", "0800 833408", "999"))
    assert slots == {}
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


def test_a_possible_concern_outside_the_gateway_is_led_by_the_number(run):
    concern = {"level": "check", "category": "immediate_risk"}
    messages, _ = run(FindService(), heard("sleep", "find_service", safeguarding=concern, metadata={}))
    assert "0345 050 7666" in messages[0]["text"]


def test_the_gateway_is_left_to_show_its_own_line(run):
    concern = {"level": "check", "category": "immediate_risk"}
    messages, _ = run(FindService(), heard("sleep", "find_service", safeguarding=concern))
    assert "0345 050 7666" not in messages[0]["text"]


def test_no_names_about_an_immediate_concern_is_refused_plainly(run):
    messages, slots = run(AfterCard(), "no_names_about_a_punch")
    assert "must not be used for this" in words(messages)
    assert meta(messages)["intent"] == "sexual_or_physical_abuse"
    assert slots["topic"] == ""


def test_an_allegation_goes_to_the_designated_officer_as_well(run):
    messages, _ = run(AfterCard(), heard("a coach hurt a child", "report_allegation"))
    assert keys(messages) == ["designated-officer"]


def test_exploitation_goes_to_the_kingfisher_team_as_well(run):
    state = heard("x", "sexual_or_physical_abuse", safeguarding={"level": "immediate", "exploitation": True})
    messages, _ = run(AfterCard(), state)
    assert keys(messages) == ["kingfisher-team"]


def test_what_else_was_asked_follows_the_card(run):
    ranking = [{"name": "find_food", "confidence": 0.3}]
    messages, _ = run(AfterCard(), heard("no food, left alone", "abandoned", "food", intent_ranking=ranking))
    assert "good-food-oxford" in keys(messages)


def test_nothing_follows_the_card_when_nothing_else_was_asked(run):
    messages, _ = run(AfterCard(), heard("left alone", "abandoned"))
    assert [message["type"] for message in messages] == ["meta"]


def test_the_shell_gets_text_it_can_print(actions):
    from rasa_sdk.executor import CollectingDispatcher

    from tests.bot.conftest import tracker_of

    dispatcher = CollectingDispatcher()
    FindService().run(dispatcher, tracker_of("speech_in_the_shell", {}), {})
    (message,) = dispatcher.messages
    assert not message["custom"]
    assert "/services/" in message["text"]
    assert (
        json.loads((TRACKERS / "speech_in_the_shell.json").read_text())["events"][-1]["input_channel"]
        == "cmdline"
    )
