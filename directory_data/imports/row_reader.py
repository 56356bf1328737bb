"""One row of a list as an entry; each of its faults leads to the cell and says what to do."""

from __future__ import annotations

import re

import phonenumbers

from directory_data import places, postcodes, validation
from directory_data.gazetteer import Place
from directory_data.imports.columns import Column, Layout
from directory_data.imports.entries import Entry, Fault
from directory_data.imports.sheet import Row
from directory_data.vocabulary import Area

AREA_WORDS = {
    Area.NORTH: ["north", "n", "north west", "northwest", "north and west", "cherwell and west"],
    Area.CENTRAL: ["central", "c", "city", "oxford city", "oxford"],
    Area.SOUTH: ["south", "s", "south and vale", "south vale", "vale"],
}
SHORTEST, LONGEST = 9, 10
"""Digits of a UK number after the first 0; shorter ones, such as 0800 1111, are known by name."""


class RowReader:
    """Reads one row and collects its faults."""

    def __init__(self, row: Row, found: Layout, above: Area | None) -> None:
        self._row, self._layout, self._above = row, found, above
        self.faults: list[Fault] = []

    def entry(self) -> Entry | None:
        """The entry; ``None`` when a fault of the row is more than a warning."""
        organisation = self._text(Column.ORGANISATION)
        if not organisation:
            self._fault(Column.ORGANISATION, "is empty: which organisation is this row about?")
        worker, phone, email = self._text(Column.WORKER), self._phone(), self._email()
        if not (worker or phone or email):
            self._fault(Column.WORKER, "is empty, and there is no phone or e-mail either.")
        elif not worker:
            self._fault(Column.WORKER, "is empty: nobody will be named.", warn=True)
        postcode = self._postcode()
        where = self._places(organisation, postcode)
        area = self._area(where, postcode)
        where = tuple(place for place in where if area in place.areas) or where
        if area is None or any(not fault.is_warning for fault in self.faults):
            return None
        return Entry(
            where=self._row.where,
            organisation=organisation,
            area=area,
            worker=worker,
            phone=phone,
            email=email,
            place=where[0].label if len(where) == 1 else self._text(Column.PLACE),
            address=self._text(Column.ADDRESS),
            postcode=postcode,
        )

    def _text(self, column: Column) -> str:
        number = self._layout.columns.get(column)
        text = self._row.cells[number] if number is not None and number < len(self._row.cells) else ""
        if text.startswith("#"):
            self._fault(column, f"shows {text!r}: work the formula out in the spreadsheet and save it again.")
            return ""
        return "" if text.lower() in {"-", "n/a", "na", "none", "tbc", "tba", "vacant"} else text

    def _fault(self, column: Column, problem: str, *, warn: bool = False) -> None:
        fault = Fault(self._row.where, self._layout.name(column), problem, warn)
        if fault not in self.faults:
            self.faults.append(fault)

    def _phone(self) -> str:
        typed = self._text(Column.PHONE)
        if not typed:
            return ""
        if re.search(r"\dE\+\d", typed):
            self._fault(Column.PHONE, f"{typed} was shortened by the spreadsheet: format the column as text.")
            return ""
        first = re.split(r"\s*(?:/|;|,|\bor\b|\bext\b)\s*", typed)[0]
        if re.fullmatch(r"[1237]\d{9}", first.replace(" ", "")):
            first = f"0{first}"
            self._fault(
                Column.PHONE, f"the spreadsheet lost the first 0 of {typed}; read as {first}.", warn=True
            )
        elif first != typed:
            self._fault(Column.PHONE, f"only {first} of {typed!r} is taken.", warn=True)
        return self._number(first)

    def _number(self, typed: str) -> str:
        try:
            parsed = phonenumbers.parse(typed, "GB")
        except phonenumbers.NumberParseException:
            self._fault(Column.PHONE, f"{typed} is not a telephone number.")
            return ""
        if parsed.country_code != 44:
            self._fault(Column.PHONE, f"{typed} is not a UK number.")
            return ""
        is_valid = phonenumbers.is_valid_number(parsed)
        digits = len(str(parsed.national_number))
        if not is_valid and digits not in (SHORTEST, LONGEST):
            length = "short" if digits < SHORTEST else "long"
            self._fault(Column.PHONE, f"{typed} is too {length} for a UK number.")
            return ""
        national = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
        if not is_valid:
            self._fault(
                Column.PHONE, f"{typed} is in no range of numbers that is in use: check it.", warn=True
            )
            return typed if " " in typed else national
        if national.startswith(("01", "02")) and not national.startswith(validation.LOCAL_AREA_CODES):
            self._fault(Column.PHONE, f"{typed} has a code from outside Oxfordshire: check it.", warn=True)
        return national

    def _email(self) -> str:
        typed = self._text(Column.EMAIL).removeprefix("mailto:").rstrip(".;,")
        if typed and validation.email_problem(typed):
            self._fault(Column.EMAIL, f"{typed} is not an e-mail address.")
            return ""
        return typed

    def _postcode(self) -> str:
        typed = self._text(Column.POSTCODE)
        if not typed:
            found = postcodes.find(self._text(Column.ADDRESS))
            return (found.postcode.full or "") if found else ""
        code = postcodes.parse(typed)
        if code is None or code.full is None:
            self._fault(
                Column.POSTCODE, f"{typed} is not a whole postcode: write it like OX16 5AU.", warn=True
            )
            return ""
        return code.full

    def _places(self, organisation: str, postcode: str) -> tuple[Place, ...]:
        """Where the organisation is: its town, else its address, else a town in its name."""
        typed = self._text(Column.PLACE)
        if typed:
            hint = f"{typed}, {self._text(Column.ADDRESS)} {self._text(Column.DISTRICT)} {postcode}"
            found = places.lookup(typed)
            if len(found) != 1:
                named = places.find(f"in {hint}") or places.find(f"in {typed}")
                found = named.places if named else ()
            if not found:
                self._fault(Column.PLACE, f"{typed} is no place we know in or near Oxfordshire.", warn=True)
            elif all(place.outside for place in found):
                problem = f"{typed} is outside Oxfordshire ({found[0].outside}): check it."
                self._fault(Column.PLACE, problem, warn=True)
            return found
        for text in (self._text(Column.ADDRESS), organisation):
            named = places.find(text) if text else None
            if named and named.places[0].kind not in {"postcode", "district"}:
                return named.places
        return ()

    def _area(self, where: tuple[Place, ...], postcode: str) -> Area | None:
        """The area as the list says it, else that of the district, else that of the place."""
        typed = self._text(Column.AREA)
        said = area_of(typed) if typed else self._above
        if typed and said is None:
            self._fault(Column.AREA, f"{typed} is not an area: write North, Central or South.")
            return None
        of_district = self._area_of_district()
        there = where or places.lookup(postcode)
        possible = {one for place in there for one in place.areas}
        area = said or of_district or (next(iter(possible)) if len(possible) == 1 else None)
        if area is None:
            self._fault(
                Column.AREA, "is empty, and the place does not settle it: write North, Central or South."
            )
        elif possible and area not in possible:
            lies = " or ".join(sorted(one.value for one in possible))
            problem = f"{area.value}, but {there[0].label} is in the area {lies}: check it."
            self._fault(Column.AREA, problem, warn=True)
        elif of_district and area is not of_district:
            problem = f"the district is in the area {of_district.value}, not {area.value}: check it."
            self._fault(Column.DISTRICT, problem, warn=True)
        return area

    def _area_of_district(self) -> Area | None:
        typed = self._text(Column.DISTRICT)
        found = places.lookup(typed) if typed else ()
        areas = {area for place in found for area in place.areas}
        if typed and not areas:
            self._fault(Column.DISTRICT, f"{typed} is not a district of Oxfordshire.", warn=True)
        return areas.pop() if len(areas) == 1 else None


def area_of(text: str) -> Area | None:
    plain = re.sub(r"[^a-z ]+", " ", text.lower())
    plain = " ".join(
        word for word in plain.split() if word not in {"lcss", "area", "team", "oxfordshire", "locality"}
    )
    return next((area for area, words in AREA_WORDS.items() if plain in words), None)
