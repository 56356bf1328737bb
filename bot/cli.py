"""The commands of the assistant; each is also documented as the Rasa command it stands for."""

from __future__ import annotations

import os
from pathlib import Path

import click

from bot import cards, launch
from bot.train import TrainingFailed
from bot.train import train as train_if_changed
from directory_data import settings_list
from directory_data.errors import SettingsError
from directory_data.settings import ROOT, Settings

STORIES = ROOT / "tests" / "bot" / "stories"


@click.group()
@click.pass_context
def main(context: click.Context) -> None:
    """The Rasa assistant of Signpost."""
    try:
        context.obj = Settings.from_environment()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.pass_obj
def train(settings: Settings) -> None:
    """Train the assistant if its training data, domain, rules or code have changed."""
    try:
        train_if_changed(settings, click.echo)
    except TrainingFailed as error:
        raise click.ClickException(f"Training failed:\n{error}") from error


@main.command()
@click.pass_obj
def serve(settings: Settings) -> None:
    """Run Rasa on loopback (`rasa run`)."""
    _can_serve()
    _become(launch.serve(settings), settings)


@main.command()
@click.pass_obj
def actions(settings: Settings) -> None:
    """Run the action server on loopback."""
    _can_serve()
    from bot.actions import server  # noqa: PLC0415 the other commands need no web server

    server.run(settings)


@main.command()
@click.pass_obj
def shell(settings: Settings) -> None:
    """Talk to the assistant in this terminal (`rasa shell`); run `actions` beside it."""
    _become(launch.shell(settings), settings)


@main.command()
@click.pass_obj
def validate(settings: Settings) -> None:
    """Check domain, rules and training data against each other (`rasa data validate`)."""
    _become(launch.validate(), settings)


@main.command()
@click.option("--stories", type=click.Path(path_type=Path, exists=True), default=STORIES)
@click.pass_obj
def test(settings: Settings, stories: Path) -> None:
    """Replay the test conversations (`rasa test core`)."""
    _become(launch.test(settings, stories, settings.data / "rasa-results"), settings)


@main.command()
@click.option("--epochs", default=30, show_default=True)
@click.option("--every", default=5, show_default=True, help="Learn from every so-manieth message.")
@click.pass_obj
def diet(settings: Settings, epochs: int, every: int) -> None:
    """Measure Rasa's own classifier for `python -m nlu compare`."""
    from bot.diet import measure  # noqa: PLC0415 it imports TensorFlow

    try:
        click.echo(f"Written to {measure(settings, epochs, every, click.echo)}.")
    except TrainingFailed as error:
        raise click.ClickException(f"Training failed:\n{error}") from error


@main.command(name="cards")
def write_cards() -> None:
    """Rewrite the safeguarding responses from the reviewed wording and the contact records."""
    cards.write()
    click.echo(f"Wrote {cards.FILE.relative_to(ROOT)}.")


def _can_serve() -> None:
    """Stop with what is wrong with the settings: a door without a key would be open to the whole machine."""
    try:
        settings_list.checked()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


def _become(command: list[str], settings: Settings) -> None:
    """Replace this process, so that signals from a supervisor reach Rasa itself."""
    os.chdir(ROOT)
    os.execve(command[0], command, launch.environment(settings))  # noqa: S606 our own interpreter
