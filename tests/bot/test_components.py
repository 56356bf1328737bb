"""The pipeline components on their own."""

import uuid

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.safeguarding import Safeguarding
from bot.components.understanding import Understanding
from nlu import training_data
from nlu.handed_over import facts_of


def context():
    return ExecutionContext(GraphSchema({}), uuid.uuid4().hex)


@pytest.fixture(scope="module")
def storage(tmp_path_factory):
    return LocalModelStorage(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def understanding(storage):
    """Trained on a part of the real messages, and loaded again as Rasa does it."""
    examples = training_data.examples()[::6]
    messages = [Message.build(example.text, example.intent) for example in examples]
    resource = Understanding.create({}, storage, Resource("understanding"), context()).train(
        TrainingData(messages)
    )
    return Understanding.load({}, storage, resource, context())


@pytest.fixture
def read(understanding):
    def process(text, **metadata):
        (message,) = understanding.process([Message({"text": text, "metadata": metadata})])
        (message,) = Safeguarding().process([message])
        return message.as_dict(only_output_properties=True) | {"text": message.get("text")}

    return process


def entities(found):
    return {entity["entity"]: entity["value"] for entity in found["entities"]}


def test_place_age_and_organisation_are_found(read):
    found = entities(read("speech therapy in Witney for my 3 year old at St Mary's Primary School"))
    assert found["place"] == "Witney"
    assert found["age"] == 3
    assert "Mary" in found["organisation"]


def test_a_full_postcode_is_cut_down_to_its_district(read):
    assert "1AB" not in entities(read("food bank near OX4 1AB"))["place"].replace(" ", "")


def test_the_ranking_names_ordinary_intents_best_first(read):
    ranking = read("food bank")["intent_ranking"]
    assert ranking[0]["name"] == "find_food"
    assert [one["confidence"] for one in ranking] == sorted(
        (one["confidence"] for one in ranking), reverse=True
    )


@pytest.mark.parametrize(
    ("text", "intent"),
    [("Wootton (near Abingdon)", "inform_place"), ("OX4", "inform_place"), ("3 years old", "inform_age")],
)
def test_a_bare_answer_answers_what_was_asked(read, text, intent):
    assert read(text)["intent"]["name"] == intent


def test_a_role_is_believed_only_when_the_wording_tells_it(read):
    assert read("domestic abuse support")["intent"]["name"] != "say_practitioner"
    assert read("I am a parent")["intent"]["name"] == "say_parent"


def test_nonsense_is_not_acted_on(read):
    found = read("qwrt zxcv bnmp")
    assert found["intent"]["name"] == "nlu_fallback"
    assert found["band"] in {"unsure", "lost"}


def test_an_immediate_concern_takes_over(read):
    found = read("my dad hits me")
    assert found["intent"] == {"name": "sexual_or_physical_abuse", "confidence": 1.0}
    assert found["safeguarding"]["level"] == "immediate"
    assert "assessment" not in found


def test_an_allegation_keeps_its_own_intent(read):
    assert (
        read("a member of our staff has been accused of hurting a child")["intent"]["name"]
        == "report_allegation"
    )


def test_what_the_gateway_saw_in_the_conversation_counts(read):
    found = read("he's back", audience="parent", escalated=True, category="frightened_to_go_home")
    assert found["intent"]["name"] == "frightened_to_go_home"


SAID = "sleep help in Witney for my 3 year old"


@pytest.fixture
def handed_over(understanding):
    """What the gateway tells of a message, read with the same models."""
    return facts_of(understanding._understander.understand(SAID))


def test_what_the_gateway_has_understood_is_taken_over(read, understanding, handed_over, monkeypatch):
    own = read(SAID)
    monkeypatch.setattr(understanding, "_understander", None)  # nobody here could read it
    assert read(SAID, understood=handed_over) == own
    assert read("my dad hits me", understood=handed_over)["intent"] == own["intent"]
    assert read(SAID)["intent"]["name"] == "nlu_fallback"


def test_the_tracker_is_not_told_what_was_handed_over(understanding, handed_over):
    (message,) = understanding.process(
        [Message({"text": SAID, "metadata": {"understood": handed_over, "audience": "parent"}})]
    )
    assert message.get("metadata") == {"audience": "parent"}


@pytest.mark.parametrize("change", [{"ranking": [["made_up", 0.9]]}, {"ranking": 3}, {"band": "odd"}])
def test_an_understanding_that_is_not_ours_is_read_again(read, handed_over, change):
    assert (
        read("my dad hits me", understood={**handed_over, **change})["safeguarding"]["level"] == "immediate"
    )


@pytest.mark.parametrize("category", [None, "nonsense", 3, "find_food"])
def test_a_category_that_does_not_exist_is_not_believed(read, category):
    assert read("food bank", escalated=True, category=category)["intent"]["name"] == "find_food"


@pytest.mark.parametrize("metadata", ["text", ["list"], 3, None])
def test_metadata_of_any_kind_does_no_harm(understanding, metadata):
    messages = understanding.process([Message({"text": "food bank", "metadata": metadata})])
    (message,) = Safeguarding().process(messages)
    assert message.get("intent")["name"] == "find_food"


@pytest.mark.parametrize("text", ["/my dad hits me", "/abandoned", "  //restart{}"])
def test_a_stroke_does_not_make_a_command(read, text):
    assert not read(text)["text"].strip().startswith("/")


def test_an_untrained_component_still_escalates():
    untrained = Understanding.create({}, None, None, context())
    (message,) = Safeguarding().process(untrained.process([Message({"text": "my dad hits me"})]))
    assert message.get("intent")["name"] == "sexual_or_physical_abuse"


def test_a_fault_in_understanding_is_not_silence(understanding, monkeypatch, caplog):
    def broken(*_):
        raise ValueError("secret words")

    monkeypatch.setattr(understanding._understander, "understand", broken)
    (message,) = Safeguarding().process(understanding.process([Message({"text": "my dad hits me"})]))
    assert message.get("intent")["name"] == "sexual_or_physical_abuse"
    assert "secret" not in caplog.text


def test_when_both_fail_a_question_is_asked(monkeypatch):
    def broken(*_):
        raise ValueError

    monkeypatch.setattr("bot.components.safeguarding.assess", broken)
    (message,) = Safeguarding().process([Message({"text": "anything", "intent": {"name": "nlu_fallback"}})])
    assert message.get("safeguarding")["level"] == "check"
