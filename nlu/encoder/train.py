"""Makes the encoder's trained parts again: ``python -m nlu.encoder.train`` (see ``trained/MODEL_CARD.md``).

Needs PyTorch, in an environment of its own; nothing imports this module.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import click
import msgspec
import numpy as np
import torch
from numpy.typing import NDArray

from nlu import training_data
from nlu.encoder.encoder import ADAPTERS, DESCRIPTION, TRAINED, Description
from nlu.encoder.tokenizer import Tokenizer
from nlu.encoder.training import figures
from nlu.encoder.training.lessons import INTENT_NAMES, Lesson, lessons
from nlu.encoder.training.loop import LONGEST, Answers, Plan, answers, train
from nlu.encoder.weights import (
    SHA256,
    VOCABULARY,
    WEIGHTS,
    Tensors,
    as_safetensors,
    base_folder,
    tensors,
    verified,
)
from nlu.evaluation.comparison import Floats, Judged, table
from nlu.evaluation.sets import DEVELOPMENT
from nlu.labels import CATEGORIES
from nlu.text import clean

REFERENCE, FIGURES = "reference.json", "figures.md"
REFERENCE_MESSAGES = (
    "my stepdad hit me last night and im scared to go home",
    "Is there a toddler group near Witney on a Tuesday?",
    "THE LADY NEXT DOOR HASNT BEEN SEEN SINCE FRIDAY AND THE KIDS ARE ON THEIR OWN",
    "how do i book safeguarding training",
    "café naïve – £5 😀",
)
"""PyTorch's answers to these are kept, and a test compares numpy's with them."""


@click.command()
@click.option("--epochs", default=Plan.epochs, show_default=True)
@click.option("--rank", default=Plan.rank, show_default=True, help="Of the adapters.")
@click.option("--rate", default=Plan.rate, show_default=True, help="Highest learning rate.")
@click.option("--members", default=2, show_default=True, help="Encoders whose scores are averaged.")
@click.option("--share", default=1.0, show_default=True, help="Of the lessons, for the curve of amounts.")
@click.option("--folder", type=click.Path(path_type=Path), default=TRAINED, help="Where to write.")
def main(epochs: int, rank: int, rate: float, members: int, share: float, folder: Path) -> None:
    """Train on everything under nlu/data/, then calibrate and measure on the development messages.

    Each member has a process and a core of its own.
    """
    plans = [Plan(epochs, rank, rate, Plan.seed + number) for number in range(members)]
    judged = Judged.of(DEVELOPMENT)
    with ProcessPoolExecutor(members, multiprocessing.get_context("spawn")) as pool:
        trained = list(pool.map(member, plans, [share] * members, [judged.texts] * members))
    report, scale = measured(trained, judged)
    click.echo(report)
    write(folder, plans, trained, scale)
    (folder / FIGURES).write_text(report, encoding="utf-8")


@dataclass(frozen=True)
class Member:
    """One trained encoder, and its answers."""

    adapters: Tensors
    heads: Tensors
    lessons: int
    development: Answers
    reference: Answers
    pieces: list[list[int]]
    """Of the reference messages."""


def member(plan: Plan, share: float, development: list[str]) -> Member:
    """Train one encoder by itself."""
    folder = base_folder()
    vocabulary = bytes(verified(folder / VOCABULARY, SHA256[VOCABULARY])).decode()
    tokenizer = Tokenizer(vocabulary.splitlines())
    taught = _some(lessons(), share, plan.seed)
    base = tensors(verified(folder / WEIGHTS, SHA256[WEIGHTS]))
    network = train(base, tokenizer, taught, plan, lambda said: click.echo(f"seed {plan.seed}: {said}"))
    rows, known = (
        [_pieces(tokenizer, text) for text in texts] for texts in (development, REFERENCE_MESSAGES)
    )
    return Member(
        network.adapters(),
        network.heads(),
        len(taught),
        answers(network, rows),
        answers(network, known),
        known,
    )


def measured(trained: Sequence[Member], judged: Judged) -> tuple[str, tuple[float, float]]:
    """The report, and the calibration of the averaged margin."""
    margins = _average([one.development["concern"] for one in trained])[:, 0].astype(np.float64)
    scale = figures.calibration(margins, judged.concern)
    chances: Floats = 1 / (1 + np.exp(-(scale[0] * margins + scale[1])))
    return table(figures.together(figures.sparse_scores(judged), chances), judged), scale


def write(folder: Path, plans: Sequence[Plan], trained: Sequence[Member], scale: tuple[float, float]) -> None:
    """Adapters and heads, their description, and PyTorch's answers to the reference messages."""
    content = as_safetensors(side_by_side(trained))
    plan = plans[0]
    description = Description(
        sha256=hashlib.sha256(content).hexdigest(),
        base_sha256=SHA256[WEIGHTS],
        categories=list(CATEGORIES),
        intents=list(INTENT_NAMES),
        slope=round(scale[0], 4),
        offset=round(scale[1], 4),
        training_data=training_data.digest(),
        messages=trained[0].lessons,
        epochs=plan.epochs,
        rank=plan.rank,
        rate=plan.rate,
        seeds=[one.seed for one in plans],
        torch=str(torch.__version__),
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ADAPTERS).write_bytes(content)
    described = msgspec.json.format(msgspec.json.encode(description), indent=2)
    (folder / DESCRIPTION).write_bytes(described + b"\n")
    (folder / REFERENCE).write_text(_reference(trained), encoding="utf-8")


def side_by_side(trained: Sequence[Member]) -> Tensors:
    """Each member's adapters under its number, and one set of heads that averages the members' scores."""
    found = {f"{at}.{name}": array for at, one in enumerate(trained) for name, array in one.adapters.items()}
    for name in trained[0].heads:
        parts = [one.heads[name] / np.float16(len(trained)) for one in trained]
        found[name] = np.concatenate(parts, axis=1) if name.endswith("weight") else np.sum(parts, axis=0)
    return found


def _reference(trained: Sequence[Member]) -> str:
    found = {
        head: _average([one.reference[head] for one in trained]) for head in ("concern", "category", "intent")
    }
    kept = [
        {
            "text": text,
            "pieces": trained[0].pieces[at],
            "margin": round(float(found["concern"][at, 0]), 5),
            "category": CATEGORIES[int(found["category"][at].argmax())],
            "intent": INTENT_NAMES[int(found["intent"][at].argmax())],
            "embedding": [round(float(n), 5) for n in trained[0].reference["embedding"][at, :16]],
        }
        for at, text in enumerate(REFERENCE_MESSAGES)
    ]
    return json.dumps(kept, indent=1, ensure_ascii=False) + "\n"


def _average(scores: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    return np.asarray(np.mean(scores, axis=0), dtype=np.float32)


def _pieces(tokenizer: Tokenizer, text: str) -> list[int]:
    return tokenizer.windows(clean(text), LONGEST, most=1)[0]


def _some(taught: list[Lesson], share: float, seed: int) -> list[Lesson]:
    """This share of the lessons, drawn by the seed."""
    if share >= 1:
        return taught
    return random.Random(seed).sample(taught, round(share * len(taught)))  # noqa: S311 - not a secret


if __name__ == "__main__":
    main()
