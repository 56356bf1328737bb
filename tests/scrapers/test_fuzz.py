"""Whatever another site sends, reading it ends with text or a refusal."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from scrapers.opening_hours import schedules_in
from scrapers.page import Page, decoded, media_type

EXAMPLES = 100
budget = settings(max_examples=EXAMPLES, derandomize=True, deadline=None, database=None)
TYPES = [
    "text/html",
    "text/html; charset=utf-8",
    "text/html; charset=nonsense",
    "application/json",
    "",
    ";;;=",
    "é",
]
TAGS = [
    "<p>",
    "</p>",
    "<table>",
    "<td",
    "<script>",
    "<!--",
    "-->",
    "<![CDATA[",
    "&amp",
    "&#x110000;",
    "\x00",
    "text",
]


@budget
@given(body=st.binary(max_size=600), kind=st.sampled_from(TYPES) | st.text(max_size=40))
@example(body=b"\xff\xfe", kind="text/html; charset=utf-16")
def test_any_bytes_become_text(body: bytes, kind: str) -> None:
    assert isinstance(decoded(body, kind), str)
    assert isinstance(media_type(kind), str)


@budget
@given(parts=st.lists(st.sampled_from(TAGS), max_size=60))
def test_any_markup_becomes_a_page(parts: list[str]) -> None:
    page = Page.of("https://example.org/", "".join(parts).encode())
    assert isinstance(page.text, str)


@budget
@given(
    text=st.text(max_size=200)
    | st.lists(st.sampled_from("Mon to Fri 9 am - 5 : 30 pm closed , & noon 24 60".split()), max_size=12).map(
        " ".join
    )
)
def test_any_text_is_read_for_opening_times(text: str) -> None:
    found = schedules_in(text)
    assert found is None or all(isinstance(one, dict) for one in found)
