"""Checks the action server's answers as Rasa does, with the schema read once.

Rasa has jsonschema check the schema itself against the schema of schemas on every call: more than a third of
the processor time of a message.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction


@lru_cache(maxsize=1)
def _validator() -> Validator:
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def valid(_: RemoteAction, result: dict[str, Any]) -> bool:
    """Raises ``jsonschema.ValidationError`` for an answer that Rasa cannot use."""
    _validator().validate(result)
    return True


def install() -> None:
    """Put it in the place of Rasa's own; may be called any number of times."""
    RemoteAction._validate_action_result = valid
