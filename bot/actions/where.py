"""Which place a person means: known, one of several of that name, or outside the county."""

from __future__ import annotations

from bot.actions.replies import Choice, Reply
from directory_data import places
from directory_data.gazetteer import Place
from directory_data.vocabulary import Area

WHICH = "There is more than one {name}. Which do you mean?"
OUTSIDE = (
    "{name} is outside Oxfordshire ({council}), so I do not know the services there. Contact the council "
    "there. If the child lives in Oxfordshire, tell me where and I will look for services there."
)


def candidates(name: str) -> tuple[Place, ...]:
    """Every place that a name can stand for."""
    if not name:
        return ()
    found = places.find(near(name))
    return places.lookup(name) or (found.places if found else ())


def near(name: str) -> str:
    """A name as the search reads it; alone, "Grove" might be any grove."""
    return f"in {name}" if name else ""


def areas(name: str) -> tuple[Area, ...]:
    """The LCSS areas that a place can lie in; empty when it is unknown or outside the county."""
    found = {area for place in candidates(name) for area in place.areas}
    return tuple(area for area in Area if area in found)


def question(name: str) -> Reply | None:
    """What has to be settled about a place before the answer can depend on it; ``None`` when nothing has.

    Places of one name in one area are not asked about, because the answer is the same.
    """
    found = candidates(name)
    inside = [place for place in found if not place.outside]
    if found and not inside:
        return Reply().say(OUTSIDE.format(name=found[0].name, council=found[0].outside)).remember(place=None)
    if len(inside) > 1 and len(areas(name)) > 1:
        return Reply().say(WHICH.format(name=inside[0].name)).offer(_choices(inside))
    return None


def _choices(found: list[Place]) -> list[Choice]:
    return [(place.label, f"in {place.label}") for place in found]
