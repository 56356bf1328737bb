"""The form of a record as data: which boxes, in which part of the page, with what words beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from directory_data import seed_files, sources
from directory_data.models import Record
from directory_data.vocabulary import ACCESSIBILITY, CATEGORIES, Area, Audience, Kind, Status
from web.desk import values
from web.presenters import KIND_NAMES

Options = Callable[[], Mapping[str, str]]


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """One field of the form."""

    name: str
    sort: str = "text"
    """``text``, ``long``, ``lines``, ``number``, ``date``, ``tick``, ``choice``, ``choices`` or ``rows``."""
    label: str = ""
    hint: str = ""
    options: Options | None = None
    optional: bool = False
    """Whether a choice may be left open."""
    boxes: tuple[Box, ...] = ()
    """Of one row."""

    @property
    def words(self) -> str:
        return self.label or values.field_name(self.name)

    @property
    def choices(self) -> Mapping[str, str]:
        return self.options() if self.options else {}


class Part(msgspec.Struct, frozen=True):
    """Boxes under one heading."""

    title: str
    boxes: tuple[Box, ...]


_DOUBTFUL = Box(name="doubtful", label="What is doubtful about it", hint="Leave empty when nothing is.")
_ONE_A_LINE = "One a line."
_NOT_DOUBTED = {"key", "checking", "assured_date", "provenance", "decisions", "doubts", "source", "known"}


def _same(words: tuple[str, ...]) -> Options:
    return lambda: {word: word for word in words}


PARTS = (
    Part(
        "What it is",
        (
            Box(name="name"),
            Box(name="kind", sort="choice", options=lambda: {k.value: KIND_NAMES[k] for k in Kind}),
            Box(name="summary", sort="long", hint="One or two plain sentences. Results and chat show them."),
            Box(name="description", sort="long", hint="The full text. **Two stars** make words bold."),
            Box(
                name="status",
                sort="choice",
                options=lambda: {s.value: s.value.capitalize() for s in Status},
                hint="Active records are shown. Temporarily closed ones are shown with a note.",
            ),
            Box(
                name="organization",
                sort="choice",
                optional=True,
                options=lambda: {key: one.name for key, one in seed_files.organizations().items()},
            ),
        ),
    ),
    Part(
        "How to reach it",
        (
            Box(
                name="phones",
                sort="rows",
                boxes=(
                    Box(name="number", label="Number", hint="With spaces, such as 01865 323332"),
                    Box(name="description", label="What this number is for"),
                    _DOUBTFUL,
                ),
            ),
            Box(name="email"),
            Box(
                name="urls",
                sort="rows",
                boxes=(
                    Box(name="url", label="Web address", hint="Beginning with https://"),
                    Box(name="label", label="Words of the link"),
                    _DOUBTFUL,
                ),
            ),
            Box(
                name="contacts",
                sort="rows",
                hint="Only people whom the service itself names in public.",
                boxes=(
                    Box(name="name", label="Name"),
                    Box(name="title", label="What they do"),
                    Box(name="email", label="E-mail address"),
                    Box(name="phones", sort="lines", label="Telephone numbers", hint=_ONE_A_LINE),
                    _DOUBTFUL,
                ),
            ),
            Box(name="application_process", sort="long", hint="How somebody asks for it, and who may."),
        ),
    ),
    Part(
        "Where and when",
        (
            Box(
                name="locations",
                sort="rows",
                boxes=(
                    Box(name="name", label="Name of the place"),
                    Box(name="address_1", label="Street"),
                    Box(name="address_2", label="More of the address"),
                    Box(name="city", label="Town or village"),
                    Box(name="postal_code", label="Postcode"),
                    _DOUBTFUL,
                ),
            ),
            Box(
                name="schedules",
                sort="rows",
                boxes=(
                    Box(name="byday", sort="choices", label="Days", options=lambda: values.DAYS),
                    Box(name="opens_at", label="Opens", hint="Such as 08:30"),
                    Box(name="closes_at", label="Closes", hint="Such as 17:00"),
                    Box(name="bank_holidays", sort="tick", label="Also on bank holidays"),
                    Box(name="description", label="Note"),
                ),
            ),
            Box(name="schedule_note", hint="When the hours cannot be given by day, say them here."),
            Box(name="areas", sort="choices", options=_same(tuple(a.value for a in Area)),
                hint="None ticked means the whole county."),
            Box(name="places", sort="lines", hint=f"Towns or districts, if only these. {_ONE_A_LINE}"),
        ),
    ),
    Part(
        "Who it is for",
        (
            Box(name="audiences", sort="choices", hint="None ticked means everyone.",
                options=lambda: {a.value: f"{a.value.capitalize()}s" for a in Audience}),
            Box(name="minimum_age", sort="number", hint="In years."),
            Box(name="maximum_age", sort="number", hint="In years."),
            Box(name="eligibility_description", sort="long"),
            Box(
                name="cost_options",
                sort="rows",
                boxes=(
                    Box(name="option", label="What it costs, in words"),
                    Box(name="amount", sort="number", label="Pounds", hint="0 when it is free"),
                    _DOUBTFUL,
                ),
            ),
            Box(name="languages", sort="lines", hint=f"Their English names. {_ONE_A_LINE}"),
            Box(name="accessibility", sort="choices", options=_same(ACCESSIBILITY)),
        ),
    ),
    Part(
        "How people find it",
        (
            Box(name="categories", sort="choices", options=lambda: CATEGORIES),
            Box(name="keywords", sort="lines", hint=f"Everyday words that people type. {_ONE_A_LINE}"),
            Box(name="alternate_names", sort="lines", hint=f"Short and former names. {_ONE_A_LINE}"),
            Box(name="related", sort="lines", hint=f"Page addresses, such as lcss-north. {_ONE_A_LINE}"),
            Box(name="covers", hint="Page address of the record that this one stands in for."),
            Box(
                name="sections",
                sort="rows",
                boxes=(
                    Box(name="heading", label="Heading"),
                    Box(name="text", sort="long", label="Text", hint="Enough to be the whole answer."),
                    Box(name="asked_as", sort="lines", label="Questions that it answers", hint=_ONE_A_LINE),
                ),
            ),
        ),
    ),
    Part(
        "Source and doubts",
        (
            Box(name="source", sort="choice",
                options=lambda: {key: f"{s.title}, {s.publisher}" for key, s in sources.known().items()}),
            Box(name="known", sort="date", hint="When it was so, if not on the date of the source."),
            Box(
                name="doubts",
                sort="rows",
                hint="Shown to people as “We are checking this”.",
                boxes=(
                    Box(
                        name="field",
                        sort="choice",
                        label="What is doubtful",
                        optional=True,
                        options=lambda: {
                            field: values.field_name(field)
                            for field in Record.__struct_fields__
                            if field not in _NOT_DOUBTED
                        },
                    ),
                    Box(name="reason", label="Why"),
                ),
            ),
        ),
    ),
)  # fmt: skip
BOXES = tuple(box for part in PARTS for box in part.boxes)
