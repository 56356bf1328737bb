"""The domain: complete, and its numbers those of the directory."""

import re
from functools import cache

import pytest
import yaml

from bot import cards, launch
from bot.actions.choices import CHOICES
from directory_data import seed_files
from nlu.labels import INTENTS, SAFEGUARDING

RULES = launch.BOT / "data" / "rules"
BUILT_IN = {"nlu_fallback"}
PHONE = re.compile(r"\b0\d{2,4}[ \d]{6,10}\d\b")


@cache
def domain():
    merged = {"intents": [], "responses": {}, "actions": []}
    for path in launch.DOMAIN.glob("*.yml"):
        part = yaml.safe_load(path.read_text(encoding="utf-8"))
        merged["intents"] += part.get("intents", [])
        merged["actions"] += part.get("actions", [])
        merged["responses"].update(part.get("responses", {}))
    return merged


@cache
def phone(key):
    return {record.key: record.phone for record in seed_files.records()}[key]


def rules():
    return [
        rule
        for path in RULES.glob("*.yml")
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
    ]


def test_every_intent_is_in_the_domain_and_has_a_rule():
    assert set(domain()["intents"]) == INTENTS | BUILT_IN
    assert {rule["steps"][0]["intent"] for rule in rules()} == INTENTS | BUILT_IN


@pytest.mark.parametrize("intent", sorted(SAFEGUARDING))
def test_a_card_is_a_plain_response_and_complete(intent):
    (response,) = domain()["responses"][f"utter_{intent}"]
    assert all(phone(key) in response["text"] for key in ("mash", "emergency-duty-team", "police-emergency"))
    assert "Monday to Thursday 8.30am to 5pm, Friday 8.30am to 4pm" in response["text"]
    assert response["custom"] == {"type": "card", "category": intent}


@pytest.mark.parametrize("intent", sorted(SAFEGUARDING))
def test_the_card_comes_before_any_custom_action(intent):
    (rule,) = [rule for rule in rules() if rule["steps"][0]["intent"] == intent]
    assert rule["steps"][1] == {"action": f"utter_{intent}"}


def test_an_allegation_names_the_designated_officer():
    assert phone("designated-officer") in domain()["responses"]["utter_report_allegation"][0]["text"]


def test_the_cards_are_what_the_reviewed_wording_and_the_records_make():
    assert cards.FILE.read_text(encoding="utf-8") == cards.text(), "run `python -m bot cards`"


def test_no_response_has_a_number_that_the_directory_has_not():
    known = {p.number.replace(" ", "") for record in seed_files.records() for p in record.phones}
    for name, variants in domain()["responses"].items():
        for found in PHONE.findall(variants[0]["text"]):
            assert found.replace(" ", "") in known, name


def test_every_response_says_its_intent_to_the_gateway():
    for name, (response,) in domain()["responses"].items():
        assert response["custom"].get("intent", response["custom"].get("category")) == name.removeprefix(
            "utter_"
        )


def test_every_response_and_action_is_used():
    used = {step["action"] for rule in rules() for step in rule["steps"] if "action" in step}
    made_by_rasa = {"action_restart"}
    named = set(domain()["actions"]) | set(domain()["responses"]) | made_by_rasa
    assert named - used == {"utter_restart"}
    assert used <= named


def test_choices_are_for_intents_there_are():
    assert set(CHOICES) <= INTENTS
