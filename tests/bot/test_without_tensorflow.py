"""Rasa serves without TensorFlow, and says so when an assistant would need it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bot import launch, without_tensorflow
from directory_data.settings import ROOT, Settings

SERVES = """
import sys
from bot import without_tensorflow
without_tensorflow.install()
import rasa.__main__, rasa.server, rasa.core.run
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
import bot.components.understanding, bot.components.safeguarding, bot.tracker_store, bot.channel
from rasa.shared.exceptions import InvalidConfigException
for name in ("RulePolicy", "bot.components.understanding.Understanding"):
    DefaultV1Recipe._from_registry(name)
try:
    DefaultV1Recipe._from_registry("DIETClassifier")
except InvalidConfigException:
    print("DIET refused")
print("tensorflow" in sys.modules, "keras" in sys.modules)
"""


def test_what_serves_loads_no_tensorflow_and_refuses_what_needs_it():
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SERVES], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split("\n")[:2] == ["DIET refused", "False False"]


def test_served_so_and_trained_with_all_of_rasa():
    settings = Settings()
    assert without_tensorflow.__name__ in launch.serve(settings)
    assert without_tensorflow.__name__ in launch.shell(settings)
    assert without_tensorflow.__name__ not in launch.train(Path("anywhere"))


def test_every_empty_module_is_one_of_rasa_3_6():
    """After an upgrade, a module that moved would bring TensorFlow back."""
    site = Path(sys.modules["rasa"].__file__ or "").parent.parent if "rasa" in sys.modules else None
    folder = site or next(Path(path) for path in sys.path if (Path(path) / "rasa").is_dir())
    for name in without_tensorflow.EMPTY:
        assert (folder / f"{name.replace('.', '/')}.py").is_file(), name
