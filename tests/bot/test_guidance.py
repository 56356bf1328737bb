"""Guidance, glossary and opening hours."""

import datetime as dt

import pytest

from bot.actions.glossary import AnswerGlossary
from bot.actions.guidance import LONGEST, AnswerGuidance, shortened
from bot.actions.opening_hours import OpeningHours
from bot.actions.set_audience import SetAudience
from directory_data.opening_times import LONDON
from tests.bot.conftest import heard, keys, labels, meta, words

SUNDAY = dt.datetime(2020, 11, 22, 12, 0, tzinfo=LONDON)
MONDAY = dt.datetime(2020, 11, 23, 12, 0, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("question", "intent", "fact"),
    [
        ("how soon must an EHA be reviewed", "ask_eha", "within 6 weeks"),
        ("what is a No Names Consultation", "ask_no_names", "no immediate safeguarding concern"),
        ("what are the seven golden rules", "ask_information_sharing", "The law is not a barrier"),
        ("what is early help", "ask_early_help", "Early help means"),
    ],
)
def test_a_question_gets_the_section_that_answers_it(run, question, intent, fact):
    messages, slots = run(AnswerGuidance(), heard(question, intent))
    assert fact in words(messages)
    assert "](/services/" in words(messages)
    assert meta(messages)["sources"]
    assert slots["topic"] == intent


def test_a_parent_gets_the_parents_version(run):
    messages, _ = run(AnswerGuidance(), heard("what is an EHA", "ask_eha"), audience="parent")
    assert "/services/guidance-eha-taf-families" in words(messages)


def test_the_audience_is_asked_for_when_the_answer_depends_on_it(run):
    messages, slots = run(AnswerGuidance(), heard("what is an EHA", "ask_eha"))
    assert labels(messages) == ["I am a parent or carer", "I work with children"]
    again, known = run(SetAudience(), heard("I am a parent", "say_parent"), **slots)
    assert "/services/guidance-eha-taf-families" in words(again)
    assert known["audience"] == "parent"


def test_the_audience_is_not_asked_for_when_it_changes_nothing(run):
    messages, _ = run(AnswerGuidance(), heard("what are the seven golden rules", "ask_information_sharing"))
    assert labels(messages) == []


def test_the_channel_knows_the_audience_better(run):
    state = heard("what is an EHA", "ask_eha", metadata={"audience": "practitioner"})
    messages, _ = run(AnswerGuidance(), state, audience="parent")
    assert meta(messages)["audience"] == "practitioner"
    assert "guidance-eha-taf-families" not in words(messages)


def test_an_audience_on_its_own_is_welcomed(run):
    messages, slots = run(SetAudience(), heard("I work with children", "say_practitioner"))
    assert slots == {"audience": "practitioner"}
    assert "Who our LCSS link worker is" in labels(messages)


def test_letters_are_spelt_out(run):
    messages, _ = run(AnswerGlossary(), heard("what does CASO mean", "ask_glossary"))
    assert "Community Around the School Offer" in words(messages)


def test_letters_nobody_wrote_down_do_not_get_other_letters(run):
    messages, _ = run(AnswerGlossary(), heard("what does ZQX stand for", "ask_glossary"))
    assert "0345 241 2703" in words(messages)


def test_an_audience_is_inferred_once(run):
    state = heard("what is a TAF", "ask_taf", entities=[{"entity": "audience", "value": "parent"}])
    _, first = run(AnswerGuidance(), state)
    assert first["audience"] == "parent"
    messages, _ = run(AnswerGuidance(), state, audience="practitioner")
    assert meta(messages)["audience"] == "practitioner"


def test_long_sections_are_cut_at_a_line():
    text = "\n".join(f"- line {number} of a long section" for number in range(100))
    short = shortened(text)
    assert len(short) <= LONGEST
    assert short.splitlines()[-1] in text.splitlines()


def test_mash_is_answered_with_who_answers_now(run):
    messages, _ = run(AnswerGuidance(), heard("what is MASH", "ask_mash"))
    assert "0345 050 7666" in words(messages) and "0800 833408" in words(messages)


@pytest.mark.parametrize(
    ("now", "state"), [(SUNDAY, "closed now and opens tomorrow at 8.30am"), (MONDAY, "open now")]
)
def test_opening_hours_know_the_time(run, monkeypatch, now, state):
    monkeypatch.setattr("directory_data.opening_times.now", lambda: now)
    messages, _ = run(OpeningHours(), heard("when is LCSS open", "ask_opening_hours"))
    assert state in words(messages)
    assert keys(messages) == ["lcss"]


def test_out_of_hours_the_emergency_duty_team_comes_first(run, monkeypatch):
    monkeypatch.setattr("directory_data.opening_times.now", lambda: SUNDAY)
    messages, _ = run(AnswerGuidance(), heard("is mash open on sunday", "ask_mash"))
    assert "Emergency Duty Team on 0800 833408 (open now)" in words(messages)


def test_hours_of_something_else_are_not_given(run):
    messages, _ = run(
        OpeningHours(), heard("when are the bins collected", "ask_opening_hours", "bins collected")
    )
    assert "do not have opening hours for that" in words(messages)
    assert "LCSS North" in words(messages)
