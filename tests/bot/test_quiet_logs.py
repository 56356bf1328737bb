"""Rasa's log never holds what a person typed."""

import io
import json
import logging

import pytest
import structlog
from rasa.utils.log_utils import configure_structlog

from bot import quiet_logs

WORDS = "my secret words"


@pytest.fixture(autouse=True)
def usual_records():
    """Whatever a test installs is taken away again."""
    before = logging.getLogRecordFactory()
    yield
    logging.setLogRecordFactory(before)


@pytest.fixture
def log():
    """Rasa's own logging set-up, written to memory."""
    before = structlog.get_config()
    configure_structlog(logging.DEBUG)
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logging.getLogger().addHandler(handler)
    try:
        yield written
    finally:
        logging.getLogger().removeHandler(handler)
        structlog.configure(**before)


def fail(words):
    raise ValueError(f"cannot read {words}")


def provoke(logger):
    """What Rasa's REST channel does when a message makes it crash."""
    text = WORDS
    try:
        fail(text)
    except Exception:
        logger.exception("rest.message.received.failure", text=text)


def test_without_the_processor_the_words_are_in_the_log(log):
    provoke(structlog.get_logger("rasa.core.channels.rest"))
    assert log.getvalue().count("secret") > 1  # the field, and the local variables of the traceback


def test_the_words_are_dropped_and_the_place_of_the_error_stays(log):
    logger = structlog.get_logger("rasa.core.channels.rest")
    quiet_logs.install()
    provoke(logger)
    assert "secret" not in log.getvalue()
    line = json.loads(log.getvalue())
    assert line["event"] == "rest.message.received.failure"
    assert line["error"].startswith("ValueError <- fail:")


def test_loggers_already_in_use_are_quiet_too(log):
    logger = structlog.get_logger("rasa.core.processor")
    logger.warning("first use")
    quiet_logs.install()
    provoke(logger)
    assert "secret" not in log.getvalue()


def test_installing_twice_is_once(log):
    quiet_logs.install()
    quiet_logs.install()
    assert structlog.get_config()["processors"].count(quiet_logs.without_words) == 1


def test_the_message_of_an_error_is_not_in_a_plain_line_either(log):
    quiet_logs.without_error_messages()
    quiet_logs.without_error_messages()
    try:
        fail(WORDS)
    except ValueError as error:
        logging.getLogger("rasa_sdk.endpoint").error("an action failed", exc_info=error)
    assert "secret" not in log.getvalue()
    assert log.getvalue().count("(ValueError <- fail:") == 1


def test_installing_quiets_plain_lines_too(log):
    quiet_logs.install()
    try:
        fail(WORDS)
    except ValueError:
        logging.getLogger("rasa.core.processor").exception("it failed")
    assert "secret" not in log.getvalue() and "it failed (ValueError" in log.getvalue()


def test_an_error_logged_as_its_own_message_is_named_only(log):
    quiet_logs.without_error_messages()
    try:
        fail(WORDS)
    except ValueError as error:
        logging.getLogger("rasa_sdk.endpoint").error(error)
    assert log.getvalue().startswith("ValueError <- fail:") and "secret" not in log.getvalue()
