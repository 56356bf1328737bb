"""The section that answers a question, little words included."""

import pytest

from bot.actions.best_answer import best_answer
from directory_data.vocabulary import Audience

TAF_EHA = frozenset({"eha-taf"})


@pytest.mark.parametrize(
    ("question", "key", "heading"),
    [
        ("what is an EHA", "guidance-eha", "What an EHA is"),
        ("who can do an eha", "guidance-eha-who", "Who can complete it"),
        ("who comes to a TAF", "guidance-taf-arranging", "Who to invite"),
        ("parents refuse to sign eha", "guidance-eha-consent", "If parents refuse an EHA"),
        ("how many weeks between taf meetings", "guidance-taf-after", "How often to review"),
    ],
)
def test_who_when_and_how_tell_sections_apart(directory, question, key, heading):
    answer = best_answer(question, None, TAF_EHA, directory)
    assert (answer.record.key, answer.section.heading) == (key, heading)


def test_letters_and_their_meaning_are_the_same_question(directory):
    letters = best_answer("what is a TAF", None, TAF_EHA, directory)
    spelt = best_answer("what is a Team Around the Family", None, TAF_EHA, directory)
    assert letters.section == spelt.section


def test_a_parent_gets_what_is_written_for_parents(directory):
    answer = best_answer("do I have to agree to the EHA", Audience.PARENT, TAF_EHA, directory)
    assert answer.record.key == "guidance-eha-taf-families"


def test_no_word_in_common_is_no_answer(directory):
    assert best_answer("xyzzy", None, TAF_EHA, directory) is None


def test_every_question_an_editor_wrote_leads_to_its_section(directory):
    asked = wrong = 0
    for record in directory.searcher.catalogue.by_key.values():
        for section in record.sections:
            for question in section.asked_as:
                answer = best_answer(question, None, frozenset(record.categories), directory)
                asked += 1
                wrong += answer is None or answer.section != section
    assert asked > 500
    assert wrong / asked < 0.02
