"""docs/faults.md, from what the tests measured last."""

from __future__ import annotations

from pathlib import Path

import msgspec

from directory_data.settings import ROOT, Settings
from tests.faults.crowd import KEEP_TRYING, ONE_TRY, PEOPLE, THINKING
from tests.faults.faults import CLUSTER, EMBEDDED
from tests.faults.runs import BACK, PROMPT, WAITING, Result

PAGE = ROOT / "docs" / "faults.md"
INTRODUCTION = """# What breaks, and what people notice

`make faults` measures and writes this page (`tests/system/test_faults_under_load.py`, `tests/faults/`).
{people} people write all the time, with {thinking:g} s between a reply and the next message; every third
message tells of a child at risk and counts as answered only by a reply that begins with the card and MASH's
number. A message is sent as the page's script sends it: one try may take {one:g} s, and while nothing
answers it is sent again for {keep:g} s ("sent again"). Without the script, and for programs that use the
API, a message that was under way in a process that dies is lost, and has to be sent again by whoever sent
it.

A program hangs by SIGSTOP, with all that it has started: it takes connections and never answers. It dies by
SIGKILL. It is cut off by closing all its connections again and again. A disk is full when every write that
makes a file longer is refused. What the product cannot mend itself (disk, engines and programs that hang
where nothing watches them) was mended after 40 messages.

The card may take {prompt:g} s, and {waiting:g} s where the only process that answers is broken. Ordinary
chat must be back in {back:g} s: "back" is when the last message that was sent again or took more than 8 s
had its answer, and nothing stands there when there was none. "Without Rasa" is how long answers came from
the directory alone; this counts as answered, and must be over in the same time. Seconds are from the
beginning of the fault. "Machine" is how many times as long as on an idle machine plain computing took
meanwhile: other programs, and the product itself, make it more than 1. "Held" is said of the bars as they
stand, however slow the machine was.
"""
HEADINGS = (
    "fault",
    "messages",
    "not answered",
    "at risk",
    "not answered",
    "slowest card, s",
    "sent again",
    "back, s",
    "without Rasa, s",
    "machine",
    "held",
)


def add(found: Result) -> None:
    """Keep a result in the place of an earlier one of the same fault."""
    path = _file()
    kept = [one for one in read() if (one.product, one.fault) != (found.product, found.fault)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.format(msgspec.json.encode([*kept, found]), indent=1))


def read() -> list[Result]:
    """Everything that was kept."""
    path = _file()
    return msgspec.json.decode(path.read_bytes(), type=list[Result]) if path.exists() else []


def markdown(results: list[Result]) -> str:
    """The page; a fault that was not measured has a row that says so."""
    found = {(one.product, one.fault): one for one in results}
    parts = [
        INTRODUCTION.format(
            people=PEOPLE,
            thinking=THINKING,
            one=ONE_TRY,
            keep=KEEP_TRYING,
            prompt=PROMPT,
            waiting=WAITING,
            back=BACK,
        )
    ]
    for product, title, faults in (
        ("embedded", "One process of each (`make run`)", EMBEDDED),
        ("cluster", "Two of each (`make run-cluster`)", CLUSTER),
    ):
        parts += [f"## {title}", "", _row(HEADINGS), _row(["---"] * len(HEADINGS))]
        parts += [_measured(fault.name, found.get((product, fault.name))) for fault in faults]
        parts.append("")
    return "\n".join(parts)


def _measured(name: str, one: Result | None) -> str:
    if one is None:
        return _row([name, *[""] * (len(HEADINGS) - 2), "not measured"])
    return _row(
        [
            name,
            one.messages,
            one.unanswered,
            one.concerns,
            one.concerns_unanswered,
            f"{one.slowest_concern:.1f}",
            one.sent_again or "",
            f"{one.away:.0f}" if one.away else "",
            f"{one.without_rasa:.0f}" if one.without_rasa else "",
            f"{one.times:.1f}",
            "; ".join(one.faults()) or "yes",
        ]
    )


def _row(cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"  # type: ignore[call-overload]


def _file() -> Path:
    return Settings.from_environment().data / "faults.json"
