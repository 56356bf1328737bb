"""Ages as people type them, in years: "3 year old", "18 months", "year 9", "reception"."""

from __future__ import annotations

import re
from dataclasses import dataclass

WORDS = """nought one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen twenty""".split()
SMALL_NUMBERS = {word: number for number, word in enumerate(WORDS)}
NUMBER = rf"(?P<number>\d{{1,2}}(?:\.5)?|{'|'.join(WORDS)})(?P<half> and a half|½)?"
TIME = r"(?:months?|mths?|weeks?|wks?|days?|hours?|minutes?|mins?|years? (?!old))"
ANOTHER = rf"and\s+(?:a|an|\d|{'|'.join(WORDS)})"  # "he is 3 and 5", and not "he is 3 and won't talk"
NOT_AGES = rf"(?!\s*(?:{TIME}|of|%|kg|stone|pounds|to|{ANOTHER}|miles)\b)"
FORMS = (
    (rf"\b{NUMBER}[\s-]*(?:years?|yrs?|yr|y)[\s/-]*(?:olds?|o)\b", 1.0),
    (rf"\b{NUMBER}\s*y/?o\b", 1.0),
    (rf"\b{NUMBER}[\s-]*(?:months?|mths?|mnths?|mo)\b(?!\s+(?:ago|later|time|wait|waiting|since))", 1 / 12),
    (rf"\b{NUMBER}[\s-]*(?:weeks?|wks?)[\s-]*old\b", 1 / 52),
    (rf"\b(?:aged?|age of|turning|turns|just turned|nearly|almost)\s+{NUMBER}\b{NOT_AGES}", 1.0),
    (
        r"\b(?:he|she|they|i|who)(?:['’]?[sm]| is| am|['’]re| are)\s+(?:(?:only|just|nearly|almost|about) )?"
        rf"{NUMBER}\b{NOT_AGES}",
        1.0,
    ),
    (rf"\bfor (?:a|my|our|an) {NUMBER}\b(?=\s*$|[.,?!]|\s*(?:boy|girl|and))", 1.0),
)
AGES = tuple((re.compile(form, re.IGNORECASE), unit) for form, unit in FORMS)
NOT_SCHOOL = r"(?!\s*(?:old|olds|/?o\b|ago|on))"
SCHOOL_YEAR = re.compile(rf"\b(?:year|yr|y)\s?(?P<number>1[0-3]|[1-9])(?:s|'s)?\b{NOT_SCHOOL}", re.IGNORECASE)
IN_RECEPTION = r"\b(?:in|starting|starts|start|a|her|his|my) reception\b(?! desk| area)"
RECEPTION_CHILD = r"\breception (?:class|year|age|child|boy|girl|pupil)"
STAGES = (
    (re.compile(rf"{IN_RECEPTION}|{RECEPTION_CHILD}", re.IGNORECASE), 4.5),
    (re.compile(r"\bnew ?borns?\b", re.IGNORECASE), 0.0),
    (re.compile(r"\btoddlers?\b", re.IGNORECASE), 2.0),
    (re.compile(r"\bsixth form(?:er)?s?\b", re.IGNORECASE), 16.5),
)
OLDEST = 25


@dataclass(frozen=True)
class Age:
    """An age in years, and where in the text it stands."""

    years: float
    start: int
    end: int


def ages_in(text: str) -> list[Age]:
    """Every age of a child or young person in the text, plain ages before school years and stages."""
    plain = [Age(_years(m) * unit, *m.span()) for form, unit in AGES for m in form.finditer(text)]
    # A child in year 1 is five at its start: the middle of the year is the number and four and a half.
    school = [Age(int(m["number"]) + 4.5, *m.span()) for m in SCHOOL_YEAR.finditer(text)]
    stages = [Age(years, *m.span()) for form, years in STAGES for m in form.finditer(text)]
    return [age for age in [*plain, *school, *stages] if age.years <= OLDEST]


def _years(match: re.Match[str]) -> float:
    number = match["number"].lower()
    value = SMALL_NUMBERS[number] if number in SMALL_NUMBERS else float(number)
    return value + (0.5 if match["half"] else 0.0)
