"""The synonyms editor: what people say, and the words the directory has for it."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from directory_data import audit
from directory_data.errors import ConflictingEdit, EditRefused
from directory_data.people import Role
from directory_data.synonym_store import SynonymStore
from directory_data.synonyms import Synonym
from web.desk.access import desk_page, done, editing, who
from web.desk.paging import Paged
from web.parts import parts

A_PAGE = 50
WHY_NEEDED = "Say why, for whoever asks later."


@desk_page("/synonyms", Role.READER)
def synonyms() -> ResponseReturnValue:
    """Every group, or those with a word in them."""
    text = request.args.get("q", "").lower().strip()
    groups = [
        (key, pair)
        for key, pair in _store().published().items()
        if not text or any(text in words.lower() for words in [*pair.say, *pair.means])
    ]
    return render_template("desk/synonyms.html", paged=Paged(groups, A_PAGE), text=text)


@desk_page("/synonyms/new", Role.PUBLISHER)
def synonym_new() -> ResponseReturnValue:
    return _form("", Synonym([], []), 0, [])


@desk_page("/synonyms/new", Role.PUBLISHER, post=True)
def synonym_new_sent() -> ResponseReturnValue:
    """Publish a new group."""
    pair = _sent()
    problems = _problems("", pair)
    if problems:
        return _form("", pair, 0, problems), 422
    key = _store().add(pair, who().name, _why())
    return _published(key, "added synonyms", "Searches use it now.")


@desk_page("/synonyms/<key>", Role.READER)
def synonym(key: str) -> ResponseReturnValue:
    """One group with its history."""
    history = _store().history(key)
    return _form(key, history[-1].pair, history[-1].number, [])


@desk_page("/synonyms/<key>", Role.PUBLISHER, post=True)
def synonym_sent(key: str) -> ResponseReturnValue:
    """Publish another wording; somebody else's newer one is not overwritten."""
    pair, problems = _sent(), _problems(key, _sent())
    if problems:
        return _form(key, pair, _after(), problems), 422
    try:
        _store().save(key, pair, who().name, _why(), after=_after())
    except ConflictingEdit:
        newest = _store().history(key)[-1]
        theirs = f"{', '.join(newest.pair.say)} → {', '.join(newest.pair.means) or 'withdrawn'}"
        words = (
            f"{newest.author} changed this meanwhile to: {theirs}. Your text is below; save again to keep it."
        )
        return _form(key, pair, newest.number, [("say", words)]), 409
    return _published(key, "changed synonyms", "Searches use it now.")


@desk_page("/synonyms/<key>/withdraw", Role.PUBLISHER, post=True)
def synonym_withdraw(key: str) -> ResponseReturnValue:
    if not _why():
        raise EditRefused(f"{WHY_NEEDED} Nothing was changed.")
    _store().withdraw(key, who().name, _why(), after=_after())
    return _published(key, "withdrew synonyms", "Searches do not use it any more. It can be restored.")


@desk_page("/synonyms/<key>/restore/<int:number>", Role.PUBLISHER, post=True)
def synonym_restore(key: str, number: int) -> ResponseReturnValue:
    _store().restore(key, number, who().name)
    return _published(key, "restored synonyms", f"Revision {number} is used again.")


def _published(key: str, what: str, words: str) -> ResponseReturnValue:
    desk = editing()
    with desk.store.writing() as connection:
        audit.note(connection, who().name, what, key, _why())
    desk.refresh()
    return done(words, "synonym", key=key)


def _form(key: str, pair: Synonym, after: int, problems: list[tuple[str, str]]) -> str:
    return render_template(
        "desk/synonym.html",
        key=key,
        pair=pair,
        after=after,
        problems=problems,
        why=request.form.get("why", ""),
        history=_store().history(key)[::-1] if key else [],
    )


def _problems(key: str, pair: Synonym) -> list[tuple[str, str]]:
    found = [
        ("say", words)
        for words in _store().problems(key, pair, parts().directory.searcher.postings.vocabulary)
    ]
    return found + ([] if _why() else [("why", WHY_NEEDED)])


def _sent() -> Synonym:
    lines = {name: request.form.get(name, "").splitlines() for name in ("say", "means")}
    return Synonym(**{name: [one.strip() for one in found if one.strip()] for name, found in lines.items()})


def _why() -> str:
    return request.form.get("why", "").strip()[:400]


def _after() -> int:
    return request.form.get("after", -1, type=int)


def _store() -> SynonymStore:
    return SynonymStore(editing().store)
