"""How results are ordered beside BM25F; each constant is explained by a search it decides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import log

import numpy as np

from directory_data.analysis import content_words, stem
from directory_data.catalogue import Catalogue
from directory_data.postings import Mask, Postings, Scores
from directory_data.query import Query
from directory_data.vocabulary import Area, Audience, Kind

COVERAGE = 0.75  # "all day he cries": the record that says "cries" before one that says "all" and "day"
EXACT_NAME = 3.0  # "taf": the record called TAF before the many that mention it
OTHER_AUDIENCE = 0.45  # a parent who types "EHA" still finds the guidance, below what is for parents
UNKNOWN_AUDIENCE = 0.8  # who does not say what they are is more often a parent than a practitioner
GUIDANCE = 0.7  # a parent's "family support" wants who gives it before the page that explains the ways to it
OWN_AREA = 1.6  # "lcss in Didcot": the South's team before what is for the whole county
OTHER_AGE = 0.5  # "for a 3 year old": a youth service still shows, below
RESOURCE = 0.9  # "speech": the therapists who see children before a website about speech
FIRST_SECTION = 1.5  # "TAF" and "what is a TAF" want what it is, not a detail of it
GLOSSARY = 0.5  # "what can LCSS do" wants the service before the line that spells the letters out


@dataclass(frozen=True)
class Ranking:
    """Scores the documents of one index build."""

    postings: Postings
    catalogue: Catalogue

    def scores(self, query: Query, audience: Audience | None, areas: tuple[Area, ...]) -> Scores:
        """BM25F, then how much of the need is covered, exact names, audience, age and area."""
        if query.is_empty:
            scores = np.ones(self.postings.size, dtype=np.float32)
        else:
            scores = self.postings.scores(query.stems) * self._coverage(query)
            for number in self._exactly_named(query):
                scores[number] *= EXACT_NAME
        scores *= self._for_audience[audience]
        if audience is Audience.PARENT:
            scores *= self._of_guidance
        if query.age is not None:
            scores *= _factor(self.catalogue.for_age(query.age), 1, OTHER_AGE)
        for area in areas:
            scores *= self._in_area[area]
        scores *= self._of_sort
        return scores

    @cached_property
    def _for_audience(self) -> dict[Audience | None, Scores]:
        masks = self.catalogue.audiences
        factors: dict[Audience | None, Scores] = {a: _factor(masks[a], 1, OTHER_AUDIENCE) for a in Audience}
        return factors | {None: _factor(masks[Audience.PARENT], 1, UNKNOWN_AUDIENCE)}

    @cached_property
    def _of_guidance(self) -> Scores:
        return _factor(self.catalogue.kinds[Kind.GUIDANCE], GUIDANCE, 1)

    @cached_property
    def _in_area(self) -> dict[Area, Scores]:
        return {area: _factor(mask, OWN_AREA, 1) for area, mask in self.catalogue.own_areas.items()}

    @cached_property
    def _of_sort(self) -> Scores:
        """What kind and category make of a score, whatever is asked."""
        factor = _factor(self.catalogue.kinds[Kind.RESOURCE], RESOURCE, 1)
        if "glossary" in self.catalogue.categories:
            factor *= _factor(self.catalogue.categories["glossary"], GLOSSARY, 1)
        return factor

    def first_sections(self, query: Query, scores: Scores) -> list[int]:
        """Documents that open the guidance whose name is all that was asked for."""
        return [int(number) for number in np.nonzero(scores)[0] if self._opens(int(number), query)]

    def _opens(self, number: int, query: Query) -> bool:
        """Whether a document is the first section of guidance whose name is all that was asked for."""
        record = self.catalogue.records[number]
        if not record.sections or self.catalogue.section(number) != record.sections[0]:
            return False
        named = {
            stem(word) for name in (record.name, *record.alternate_names) for word in content_words(name)
        }
        return all(not named.isdisjoint(group) for group in query.groups)

    def _coverage(self, query: Query) -> Scores:
        """The share of the need words a document has; a word in few documents counts for more."""
        groups = [*query.groups, query.synonyms] if query.synonyms else list(query.groups)
        covered = np.zeros(self.postings.size, dtype=np.float32)
        total = 0.0
        for group in groups:
            having = self.postings.having(group)
            rarity = log(1 + self.postings.size / (1 + np.count_nonzero(having))) ** COVERAGE
            np.add(covered, np.float32(rarity), out=covered, where=having)
            total += rarity
        share: Scores = covered / np.float32(total)
        return share

    def _exactly_named(self, query: Query) -> list[int]:
        named = self.catalogue.named
        found = {number for said in _as_names(query.text) for number in named.get(said, ())}
        return [number for number in found if self.catalogue.whole[number]]


def _as_names(text: str) -> set[str]:
    """A search text in the forms a name may have: as typed, without little words, in the singular."""
    said = " ".join(text.lower().split()).strip(" ?!.")
    short = " ".join(content_words(said))
    return {said, short, said.removesuffix("s"), short.removesuffix("s")} - {""}


def _factor(mask: Mask, inside: float, outside: float) -> Scores:
    """What to multiply each document's score with: multiplying all is faster than picking some."""
    return np.where(mask, np.float32(inside), np.float32(outside))
