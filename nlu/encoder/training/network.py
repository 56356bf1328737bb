"""The encoder in PyTorch, with trainable low-rank adapters beside frozen base weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from nlu.encoder.inference import ADAPTED, HEAD_WIDTH, HEADS, LAYERS, TINY, WIDTH
from nlu.encoder.weights import Tensors

DROPOUT = 0.1


class Adapted(nn.Module):
    """A frozen linear map plus ``scale * up @ down``; ``up`` starts at nought, so it starts as the base."""

    def __init__(self, weight: Tensor, bias: Tensor, rank: int) -> None:
        super().__init__()
        self.register_buffer("weight", weight)
        self.register_buffer("bias", bias)
        self.down = nn.Parameter(torch.randn(rank, weight.shape[1]) / rank)
        self.up = nn.Parameter(torch.zeros(weight.shape[0], rank))
        self.scale = 2.0

    def forward(self, rows: Tensor) -> Tensor:
        adapted = functional.linear(functional.linear(rows, self.down), self.up)
        return functional.linear(rows, self.weight, self.bias) + self.scale * adapted


class Network(nn.Module):
    """Word pieces (batch, length) and their mask in; a score for each answer of each head out."""

    def __init__(self, base: Tensors, rank: int, heads: Mapping[str, int]) -> None:
        super().__init__()
        self.base = {name: torch.from_numpy(np.array(array)) for name, array in base.items()}
        names = [f"encoder.layer.{number}.{part}" for number in range(LAYERS) for part in ADAPTED]
        self.names = {name: name.replace(".", "-") for name in names}  # a module's name may hold no dot
        self.adapted = nn.ModuleDict(
            {
                safe: Adapted(self.base[f"{name}.weight"], self.base[f"{name}.bias"], rank)
                for name, safe in self.names.items()
            }
        )
        self.answering = nn.ModuleDict({name: nn.Linear(WIDTH, answers) for name, answers in heads.items()})

    def forward(self, pieces: Tensor, mask: Tensor) -> dict[str, Tensor]:
        return self.answers(self._dropped(self.embed(pieces, mask)))

    def answers(self, pooled: Tensor) -> dict[str, Tensor]:
        """Name of the head -> scores (batch, answers)."""
        return {name: head(pooled) for name, head in self.answering.items()}

    def embed(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """The mean of the last layer over the word pieces of each row that the mask keeps."""
        words = self.base["embeddings.word_embeddings.weight"][pieces]
        places = self.base["embeddings.position_embeddings.weight"][: pieces.shape[1]]
        types = self.base["embeddings.token_type_embeddings.weight"][0]
        rows = self._dropped(self._norm(words + places + types, "embeddings.LayerNorm"))
        hidden = torch.zeros_like(mask).masked_fill(mask == 0, -1e4)[:, None, None, :]
        for number in range(LAYERS):
            rows = self._layer(rows, hidden, f"encoder.layer.{number}")
        kept = mask[:, :, None]
        return (rows * kept).sum(dim=1) / kept.sum(dim=1)

    def round_to_kept(self) -> None:
        """Round every trained number to the float16 it is kept as, so that what is measured is kept."""
        for number in self.parameters():
            number.data = number.data.half().float()

    def adapters(self) -> Tensors:
        """Name -> array, float16, the scale multiplied into ``up``."""
        found: Tensors = {}
        for name, safe in self.names.items():
            part = self.adapted[safe]
            found[f"{name}.down"] = part.down.detach().numpy().astype(np.float16)
            found[f"{name}.up"] = (part.up.detach() * part.scale).numpy().astype(np.float16)
        return found

    def heads(self) -> Tensors:
        """``<head>.weight`` (answers x 384) and ``<head>.bias``, float16."""
        return {
            f"{name}.{part}": getattr(head, part).detach().numpy().astype(np.float16)
            for name, head in self.answering.items()
            for part in ("weight", "bias")
        }

    def _layer(self, rows: Tensor, hidden: Tensor, name: str) -> Tensor:
        query, key, value = (
            self._linear(f"{name}.attention.self.{part}", rows)
            .view(rows.shape[0], -1, HEADS, HEAD_WIDTH)
            .transpose(1, 2)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(2, 3) * HEAD_WIDTH**-0.5 + hidden
        context = torch.softmax(scores, dim=-1) @ value
        mixed = self._linear(f"{name}.attention.output.dense", context.transpose(1, 2).flatten(2))
        rows = self._norm(rows + self._dropped(mixed), f"{name}.attention.output.LayerNorm")
        inner = functional.gelu(self._linear(f"{name}.intermediate.dense", rows))
        outer = self._linear(f"{name}.output.dense", inner)
        return self._norm(rows + self._dropped(outer), f"{name}.output.LayerNorm")

    def _linear(self, name: str, rows: Tensor) -> Tensor:
        result: Tensor = self.adapted[self.names[name]](rows)
        return result

    def _norm(self, rows: Tensor, name: str) -> Tensor:
        scale, shift = self.base[f"{name}.weight"], self.base[f"{name}.bias"]
        return functional.layer_norm(rows, (WIDTH,), scale, shift, float(TINY))

    def _dropped(self, rows: Tensor) -> Tensor:
        return functional.dropout(rows, DROPOUT, self.training)


def padded(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Word pieces filled up with noughts to the longest row, and the mask of what is not filling."""
    longest = max(len(row) for row in rows)
    pieces = torch.zeros(len(rows), longest, dtype=torch.long)
    mask = torch.zeros(len(rows), longest)
    for at, row in enumerate(rows):
        pieces[at, : len(row)] = torch.tensor(row)
        mask[at, : len(row)] = 1
    return pieces, mask
