"""``python -m bot.without_tensorflow run …``: Rasa's command line, for serving without TensorFlow.

Rasa imports its neural networks, and with them TensorFlow, whether or not an assistant has any: some 360 MB
and half of the start. This assistant has none (tests/test_dependencies.py), so while it serves, these modules
are empty. A configuration that names one of them is refused as one with an unknown name.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

EMPTY = frozenset(
    {
        "rasa.core.policies.ted_policy",
        "rasa.core.policies.unexpected_intent_policy",
        "rasa.nlu.classifiers.diet_classifier",
        "rasa.nlu.featurizers.dense_featurizer.convert_featurizer",
        "rasa.nlu.featurizers.dense_featurizer.lm_featurizer",
        "rasa.nlu.selectors.response_selector",
        "rasa.utils.tensorflow.callback",
        "rasa.utils.tensorflow.data_generator",
    }
)
"""The modules of Rasa that import TensorFlow and that others of Rasa import from."""


class _EmptyModule(ModuleType):
    """Has an empty class under every name that it is asked for."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        made = type(name, (), {"__doc__": "Left out: it needs TensorFlow."})
        setattr(self, name, made)
        return made


class _Emptied(MetaPathFinder, Loader):
    """Finds the modules above before the import system finds Rasa's."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: object = None
    ) -> ModuleSpec | None:
        return ModuleSpec(fullname, self) if fullname in EMPTY else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _EmptyModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""


def install() -> None:
    """To be called before Rasa is imported."""
    sys.meta_path.insert(0, _Emptied())


if __name__ == "__main__":
    install()
    from rasa.__main__ import main

    main()
