"""A made-up county of any size, the same for the same seed; it is never stored and never shown.

The everyday words and how often each is used are those of the reviewed records, without capitals and
figures, so that no real name or number comes along. Names of places, people and groups are syllables.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from directory_data import seed_files
from directory_data.models import Record, record_from
from directory_data.vocabulary import CATEGORIES, Area, Audience, Kind

SEED = 20261122
TOWNS, GROUPS = 400, 6000  # different made-up names
ONSETS = "b br c ch d dr f fl g gl h j k l m n p pr qu r s sl st t th tr v w y z".split()
VOWELS = "a e i o u ai ea ee oo ou".split()
CODAS = "b ck d ff g ll m n nd p r rn sh ss t th x".split()
SORTS = "group club centre project service team network hub drop-in clinic playgroup circle".split()
HOURS = [("09:00", "17:00"), ("08:30", "16:30"), ("10:00", "14:00"), ("18:00", "21:00")]
_PLAIN_WORD = re.compile(r"(?<![\w.@/])[a-z]{2,}(?![\w.@/])")


class County:
    """Makes records and remembers the words to ask for."""

    def __init__(self, seed: int = SEED) -> None:
        self._chance = random.Random(seed)  # noqa: S311 the same county each time, no secret
        counted = _everyday_words()
        self.words = list(counted)
        """Everyday words, the commonest first."""
        self._shares = list(accumulate(count**0.75 for count in counted.values()))  # said in more ways
        self.towns = [self._syllables(2).title() + "ford" for _ in range(TOWNS)]
        self.names = [self._syllables(self._chance.randint(2, 3)).title() for _ in range(GROUPS)]

    def records(self, count: int) -> Iterator[Record]:
        """The first ``count`` records; a larger county begins with the smaller one."""
        return (self.record(number) for number in range(count))

    def record(self, number: int, said: str = "") -> Record:
        """One record, made afresh at each call; ``said`` is added to its description."""
        pick = self._chance
        town, name = pick.choice(self.towns), pick.choice(self.names)
        topics = pick.sample(sorted(CATEGORIES), pick.randint(1, 3))
        return record_from(
            {
                "key": f"made-up-{number:06d}",
                "kind": pick.choices(list(Kind), [60, 8, 6, 2, 4, 12, 8])[0].value,
                "name": f"{name} {' '.join(self._some(2, 3))} {pick.choice(SORTS)}",
                "summary": f"{' '.join(self._some(8, 16)).capitalize()} in {town}.",
                "description": f"{' '.join(self._sentence() for _ in range(pick.randint(3, 8)))} {said}",
                "source": "made-up",
                "categories": topics,
                "keywords": self._some(3, 8),
                "areas": [] if pick.random() < 0.2 else [pick.choice(list(Area)).value],
                "audiences": [] if pick.random() < 0.4 else [pick.choice(list(Audience)).value],
                "places": [town],
                **self._details(),
            }
        )

    def _details(self) -> dict[str, Any]:
        """Hours and ages of those that have some."""
        pick = self._chance
        details: dict[str, Any] = {}
        if pick.random() < 0.5:
            opens, closes = pick.choice(HOURS)
            days = sorted(pick.sample(["MO", "TU", "WE", "TH", "FR"], pick.randint(1, 5)))
            details["schedules"] = [{"byday": days, "opens_at": opens, "closes_at": closes}]
        if pick.random() < 0.4:
            youngest = pick.randint(0, 16)
            details |= {"minimum_age": youngest, "maximum_age": youngest + pick.randint(2, 8)}
        return details

    def _sentence(self) -> str:
        return f"{' '.join([*self._some(6, 14), self._chance.choice(self.names)]).capitalize()}."

    def _some(self, fewest: int, most: int) -> list[str]:
        return self._chance.choices(
            self.words, cum_weights=self._shares, k=self._chance.randint(fewest, most)
        )

    def _syllables(self, count: int) -> str:
        pick = self._chance.choice
        return "".join(pick(ONSETS) + pick(VOWELS) for _ in range(count)) + pick(CODAS)


def _everyday_words() -> dict[str, int]:
    counts: Counter[str] = Counter()
    for record in seed_files.records():
        texts = [record.summary, record.description, *record.keywords, *(s.text for s in record.sections)]
        counts.update(word for text in texts for word in _PLAIN_WORD.findall(text))
    return dict(counts.most_common())
