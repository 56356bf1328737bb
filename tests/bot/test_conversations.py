"""The trained assistant: whole conversations, with Rasa and the actions in one process."""

import json
import subprocess
import uuid

import pytest

from bot import launch
from bot.actions.choices import AUDIENCES, CHOICES, NEEDS
from directory_data.settings import ROOT
from tests.bot.conftest import keys, meta, words

MASH, DUTY_TEAM = "0345 050 7666", "0800 833408"


@pytest.fixture
def chat(assistant):
    """One conversation; returns the custom messages of each reply."""
    sender = uuid.uuid4().hex

    def say(text, **more):
        return [item["custom"] for item in assistant.say(text, sender, **more) if "custom" in item]

    return say


def test_place_need_and_age_carry_over(chat):
    chat("we cant afford food this week, live in didcot")
    nearer = chat("anything nearer Witney?")
    assert "near Witney" in words(nearer)
    assert "good-food-oxford" in keys(nearer)
    speech = chat("my son isnt talking yet")
    assert "speech-and-language-therapy" in keys(speech)
    assert keys(chat("for a 3 year old"))


def test_a_place_answers_which_team(chat):
    assert "0345 241 2608" in words(chat("who do I ring at lcss, we are in Didcot"))
    witney = words(chat("what about in Witney?"))
    assert "0345 241 2703" in witney and "0345 241 2608" not in witney


def test_an_ambiguous_place_is_settled_by_its_choice(chat):
    asked = chat("whats the lcss number in Wootton")
    (choices,) = [message["items"] for message in asked if message["type"] == "choices"]
    settled = chat(choices[0]["message"])
    assert keys(settled) == ["lcss-south"]


def test_the_audience_is_inferred_and_remembered(chat):
    first = chat("I am a teacher, what is an EHA?")
    assert meta(first)["audience"] == "practitioner"
    assert "guidance-eha-taf-families" not in words(chat("what is a TAF"))


def test_starting_again_forgets(chat):
    chat("food bank in Didcot")
    chat("start again")
    assert "not looked anything up" in words(chat("show me more"))


@pytest.mark.parametrize("intent", sorted(CHOICES))
def test_a_choice_means_its_intent(chat, intent):
    label, message = CHOICES[intent]
    reply = chat(message)
    assert label
    assert meta(reply)["intent"] == intent


@pytest.mark.parametrize(("label", "message"), NEEDS)
def test_a_need_choice_finds_services(chat, label, message):
    reply = chat(message)
    assert label
    assert keys(reply) and meta(reply)["intent"] in {"find_service", "find_money"}


@pytest.mark.parametrize(("_", "message"), AUDIENCES)
def test_an_audience_choice_sets_the_audience(chat, _, message):
    assert meta(chat(message))["audience"] in {"parent", "practitioner"}


def test_the_card_is_sent_without_the_action_server(assistant):
    reply = assistant.say("my dad hits me", uuid.uuid4().hex, actions=False)
    text = " ".join(item.get("text", "") for item in reply)
    assert MASH in text and DUTY_TEAM in text and "999" in text


def test_an_ordinary_answer_without_the_action_server_is_empty_for_the_gateway_to_see(assistant):
    assert assistant.say("food bank", uuid.uuid4().hex, actions=False) == []


def test_the_shell_gets_text_and_buttons(assistant):
    reply = assistant.say("food bank in Witney", uuid.uuid4().hex, channel="cmdline")
    assert all("custom" not in item for item in reply)
    assert "Good Food Oxford" in reply[0]["text"]


def test_the_tracker_store_keeps_no_words(assistant):
    sender = uuid.uuid4().hex
    assistant.say("food bank for Zebedee in Witney", sender)
    (kept,) = [text for key, (_, text) in assistant.store._kept.items() if key == sender]
    assert "Zebedee" not in kept and "zebedee" not in kept
    assert json.loads(kept)


def rasa(command, settings):
    return subprocess.run(
        command, cwd=ROOT, env=launch.environment(settings), capture_output=True, text=True, check=False
    )


def test_rasa_data_validate_has_nothing_to_say(trained):
    done = rasa([*launch.validate(), "--fail-on-warnings"], trained)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def test_the_test_stories_are_predicted_right(trained, tmp_path):
    done = rasa(launch.test(trained, ROOT / "tests" / "bot" / "stories", tmp_path), trained)
    failed = tmp_path / "failed_test_stories.yml"
    assert done.returncode == 0, failed.read_text() if failed.exists() else done.stderr[-3000:]
