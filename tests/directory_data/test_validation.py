import datetime as dt

import pytest

from directory_data import seed_files
from directory_data.validation import faults
from tests.factories import make_record


def problems(*records):
    return [(f.record, f.field) for f in faults(records, seed_files.sources(), seed_files.organizations())]


def test_the_real_records_have_no_fault():
    found = faults(seed_files.records(), seed_files.sources(), seed_files.organizations())
    assert [str(fault) for fault in found] == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"phones": [{"number": "01865 12"}]}, "phones"),
        ({"phones": [{"number": "01856 904435"}]}, "phones"),  # Orkney's code
        ({"phones": [{"number": "ring us"}]}, "phones"),
        ({"contacts": [{"name": "A", "phones": [{"number": "0000"}]}]}, "phones"),
        ({"email": "nobody at example"}, "email"),
        ({"contacts": [{"name": "A", "email": "x@y"}]}, "email"),
        ({"urls": [{"url": "www.example.org"}]}, "urls"),
        ({"urls": [{"url": "https:// example.org"}]}, "urls"),
        ({"urls": [{"url": "https://example.org/?fbclid=1"}]}, "urls"),
        (
            {
                "locations": [
                    {"name": "L", "address": {"address_1": "1", "city": "C", "postal_code": "OX165AU"}}
                ]
            },
            "locations",
        ),
        ({"minimum_age": 400}, "minimum_age"),
        ({"minimum_age": 3, "maximum_age": 0}, "maximum_age"),
        ({"cost_options": [{"option": "A session", "amount": -2}]}, "cost_options"),
        ({"accessibility": ["wheelchair friendly"]}, "accessibility"),
        ({"languages": ["polish"]}, "languages"),
        ({"assured_date": dt.date(2020, 1, 1), "checking": "unchecked"}, "checking"),
        (
            {"provenance": {"email": {"source": "oscb-lcss", "known": dt.date(2020, 1, 1), "by": " "}}},
            "provenance.email",
        ),
        ({"known": dt.date(1990, 1, 1)}, "known"),
        ({"known": dt.date(2190, 1, 1)}, "known"),
        ({"source": ""}, "source"),
        ({"source": "hearsay"}, "source"),
        ({"provenance": {"email": {"source": "hearsay", "known": "2020-01-01"}}}, "provenance.email"),
        ({"provenance": {"fax": {"source": "oscb-lcss", "known": "2020-01-01"}}}, "provenance.fax"),
        ({"categories": ["cars"]}, "categories"),
        ({"categories": []}, "categories"),
        ({"organization": "nobody"}, "organization"),
        ({"summary": " "}, "summary"),
        ({"schedules": [{"byday": ["MO"], "opens_at": "8.30", "closes_at": "17:00"}]}, "schedules"),
        ({"minimum_age": 9, "maximum_age": 4}, "maximum_age"),
        ({"related": ["nowhere"]}, "related"),
        ({"checking": "checked"}, "assured_date"),
        ({"doubts": {"email": "may be old"}}, "checking"),
        ({"phones": [{"number": "01865 323332", "doubtful": "old"}]}, "checking"),
    ],
)
def test_each_fault_names_record_and_field(changes, field):
    assert problems(make_record("faulty", **changes)) == [("faulty", field)]


def test_duplicates_are_named_on_both_records():
    assert problems(make_record("same"), make_record("same")) == [
        ("same", "key"),
        ("same", "key"),
        ("same", "name"),
        ("same", "name"),
    ]


def test_a_number_marked_doubtful_is_not_a_fault():
    record = make_record(
        checking="doubtful", phones=[{"number": "01856 902634", "doubtful": "Orkney's code"}]
    )
    assert problems(record) == []
