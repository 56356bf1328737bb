"""Trains the assistant when something it is made from has changed."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

from bot import launch
from directory_data.settings import ROOT, Settings

MADE_FROM = (
    ("bot", "config.yml"),
    ("bot/domain", "*.yml"),
    ("bot/data", "**/*.yml"),
    ("bot/components", "*.py"),
    ("nlu", "*.py"),
    ("nlu/lexicon", "*"),
    ("nlu/data", "*"),
    ("nlu/encoder", "**/*"),
)
"""What the model depends on, as folder and pattern; actions and endpoints are read when they run."""


class TrainingFailed(Exception):
    """Rasa did not produce a model; holds the last lines it printed."""


def train(settings: Settings, say: Callable[[str], object]) -> bool:
    """Train unless the model is current; says what it does and returns whether it trained."""
    model, digest = launch.model_file(settings), digest_of(sources())
    if model.exists() and _digest_file(model).exists() and _digest_file(model).read_text() == digest:
        say("The assistant is up to date.")
        return False
    say("Training the assistant (under a minute) …")
    model.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=model.parent) as folder:
        _run(launch.train(Path(folder)), launch.environment(settings))
        _replace(model, Path(folder) / model.name)
    _digest_file(model).write_text(digest)
    say("The assistant is trained.")
    return True


def sources() -> list[Path]:
    """Every file that the model is made from."""
    return sorted(
        path for folder, pattern in MADE_FROM for path in (ROOT / folder).glob(pattern) if path.is_file()
    )


def digest_of(paths: Iterable[Path]) -> str:
    """Changes whenever a file, a file's name or the version of Rasa does."""
    digest = hashlib.sha256(version("rasa").encode())
    for path in paths:
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _digest_file(model: Path) -> Path:
    return model.with_name(f"{launch.MODEL_NAME}.digest")


def _replace(model: Path, trained: Path) -> None:
    """Put a new model in place in one step; the one before it is kept as ``previous``."""
    if not trained.exists():
        raise TrainingFailed("Rasa wrote no model.")
    if model.exists():
        shutil.copy2(model, model.with_name(f"{launch.MODEL_NAME}.previous.tar.gz"))
    os.replace(trained, model)


def _run(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(  # noqa: S603 our own interpreter and files
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise TrainingFailed("\n".join((done.stdout + done.stderr).splitlines()[-30:]))
