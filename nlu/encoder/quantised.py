"""The same forward pass in ONNX Runtime with 8-bit weights: some eight times as fast as numpy's.

The model is written in memory from the merged weights, so no second copy is kept on disk. Weights have a
scale and a nought for each row, activations one for each matrix, as they come (``DynamicQuantizeMatMul``,
https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from nlu.encoder.inference import HEAD_WIDTH, HEADS, TINY, WIDTH, Floats, Layer, Linear, Members, Norm
from nlu.encoder.onnx_format import EXTENSIONS, Graph

ERRORS_ONLY = 3
GIVEN = "rows"  # what goes in
Bytes = NDArray[np.uint8]


class Quantised:
    """All members compiled as one model for one core; safe to share between threads."""

    def __init__(self, members: Members) -> None:
        self._embeddings = members.embeddings
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = ERRORS_ONLY
        self._session = onnxruntime.InferenceSession(
            written(members.layers), options, providers=["CPUExecutionProvider"]
        )

    def embed(self, pieces: Sequence[int]) -> Floats:
        """As ``Members.embed``."""
        found: Floats = self._session.run(None, {GIVEN: self._embeddings(pieces)})[0]
        return found


def written(members: Sequence[Sequence[Layer]]) -> bytes:
    """Each member's layers, and the means over their rows side by side, as an ONNX model."""
    graph = Graph()
    means = [_mean(graph, layers) for layers in members]
    return graph.model(GIVEN, WIDTH, graph.add("Concat", *means, axis=0), len(members) * WIDTH)


def _mean(graph: Graph, layers: Sequence[Layer]) -> str:
    rows = GIVEN
    for layer in layers:
        rows = _layer(graph, layer, rows)
    return graph.add("ReduceMean", rows, axes=[0], keepdims=0)


def _layer(graph: Graph, layer: Layer, rows: str) -> str:
    mixed = _linear(graph, layer.mixed, _attended(graph, layer.joint, rows))
    attended = _norm(graph, layer.after_attention, graph.add("Add", rows, mixed))
    inner = graph.add("Gelu", _linear(graph, layer.inner, attended), domain=EXTENSIONS)
    return _norm(graph, layer.after_inner, graph.add("Add", attended, _linear(graph, layer.outer, inner)))


def _attended(graph: Graph, joint: Linear, rows: str) -> str:
    heads = graph.constant(np.array([-1, 3, HEADS, HEAD_WIDTH]))
    by_head = graph.add("Reshape", _linear(graph, joint, rows), heads)
    split = graph.add("Transpose", by_head, perm=[1, 2, 0, 3])
    first = graph.constant(np.array([0]))
    query, key, value = (
        graph.add("Squeeze", part, first) for part in graph.split("Split", [split], 3, axis=0)
    )  # each head, piece, number
    scores = graph.add("MatMul", query, graph.add("Transpose", key, perm=[0, 2, 1]))
    context = graph.add("MatMul", graph.add("Softmax", scores, axis=-1), value)
    together = graph.constant(np.array([-1, WIDTH]))
    return graph.add("Reshape", graph.add("Transpose", context, perm=[1, 0, 2]), together)


def _linear(graph: Graph, linear: Linear, rows: str) -> str:
    weight, scales, noughts = as_bytes(linear.weight)
    constants = (np.ascontiguousarray(weight.T), scales, noughts, linear.bias)
    names = [graph.constant(array) for array in constants]
    return graph.add("DynamicQuantizeMatMul", rows, *names, domain=EXTENSIONS)


def as_bytes(weight: Floats) -> tuple[Bytes, Floats, Bytes]:
    """The weights from 0 to 255, and for each row the step between two numbers and the one that means nought.

    Unsigned, because processors without VNNI overflow when signed and unsigned bytes are multiplied.
    """
    low, high = np.minimum(weight.min(axis=1), 0), np.maximum(weight.max(axis=1), 0)
    step = np.maximum((high - low) / np.float32(255), TINY)
    nought = np.rint(-low / step)
    found = np.clip(np.rint(weight / step[:, None]) + nought[:, None], 0, 255)
    return found.astype(np.uint8), step, nought.astype(np.uint8)


def _norm(graph: Graph, norm: Norm, rows: str) -> str:
    scale, shift = graph.constant(norm.scale), graph.constant(norm.shift)
    return graph.add("LayerNormalization", rows, scale, shift, axis=-1, epsilon=float(TINY))
