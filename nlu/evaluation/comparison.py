"""Detectors side by side: recall at fixed false-alarm rates, of what is used and of what lost.

The rows that are not part of the product are trained here, on the same messages: a plain logistic regression
and linear support vectors over word and character pieces. DIET, which needs Rasa, leaves its scores in
a file (``python -m bot diet``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

from nlu import training_data
from nlu.cross_fitting import SEED
from nlu.evaluation.sets import Sets
from nlu.models import Models
from nlu.reading import Reading
from nlu.text import clean, expand

ORDINARY_RATES, LOOKALIKE_RATES = (0.01, 0.04), (0.08, 0.20)
CONCERN, ORDINARY, LOOKALIKE = "concern", "ordinary", "look-alike"
ABOUT = (
    "Recall of concerns when the limit of each detector is set so that this share of the other messages is a "
    "false alarm. Made by `python -m nlu compare --publish`, after `python -m bot diet`."
)
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Judged:
    """Messages, and what each of them is."""

    texts: list[str]
    kinds: NDArray[np.str_]

    @classmethod
    def of(cls, messages: Sets) -> Judged:
        groups = {
            CONCERN: [message.text for message in messages.positives()],
            ORDINARY: messages.harmless(),
            LOOKALIKE: [message.text for message in messages.look_alikes()],
        }
        kinds = [kind for kind, texts in groups.items() for _ in texts]
        return cls([text for texts in groups.values() for text in texts], np.array(kinds))

    @property
    def concern(self) -> Flags:
        return np.asarray(self.kinds == CONCERN)


def ours(judged: Judged, models: Models) -> dict[str, Floats]:
    """What the product's detectors give, alone and together; the rules give 1 or 0."""
    readings = [Reading.of(text, models) for text in judged.texts]
    sparse = np.array([reading.scores.classifier or 0.0 for reading in readings])
    encoder = np.array([reading.scores.encoder or 0.0 for reading in readings])
    alarms = [any(hit.rule.kind.value == "alarm" for hit in reading.hits) for reading in readings]
    return {
        "rules": np.array(alarms, dtype=np.float64),
        "sparse classifier": sparse,
        "encoder": encoder,
        "middle of both": np.array([reading.scores.both or 0.0 for reading in readings]),
        "maximum of both": np.maximum(sparse, encoder),
    }


def simpler(judged: Judged) -> dict[str, Floats]:
    """What simpler detectors give when they are trained on the same messages."""
    examples = training_data.examples()
    texts = [expand(clean(example.text)) for example in examples]
    wanted = [example.safeguarding for example in examples]
    plain = [expand(clean(text)) for text in judged.texts]
    vectors = _pipeline(LinearSVC(C=0.5, class_weight="balanced", random_state=SEED))
    return {
        "word 1-2 and character 2-5 TF-IDF, logistic regression": np.asarray(
            _logistic().fit(texts, wanted).predict_proba(plain)[:, 1]
        ),
        "the same, linear support vectors": np.asarray(vectors.fit(texts, wanted).decision_function(plain)),
    }


def amounts(judged: Judged) -> dict[str, Floats]:
    """What the logistic regression gives when it has learned from an eighth, a quarter, half, or all."""
    examples = training_data.examples()
    order = np.random.default_rng(SEED).permutation(len(examples))
    plain = [expand(clean(text)) for text in judged.texts]
    found = {}
    for part in (8, 4, 2, 1):
        some = [examples[at] for at in order[: len(order) // part]]
        model = _logistic().fit([expand(clean(e.text)) for e in some], [e.safeguarding for e in some])
        found[f"{len(some):,} messages"] = np.asarray(model.predict_proba(plain)[:, 1])
    return found


class Kept(msgspec.Struct, frozen=True):
    """What another program left: the title of its row, and text to score."""

    title: str
    scores: dict[str, float]

    @classmethod
    def read(cls, path: Path) -> Kept:
        return msgspec.json.decode(path.read_bytes(), type=cls)

    def of(self, judged: Judged) -> dict[str, Floats]:
        """Its row; raises ``KeyError`` for a text that it was not asked about."""
        return {self.title: np.array([self.scores[text] for text in judged.texts])}


def table(scores: Mapping[str, Floats], judged: Judged) -> str:
    """A Markdown table: area under the curve, and recall at each false-alarm rate of each kind of message."""
    groups = [(ORDINARY, ORDINARY_RATES), (LOOKALIKE, LOOKALIKE_RATES)]
    columns = [(judged.kinds == kind, rate) for kind, rates in groups for rate in rates]
    titles = ["AUC", *(f"recall, {rate:.0%} of {kind}" for kind, rates in groups for rate in rates)]
    lines = ["| detector | " + " | ".join(titles) + " |", "|---" * (len(titles) + 1) + "|"]
    for name, chances in scores.items():
        cells = [f"{roc_auc_score(judged.concern, chances):.4f}"]
        cells += [_recall(chances, judged.concern, group, rate) for group, rate in columns]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    counted = ", ".join(f"{(judged.kinds == kind).sum()} {kind}" for kind in (CONCERN, ORDINARY, LOOKALIKE))
    return "\n".join([*lines, "", f"Messages: {counted}."]) + "\n"


def _recall(chances: Floats, concern: Flags, group: Flags, rate: float) -> str:
    """Recall when at most this share of the group is called a concern."""
    limit = np.sort(chances[group])[::-1][int(rate * group.sum())]
    return f"{np.mean(chances[concern] > limit):.1%}"


def _logistic() -> Any:
    return _pipeline(LogisticRegression(C=10, class_weight="balanced", max_iter=1000, random_state=SEED))


def _pipeline(model: Any) -> Any:
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)
    return make_pipeline(make_union(words, pieces), model)
