"""Makes the encoder's trained parts again: ``python -m nlu.encoder.train`` (see ``trained/MODEL_CARD.md``).

Needs PyTorch, in an environment of its own; nothing imports this module.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec
import numpy as np
import torch

from nlu import training_data
from nlu.encoder.encoder import ADAPTERS, DESCRIPTION, TRAINED, Description
from nlu.encoder.tokenizer import Tokenizer
from nlu.encoder.training import figures
from nlu.encoder.training.figures import Floats, Split
from nlu.encoder.training.lessons import INTENT_NAMES, Lesson, Source, sources
from nlu.encoder.training.loop import LONGEST, Answers, Plan, answers, train
from nlu.encoder.training.network import Network
from nlu.encoder.weights import SHA256, VOCABULARY, WEIGHTS, as_safetensors, base_folder, tensors, verified
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
@click.option("--without", metavar="TOPIC", multiple=True, help="Only measure a run without these files.")
@click.option("--folder", type=click.Path(path_type=Path), default=TRAINED, help="Where to write.")
def main(epochs: int, rank: int, rate: float, without: tuple[str, ...], folder: Path) -> None:
    """Measure and calibrate on an eighth held out, then train on everything and write the trained parts."""
    workshop = Workshop(Plan(epochs=epochs, rank=rank, rate=rate))
    if without:
        split = figures.whole_files(workshop.sources, without, workshop.plan.seed)
        click.echo(workshop.measured(split)[0])
        return
    report, scale = workshop.measured(figures.an_eighth(workshop.sources, workshop.plan.seed))
    click.echo(report)
    workshop.write(folder, workshop.trained(workshop.sources), scale)
    (folder / FIGURES).write_text(report, encoding="utf-8")


class Workshop:
    """The base weights, the lessons and the plan of a run."""

    def __init__(self, plan: Plan) -> None:
        folder = base_folder()
        vocabulary = bytes(verified(folder / VOCABULARY, SHA256[VOCABULARY])).decode()
        self.plan = plan
        self.base = tensors(verified(folder / WEIGHTS, SHA256[WEIGHTS]))
        self.tokenizer = Tokenizer(vocabulary.splitlines())
        self.sources = sources()
        self.digest = training_data.digest()

    def trained(self, seen: Sequence[Source]) -> Network:
        return train(self.base, self.tokenizer, _lessons(seen), self.plan, click.echo)

    def measured(self, split: Split) -> tuple[str, tuple[float, float]]:
        """The report of a run on one side of the split, and the calibration on the other side."""
        seen, unseen = split
        lessons = _lessons(unseen)
        found = answers(self.trained(seen), [self._pieces(lesson.text) for lesson in lessons])
        told = np.array([lesson.weight > 0 for lesson in lessons])
        kept = [lesson for lesson in lessons if lesson.weight > 0]
        margins = found["concern"][told, 0].astype(np.float64)
        scale = figures.calibration(margins, kept)
        chances: Floats = 1 / (1 + np.exp(-(scale[0] * margins + scale[1])))
        scores = figures.together(figures.sparse_scores(seen, kept), chances)
        return "\n\n".join([figures.table(scores, kept), _named_right(found, lessons)]) + "\n", scale

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
            messages=len(_lessons(self.sources)),
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


def _lessons(found: Sequence[Source]) -> list[Lesson]:
    return [lesson for source in found for lesson in source.lessons]


def _named_right(found: Answers, lessons: Sequence[Lesson]) -> str:
    """How often the other heads are right."""
    shares = [
        f"{name} {figures.right(found[name], [getattr(lesson, name) for lesson in lessons])}"
        for name in ("category", "intent", "audience")
    ]
    return f"Encoder alone, right answers: {', '.join(shares)}."


if __name__ == "__main__":
    main()
