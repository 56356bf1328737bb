"""How far records are from a place, in miles and in a straight line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from directory_data import places
from directory_data.gazetteer import Place
from directory_data.models import Location, Record

Miles = npt.NDArray[np.float64]
Position = tuple[float, float]
"""Latitude and longitude in degrees."""

EARTH_RADIUS_MILES = 3958.8


class Distances:
    """The positions of the records of one index build."""

    def __init__(self, records: Sequence[Record]) -> None:
        spots = [
            (number, *position)
            for number, record in enumerate(records)
            for position in map(position_of, record.locations)
            if position
        ]
        self._size = len(records)
        self._numbers = np.array([spot[0] for spot in spots], dtype=np.int32)
        self._latitudes = np.radians([spot[1] for spot in spots])
        self._longitudes = np.radians([spot[2] for spot in spots])

    def miles_from(self, place: Place) -> Miles:
        """Miles to the nearest location of each record; infinite where one of the two is not known."""
        miles: Miles = np.full(self._size, np.inf)
        if place.latitude is not None and place.longitude is not None:
            here, there = np.radians(place.latitude), np.radians(place.longitude)
            half = np.sin((self._latitudes - here) / 2) ** 2
            half += np.cos(here) * np.cos(self._latitudes) * np.sin((self._longitudes - there) / 2) ** 2
            np.minimum.at(miles, self._numbers, 2 * EARTH_RADIUS_MILES * np.arcsin(np.sqrt(half)))
        return miles


def position_of(location: Location) -> Position | None:
    """Where a location is: its own position, else the middle of its postcode's sector or district."""
    if location.latitude is not None and location.longitude is not None:
        return location.latitude, location.longitude
    return _of_postcode(location.address.postal_code) if location.address else None


@lru_cache(maxsize=20_000)
def _of_postcode(code: str) -> Position | None:
    for place in places.lookup(code):
        if place.latitude is not None and place.longitude is not None:
            return place.latitude, place.longitude
    return None
