"""Places, ages and organisations in a message, and the need that is left."""

from __future__ import annotations

import pytest

from nlu.entities import entities_of
from nlu.need import need_of


@pytest.mark.parametrize(
    ("text", "place", "age"),
    [
        ("my 3 year old in Witney isn't talking", "Witney", 3.0),
        ("18 months, Didcot", "Didcot", 1.5),
        ("anything nearer Thame?", "Thame", None),
        ("he's 4", None, 4.0),
        ("baby group", None, None),
    ],
)
def test_places_and_ages_are_found(text: str, place: str | None, age: float | None) -> None:
    found = entities_of(text)
    assert (found.place.places[0].name if found.place else None, found.age) == (place, age)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("who is the link worker for St Nicholas Primary School in Abingdon", "St Nicholas Primary School"),
        ("link worker at wood green school please", "wood green school"),
        ("Windmill Medical Practice needs a link worker", "Windmill Medical Practice"),
        ("who is the link worker for our school", None),
        ("a nursery in Bicester", None),
    ],
)
def test_organisations_are_found_by_their_names(text: str, name: str | None) -> None:
    assert entities_of(text).organisation == name


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("speech therapy for my 3 year old in Witney", "speech therapy"),
        ("is there a sleep clinic near Thame?", "sleep clinic"),
        ("my son", "son"),
        ("", ""),
    ],
)
def test_the_need_is_what_is_left(text: str, need: str) -> None:
    assert need_of(text, entities_of(text)) == need
