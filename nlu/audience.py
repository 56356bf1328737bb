"""Who is writing, judged by the wording; what is unclear stays unknown."""

from __future__ import annotations

from collections.abc import Iterable

from directory_data.vocabulary import Audience
from nlu.rules.matching import Hit, hits
from nlu.text import clean, expand


def audience_of(text: str) -> Audience | None:
    """Parent or practitioner by the rules alone; ``None`` when the words do not say."""
    return audience_in(hits(expand(clean(text))))


def child_speaking(text: str) -> bool:
    """Whether a child or young person is writing about themselves."""
    return child_in(hits(expand(clean(text))))


def audience_in(found: Iterable[Hit]) -> Audience | None:
    """The audience that these rule hits speak of; a practitioner's own words outweigh "my son" in them."""
    marks = {mark for hit in found for mark in hit.rule.marks}
    if "practitioner" in marks and "as_parent" not in marks:
        return Audience.PRACTITIONER
    return Audience.PARENT if marks & {"parent", "child", "as_parent"} else None


def child_in(found: Iterable[Hit]) -> bool:
    """Whether these hits speak of a child writing; not when a practitioner quotes one."""
    marks = {mark for hit in found for mark in hit.rule.marks}
    return "child" in marks and "practitioner" not in marks
