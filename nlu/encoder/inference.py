"""The encoder's forward pass in numpy: word pieces in, one sentence embedding out.

MiniLM-L6-H384 is BERT with 6 layers, 384 numbers a word piece, 12 attention heads and 1,536 inner numbers
(https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2). Its low-rank adapters are merged into the
weights once, at load (Hu et al. 2021, https://arxiv.org/abs/2106.09685), so they cost nothing per message.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlu.encoder.weights import Tensors

LAYERS, WIDTH, HEADS = 6, 384, 12
HEAD_WIDTH = WIDTH // HEADS
TINY = np.float32(1e-12)  # keeps the normalisation of a constant row finite; the model's own value
ADAPTED = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Linear:
    """``weight`` has a row for each number that comes out, ``bias`` an entry."""

    weight: Floats
    bias: Floats

    def __call__(self, rows: Floats) -> Floats:
        out: Floats = rows @ self.weight.T + self.bias
        return out


@dataclass(frozen=True)
class Norm:
    """Layer normalisation over the last axis."""

    scale: Floats
    shift: Floats

    def __call__(self, rows: Floats) -> Floats:
        centred = rows - rows.mean(axis=-1, keepdims=True)
        spread = np.einsum("ij,ij->i", centred, centred)[:, None] / np.float32(WIDTH)
        normal: Floats = centred / np.sqrt(spread + TINY) * self.scale + self.shift
        return normal


@dataclass(frozen=True)
class Layer:
    """One transformer block; ``joint`` gives query (divided by its scale), key and value side by side."""

    joint: Linear
    mixed: Linear
    after_attention: Norm
    inner: Linear
    outer: Linear
    after_inner: Norm

    def __call__(self, rows: Floats) -> Floats:
        attended = self.after_attention(rows + self.mixed(self._attend(rows)))
        return self.after_inner(attended + self.outer(gelu(self.inner(attended))))

    def _attend(self, rows: Floats) -> Floats:
        split = self.joint(rows).reshape(len(rows), 3, HEADS, HEAD_WIDTH).transpose(1, 2, 0, 3)
        query, key, value = np.ascontiguousarray(split)
        scores = query @ key.transpose(0, 2, 1)  # head, piece, piece
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        context = (scores / scores.sum(axis=-1, keepdims=True)) @ value
        together: Floats = context.transpose(1, 0, 2).reshape(len(rows), WIDTH)
        return together


class Embeddings:
    """The first step: word pieces to rows of 384 numbers."""

    def __init__(self, base: Tensors) -> None:
        # A copy at half precision, so that the file of which the rest is no longer needed can be let go.
        self._words = base["embeddings.word_embeddings.weight"].astype(np.float16)
        types = base["embeddings.token_type_embeddings.weight"]
        self._places = base["embeddings.position_embeddings.weight"] + types[0]
        self._norm = _norm(base, "embeddings.LayerNorm")

    def __call__(self, pieces: Sequence[int]) -> Floats:
        rows: Floats = self._words[np.asarray(pieces)].astype(np.float32) + self._places[: len(pieces)]
        return self._norm(rows)


class Members:
    """Base weights with the adapters of each member merged in; safe to share between threads."""

    def __init__(self, base: Tensors, adapters: Tensors, count: int) -> None:
        self.embeddings = Embeddings(base)  # shared, for they have no adapters
        self.layers = [
            [_layer(base, adapters, one, number) for number in range(LAYERS)] for one in range(count)
        ]

    def embed(self, pieces: Sequence[int]) -> Floats:
        """The members' means over all word pieces of their last layers, side by side.

        Shape (members x 384,), float32.
        """
        rows = self.embeddings(pieces)
        return np.concatenate([_mean(layers, rows) for layers in self.layers])


def gelu(values: Floats) -> Floats:
    """``x * P(X <= x)`` for a standard normal X.

    The error function is Abramowitz and Stegun's 7.1.26, within 1.5e-7; exact ones cost four times as much.
    """
    scaled = np.abs(values) * np.float32(0.7071067811865476)
    t = 1 / (1 + np.float32(0.3275911) * scaled)
    series = np.float32(1.061405429) * t - np.float32(1.453152027)
    for factor in (1.421413741, -0.284496736, 0.254829592):
        series = series * t + np.float32(factor)
    tail = series * t * np.exp(-scaled * scaled)  # 1 - erf(|x| / sqrt 2)
    half = np.float32(0.5) * values
    bent: Floats = half + np.abs(half) * (1 - tail)
    return bent


def _mean(layers: Sequence[Layer], rows: Floats) -> Floats:
    for layer in layers:
        rows = layer(rows)
    mean: Floats = rows.mean(axis=0)
    return mean


def _layer(base: Tensors, adapters: Tensors, member: int, number: int) -> Layer:
    name = f"encoder.layer.{number}"
    query, key, value, mixed, inner, outer = (
        _merged(base, adapters, member, f"{name}.{part}") for part in ADAPTED
    )
    scale = np.float32(HEAD_WIDTH**-0.5)
    return Layer(
        joint=Linear(
            np.concatenate([query.weight * scale, key.weight, value.weight]),
            np.concatenate([query.bias * scale, key.bias, value.bias]),
        ),
        mixed=mixed,
        after_attention=_norm(base, f"{name}.attention.output.LayerNorm"),
        inner=inner,
        outer=outer,
        after_inner=_norm(base, f"{name}.output.LayerNorm"),
    )


def _merged(base: Tensors, adapters: Tensors, member: int, name: str) -> Linear:
    down = adapters[f"{member}.{name}.down"].astype(np.float32)  # rank x in
    up = adapters[f"{member}.{name}.up"].astype(np.float32)  # out x rank, the adapter's scale multiplied in
    return Linear(base[f"{name}.weight"] + up @ down, base[f"{name}.bias"])


def _norm(base: Tensors, name: str) -> Norm:
    return Norm(base[f"{name}.weight"].copy(), base[f"{name}.bias"].copy())
