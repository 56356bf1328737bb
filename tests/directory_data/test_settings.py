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
        ("PORT", "70000"),
        ("SIGNPOST_RASA_PORT", "0"),
        ("SIGNPOST_RASA_TIMEOUT", "nan"),
        ("SIGNPOST_MESSAGE_LIMIT", "10"),
        ("SIGNPOST_SECRET_KEY", "secret"),
        ("SIGNPOST_CONTACT", "the editors"),
        ("SIGNPOST_CONTACT", "editors@example.org\r\nCookie: x"),
        ("SIGNPOST_FETCH_LOOPBACK", "yes"),
    ],
)
def test_an_unusable_value_is_refused_by_name(name, value):
    with pytest.raises(SettingsError, match=name):
        Settings.from_environment({name: value})
