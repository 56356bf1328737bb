"""A small model of real training messages, made once: a third of them is enough for what the tests ask."""

from __future__ import annotations

import pytest

from directory_data.settings import Settings
from nlu import models, training_data
from nlu.models import Models, Trained
from nlu.safeguarding import Safeguarding
from nlu.understand import Understander


@pytest.fixture(scope="session")
def trained() -> Trained:
    return models.train(
        training_data.examples()[::3],
        training_data.turns(training_data.conversations()[::3]),
        training_data.audiences()[::3],
    )


@pytest.fixture(scope="session")
def settings(trained: Trained, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose models folder holds the small model."""
    found = Settings(data=tmp_path_factory.mktemp("data"))
    models.save(trained, models.path_of(found))
    return found


@pytest.fixture(scope="session")
def understander(settings: Settings) -> Understander:
    return Understander(settings)


@pytest.fixture(scope="session")
def both_detectors(trained: Trained) -> Safeguarding:
    return Safeguarding(Models(trained))


@pytest.fixture(scope="session")
def rules_only() -> Safeguarding:
    return Safeguarding()
