"""Markdown as safe HTML."""

from __future__ import annotations

import pytest

from web.markdown import line_to_html, to_html


@pytest.mark.parametrize(
    "unsafe",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<img src=x onerror="a">',
        "[x](data:text/html,x)",
    ],
)
def test_nothing_active_gets_through(unsafe: str) -> None:
    html = to_html(unsafe)
    assert "<script" not in html and "<img" not in html and 'href="javascript' not in html
    assert 'href="data' not in html


@pytest.mark.parametrize(
    ("words", "link"),
    [
        ("Ring 0345 050 7666 now", "tel:+443450507666"),
        ("Ring 01865 810603.", "tel:+441865810603"),
        ("Ring 0800 833408", "tel:+44800833408"),
        ("ring 999.", "tel:999"),
        ("the police on 999", "tel:999"),
        ("Write to made-up.team@example.org.", "mailto:made-up.team@example.org"),
    ],
)
def test_numbers_can_be_tapped(words: str, link: str) -> None:
    assert f'href="{link}"' in to_html(words)
    assert f'href="{link}"' in line_to_html(words)


@pytest.mark.parametrize(
    "words",
    [
        "101 families",
        "4 @ 5",
        "https://a.example/@b.c",
        "in 2019 and 2020",
        "03/04/2020",
        "room 0123",
        "£1,999",
    ],
)
def test_other_figures_are_left_alone(words: str) -> None:
    assert "tel:" not in to_html(words) and "mailto:" not in to_html(words)


def test_number_in_a_link_is_not_linked_again() -> None:
    assert to_html("[0345 050 7666](https://example.org)").count("<a ") == 1


def test_headings_lie_below_those_of_the_page() -> None:
    assert to_html("# One\n\n## Two").startswith("<h3") and "<h4" in to_html("## Two")
