"""A concern that was missed: kept for every later evaluation, with what it would take to catch it.

The message joins the held-out ones under ``reported.jsonl``, so it must hold nothing that points to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
from scipy.sparse import csr_matrix

from directory_data import postcodes
from directory_data.settings import Settings
from nlu import models, training_data
from nlu.cross_fitting import Floats
from nlu.errors import ReportRefused
from nlu.evaluation import sets
from nlu.evaluation.sets import Sets
from nlu.labels import Category
from nlu.reading import Reading, Scores
from nlu.safeguarding import Assessment, Safeguarding
from nlu.text import clean, expand
from nlu.thresholds import thresholds

REPORTED = "reported"
NEAREST = 5
PERSONAL = (
    (re.compile(r"\d[\d ]{6,}\d"), "a telephone or reference number"),
    (re.compile(r"\S+@\S+\.\S+"), "an e-mail address"),
)
OPINIONS = ("classifier", "encoder", "both")


@dataclass(frozen=True)
class Price:
    """What it would cost to lower one limit so far that the message is answered as immediate."""

    opinion: str
    score: float
    limit: float
    """Today's."""
    ordinary: int
    """How many more ordinary messages would then be answered as immediate."""
    look_alikes: int


@dataclass(frozen=True)
class Missed:
    """How a message is answered today, and what stands between it and the card."""

    assessment: Assessment
    prices: list[Price]
    nearest: list[tuple[float, str, str]]
    """Likeness from 0 to 1, intent and text of the training messages most like it."""


def explain(text: str, settings: Settings) -> Missed:
    """Examine one message; reads all held-out messages that are no concern, so it takes some seconds."""
    safeguarding = Safeguarding(models.load(settings))
    reading = Reading.of(text, safeguarding.models)
    assessment = safeguarding.assess_reading(reading)
    if assessment.level == "immediate":
        return Missed(assessment, [], [])
    look_alikes = [message.text for message in sets.HELD_OUT.look_alikes()]
    quiet = [_below(safeguarding, texts) for texts in (sets.HELD_OUT.harmless(), look_alikes)]
    prices = [_price(opinion, reading.scores, *quiet) for opinion in OPINIONS]
    return Missed(assessment, [price for price in prices if price], _nearest(reading, safeguarding))


def keep(text: str, category: Category, messages: Sets = sets.HELD_OUT) -> Path:
    """Add the message to the evaluation set; raises ``ReportRefused`` when it says who somebody is."""
    refuse_personal(text)
    if text.strip() in {message.text for message in messages.positives()}:
        raise ReportRefused("This message is in the evaluation set already.")
    path = messages.folder / f"{REPORTED}.jsonl"
    line = msgspec.json.encode(sets.Positive(text.strip(), category.value, REPORTED))
    with path.open("ab") as file:
        file.write(line + b"\n")
    return path


def refuse_personal(text: str) -> None:
    """Raise ``ReportRefused`` for a number, an address or a postcode; names only a person can tell."""
    found = [what for pattern, what in PERSONAL if pattern.search(text)]
    if any(match.postcode.full for match in postcodes.find_all(text)):
        found.append("a full postcode")
    if found:
        raise ReportRefused(f"The message holds {' and '.join(found)}: reword it first, names too.")


def _below(safeguarding: Safeguarding, texts: Sequence[str]) -> list[Scores]:
    """The scores of those that are not answered as immediate today."""
    readings = (Reading.of(text, safeguarding.models) for text in texts)
    return [r.scores for r in readings if safeguarding.assess_reading(r).level != "immediate"]


def _price(opinion: str, own: Scores, ordinary: list[Scores], look_alikes: list[Scores]) -> Price | None:
    score = getattr(own, opinion)
    if score is None:
        return None
    more = [sum(_reaches(other, opinion, score) for other in group) for group in (ordinary, look_alikes)]
    return Price(opinion, score, getattr(thresholds(), opinion).immediate, *more)


def _reaches(scores: Scores, opinion: str, limit: float) -> bool:
    score = getattr(scores, opinion)
    return score is not None and score >= limit


def _nearest(reading: Reading, safeguarding: Safeguarding) -> list[tuple[float, str, str]]:
    trained = safeguarding.models.trained
    if trained is None or reading.row is None:
        return []
    examples = training_data.examples()
    rows = trained.features.of([expand(clean(example.text)) for example in examples])
    likeness = (rows @ reading.row.T).toarray().ravel()
    likeness /= float(np.sqrt(reading.row.multiply(reading.row).sum())) * _lengths(rows)
    best = np.argsort(-likeness, kind="stable")[:NEAREST]
    return [(float(likeness[at]), examples[at].intent, examples[at].text) for at in best]


def _lengths(rows: csr_matrix) -> Floats:
    squares = np.asarray(rows.multiply(rows).sum(axis=1)).ravel()
    return np.asarray(np.sqrt(np.maximum(squares, 1e-12)))


def told(missed: Missed) -> Iterator[str]:
    """The findings in sentences."""
    found = missed.assessment
    if found.level == "immediate":
        rules = ", ".join(found.rules) or "none"
        yield f"It is answered with the card today ({found.category}; rules: {rules})."
        return
    yield f"Today: {'a question' if found.level else 'no card and no question'}."
    if found.softened_by:
        yield f"Softened from the card to a question by: {', '.join(found.softened_by)}."
    for price in missed.prices:
        yield (
            f"{price.opinion}: {price.score:.3f}, needs {price.limit:g}. Lowering the limit to it would also "
            f"alarm {price.ordinary} more ordinary messages and {price.look_alikes} more look-alikes."
        )
    yield "Training messages most like it (if they are no concern, more concerns like this one are needed):"
    yield from (f"  {likeness:.2f} [{intent}] {text}" for likeness, intent, text in missed.nearest)
