"""Commands of understanding; ``python -m nlu --help`` lists them."""

from __future__ import annotations

import datetime as dt
from time import perf_counter

import click
import msgspec

from directory_data.directory import Directory
from directory_data.settings import ROOT, Settings
from nlu import models
from nlu.errors import NluError
from nlu.evaluation import comparison, measures, misses, report, sets
from nlu.labels import CATEGORIES, Category
from nlu.memory import Memory
from nlu.understand import Understander, Understanding

MESSAGES = {"held-out": sets.HELD_OUT, "development": sets.DEVELOPMENT, "unseen": sets.UNSEEN}


@click.group()
def cli() -> None:
    """What a message asks for, and whether a child is at risk."""


@cli.command()
@click.option("--anew", is_flag=True, help="Train even when nothing has changed.")
def train(anew: bool) -> None:
    """Train the language models when training messages or code have changed."""
    settings = Settings.from_environment()
    if not anew and models.load(settings).trained is not None:
        click.echo("Language models are up to date.")
        return
    click.echo("Training the language models (about a minute)...")
    began = perf_counter()
    try:
        models.save(models.train_on_all(), models.path_of(settings))
    except NluError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Trained in {perf_counter() - began:.0f} s.")


@cli.command()
@click.argument("texts", nargs=-1, required=True)
def ask(texts: tuple[str, ...]) -> None:
    """Show what is understood by TEXTS, the turns of one conversation."""
    understander = Understander(Settings.from_environment())
    if understander.problem:
        click.echo(f"No trained models, rules only: {understander.problem}", err=True)
    memory = Memory()
    for text in texts:
        understanding = understander.understand(text, memory)
        memory = understanding.memory
        click.echo(
            msgspec.json.format(
                msgspec.json.encode({"text": text, **_plain(understanding)}), indent=2
            ).decode()
        )


@cli.command()
@click.option("--publish", is_flag=True, help="Also write the page that docs/ shows.")
@click.option("--on", "name", type=click.Choice(list(MESSAGES)), default="held-out", show_default=True)
def evaluate(publish: bool, name: str) -> None:
    """Measure understanding and search on the held-out messages and write a dated report."""
    settings = Settings.from_environment()
    understander = Understander(settings)
    if publish and name != "held-out":
        raise click.UsageError("Only the held-out messages are published.")
    if understander.problem:
        raise click.ClickException(f"There are no trained models ({understander.problem}): run `make data`.")
    directory = Directory(settings.index_folder)

    def measured(messages: sets.Sets) -> measures.Evaluation:
        return measures.measure(understander, directory, messages, lambda step: click.echo(f"… {step}"))

    found = measured(MESSAGES[name])
    today = dt.date.today()
    page = report.write(found, settings.data / "evaluation", f"{today.isoformat()}-{name}", today)
    if publish:
        report.publish(found, measured(sets.UNSEEN), ROOT / "docs", today)
    click.echo(page.read_text(encoding="utf-8"))
    click.echo(f"Written to {page.parent}, with pictures and the misread messages beside it.")


@cli.command()
@click.option("--publish", is_flag=True, help="Also write the page that docs/ shows.")
def compare(publish: bool) -> None:
    """Set the detectors beside each other and beside simpler ones, on both sets of messages."""
    settings = Settings.from_environment()
    parts = ["# Detectors compared", comparison.ABOUT]
    for title, messages in (("Held-out messages", sets.HELD_OUT), ("Development messages", sets.DEVELOPMENT)):
        judged = comparison.Judged.of(messages)
        scores = {**comparison.simpler(judged), **comparison.ours(judged, models.load(settings))}
        diet = settings.data / "evaluation" / "diet.json"
        if diet.is_file():
            scores |= comparison.Kept.read(diet).of(judged)
        parts += [f"## {title}", comparison.table(scores, judged)]
    held_out = comparison.Judged.of(sets.HELD_OUT)
    parts += [
        "## More training text",
        "The logistic regression taught with a part of the messages, on the held-out ones:",
        comparison.table(comparison.amounts(held_out), held_out),
    ]
    page = "\n\n".join(parts)
    if publish:
        (ROOT / "docs" / "detectors.md").write_text(page, encoding="utf-8")
    click.echo(page)


@cli.command()
@click.argument("text")
@click.option("--category", type=click.Choice(CATEGORIES), help="The MASH criterion that it meets.")
@click.option("--keep", is_flag=True, help="Add it to the evaluation set; needs --category.")
def miss(text: str, category: str | None, keep: bool) -> None:
    """Show why TEXT, a missed concern, is not answered with the card, and what it would take."""
    if keep and not category:
        raise click.UsageError("--keep needs --category, the MASH criterion that the message meets.")
    for line in misses.told(misses.explain(text, Settings.from_environment())):
        click.echo(line)
    if not keep:
        return
    try:
        path = misses.keep(text, Category(category))
    except NluError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Kept in {path.relative_to(ROOT)}: every evaluation measures it from now on.")


def _plain(found: Understanding) -> dict[str, object]:
    place = found.entities.place
    return {
        "intent": found.intent,
        "confidence": round(found.confidence, 3),
        "ranking": [[intent, round(chance, 3)] for intent, chance in found.ranking[:5]],
        "band": found.band,
        "audience": found.audience,
        "place": [p.label for p in place.places] if place else None,
        "age": found.entities.age,
        "organisation": found.entities.organisation,
        "need": found.need,
        "assessment": found.assessment,
        "memory": found.memory.facts(),
    }
