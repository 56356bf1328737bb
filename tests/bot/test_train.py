"""Training happens when something the model is made from has changed, and only then."""

from dataclasses import replace

import pytest

from bot import launch, train
from directory_data.settings import ROOT, Settings


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """Settings for which Rasa only writes a file."""

    def rasa(command, environment):
        out = command[command.index("--out") + 1]
        name = command[command.index("--fixed-model-name") + 1]
        (tmp_path / "calls").write_text(f"{len(calls)}")
        calls.append(environment)
        with open(f"{out}/{name}.tar.gz", "w") as model:
            model.write(f"model {len(calls)}")

    calls = []
    monkeypatch.setattr(train, "_run", rasa)
    found = Settings(data=tmp_path)
    found.__dict__["calls"] = calls
    return found


def test_the_first_time_trains_and_the_second_does_not(settings):
    assert train.train(settings, print) is True
    assert train.train(settings, print) is False
    assert len(settings.calls) == 1


def test_a_change_trains_again_and_keeps_the_model_before(settings, monkeypatch):
    train.train(settings, print)
    monkeypatch.setattr(train, "digest_of", lambda paths: "changed")
    assert train.train(settings, print) is True
    model = launch.model_file(settings)
    assert model.read_text() == "model 2"
    assert model.with_name("signpost.previous.tar.gz").read_text() == "model 1"


def test_a_failed_training_leaves_the_model_alone(settings, monkeypatch):
    train.train(settings, print)

    def fails(command, environment):
        raise train.TrainingFailed("no")

    monkeypatch.setattr(train, "_run", fails)
    monkeypatch.setattr(train, "digest_of", lambda paths: "changed")
    with pytest.raises(train.TrainingFailed):
        train.train(settings, print)
    assert launch.model_file(settings).read_text() == "model 1"


def test_telemetry_is_off_and_the_graphics_card_left_alone(settings):
    train.train(settings, print)
    assert settings.calls[0]["RASA_TELEMETRY_ENABLED"] == "false"


def test_everything_the_model_is_made_from_counts():
    names = {str(path.relative_to(ROOT)) for path in train.sources()}
    assert {"bot/config.yml", "bot/domain/safeguarding.yml", "nlu/data/food.yml", "nlu/intents.py"} <= names
    assert "bot/components/understanding.py" in names
    assert "bot/data/rules/safeguarding.yml" in names


def test_the_address_of_the_action_server_comes_from_the_environment(monkeypatch):
    from rasa.utils.endpoints import read_endpoint_config

    monkeypatch.setenv("SIGNPOST_ACTIONS_PORT", "5999")
    monkeypatch.setenv("SIGNPOST_INTERNAL_TOKEN", "none")
    monkeypatch.setenv("SIGNPOST_TRACKER_STORE", launch.OWN_TRACKERS)
    monkeypatch.setenv("SIGNPOST_LOCK_STORE", launch.OWN_LOCKS)
    assert (
        read_endpoint_config(str(launch.ENDPOINTS), "action_endpoint").url == "http://127.0.0.1:5999/webhook"
    )


def test_rasa_listens_on_loopback_with_no_open_api():
    settings = replace(Settings(), rasa_port=5999)
    assert launch.serve(settings)[launch.serve(settings).index("--port") + 1] == "5999"
    for command in (launch.serve(settings), launch.shell(settings)):
        assert command[command.index("--interface") + 1] == "127.0.0.1"
        assert "--enable-api" not in command
