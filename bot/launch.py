"""How Rasa is started: its environment and its command lines, always on loopback."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from directory_data.settings import ROOT, Settings

BOT = ROOT / "bot"
LOOPBACK = "127.0.0.1"
CONFIG, DOMAIN, ENDPOINTS = BOT / "config.yml", BOT / "domain", BOT / "endpoints.yml"
CREDENTIALS = BOT / "credentials.yml"
TRAINING_DATA = (BOT / "data", ROOT / "nlu" / "data")
MODEL_NAME = "signpost"
OWN_TRACKERS, SHARED_TRACKERS = (
    "tracker_store.ForgetfulTrackerStore",
    "shared_tracker_store.SharedTrackerStore",
)
OWN_LOCKS, SHARED_LOCKS = "in_memory", "bot.shared_lock_store.SharedLockStore"
"""What endpoints.yml calls the stores of a Rasa process on its own and of one among several."""


def model_file(settings: Settings) -> Path:
    return settings.models_folder / "rasa" / f"{MODEL_NAME}.tar.gz"


def environment(settings: Settings) -> dict[str, str]:
    """What a Rasa process needs: no telemetry, no graphics card, ports and data folder of this copy."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_CACHE_DIRECTORY": str(settings.data / "cache" / "rasa"),
        "RASA_MAX_CACHE_SIZE": "0",  # its keys do not see changes in nlu, so it would keep stale models
        "SIGNPOST_DATA": str(settings.data),
        "SIGNPOST_ACTIONS_PORT": str(settings.actions_port),
        "SIGNPOST_INTERNAL_TOKEN": settings.internal_token or "none",  # endpoints.yml needs a value
        "SIGNPOST_TRACKER_STORE": SHARED_TRACKERS if settings.tracker_url else OWN_TRACKERS,
        "SIGNPOST_LOCK_STORE": SHARED_LOCKS if settings.redis_url else OWN_LOCKS,
        "SANIC_HOST": LOOPBACK,
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "MPLCONFIGDIR": str(settings.data / "cache" / "matplotlib"),
    }


def serve(settings: Settings) -> list[str]:
    return [
        *_served("run"),
        *("--interface", LOOPBACK, "--port", str(settings.rasa_port)),
        *("--model", str(model_file(settings))),
        *_endpoints(),
    ]


def shell(settings: Settings) -> list[str]:
    """``rasa shell``, whose server would otherwise listen on every interface; beside a running copy too."""
    with socket.create_server((LOOPBACK, 0)) as free:
        port = free.getsockname()[1]
    return [
        *_served("shell"),
        *("--interface", LOOPBACK, "--port", str(port)),
        *("--model", str(model_file(settings))),
        *_endpoints(),
    ]


def train(out: Path) -> list[str]:
    """Train into a folder under the fixed name; validation is a command, and a test, of its own."""
    return [
        *_rasa("train"),
        *("--config", str(CONFIG), "--domain", str(DOMAIN)),
        *("--data", *map(str, TRAINING_DATA)),
        *("--out", str(out), "--fixed-model-name", MODEL_NAME, "--force", "--skip-validation"),
    ]


def train_nlu(config: Path, data: Path, out: Path, name: str) -> list[str]:
    """Train another pipeline, to compare it."""
    return [
        *_rasa("train", "nlu"),
        *("--config", str(config), "--nlu", str(data), "--domain", str(DOMAIN)),
        *("--out", str(out), "--fixed-model-name", name),
    ]


def validate() -> list[str]:
    return [
        *_rasa("data", "validate"),
        *("--config", str(CONFIG), "--domain", str(DOMAIN)),
        *("--data", *map(str, TRAINING_DATA)),
    ]


def test(settings: Settings, stories: Path, out: Path) -> list[str]:
    return [
        *_rasa("test", "core"),
        *("--model", str(model_file(settings)), "--stories", str(stories), "--out", str(out)),
        *("--endpoints", str(ENDPOINTS), "--fail-on-prediction-errors", "--no-plot"),
    ]


def _rasa(*command: str) -> list[str]:
    return [sys.executable, "-W", "ignore", "-m", "rasa", *command]


def _served(*command: str) -> list[str]:
    return [sys.executable, "-W", "ignore", "-m", "bot.without_tensorflow", *command]


def _endpoints() -> list[str]:
    return ["--endpoints", str(ENDPOINTS), "--credentials", str(CREDENTIALS)]
