"""What is read from one embedding: how likely a concern, of which category, and what is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlu.encoder.inference import Floats
from nlu.encoder.weights import Tensors

AUDIENCES = ("parent", "practitioner", "unclear")


@dataclass(frozen=True)
class Reading:
    """One message as the encoder reads it; holds no text."""

    safeguarding: float
    """The chance, from 0 to 1, that it is an immediate concern; of a long one its worst window."""
    categories: dict[str, float]
    """Chance of each category, given that it is a concern; they add up to 1."""
    intents: dict[str, float]
    """Chance of each intent; they add up to 1."""
    audiences: dict[str, float]
    """Chance of each of ``AUDIENCES``; they add up to 1."""
    embedding: Floats
    """Shape (members x 384,), not normalised; the mean over the windows of a long message."""


@dataclass(frozen=True)
class Head:
    """Linear scores: a row of ``weight`` (answers x width of the embedding) for each answer."""

    weight: Floats
    bias: Floats

    def __call__(self, embeddings: Floats) -> Floats:
        return embeddings @ self.weight.T + self.bias


@dataclass(frozen=True)
class Heads:
    """The heads; a concern's margin m becomes the chance ``1 / (1 + exp(-(slope m + offset)))``."""

    concern: Head
    category: Head
    intent: Head
    audience: Head
    categories: Sequence[str]
    intents: Sequence[str]
    slope: float
    offset: float

    def read(self, embeddings: Floats) -> Reading:
        """Embeddings of the windows of one message, shape (windows, members x 384)."""
        margins = self.concern(embeddings)[:, 0]
        worst = int(margins.argmax())
        return Reading(
            safeguarding=chance(self.slope * float(margins[worst]) + self.offset),
            categories=_named(self.categories, softmax(self.category(embeddings))[worst]),
            intents=_named(self.intents, softmax(self.intent(embeddings)).mean(axis=0)),
            audiences=_named(AUDIENCES, softmax(self.audience(embeddings)).mean(axis=0)),
            embedding=embeddings.mean(axis=0),
        )


def head(tensors: Tensors, name: str) -> Head:
    """The head of that name among the trained tensors."""
    return Head(tensors[f"{name}.weight"].astype(np.float32), tensors[f"{name}.bias"].astype(np.float32))


def chance(margin: float) -> float:
    """The logistic function, safe at both ends."""
    return float(1 / (1 + np.exp(-np.clip(margin, -60, 60))))


def softmax(scores: Floats) -> NDArray[np.float32]:
    """Each row's scores as chances that add up to 1."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    chances: NDArray[np.float32] = raised / raised.sum(axis=-1, keepdims=True)
    return chances


def _named(names: Sequence[str], chances: Floats) -> dict[str, float]:
    return dict(zip(names, map(float, chances), strict=True))
