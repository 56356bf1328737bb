"""Parsers take any text and any file: they read it or refuse it in words, and are quick about it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from directory_data import ages, postcodes, redaction
from directory_data.directory import Directory
from directory_data.errors import DirectoryError
from directory_data.imports import reading
from directory_data.search_query import SearchQuery

EXAMPLES = 60
budget = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
texts = st.text(max_size=400)
STARTS = [
    b"",
    b"PK\x03\x04",
    b"%PDF-1.7\n",
    b"\xd0\xcf\x11\xe0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"School;Name\n",
]


@budget
@given(text=texts)
@example(text="1" * 400)
@example(text="OX" * 200)
@example(text="a-" * 200)
def test_any_text_is_read_for_ages_postcodes_and_details(text: str) -> None:
    ages.ages_in(text)
    assert all(match for match in postcodes.find_all(text))
    assert redaction.redacted(redaction.redacted(text)) == redaction.redacted(text)


@budget
@given(
    before=st.text(alphabet="abc ,.", max_size=30),
    number=st.from_regex(r"07[0-9]{3} ?[0-9]{6}", fullmatch=True),
    after=st.text(alphabet="abc ,.", max_size=30),
)
def test_a_mobile_number_never_stays(before: str, number: str, after: str) -> None:
    assert number not in redaction.redacted(f"{before} {number} {after}")


@budget
@given(text=texts, near=texts, page=st.integers(1, 10_000))
def test_any_search_has_an_end(directory: Directory, text: str, near: str, page: int) -> None:
    results = directory.searcher.search(SearchQuery(text=text, near=near, page=page))
    assert results.total_items >= len(results.hits)
    directory.searcher.suggester.suggest(text)
    directory.link_workers(text)


@pytest.mark.filterwarnings("ignore")  # libraries for old workbooks and PDFs warn about what is odd
@budget
@given(
    start=st.sampled_from(STARTS),
    rest=st.binary(max_size=2000),
    suffix=st.sampled_from(["csv", "xlsx", "pdf", ""]),
)
def test_any_file_is_read_as_a_list_or_refused(
    tmp_path: Path, start: bytes, rest: bytes, suffix: str
) -> None:
    _read_or_refuse(tmp_path / f"list.{suffix}", start + rest)


@pytest.mark.filterwarnings("ignore")
@budget
@given(
    names=st.lists(st.sampled_from(["xl/workbook.xml", "[Content_Types].xml", "../up", "a"]), max_size=4),
    body=st.binary(max_size=300),
)
def test_any_archive_is_read_as_a_list_or_refused(tmp_path: Path, names: list[str], body: bytes) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in dict.fromkeys(names):
            archive.writestr(name, body)
    _read_or_refuse(tmp_path / "list.xlsx", packed.getvalue())


def _read_or_refuse(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    try:
        assert reading.read(path)
    except DirectoryError as refusal:
        assert str(refusal).endswith("."), "a sentence that says what is wrong"
