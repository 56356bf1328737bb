"""The load runs: their conversations, what is read from Locust, and what the report says of it."""

from __future__ import annotations

import random
from collections import Counter
from contextlib import nullcontext
from types import SimpleNamespace

import pytest

from directory_data.settings import Settings
from nlu.conversation import judge
from nlu.evaluation.sets import DEVELOPMENT, HELD_OUT
from nlu.memory import Memory
from nlu.models import load
from nlu.safeguarding import Safeguarding
from tests.load import report, runs
from tests.load import soak as soaking
from tests.load.conversations import FEWEST_WORDS, Concern, conversations, with_new_words
from tests.load.runs import Figures, Load, Times, figures, percentile
from tests.load.soak import Look, Soak
from tests.load.table import Results, Row

TIMES = Times(20, 390, 500)


def row(name="50", people=50, per_second=70.0, safeguarding=120.0, errors=0, rasa=480.0):
    found = Figures(
        load=Load(people, 0.6, 25),
        replies=1750,
        per_second=per_second,
        errors=errors,
        conversations=500,
        degraded=3,
        ordinary=TIMES,
        safeguarding=Times(10, safeguarding, 200),
    )
    return Row(name, found, {"Rasa": rasa, "web": 330.0})


def results(**changes):
    return Results("2026-11-22", "2 processors", [row(**changes)], [row(per_second=60, rasa=1100)], [row()])


def soak(*megabytes):
    looks = [Look(number, {"web": held}) for number, held in enumerate(megabytes)]
    return Soak("2026-11-22", "2 processors", row().figures, looks)


def entry(name, times, failures=0, start=100.0, last=110.0):
    return {
        "name": name,
        "num_requests": sum(times.values()),
        "num_failures": failures,
        "start_time": start,
        "last_request_timestamp": last,
        "response_times": {str(time): count for time, count in times.items()},
    }


def test_every_seventh_conversation_or_so_has_a_concern_and_topics_are_many():
    concerned = [one for one in conversations() if any(isinstance(m, Concern) for m in one.says)]
    assert 0.12 <= len(concerned) / len(conversations()) <= 0.18
    assert len({one.topic for one in conversations()}) >= 15
    assert all(2 <= len(one.says) <= 5 for one in conversations())


def test_the_card_comes_for_each_concern_that_the_runs_count_on():
    detectors = Safeguarding(load(Settings.from_environment()))
    for conversation in conversations():
        memory = Memory()
        for message in conversation.says:
            told = message.concern if isinstance(message, Concern) else message
            found, memory = judge(told, memory, detectors)
            assert not isinstance(message, Concern) or found.level == "immediate", told


def test_no_message_is_one_that_is_measured_on():
    measured = set()
    for messages in (HELD_OUT, DEVELOPMENT):
        alone = [*messages.positives(), *messages.look_alikes()]
        measured |= {one.text.lower() for one in alone} | {text.lower() for text in messages.harmless()}
    long = {
        told.lower()
        for one in conversations()
        for m in one.says
        if len((told := m.concern if isinstance(m, Concern) else m).split()) > 4
    }
    assert long and not long & measured


def test_new_words_are_new_and_leave_what_is_asked():
    chance = random.Random(8)  # noqa: S311
    detectors = Safeguarding(load(Settings.from_environment()))
    typed, added = set(), 0
    for message in (m for one in conversations() for m in one.says if not isinstance(m, Concern)):
        changed = with_new_words(message, chance)
        assert changed.startswith(message) and (changed == message) == (len(message.split()) < FEWEST_WORDS)
        new = set(changed.removeprefix(message).split()) - set("my name is and reference".split())
        assert not new & typed
        typed |= new - {","}
        added += len(new - {","})
        assert (judge(changed, Memory(), detectors)[0].level == "immediate") == (
            judge(message, Memory(), detectors)[0].level == "immediate"
        ), changed
    assert added > 150


def test_only_the_soak_has_new_words(tmp_path, monkeypatch):
    commands = []

    def locust(command, **_):
        commands.append(command)
        return SimpleNamespace(stdout="[]")

    monkeypatch.setattr(runs.subprocess, "run", locust)
    nothing = SimpleNamespace(number=0, url="")
    monkeypatch.setattr(soaking.products, "signpost", lambda _: nullcontext(nothing))
    runs.run(Load(1, 0.6, 1), "")
    soaking.embedded(tmp_path, 0.01, str)
    assert ["--new-words" in command for command in commands] == [False, True]


@pytest.mark.parametrize(("share", "time"), [(0.5, 20), (0.95, 90), (1.0, 300)])
def test_percentiles_are_of_replies_and_not_of_times(share, time):
    assert percentile(Counter({10: 20, 20: 60, 90: 17, 300: 3}), share) == time


def test_locusts_entries_become_figures():
    entries = [
        entry("ordinary", {10: 90, 400: 10}, failures=1),
        entry("safeguarding", {20: 10}, last=109.0),
        entry("conversation", {0: 30}),
        entry("answered without Rasa", {0: 4}),
    ]
    found = figures(Load(50, 0.6, 10), entries)
    assert (found.replies, found.per_second, found.errors) == (110, 11.0, 1)
    assert (found.conversations, found.degraded) == (30, 4)
    assert (found.ordinary.p95, found.safeguarding.p95) == (400, 20)


def test_a_single_late_reply_is_no_quick_run():
    one = [entry("ordinary", {3000: 1}, start=100.0, last=100.001)]
    assert figures(Load(200, 0.6, 10), one).per_second == 0.1


def test_bars_are_held_to_what_was_measured():
    kept = report.Kept(embedded=results(), soak=soak(*[800.0] * 40))
    assert [bar.what for bar in report.bars(kept) if not bar.met] == ["conversations of the long run"]
    slow = report.Kept(embedded=results(per_second=59.0, safeguarding=160, errors=1))
    assert len([bar for bar in report.bars(slow) if not bar.met]) == 3


def test_memory_that_grows_in_the_second_half_is_growth_and_a_warm_start_is_none():
    assert soak(*[500.0] * 5, *[800.0] * 35).growth == 0
    assert soak(*[800.0] * 30, *[880.0] * 10).growth == pytest.approx(0.1)


def test_a_new_run_keeps_the_figures_of_the_other_kinds(tmp_path):
    report.write(tmp_path, embedded=results())
    report.write(tmp_path, cluster=results(per_second=52.5))
    report.write(tmp_path, soak=soak(*[800.0] * 40))
    page = (tmp_path / "load.md").read_text()
    assert "## Embedded" in page and "## Endurance" in page
    assert page.index("52.5") > page.index("## Two of each process") > page.index("## Embedded")
    assert "would show as growth" not in page  # a run from before there were new words
    assert "0.44 times" in page and "3 of 1,750" in page
