"""Link workers by organisation and place, over a list of fictional organisations and people."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

import pytest

from directory_data import link_workers, places, seed_files
from directory_data.link_workers import LIST, Finder, Match
from tests.factories import make_record

BAR = 0.98
ORGANISATIONS = """
St Wilfa's CE Primary School @ Banbury
St Wilfa's Catholic Primary School @ Abingdon
Marlpit Lane Nursery School @ Bicester
Tumbledown Day Nursery @ Botley
The Foxglove Surgery @ Kidlington
Foxglove Health Centre @ Wheatley
Otterbrook Academy @ Cumnor
Otterbrook Infant School @ Didcot
Otterbrook Junior School @ Didcot
Copper Kettle Playgroup @ Kennington
Hedgerow Family Project @ Cowley
Windmill Meadow Community Primary School @ Witney
Windmill Meadow Primary School @ Wantage
Kestrel Wood School @ Headington
Blue Door Youth Group @ Chipping Norton
Larch Avenue Children's Centre @ Blackbird Leys
Saint Osburga Catholic Secondary School @ Oxford
Little Acorns Pre-School @ Drayton (near Abingdon)
Little Acorns Pre-School @ Drayton (near Banbury)
Nightingale Practice @ Thame
""".strip().splitlines()


@lru_cache(maxsize=1)
def finder() -> Finder:
    records = {record.key: record for record in seed_files.records()}
    for number, line in enumerate(ORGANISATIONS):
        name, place = line.split(" @ ")
        (there,) = places.lookup(place)
        records[f"listed-{number}"] = make_record(
            f"listed-{number}",
            kind="link_worker",
            source=LIST,
            name=f"LCSS link worker for {name}",
            alternate_names=[name],
            places=[place],
            areas=[there.area],
            contacts=[{"name": f"Test Person {number}"}],
            phones=[{"number": f"01632 960{number:03}"}],
            email=f"test.person{number}@example.org",
            known="2026-09-01",
        )
    return Finder(records)


def problem(row: dict[str, str]) -> str:
    """What is wrong with the answer to a question of the set; empty when nothing is."""
    found = finder().find(row["question"])
    areas = "|".join(sorted({match.area.value for match in found.matches}))
    organisations = "|".join(
        sorted(f"{match.organisation} @ {match.place}" for match in found.matches if match.organisation)
    )
    if row["areas"] in {"outside", "none"}:
        sign = "outside Oxfordshire" if row["areas"] == "outside" else "town, village or postcode"
        return "" if not found.matches and sign in found.how_to else f"{areas} {organisations}"
    districts = {match.district for match in found.matches}
    right = (
        areas == "|".join(sorted(row["areas"].split("|")))
        and organisations == "|".join(sorted(filter(None, row["organisations"].split("|"))))
        and (not row["district"] or districts == {row["district"]})
    )
    return "" if right else f"{areas} {districts} {organisations}"


def test_questions_lead_to_the_right_area() -> None:
    path = Path(__file__).with_name("link_worker_questions.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    wrong = {row["question"]: found for row in rows if (found := problem(row))}
    assert len(rows) >= 150
    assert 1 - len(wrong) / len(rows) >= BAR, wrong


def test_a_listed_organisation_has_its_own_worker_and_the_date_of_the_list() -> None:
    found = finder().find("st wilfas c of e pri banbury")
    team = next(record for record in seed_files.records() if record.key == "lcss-north")
    assert found.matches == [
        Match(
            place="Banbury",
            area=team.areas[0],
            district="Cherwell",
            name="Test Person 0",
            phone="01632 960000",
            email="test.person0@example.org",
            address="Samuelson House, Tramway Road, Banbury OX16 5AU",
            organisation="St Wilfa's CE Primary School",
            record="listed-0",
        )
    ]
    assert "1 September 2026" in found.how_to


def test_an_organisation_that_is_not_listed_gets_its_area_office_and_how_to_be_assigned_one() -> None:
    found = finder().find("Paper Lantern Playgroup, Didcot")
    assert [(match.organisation, match.name) for match in found.matches] == [("", "LCSS South")]
    assert "did not find your organisation" in found.how_to and "assigns one" in found.how_to


def test_without_a_list_nobody_is_named() -> None:
    found = link_workers.find("Otterbrook Academy Cumnor", {r.key: r for r in seed_files.records()})
    assert [match.name for match in found.matches] == ["LCSS South"]
    assert "do not have the council's lists" in found.how_to


def test_somebody_else_is_never_given_for_a_place_that_is_only_far_away() -> None:
    found = finder().find("Foxglove Surgery in Henley")
    assert [(match.organisation, match.area.value) for match in found.matches] == [("", "South")]


@pytest.mark.parametrize("text", ["", "   ", "🙂", "the the the", "school", "primary school"])
def test_nothing_that_tells_organisations_apart_finds_none(text: str) -> None:
    found = finder().find(text)
    assert found.matches == [] and "town, village or postcode" in found.how_to
