"""Draws an evaluation: recall by category, recall against false alarms, and which intents are confused.

Needs matplotlib, which comes with the ``bot`` extra; nothing that answers people imports this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nlu.evaluation.measures import Evaluation, Share
from nlu.reading import Scores

OPINIONS = ("classifier", "encoder", "both")
COLOURS = {"classifier": "#f47738", "encoder": "#1d70b8", "both": "#00703c"}  # GOV.UK palette
NAMES = {"classifier": "classifier alone", "encoder": "encoder alone", "both": "the middle of both"}
MOST_CONFUSED = 15


def draw(found: Evaluation, folder: Path, stem: str) -> list[Path]:
    """Write ``<stem>-recall.png``, ``-curves.png`` and ``-confusion.png``; returns their paths."""
    import matplotlib  # noqa: PLC0415 - slow to import, and only needed here

    matplotlib.use("Agg")
    from matplotlib import pyplot  # noqa: PLC0415

    drawn = []
    for name, plot in (("recall", _recall), ("curves", _curves), ("confusion", _confusion)):
        figure = plot(pyplot, found)
        path = folder / f"{stem}-{name}.png"
        figure.savefig(path, dpi=110, bbox_inches="tight", metadata={"Software": None})
        pyplot.close(figure)
        drawn.append(path)
    return drawn


def curve(positives: Sequence[Scores], others: Sequence[Scores], opinion: str) -> tuple[Any, Any]:
    """False-alarm rates and recall of one opinion at every limit, highest limit first."""
    wanted = np.array([getattr(scores, opinion) or 0.0 for scores in positives])
    unwanted = np.sort([getattr(scores, opinion) or 0.0 for scores in others])
    limits = np.unique(np.concatenate([wanted, unwanted]))[::-1]
    alarms = (len(unwanted) - np.searchsorted(unwanted, limits)) / max(1, len(unwanted))
    recall = (len(wanted) - np.searchsorted(np.sort(wanted), limits)) / max(1, len(wanted))
    return alarms, recall


def _recall(pyplot: Any, found: Evaluation) -> Any:
    """A bar with its 95% interval for each category and each voice."""
    shares = [share for share in found.shares if share.name.startswith(("category ", "voice "))][::-1]
    figure, axes = pyplot.subplots(figsize=(8, 0.34 * len(shares) + 1))
    values = [100 * share.value for share in shares]
    spans = np.array([[100 * (s.value - s.interval[0]), 100 * (s.interval[1] - s.value)] for s in shares]).T
    axes.barh([_title(share) for share in shares], values, xerr=spans, color="#1d70b8", ecolor="#0b0c0c")
    axes.axvline(97, color="#d4351c", linestyle="--", label="97%, the least for a category")
    axes.set(xlim=(60, 100.5), xlabel="answered with the card at once, % (95% interval)")
    figure.legend(loc="upper center", frameon=False)
    return figure


def _title(share: Share) -> str:
    return share.name.removesuffix(" immediate").replace("_", " ")


def _curves(pyplot: Any, found: Evaluation) -> Any:
    """Recall against false alarms, for ordinary messages and for look-alikes."""
    figure, both = pyplot.subplots(1, 2, figsize=(11, 4.6), sharey=True)
    for axes, name in zip(both, ("ordinary", "look-alikes"), strict=True):
        for opinion in OPINIONS:
            alarms, recall = curve(found.scores["positives"], found.scores[name], opinion)
            axes.plot(100 * alarms, 100 * recall, color=COLOURS[opinion], label=NAMES[opinion])
        _points(axes, found, name)
        axes.set(xlim=(0, 45), ylim=(70, 100.5), xlabel=f"false alarms among {name}, %")
        axes.grid(alpha=0.3)
    both[0].set_ylabel("concerns caught, %")
    both[1].legend(loc="lower right")
    return figure


def _points(axes: Any, found: Evaluation, name: str) -> None:
    """Where the product stands, rules, softeners and all."""
    values = {share.name: 100 * share.value for share in found.shares}
    for level, mark in (("immediate", "o"), ("immediate or check", "s")):
        axes.plot(
            values[f"{name} {level}"],
            values[f"positives {level}"],
            mark,
            color="#0b0c0c",
            label=f"the product: {level}",
        )


def _confusion(pyplot: Any, found: Evaluation) -> Any:
    """The intents that are confused most often."""
    worst = [(pair, count) for pair, count in found.confusion.most_common() if pair[0] != pair[1]]
    worst = worst[:MOST_CONFUSED][::-1]
    figure, axes = pyplot.subplots(figsize=(8, 0.32 * len(worst) + 1))
    names = [f"{right}, read as {given}" for (right, given), _ in worst]
    axes.barh(names, [count for _, count in worst], color="#505a5f")
    axes.set_xlabel(f"messages of {sum(found.confusion.values())}")
    return figure
