import pytest

from scrapers.opening_hours import schedules_in


def said(*schedules):
    return [
        {"byday": days.split(), "opens_at": opens, "closes_at": closes} for days, opens, closes in schedules
    ]


OFFICE = said(("MO TU WE TH", "08:30", "17:00"), ("FR", "08:30", "16:00"))


@pytest.mark.parametrize(
    ("text", "schedules"),
    [
        ("8.30 – 5pm (Mon – Thurs) 8.30am – 4pm (Fri)", OFFICE),
        ("Monday - Thursday; 8.30am – 5pm, Friday; 8.30am – 4pm.", OFFICE),
        ("Weekdays 9:30am to 3pm", said(("MO TU WE TH FR", "09:30", "15:00"))),
        ("Tuesdays, 2–4pm", said(("TU", "14:00", "16:00"))),
        ("Every day 10am until midnight", said(("MO TU WE TH FR SA SU", "10:00", "24:00"))),
        ("Sat to Mon 10:00-16:30", said(("MO SA SU", "10:00", "16:30"))),
        (
            "Mon, Wed and Fri 10am–12 noon and 1–3pm",
            said(*[("MO WE FR", *t) for t in [("10:00", "12:00"), ("13:00", "15:00")]]),
        ),
        ("Sunday 11.30 - 1pm", said(("SU", "11:30", "13:00"))),
    ],
)
def test_weekly_hours_as_people_write_them(text, schedules):
    assert schedules_in(text) == schedules


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ring us",
        "Tuesdays",
        "10am - 4pm",
        "Monday 10-12",
        "First Tuesday of the month 10am - 12 noon",
        "Alternate Fridays 1pm - 2pm",
        "Monday 9am - 5pm, Tuesday",
        "Monday 25:00 - 26:00",
        "Monday 13pm - 2pm",
    ],
)
def test_hours_that_leave_a_doubt_are_not_guessed(text):
    assert schedules_in(text) is None
