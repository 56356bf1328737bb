import secrets
from pathlib import Path

import pytest

from directory_data.errors import SettingsError
from directory_data.settings import Settings


def test_defaults_keep_everything_in_one_folder():
    settings = Settings.from_environment({"SIGNPOST_DATA": "/srv/signpost"})
    assert settings.store_url == "sqlite:////srv/signpost/signpost.sqlite3"
    assert settings.index_folder == Path("/srv/signpost/index")
    assert (settings.port, settings.rasa_url) == (8000, "http://127.0.0.1:5005")


def test_the_store_moves_by_one_setting():
    url = "postgresql://signpost@localhost/signpost"
    assert Settings.from_environment({"SIGNPOST_DATABASE_URL": url}).store_url == url


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("SIGNPOST_LOG_FORMAT", "xml"),
        ("SIGNPOST_METRICS_TOKEN", "short"),
        ("PORT", "70000"),
        ("SIGNPOST_RASA_PORT", "0"),
        ("SIGNPOST_RASA_TIMEOUT", "nan"),
        ("SIGNPOST_MESSAGE_LIMIT", "10"),
        ("SIGNPOST_SECRET_KEY", "secret"),
        ("SIGNPOST_SECRET_KEY", "short but random 8fQz"),
        ("SIGNPOST_SECRET_KEY", "a" * 64),
        ("SIGNPOST_SECRET_KEY", "k3Jx9wQz" * 8),
        ("SIGNPOST_SECRET_KEY", "please-change-me-before-you-go-live!"),
        ("SIGNPOST_SECRET_KEY", "MyVeryLongSecretForTheTownHall2026"),
        ("SIGNPOST_PROXIES", "-1"),
        ("SIGNPOST_PROXIES", "all"),
        ("SIGNPOST_HTTPS", "yes"),
        ("SIGNPOST_CONTACT", "the editors"),
        ("SIGNPOST_CONTACT", "editors@example.org\r\nCookie: x"),
        ("SIGNPOST_FETCH_LOOPBACK", "yes"),
        ("SIGNPOST_REDIS_URL", "localhost"),
        ("SIGNPOST_REDIS_URL", "http://127.0.0.1:6379"),
        ("SIGNPOST_WEB_PROCESSES", "0"),
    ],
)
def test_an_unusable_value_is_refused_by_name(name, value):
    with pytest.raises(SettingsError, match=name):
        Settings.from_environment({name: value})


@pytest.mark.parametrize("draw", [secrets.token_urlsafe, secrets.token_hex])
def test_drawn_secrets_are_taken(draw):
    drawn = [draw(32) for _ in range(50)]
    assert [Settings.from_environment({"SIGNPOST_SECRET_KEY": one}).secret_key for one in drawn] == drawn


def test_a_refusal_does_not_repeat_the_secret():
    with pytest.raises(SettingsError) as refusal:
        Settings.from_environment({"SIGNPOST_SECRET_KEY": "k3Jx9wQz" * 8})
    assert "k3Jx9wQz" not in str(refusal.value)


def test_the_internal_token_follows_the_secret_without_showing_it():
    one, other = (Settings(secret_key=letter * 40) for letter in "ab")
    assert one.internal_token != other.internal_token and one.secret_key not in one.internal_token
    assert Settings().internal_token == ""
