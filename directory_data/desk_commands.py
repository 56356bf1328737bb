"""Commands for who may edit, who is forgotten, and for what happens by date."""

from __future__ import annotations

import getpass

import click

from directory_data import erasure
from directory_data.editing import Editing
from directory_data.people import People, Role
from directory_data.settings import Settings
from directory_data.store import Store

ROLES = click.Choice([role.value for role in Role])


@click.group()
def users() -> None:
    """People who may use the editors' desk."""


@users.command("list")
def list_() -> None:
    """Everybody with role and last visit."""
    for person in _people().all():
        seen = f"last seen {person.last_seen:%Y-%m-%d}" if person.last_seen else "never signed in"
        state = ", disabled" if person.disabled else ""
        click.echo(f"{person.name}: {person.role.value}, {seen}{state}")


@users.command()
@click.argument("name")
@click.option("--role", type=ROLES, required=True)
@click.password_option(help="At least 12 characters; asked for when it is not given.")
def add(name: str, role: str, password: str) -> None:
    """Let somebody in."""
    person = _people().add(name, password, Role(role), _whoever())
    click.echo(f"{person.name} may sign in as {person.role.value}.")


@users.command()
@click.argument("name")
@click.password_option(help="At least 12 characters; asked for when it is not given.")
def password(name: str, password: str) -> None:
    """Give somebody a new password; it ends their sessions."""
    _people().set_password(name, password, _whoever())
    click.echo(f"{name} has a new password.")


@users.command()
@click.argument("name")
@click.argument("role", type=ROLES)
def role(name: str, role: str) -> None:
    """Give somebody another role."""
    _people().set_role(name, Role(role), _whoever())
    click.echo(f"{name} is {role} now.")


@users.command()
@click.argument("name")
def disable(name: str) -> None:
    """Keep somebody out; their name stays in the history."""
    _people().disable(name, _whoever())
    click.echo(f"{name} may no longer sign in.")


@users.command()
@click.argument("name")
def enable(name: str) -> None:
    """Let somebody in again."""
    _people().enable(name, _whoever())
    click.echo(f"{name} may sign in again.")


@click.command("erase-person")
@click.argument("name")
@click.option("--email", "emails", multiple=True, help="An address of theirs; may be given several times.")
@click.option("--phone", "phones", multiple=True, help="A number of theirs; may be given several times.")
@click.option("--yes", is_flag=True, help="Do it; without this it is only said what would change.")
def erase_person(name: str, emails: tuple[str, ...], phones: tuple[str, ...], yes: bool) -> None:
    """Take a person out of old revisions, drafts, proposals and the log; not for what is on the site."""
    store = Store(Settings.from_environment().store_url)
    store.migrate()
    done = erasure.erase(store, name, emails, phones, _whoever(), trial=not yes)
    for table, rows in sorted(done.rows.items()):
        click.echo(f"{rows:>6}  rows of {table}")
    for key in done.keys:
        click.echo(f"The name is part of {key!r}, which stays.")
    click.echo("They are changed." if yes else "Nothing is changed yet: give --yes to do it.")


@click.command()
def publish() -> None:
    """Publish and withdraw what is due today, and bring the index up to date. For cron."""
    settings = Settings.from_environment()
    editing = Editing(settings)
    editing.store.migrate()
    done = editing.tick()
    click.echo("\n".join(done) if done else "Nothing was due; the index is up to date.")


def _people() -> People:
    store = Store(Settings.from_environment().store_url)
    store.migrate()
    return People(store)


def _whoever() -> str:
    """The account that runs the command, for the audit log."""
    return f"{getpass.getuser()} (command line)"
