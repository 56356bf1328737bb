"""Two texts beside each other, the words that differ struck out or underlined, not only coloured."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import msgspec
from markupsafe import Markup, escape

from directory_data.models import Record
from web.desk import values

NEVER_SHOWN = frozenset({"provenance"})
"""What only says again where the other fields come from."""
_TOKENS = re.compile(r"\s+|\w+(?:[@.:/'’-]+\w+)*|[^\w\s]")
_LONGEST = 6000
"""Tokens of both texts, from which on comparing word by word would take a second."""


@dataclass(frozen=True)
class Difference:
    """One field as it was and as it would be, ready to show."""

    field: str
    name: str
    before: Markup
    after: Markup


def of_values(field: str, before: Any, after: Any) -> Difference:
    """The difference of two plain JSON values of a field."""
    old, new = ("\n".join(values.lines(field, value)) for value in (before, after))
    return Difference(field, values.field_name(field), *marked(old, new))


def of_records(before: Record | None, after: Record | None) -> list[Difference]:
    """Every field in which two states of a record differ."""
    old, new = (msgspec.to_builtins(one) if one else {} for one in (before, after))
    fields = [field for field in Record.__struct_fields__ if field not in NEVER_SHOWN]
    return [of_values(f, old.get(f), new.get(f)) for f in fields if old.get(f) != new.get(f)]


def marked(before: str, after: str) -> tuple[Markup, Markup]:
    """Both texts as HTML, what left in ``<del>`` and what came in ``<ins>``."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    if not old or not new or len(old) + len(new) > _LONGEST:
        return _whole(before, "del"), _whole(after, "ins")
    left, right = [], []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        left.append(escape(gone) if tag == "equal" else _mark("del", gone))
        right.append(escape(come) if tag == "equal" else _mark("ins", come))
    return Markup("").join(left), Markup("").join(right)


def _whole(text: str, tag: str) -> Markup:
    if text:
        return _mark(tag, text)
    return Markup('<span class="app-diff__none">{}</span>').format(values.NOT_SAID)


def _mark(tag: str, text: str) -> Markup:
    return Markup("<{0}>{1}</{0}>").format(Markup(tag), text) if text.strip() else escape(text)  # noqa: S704
