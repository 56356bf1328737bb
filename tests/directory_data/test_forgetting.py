"""Searching for what nobody has searched for before leaves nothing behind in memory."""

from __future__ import annotations

import random

from directory_data import analysis
from directory_data.directory import Directory
from directory_data.search_query import SearchQuery
from tests.kept_words import kept_words, made_up

SEARCHES, WORDS = 1000, 10


def search_for_made_up_words(directory: Directory, searches: int = SEARCHES) -> None:
    chance = random.Random(7)  # noqa: S311
    for number in range(searches):
        named = " ".join(made_up(chance) for _ in range(WORDS))
        directory.search(SearchQuery(text=f"{named} sleep", near=made_up(chance)))
        if number % 10 == 0:
            directory.answers(f"what is {named}")
            directory.link_workers(f"link worker of {named} school")
            directory.searcher.suggester.suggest(named)


def test_ten_thousand_new_words_leave_no_trace(directory: Directory) -> None:
    search_for_made_up_words(directory, 1)
    postings, speller = directory.searcher.postings, directory.searcher.speller
    kept = (postings._terms, analysis._known, speller._counts, speller._by_letter)
    before = [len(one) for one in kept]
    search_for_made_up_words(directory)
    assert [len(one) for one in kept] == before
    assert kept_words() == set()


def test_a_letter_that_no_word_begins_with_is_not_kept(directory: Directory) -> None:
    speller = directory.searcher.speller
    letters = len(speller._by_letter)
    assert speller.did_you_mean("жжжжж ξξξξξ") is None
    assert len(speller._by_letter) == letters


def test_words_of_the_directory_are_kept_with_their_stems(directory: Directory) -> None:
    assert directory.searcher.speller.knows("counselling")
    assert analysis._known["counselling"] == analysis.stem("counselling") == "counsel"
