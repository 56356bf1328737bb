"""Makes the encoder's trained parts again: ``python -m nlu.encoder.train`` (see ``trained/MODEL_CARD.md``).

Needs PyTorch, in an environment of its own; nothing imports this module.
"""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

import click
import msgspec
import numpy as np
import torch

from nlu import training_data
from nlu.encoder.encoder import ADAPTERS, DESCRIPTION, TRAINED, Description
from nlu.encoder.tokenizer import Tokenizer
from nlu.encoder.training import figures
from nlu.encoder.training.lessons import INTENT_NAMES, Lesson, lessons
from nlu.encoder.training.loop import LONGEST, Plan, answers, train
from nlu.encoder.training.network import Network
from nlu.encoder.weights import SHA256, VOCABULARY, WEIGHTS, as_safetensors, base_folder, tensors, verified
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
@click.option("--share", default=1.0, show_default=True, help="Of the lessons, for the curve of amounts.")
@click.option("--folder", type=click.Path(path_type=Path), default=TRAINED, help="Where to write.")
def main(epochs: int, rank: int, rate: float, share: float, folder: Path) -> None:
    """Train on everything under nlu/data/, then calibrate and measure on the development messages."""
    workshop = Workshop(Plan(epochs=epochs, rank=rank, rate=rate), share)
    network = train(workshop.base, workshop.tokenizer, workshop.lessons, workshop.plan, click.echo)
    report, scale = workshop.measured(network, Judged.of(DEVELOPMENT))
    click.echo(report)
    workshop.write(folder, network, scale)
    (folder / FIGURES).write_text(report, encoding="utf-8")


class Workshop:
    """The base weights, the lessons and the plan of a run."""

    def __init__(self, plan: Plan, share: float = 1.0) -> None:
        folder = base_folder()
        vocabulary = bytes(verified(folder / VOCABULARY, SHA256[VOCABULARY])).decode()
        self.plan = plan
        self.base = tensors(verified(folder / WEIGHTS, SHA256[WEIGHTS]))
        self.tokenizer = Tokenizer(vocabulary.splitlines())
        self.lessons = _some(lessons(), share, plan.seed)
        self.digest = training_data.digest()

    def measured(self, network: Network, judged: Judged) -> tuple[str, tuple[float, float]]:
        """The report, and the calibration."""
        found = answers(network, [self._pieces(text) for text in judged.texts])
        margins = found["concern"][:, 0].astype(np.float64)
        scale = figures.calibration(margins, judged.concern)
        chances: Floats = 1 / (1 + np.exp(-(scale[0] * margins + scale[1])))
        return table(figures.together(figures.sparse_scores(judged), chances), judged), scale

    def write(self, folder: Path, network: Network, scale: tuple[float, float]) -> None:
        """Adapters and heads, their description, and PyTorch's answers to the reference messages."""
        content = as_safetensors({**network.adapters(), **network.heads()})
        description = Description(
            sha256=hashlib.sha256(content).hexdigest(),
            base_sha256=SHA256[WEIGHTS],
            categories=list(CATEGORIES),
            intents=list(INTENT_NAMES),
            slope=round(scale[0], 4),
            offset=round(scale[1], 4),
            training_data=self.digest,
            messages=len(self.lessons),
            epochs=self.plan.epochs,
            rank=self.plan.rank,
            rate=self.plan.rate,
            seed=self.plan.seed,
            torch=str(torch.__version__),
        )
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ADAPTERS).write_bytes(content)
        described = msgspec.json.format(msgspec.json.encode(description), indent=2)
        (folder / DESCRIPTION).write_bytes(described + b"\n")
        (folder / REFERENCE).write_text(self._reference(network), encoding="utf-8")

    def _reference(self, network: Network) -> str:
        rows = [self._pieces(text) for text in REFERENCE_MESSAGES]
        found = answers(network, rows)
        kept = [
            {
                "text": text,
                "pieces": row,
                "margin": round(float(found["concern"][at, 0]), 5),
                "category": CATEGORIES[int(found["category"][at].argmax())],
                "intent": INTENT_NAMES[int(found["intent"][at].argmax())],
                "embedding": [round(float(number), 5) for number in found["embedding"][at, :16]],
            }
            for at, (text, row) in enumerate(zip(REFERENCE_MESSAGES, rows, strict=True))
        ]
        return json.dumps(kept, indent=1, ensure_ascii=False) + "\n"

    def _pieces(self, text: str) -> list[int]:
        return self.tokenizer.windows(clean(text), LONGEST, most=1)[0]


def _some(taught: list[Lesson], share: float, seed: int) -> list[Lesson]:
    """This share of the lessons, drawn by the seed."""
    if share >= 1:
        return taught
    return random.Random(seed).sample(taught, round(share * len(taught)))  # noqa: S311 - not a secret


if __name__ == "__main__":
    main()
