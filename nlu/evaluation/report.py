"""Writes an evaluation as Markdown, JSON and a list of what was misread."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from nlu.evaluation import plots
from nlu.evaluation.measures import Evaluation, Share

HEAD = (
    "| measure | hits | of | share | 95% interval | bar | met |",
    "|---|---|---|---|---|---|---|",
)
CAVEAT = (
    "The messages were written by hand for this purpose, by writers who had seen neither the rules nor the "
    "training text. They are not messages from the public: expect real ones to be harder. Limits are "
    "chosen on other messages, `nlu/development/`. Nor are these quite untouched: totals measured on them "
    "decided which kinds of training message were added, and searches that failed were once read while "
    "ranking weights were set."
)

ONCE_TITLE = "The same on messages of one more writer"
ONCE = (
    "`nlu/unseen/` was written after the training messages and measured on once, when limits and models were "
    "final, to show how much of the above is due to having looked."
)

SECTIONS = {
    "Concerns that are caught": ("positives", "category", "voice"),
    "Alarms that are false": ("ordinary", "look-alikes"),
    "Conversations": ("conversations",),
    "Who writes, and what is asked": ("audience", "intent"),
    "Search": ("needs",),
}
PICTURES = {
    "recall": "Concerns that are caught",
    "curves": "Alarms that are false",
    "confusion": "Who writes, and what is asked",
}


def write(evaluation: Evaluation, folder: Path, stem: str, day: dt.date) -> Path:
    """Write ``<stem>.md`` with its pictures, ``<stem>.json`` and ``<stem>-misread.md``; returns the first."""
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / f"{stem}.md"
    plots.draw(evaluation, folder, stem)
    page.write_text(markdown(evaluation, day, stem), encoding="utf-8")
    page.with_suffix(".json").write_text(
        json.dumps(_plain(evaluation, day), indent=2) + "\n", encoding="utf-8"
    )
    (folder / f"{stem}-misread.md").write_text(_misread(evaluation), encoding="utf-8")
    return page


def publish(evaluation: Evaluation, unseen: Evaluation, docs: Path, day: dt.date) -> Path:
    """Write the page that ``docs/`` shows, its pictures among the others; returns its path."""
    plots.draw(evaluation, docs / "images", "evaluation")
    page = docs / "evaluation.md"
    again = [_row(share) for share in unseen.shares if share.total]
    once = f"## {ONCE_TITLE}\n\n{ONCE}\n\n" + "\n".join([*HEAD, *again]) + "\n"
    page.write_text(f"{markdown(evaluation, day, 'images/evaluation')}\n{once}", encoding="utf-8")
    return page


def markdown(evaluation: Evaluation, day: dt.date, pictures: str) -> str:
    """Each measure with its interval and bar, by section; ``pictures`` is how their files' names begin."""
    parts = [f"# Evaluation of {day:%-d %B %Y}", CAVEAT]
    for title, groups in SECTIONS.items():
        rows = [_row(share) for share in evaluation.shares if share.total and share.name.startswith(groups)]
        parts += [f"## {title}", "\n".join([*HEAD, *rows])]
        parts += [f"![{title}]({pictures}-{name}.png)" for name, place in PICTURES.items() if place == title]
    speed = f"Median time to understand a message, one core: {evaluation.milliseconds:.1f} ms."
    return "\n\n".join([*parts, "## Speed", speed]) + "\n"


def _row(share: Share) -> str:
    low, high = share.interval
    bar = "" if share.bar is None else f"{'>=' if share.at_least else '<='} {share.bar:.1%}"
    met = {None: "", True: "yes", False: "**no**"}[share.met]
    return (
        f"| {share.name} | {share.hits} | {share.total} | {share.value:.1%} "
        f"| {low:.1%} to {high:.1%} | {bar} | {met} |"
    )


def _plain(evaluation: Evaluation, day: dt.date) -> dict[str, object]:
    return {
        "date": day.isoformat(),
        "milliseconds": round(evaluation.milliseconds, 2),
        "shares": [
            {"name": s.name, "hits": s.hits, "total": s.total, "bar": s.bar, "met": s.met}
            for s in evaluation.shares
        ],
        "confusion": [
            {"right": right, "given": given, "count": count}
            for (right, given), count in evaluation.confusion.most_common()
            if right != given
        ],
    }


def _misread(evaluation: Evaluation) -> str:
    parts = []
    for name, messages in evaluation.misread.items():
        parts += [f"## {name} ({len(messages)})", "", *(f"- {message}" for message in messages), ""]
    return "\n".join(parts)
