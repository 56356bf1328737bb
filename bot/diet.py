"""How Rasa's own classifier, DIET, does on the messages that the detectors are measured on.

One row of the table in docs/evaluation.md; the assistant does not use it.
"""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import yaml
from rasa.core.agent import Agent

from bot import launch
from bot.train import TrainingFailed
from directory_data.settings import ROOT, Settings
from nlu.evaluation.comparison import Kept
from nlu.evaluation.sets import DEVELOPMENT, HELD_OUT, Sets
from nlu.labels import SAFEGUARDING
from nlu.training_data import Example, examples

NAME = "diet"


def measure(settings: Settings, epochs: int, every: int, say: Callable[[str], object]) -> Path:
    """Train DIET as ``rasa init`` sets it up, and leave each message's chance of a concern in a file.

    It learns from every so-manieth message, for with all of them an epoch takes minutes.
    """
    folder = settings.data / "evaluation"
    folder.mkdir(parents=True, exist_ok=True)
    some = examples()[::every]
    say(f"Training DIET on {len(some):,} messages (some minutes) …")
    model = _trained(settings, folder, epochs, some)
    say("Reading the messages …")
    texts = sorted({text for messages in (HELD_OUT, DEVELOPMENT) for text in _texts(messages)})
    title = f"DIET, as `rasa init` sets it up, {len(some):,} messages, {epochs} epochs"
    path = folder / f"{NAME}.json"
    path.write_bytes(msgspec.json.encode(Kept(title, asyncio.run(_chances(model, texts)))))
    return path


def config(epochs: int) -> dict[str, object]:
    """The pipeline of ``rasa init`` in Rasa 3.6, with every intent's chance reported."""
    return {
        "recipe": "default.v1",
        "language": "en",
        "assistant_id": NAME,
        "pipeline": [
            {"name": "WhitespaceTokenizer"},
            {"name": "RegexFeaturizer"},
            {"name": "LexicalSyntacticFeaturizer"},
            {"name": "CountVectorsFeaturizer"},
            {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
            {
                "name": "DIETClassifier",
                "epochs": epochs,
                "random_seed": 20,
                "entity_recognition": False,
                "ranking_length": 0,
                "constrain_similarities": True,
            },
        ],
        "policies": [],
    }


def _trained(settings: Settings, folder: Path, epochs: int, some: Sequence[Example]) -> Path:
    written, data = folder / f"{NAME}.yml", folder / f"{NAME}-messages.yml"
    written.write_text(yaml.safe_dump(config(epochs)), encoding="utf-8")
    data.write_text(_as_rasa_data(some), encoding="utf-8")
    done = subprocess.run(  # noqa: S603 our own interpreter and files
        launch.train_nlu(written, data, folder, NAME),
        env=launch.environment(settings),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    model = folder / f"{NAME}.tar.gz"
    if done.returncode or not model.exists():
        raise TrainingFailed("\n".join((done.stdout + done.stderr).splitlines()[-30:]))
    return model


def _as_rasa_data(some: Sequence[Example]) -> str:
    by_intent: dict[str, list[str]] = {}
    for example in some:
        by_intent.setdefault(example.intent, []).append(f"- {example.text}\n")
    nlu = [{"intent": intent, "examples": "".join(lines)} for intent, lines in by_intent.items()]
    return yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True)


def _texts(messages: Sets) -> list[str]:
    concerns = [message.text for message in messages.positives()]
    return [*concerns, *(message.text for message in messages.look_alikes()), *messages.harmless()]


async def _chances(model: Path, texts: Sequence[str]) -> dict[str, float]:
    """Text to the sum of the chances of all safeguarding intents."""
    agent = Agent.load(str(model))
    found = {}
    for text in texts:
        parsed = await agent.parse_message(text)
        ranking = parsed["intent_ranking"]
        found[text] = float(sum(one["confidence"] for one in ranking if one["name"] in SAFEGUARDING))
    return found
