"""Keeps what people type out of Rasa's log.

Rasa logs the user's text as a field of its error lines, and its JSON renderer prints the local variables
of every frame of a traceback, the text among them. Both are taken out before anything is rendered. Plain log
lines of every library, in Rasa and in the action server, lose the message of their error: it may quote.
"""

from __future__ import annotations

import logging
import sys
import traceback
from typing import Any

import structlog

PRIVATE = frozenset(
    """text response_text user_text user_message message message_text event_text slot_values prefilled_slots
    slot_candidates parse_data_text parse_data_entities prediction_events tracker_latest_message response
    rasa_event rasa_events tracker_states current_states old_states states successes entity current_entity
    next_entity token_text json_message entities metadata""".split()
)
"""Fields of Rasa's log events that can hold a person's words."""


def without_words(_: Any, __: str, event: dict[str, Any]) -> dict[str, Any]:
    """A structlog processor: private fields out, a traceback cut down to types and places."""
    kept = {name: value for name, value in event.items() if name not in PRIVATE}
    if kept.get("exc_info"):
        kept["error"] = _where(kept.pop("exc_info"))
    return kept


def install() -> None:
    """Put the processor first; may be called any number of times.

    The list is changed in place because loggers already in use keep a reference to it.
    """
    processors = structlog.get_config()["processors"]
    if without_words not in processors:
        processors.insert(0, without_words)
    without_error_messages()


def without_error_messages() -> None:
    """Errors in plain log lines are named by type and place only; may be called any number of times."""
    make = logging.getLogRecordFactory()
    if getattr(make, "is_quiet", False):
        return

    def quiet(*values: Any, **more: Any) -> logging.LogRecord:
        record = make(*values, **more)
        if isinstance(record.msg, BaseException):  # ``logger.error(error)``, as Rasa's SDK does
            record.msg, record.args = _where(record.msg), ()
        if record.exc_info:
            record.msg = f"{record.getMessage()} ({_where(record.exc_info)})"
            record.args, record.exc_info = (), None
        return record

    quiet.is_quiet = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(quiet)


def _where(exc_info: Any) -> str:
    """The error's type and the lines it came through, without its message, which may quote the text."""
    error = exc_info if isinstance(exc_info, BaseException) else sys.exc_info()[1]
    if isinstance(exc_info, tuple):
        error = exc_info[1]
    if error is None:
        return "unknown"
    frames = traceback.extract_tb(error.__traceback__)[-5:]
    return " <- ".join([type(error).__name__, *(f"{f.name}:{f.lineno}" for f in reversed(frames))])
