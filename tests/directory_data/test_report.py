"""What editors are told to look at."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from directory_data import report, report_words, seed_files
from directory_data.cli import main
from directory_data.models import Record
from directory_data.report import Check, Finding
from tests.factories import make_record

TODAY = dt.date(2026, 11, 22)
REACHABLE = {"phones": [{"number": "01865 815175"}], "areas": ["North"], "assured_date": "2026-10-01"}


def record(key: str = "example-group", **changes: object) -> Record:
    """A record with nothing to look at, but for the changes."""
    return make_record(key, **{"checking": "checked", **REACHABLE, **changes})


def found(*records: Record, check: Check | None = None) -> list[Finding]:
    every = report.findings(records, TODAY)
    return [one for one in every if check in {None, one.check}]


def test_a_good_record_is_not_mentioned() -> None:
    assert found(record()) == []


@pytest.mark.parametrize(
    ("kind", "confirmed", "is_stale"),
    [
        ("contact", "2026-05-01", True),
        ("contact", "2026-06-01", False),
        ("service", "2026-05-01", False),
        ("service", "2025-11-01", True),
        ("guidance", "2025-11-01", False),
        ("guidance", "2024-11-01", True),
    ],
)
def test_each_kind_goes_stale_in_its_own_time(kind: str, confirmed: str, is_stale: bool) -> None:
    stale = found(record(kind=kind, assured_date=confirmed), check=Check.STALE)
    assert bool(stale) is is_stale


def test_what_nobody_confirmed_is_unverified() -> None:
    (one,) = found(record(checking="unchecked"))
    assert (one.check, one.key, one.field) == (Check.UNVERIFIED, "example-group", "checking")


def test_doubts_are_conflicts_with_their_reason() -> None:
    doubted = record(
        doubts={"areas": "Two areas are named."},
        phones=[{"number": "01865 815175", "doubtful": "Nobody answers."}],
    )
    assert [(one.field, one.problem) for one in found(doubted, check=Check.CONFLICTING)] == [
        ("areas", "Two areas are named."),
        ("phones", "Nobody answers."),
    ]


def test_one_number_with_other_hours() -> None:
    def open_until(key: str, closes: str, number: str) -> Record:
        hours = [{"byday": ["MO"], "opens_at": "09:00", "closes_at": closes}]
        return record(key, phones=[{"number": number}], schedules=hours)

    first = open_until("red-group", "17:00", "01865 815175")
    same = open_until("blue-club", "17:00", "01865815175")
    other = open_until("green-team", "16:00", "01865 815 175")
    conflicts = found(first, same, other, check=Check.CONFLICTING)
    assert [(one.key, one.others) for one in conflicts] == [
        ("blue-club", ("green-team",)),
        ("green-team", ("red-group", "blue-club")),
        ("red-group", ("green-team",)),
    ]
    assert found(first, same, check=Check.CONFLICTING) == []


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ({"name": "Otterbrook Play Group"}, {"name": "The Otterbrook Playgroup"}, True),
        ({"name": "Otterbrook Playgroup"}, {"name": "Foxglove Playgroup"}, False),
        (
            {"name": "Otterbrook Playgroup", "places": ["Witney"]},
            {"name": "Otterbrook Playgroup", "places": ["Thame"]},
            False,
        ),
        ({"name": "Otterbrook Stay and Play"}, {"name": "Otterbrook Stay & Play Mondays"}, True),
        (
            {"name": "Otterbrook Toddlers"},
            {"name": "Otterbrook Playgroup", "phones": [{"number": "01865 815176"}]},
            False,
        ),
        ({"name": "Otterbrook Group"}, {"name": "Otterbrook Group", "kind": "guidance"}, False),
    ],
)  # fmt: skip
def test_duplicates_by_name_and_telephone(
    first: dict[str, object], second: dict[str, object], is_one: bool
) -> None:
    pair = found(record("first", **first), record("second", **second), check=Check.DUPLICATED)
    assert bool(pair) is is_one and all(one.others == ("second",) for one in pair)


def test_duplicates_by_address() -> None:
    def at(key: str, name: str, street: str) -> Record:
        spot = {"address_1": street, "city": "Oxford", "postal_code": "OX4 3LX"}
        return record(
            key,
            name=name,
            phones=[],
            email=f"{key}@example.org",
            locations=[{"name": "Hall", "address": spot}],
        )

    first = at("first", "Otterbrook Baby Group", "1 Example Street")
    assert found(first, at("second", "Otterbrook Babies", "1, Example St."), check=Check.DUPLICATED)
    assert not found(first, at("second", "Otterbrook Babies", "9 Example Street"), check=Check.DUPLICATED)
    assert not found(first, at("second", "Wasps", "1 Example Street"), check=Check.DUPLICATED)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"summary": " "}, "summary"), ({"phones": []}, "phones"), ({"areas": []}, "areas")],
)
def test_what_is_missing(changes: dict[str, object], field: str) -> None:
    (one,) = found(record(**changes))
    assert (one.check, one.field) == (Check.MISSING, field)


def test_guidance_needs_no_telephone_and_no_area() -> None:
    assert found(record(kind="guidance", phones=[], areas=[])) == []


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("01865 815175", ""), ("0345 050 7666", ""), ("999", ""), ("101", ""), ("0800 1111", ""),
        ("07795 287648", ""), ("01865 81517", "not in use"), ("01865 8151", "too few digits"),
        ("01865 81517512", "too many digits"), ("01632 960001", "not in use"),
        ("020 7946 0123", "outside Oxfordshire"), ("+33 1 23 45 67 89", "not a UK number"),
        ("ask at the desk", "not a telephone number"),
    ],
)  # fmt: skip
def test_odd_numbers(number: str, problem: str) -> None:
    said = report.odd_phone(number, local=True)
    assert problem in said and bool(said) == bool(problem)


def test_a_national_resource_may_be_elsewhere() -> None:
    london = [{"number": "020 7946 0123"}]
    assert found(record(kind="resource", phones=london)) == []
    assert [one.check for one in found(record(kind="service", phones=london))] == [Check.ODD_PHONE]


def test_closed_records_are_left_alone() -> None:
    assert found(record(status="inactive", summary="")) == []


def test_the_report_of_the_real_directory_in_every_form() -> None:
    real = report.findings(seed_files.records(), TODAY)
    checks = {one.check for one in real}
    assert {Check.STALE, Check.UNVERIFIED, Check.CONFLICTING, Check.MISSING} <= checks
    text = report_words.as_text(real)
    assert text.startswith(f"{len(real)} things to look at") and "CONFLICTING" in text
    assert len(json.loads(report_words.as_json(real))) == len(real)
    rows = list(csv.DictReader(io.StringIO(report_words.as_csv(real), newline="")))
    assert [row["key"] for row in rows] == [one.key for one in real]


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGNPOST_DATA", str(tmp_path))
    CliRunner().invoke(main, ["prepare"], catch_exceptions=False)
    printed = CliRunner().invoke(main, ["report", "--format", "json"], catch_exceptions=False)
    assert {one["check"] for one in json.loads(printed.stdout)} >= {"stale", "conflicting"}
    assert "dead link" not in printed.stdout  # nobody asked for them
