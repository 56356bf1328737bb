"""What the web process writes down: one line for each event, as words or as JSON, never a visitor's words.

A request is named by its route and not by its address, in which people type; an error by its type and its
place and not by its message, which may quote them.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
import traceback
from pathlib import Path
from typing import Any

import msgspec

MOST_FRAMES = 8  # of an error
OURS = ("web", "nlu", "directory_data", "gunicorn.error")
"""Loggers whose everyday lines are worth reading."""
_ABOUT_REQUEST = re.compile(r"\A(Invalid request|Error handling request|Exception on).*", re.DOTALL)
"""gunicorn and Flask go on with the visitor's address or the request's."""


def where(error: BaseException) -> str:
    """The lines an error came through: ``chat.py:31 > safety.py:40``."""
    frames = traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]
    return " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)


class Lines(logging.Formatter):
    """``2026-09-01T08:30:00+00:00 WARNING web.health: not ready: OSError``."""

    def format(self, record: logging.LogRecord) -> str:
        error = _error(record)
        return f"{_moment(record)} {record.levelname} {record.name}: {_message(record)}" + (
            f" [{error}]" if error else ""
        )


class JsonLines(logging.Formatter):
    """The same as a JSON object; a request's line has its figures as fields of their own."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": _moment(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _message(record),
            **getattr(record, "figures", {}),
        }
        error = _error(record)
        return msgspec.json.encode({**line, "error": error} if error else line).decode()


FORMATTERS: dict[str, type[logging.Formatter]] = {"text": Lines, "json": JsonLines}


def configuration(form: str) -> dict[str, Any]:
    """For ``logging.config.dictConfig``: all lines to standard output in one form, ``text`` or ``json``."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": FORMATTERS[form]}},
        "handlers": {
            "out": {"class": "logging.StreamHandler", "formatter": "lines", "stream": "ext://sys.stdout"}
        },
        "root": {"level": "WARNING", "handlers": ["out"]},
        "loggers": {name: {"level": "INFO", "handlers": [], "propagate": True} for name in OURS},
    }


def _moment(record: logging.LogRecord) -> str:
    return dt.datetime.fromtimestamp(record.created, dt.timezone.utc).isoformat(timespec="milliseconds")


def _message(record: logging.LogRecord) -> str:
    return _ABOUT_REQUEST.sub(r"\1", record.getMessage())


def _error(record: logging.LogRecord) -> str:
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    return f"{type(error).__name__} at {where(error)}" if error else ""
