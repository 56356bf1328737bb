"""Slots are read with suspicion: a client may have set them."""

import pytest

from bot.actions import slots
from directory_data.vocabulary import Audience


def test_good_values_are_read():
    found = slots.read(
        {"place": "Witney", "age": 3, "audience": "parent", "need": "food", "topic": "find_food", "page": 2}
    )
    assert (found.place, found.age, found.audience, found.page) == ("Witney", 3.0, Audience.PARENT, 2)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"age": "three"},
        {"age": -1},
        {"age": True},
        {"page": "2"},
        {"page": -3},
        {"audience": "robot"},
        {"place": ["x"]},
    ],
)
def test_bad_values_read_as_empty(values):
    assert slots.read(values) == slots.Slots()
