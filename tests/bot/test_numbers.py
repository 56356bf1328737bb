"""The numbers as the chat shows them: lists are lists, and what follows a list is not swallowed by it."""

from __future__ import annotations

from bs4 import BeautifulSoup

from bot.actions import numbers
from web.markdown import to_html


def test_what_follows_the_list_is_a_paragraph_of_its_own() -> None:
    words = str(numbers.instead_of_an_answer().messages[0]["text"])
    page = BeautifulSoup(to_html(words), "lxml")
    assert [len(each.select("li")) for each in page.select("ul")] == [3]
    assert "999" in page.select("p")[-1].get_text() and page.select("p")[-1].find_parent("li") is None
