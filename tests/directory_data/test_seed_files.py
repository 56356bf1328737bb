import re
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from directory_data import seed_files
from directory_data.errors import RecordError
from directory_data.vocabulary import Checking, Kind

FACTS = [
    line
    for line in Path(__file__).with_name("seed_facts.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def everything():
    text = msgspec.json.encode(seed_files.records()).decode("utf-8").lower()
    return text, re.sub(r"(?<=\d) (?=\d)", "", text)


@pytest.mark.parametrize("fact", FACTS)
def test_nothing_the_sources_print_is_lost(everything, fact):
    text, unspaced = everything
    assert fact.lower() in (unspaced if fact.isdigit() else text)


def test_every_kind_has_records():
    counts = Counter(record.kind for record in seed_files.records())
    assert set(counts) == set(Kind)
    assert len([r for r in seed_files.records() if "glossary" in r.categories]) == 54


def test_nothing_is_called_checked_before_somebody_checked_it():
    assert not [record.key for record in seed_files.records() if record.checking is Checking.CHECKED]


def test_the_certain_errors_of_the_sources_are_not_repeated():
    records = seed_files.records()
    text = " ".join(s.text for r in records for s in r.sections).lower()
    text += " ".join(r.description for r in records).lower()
    assert "data protection act 1998" not in text
    assert "data protection ceases" not in text
    central = next(r for r in records if r.key == "lcss-central")
    assert central.phone == "0345 241 2705"


def test_numbers_with_a_doubtful_code_are_shown_as_doubtful():
    doubted = {
        phone.number.replace(" ", "")
        for record in seed_files.records()
        for phone in record.phones
        if phone.doubtful
    }
    assert {"01865904435", "01865902634"} <= doubted


def test_a_malformed_file_is_named(tmp_path):
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "broken.yml").write_text("records: [", encoding="utf-8")
    with pytest.raises(RecordError, match=r"broken\.yml"):
        seed_files.records(tmp_path)


def test_a_wrong_field_is_named_with_its_record(tmp_path):
    (tmp_path / "records").mkdir()
    text = "source: s\nrecords:\n- {key: one, kind: service, name: N, summary: S, colour: red}\n"
    (tmp_path / "records" / "new.yml").write_text(text, encoding="utf-8")
    with pytest.raises(RecordError, match=r"new\.yml.*'one'.*colour"):
        seed_files.records(tmp_path)
