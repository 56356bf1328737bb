"""Finds words that Python still holds somewhere: in a cache, a global, an object that lives on."""

from __future__ import annotations

import gc
import random
from types import FrameType

MARK = "zqv"
"""Every made-up word begins so; no other word does."""
LONGEST = 1000  # characters; longer ones are whole files, as this one


def made_up(chance: random.Random) -> str:
    """A word that nobody has typed before; not kept here."""
    return MARK + "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=9))


def kept_words() -> set[str]:
    """The texts with a made-up word in anything that lives: dicts, lists, tuples, caches, instances."""
    gc.collect()
    waiting = [held for held in gc.get_objects() if not isinstance(held, FrameType)]
    untracked: set[int] = set()
    texts: set[str] = set()
    while waiting:
        found = gc.get_referents(waiting.pop())
        texts.update(one for one in found if isinstance(one, str) and MARK in one and len(one) < LONGEST)
        for one in found:  # the collector itself leaves out what holds texts alone
            if isinstance(one, tuple | dict) and not gc.is_tracked(one) and id(one) not in untracked:
                untracked.add(id(one))
                waiting.append(one)
    return {text for text in texts if text.strip("'\"") != MARK}
