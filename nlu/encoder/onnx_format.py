"""Writes the few parts of an ONNX model that the encoder needs, so that no model compiler is installed.

The format is protocol buffers: each field is its number and kind, then a variable-length integer, or a length
and that many bytes. Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

IR_VERSION, OPSET = 8, 17
Attribute = int | float | list[int]
EXTENSIONS = "com.microsoft"  # fused and quantised operators of ONNX Runtime
ELEMENT = {np.dtype(np.float32): 1, np.dtype(np.uint8): 2, np.dtype(np.int64): 7}
INTEGER, FLOAT, INTEGERS = 2, 1, 7  # kinds of attribute


class Graph:
    """A model under construction; every ``add`` gives the name of what comes out."""

    def __init__(self) -> None:
        self._nodes: list[bytes] = []
        self._constants: list[bytes] = []

    def constant(self, array: NDArray[Any]) -> str:
        """Numbers that are part of the model."""
        name = f"c{len(self._constants)}"
        dims = b"".join(_integer(1, size) for size in array.shape)
        kind = _integer(2, ELEMENT[array.dtype])
        self._constants.append(dims + kind + _text(8, name) + _bytes(9, array.tobytes()))
        return name

    def add(self, operator: str, *inputs: str, domain: str = "", **attributes: Attribute) -> str:
        """One operator with one result."""
        return self.split(operator, inputs, 1, domain, **attributes)[0]

    def split(
        self, operator: str, inputs: Sequence[str], results: int, domain: str = "", **attributes: Attribute
    ) -> list[str]:
        """One operator with several results."""
        names = [f"n{len(self._nodes)}.{number}" for number in range(results)]
        node = b"".join(_text(1, name) for name in inputs) + b"".join(_text(2, name) for name in names)
        node += _text(4, operator) + b"".join(_attribute(*pair) for pair in attributes.items())
        self._nodes.append(node + _text(7, domain))
        return names

    def model(self, given: str, width: int, wanted: str, wanted_width: int) -> bytes:
        """The whole model, from any number of rows of ``width`` floats to one row of ``wanted_width``."""
        graph = b"".join(_bytes(1, node) for node in self._nodes) + _text(2, "encoder")
        graph += b"".join(_bytes(5, constant) for constant in self._constants)
        graph += _bytes(11, _signature(given, ["rows", width])) + _bytes(
            12, _signature(wanted, [wanted_width])
        )
        opsets = [("", OPSET), (EXTENSIONS, 1)]
        return (
            _integer(1, IR_VERSION)
            + _bytes(7, graph)
            + b"".join(_bytes(8, _text(1, domain) + _integer(2, version)) for domain, version in opsets)
        )


def _attribute(name: str, value: Attribute) -> bytes:
    if isinstance(value, list):
        numbers = b"".join(_integer(8, one) for one in value)
        return _bytes(5, _text(1, name) + numbers + _integer(20, INTEGERS))
    if isinstance(value, int):
        return _bytes(5, _text(1, name) + _integer(3, value) + _integer(20, INTEGER))
    return _bytes(5, _text(1, name) + _key(2, 5) + np.float32(value).tobytes() + _integer(20, FLOAT))


def _signature(name: str, shape: Iterable[int | str]) -> bytes:
    sizes = (_text(2, size) if isinstance(size, str) else _integer(1, size) for size in shape)
    dims = b"".join(_bytes(1, size) for size in sizes)
    floats = _integer(1, ELEMENT[np.dtype(np.float32)]) + _bytes(2, dims)
    return _text(1, name) + _bytes(2, _bytes(1, floats))


def _integer(field: int, value: int) -> bytes:
    return _key(field, 0) + _varint(value & 0xFFFF_FFFF_FFFF_FFFF)


def _text(field: int, value: str) -> bytes:
    return _bytes(field, value.encode())


def _bytes(field: int, value: bytes) -> bytes:
    return _key(field, 2) + _varint(len(value)) + value


def _key(field: int, kind: int) -> bytes:
    return _varint(field << 3 | kind)


def _varint(value: int) -> bytes:
    """Seven bits a byte, the lowest first; the top bit says that more follow."""
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])
