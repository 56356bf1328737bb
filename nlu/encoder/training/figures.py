"""What a run is worth: recall at fixed false-alarm rates, beside and with the sparse model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

from nlu import models
from nlu.encoder.training.lessons import Lesson, Source
from nlu.text import clean, expand
from nlu.training_data import turns

ORDINARY_RATES, LOOKALIKE_RATES = (0.01, 0.04), (0.08, 0.20)
FOLDS = 8  # one of them, an eighth of the sources, is held out
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Split = tuple[list[Source], list[Source]]


def an_eighth(sources: Sequence[Source], seed: int) -> Split:
    """What is trained on, and an eighth of each file that is held out."""
    topics = [source.topic for source in sources]
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    seen, unseen = next(iter(folds.split(topics, topics)))
    return [sources[at] for at in seen], [sources[at] for at in unseen]


def whole_files(sources: Sequence[Source], topics: Sequence[str], seed: int) -> Split:
    """Holds out whole files, so that their writers are unknown, and an eighth of the ordinary messages.

    The eighth gives the rate of false alarms at which recall is read.
    """
    seen, unseen = an_eighth([source for source in sources if source.topic not in topics], seed)
    ordinary = [source for source in unseen if source.example and not source.example.safeguarding]
    return seen, [
        *(source for source in sources if source.topic in topics),
        *(source for source in ordinary if not source.topic.startswith("lookalikes")),
    ]


def sparse_scores(seen: Sequence[Source], lessons: Sequence[Lesson]) -> Floats:
    """What the sparse classifier gives these lessons when it is trained on the seen sources."""
    examples = [source.example for source in seen if source.example]
    told = turns(source.conversation for source in seen if source.conversation)
    speakers = [source.speaker for source in seen if source.speaker]
    trained = models.train(examples, told, speakers)
    rows = trained.features.of([expand(clean(lesson.text)) for lesson in lessons])
    return np.asarray(trained.scores(rows), dtype=np.float64)


def calibration(margins: Floats, lessons: Sequence[Lesson]) -> tuple[float, float]:
    """Platt's slope and offset; no change when the lessons are all of one kind."""
    concern = [lesson.concern for lesson in lessons]
    if len(set(concern)) < 2:
        return 1.0, 0.0
    scale = LogisticRegression(C=1e4).fit(margins[:, None], concern)
    return float(scale.coef_[0, 0]), float(scale.intercept_[0])


def together(sparse: Floats, encoder: Floats) -> dict[str, Floats]:
    """Each detector's chances alone and in two unions."""
    return {
        "sparse classifier": sparse,
        "encoder": encoder,
        "average": (sparse + encoder) / 2,
        "maximum": np.maximum(sparse, encoder),
    }


def table(scores: Mapping[str, Floats], lessons: Sequence[Lesson]) -> str:
    """A Markdown table: area under the curve, and recall at each false-alarm rate of each kind of message."""
    concern = np.array([lesson.concern for lesson in lessons])
    alike = ~concern & np.array([lesson.topic.startswith("lookalikes") for lesson in lessons])
    kinds = [("ordinary", ~concern & ~alike, ORDINARY_RATES), ("look-alikes", alike, LOOKALIKE_RATES)]
    columns = [(name, group, rate) for name, group, rates in kinds for rate in rates]
    titles = ["AUC", *(f"recall, {rate:.0%} of {name}" for name, _, rate in columns)]
    lines = ["| detector | " + " | ".join(titles) + " |", "|---" * (len(titles) + 1) + "|"]
    for name, chances in scores.items():
        cells = [f"{roc_auc_score(concern, chances):.4f}" if 0 < concern.mean() < 1 else "-"]
        cells += [_recall(chances, concern, group, rate) for _, group, rate in columns]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    ordinary = (~concern & ~alike).sum()
    counted = f"{concern.sum()} concerns, {ordinary} ordinary messages, {alike.sum()} look-alikes"
    return "\n".join([*lines, "", f"Held out: {counted}."])


def right(scores: NDArray[np.float32], wanted: Sequence[int]) -> str:
    """Share of the lessons that say the answer for which it scores highest."""
    said = np.array(wanted) >= 0
    return f"{np.mean(scores.argmax(axis=1)[said] == np.array(wanted)[said]):.1%}" if said.any() else "-"


def _recall(chances: Floats, concern: Flags, group: Flags, rate: float) -> str:
    """Recall when at most this share of the group is called a concern."""
    if not group.any() or not concern.any():
        return "-"
    limit = np.sort(chances[group])[::-1][int(rate * group.sum())]
    return f"{np.mean(chances[concern] > limit):.1%}"
