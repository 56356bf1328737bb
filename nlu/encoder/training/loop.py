"""Trains the adapters and heads together: concern, category, intent and audience from one embedding."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from nlu.encoder.heads import AUDIENCES
from nlu.encoder.tokenizer import Tokenizer
from nlu.encoder.training.lessons import INTENT_NAMES, NOT_SAID, Lesson
from nlu.encoder.training.network import Network, padded
from nlu.encoder.training.views import epochs_of_views
from nlu.encoder.weights import Tensors
from nlu.labels import CATEGORIES

HEADS = {"concern": 1, "category": len(CATEGORIES), "intent": len(INTENT_NAMES), "audience": len(AUDIENCES)}
LONGEST = 128  # word pieces
BATCH = 32
POOL = 16  # batches sorted by length together, so that little filling is computed
SMOOTHING = 0.03
OTHER_HEADS = 0.3  # weight of each beside the concern
WARM_UP = 0.06
THREADS = 1  # a second one mostly waits for the first on matrices of this size
Answers = dict[str, NDArray[np.float32]]


@dataclass(frozen=True)
class Plan:
    """What a run is made with; the trained parts' description repeats it."""

    epochs: int = 5
    rank: int = 11
    rate: float = 1e-3
    seed: int = 20


def train(
    base: Tensors, tokenizer: Tokenizer, lessons: Sequence[Lesson], plan: Plan, say: Callable[[str], None]
) -> Network:
    """The same lessons, plan and version of PyTorch give the same network on the same kind of processor."""
    _be_repeatable(plan.seed)
    network = Network(base, plan.rank, HEADS)
    optimiser = torch.optim.AdamW(network.parameters(), lr=plan.rate, weight_decay=0.01)
    steps = plan.epochs * math.ceil(len(lessons) / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, steps))
    network.train()
    for epoch, views in enumerate(epochs_of_views(lessons, plan.epochs, plan.seed)):
        rows = [tokenizer.windows(view, LONGEST, most=1)[0] for view in views]
        total = 0.0
        for batch in _batches(rows, plan.seed + epoch):
            loss = _loss(network, [rows[at] for at in batch], [lessons[at] for at in batch])
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item() * len(batch)
        say(f"epoch {epoch + 1} of {plan.epochs}: loss {total / len(rows):.4f}")
    network.round_to_kept()
    network.eval()
    return network


def answers(network: Network, rows: Sequence[Sequence[int]]) -> Answers:
    """Each head's scores and the ``embedding``, a row for each row of word pieces."""
    order = np.argsort([len(row) for row in rows], kind="stable")
    found: dict[str, list[Tensor]] = {}
    for start in range(0, len(rows), 64):
        with torch.no_grad():
            pooled = network.embed(*padded([rows[at] for at in order[start : start + 64]]))
            for name, scores in {**network.answers(pooled), "embedding": pooled}.items():
                found.setdefault(name, []).append(scores)
    back = np.argsort(order, kind="stable")
    return {name: torch.cat(parts).numpy()[back] for name, parts in found.items()}


def _be_repeatable(seed: int) -> None:
    torch.manual_seed(seed)
    torch.set_num_threads(THREADS)
    torch.use_deterministic_algorithms(True)
    torch.utils.deterministic.fill_uninitialized_memory = False  # none is read; filling it takes long


def _loss(network: Network, rows: Sequence[Sequence[int]], lessons: Sequence[Lesson]) -> Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        scores = {name: found.float() for name, found in network(*padded(rows)).items()}
    weights = torch.tensor([lesson.weight for lesson in lessons])
    wanted = torch.tensor([float(lesson.concern) for lesson in lessons]) * (1 - 2 * SMOOTHING) + SMOOTHING
    loss = functional.binary_cross_entropy_with_logits(scores["concern"][:, 0], wanted, weights)
    for name in ("category", "intent", "audience"):
        loss = loss + OTHER_HEADS * _choice_loss(scores[name], [getattr(lesson, name) for lesson in lessons])
    return loss


def _choice_loss(scores: Tensor, wanted: Sequence[int]) -> Tensor:
    """Summed over the lessons that say the answer, shared among all of the batch."""
    return functional.cross_entropy(
        scores, torch.tensor(wanted), ignore_index=NOT_SAID, reduction="sum", label_smoothing=SMOOTHING
    ) / len(wanted)


def _batches(rows: Sequence[Sequence[int]], seed: int) -> Iterator[list[int]]:
    """Every row once, those of like length together, in an order that the seed decides."""
    dice = random.Random(seed)  # noqa: S311 - an order for training, not a secret
    order = list(range(len(rows)))
    dice.shuffle(order)
    batches: list[list[int]] = []
    for start in range(0, len(order), BATCH * POOL):
        near = sorted(order[start : start + BATCH * POOL], key=lambda at: len(rows[at]))
        batches += [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
    dice.shuffle(batches)
    yield from batches


def _rate(step: int, steps: int) -> float:
    """Share of the full rate: up during the warm-up, then down to nought in a straight line."""
    warm = max(1, round(steps * WARM_UP))
    return min((step + 1) / warm, (steps - step) / max(1, steps - warm))
