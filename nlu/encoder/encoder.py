"""The encoder put together: reads one message once for all that need it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import msgspec
import numpy as np

from nlu.encoder.heads import Heads, Reading, head
from nlu.encoder.inference import Floats, Members
from nlu.encoder.tokenizer import Tokenizer
from nlu.encoder.weights import SHA256, VOCABULARY, WEIGHTS, Tensors, base_folder, tensors, verified
from nlu.errors import ModelUnavailable
from nlu.text import clean

TRAINED = Path(__file__).parent / "trained"
ADAPTERS, DESCRIPTION = "adapters.safetensors", "description.json"
WINDOW, MOST_WINDOWS = 128, 3  # word pieces; about 15 and 45 lines of a phone's screen
EXAMINED = 20_000  # characters; of anything longer the two ends


class Description(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``description.json``: what belongs to the adapters beside their numbers, and what made them."""

    sha256: str
    """Of the adapters' file."""
    base_sha256: str
    """Of the base weights that they were trained beside."""
    categories: list[str]
    intents: list[str]
    slope: float
    offset: float
    """Platt's calibration, fitted on messages that were held out of the run that it was fitted on."""
    training_data: str
    """Digest of the messages (``nlu.training_data.digest``)."""
    messages: int
    epochs: int
    rank: int
    rate: float
    seeds: list[int]
    """One for each member: the same plan, other dice; their scores are averaged."""
    torch: str


class Engine(Protocol):
    """Turns word pieces into the members' embeddings: numpy's exact pass, or the faster 8-bit one."""

    def embed(self, pieces: Sequence[int], /) -> Floats: ...


class Encoder:
    """Safe to share between threads; keeps no message."""

    def __init__(self, tokenizer: Tokenizer, engine: Engine, heads: Heads) -> None:
        self._tokenizer, self._engine, self._heads = tokenizer, engine, heads

    @classmethod
    def from_folders(cls, base: Path | None = None, trained: Path = TRAINED, exact: bool = False) -> Encoder:
        """Verify and read everything; raises ``ModelUnavailable`` with the reason.

        ``exact`` keeps numpy's pass even where ONNX Runtime is installed.
        """
        folder = base_folder(base)
        description = _description(trained / DESCRIPTION)
        adapters = tensors(verified(trained / ADAPTERS, description.sha256))
        weights = tensors(verified(folder / WEIGHTS, SHA256[WEIGHTS]))
        vocabulary = bytes(verified(folder / VOCABULARY, SHA256[VOCABULARY])).decode()
        try:
            members = Members(weights, adapters, len(description.seeds))
            engine = members if exact else _fastest(members)
            return cls(Tokenizer(vocabulary.splitlines()), engine, _heads(adapters, description))
        except (KeyError, ValueError) as error:  # a tensor is missing or has another shape
            raise ModelUnavailable(f"the adapters do not fit the base weights: {error}") from error

    def read(self, text: str) -> Reading:
        """Read a message as typed, of any length; the same text always gives the same reading."""
        windows = self._tokenizer.windows(clean(_bounded(text)), WINDOW, MOST_WINDOWS)
        return self._heads.read(np.stack([self._engine.embed(window) for window in windows]))


def _description(path: Path) -> Description:
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Description)
    except (OSError, msgspec.MsgspecError) as error:
        raise ModelUnavailable(f"{path.name} cannot be read: {type(error).__name__}") from error
    if found.base_sha256 != SHA256[WEIGHTS]:
        raise ModelUnavailable("the adapters were trained beside other base weights")
    return found


def _fastest(members: Members) -> Engine:
    try:
        from nlu.encoder.quantised import Quantised  # noqa: PLC0415 - the encoder works without ONNX Runtime
    except ImportError:
        return members
    return Quantised(members)


def _heads(trained: Tensors, description: Description) -> Heads:
    return Heads(
        concern=head(trained, "concern"),
        category=head(trained, "category"),
        intent=head(trained, "intent"),
        audience=head(trained, "audience"),
        categories=description.categories,
        intents=description.intents,
        slope=description.slope,
        offset=description.offset,
    )


def _bounded(text: str) -> str:
    half = EXAMINED // 2
    return text if len(text) <= EXAMINED else f"{text[:half]}\n{text[-half:]}"
