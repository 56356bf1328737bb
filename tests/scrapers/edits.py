"""Edits to the saved pages as their owners would make them, each with what a run must propose, and no more.

The pages are the project's own (``pages/README.md``); people, places and numbers of edits are made up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

FIS, MAP, CAB, LCSS = "family-information", "good-food-map", "citizens-advice", "council-lcss"
TODDLER, BABY = f"{FIS}-service-10231", f"{FIS}-service-10232"
MINDER, HOLIDAY, YOUTH = f"{FIS}-service-10240", f"{FIS}-service-10251", f"{FIS}-service-10252"
LIST_1, LIST_2, LIST_3 = (f"{FIS}-list-{number}" for number in (1, 2, 3))
ASKED = "?"


@dataclass(frozen=True)
class Edit:
    """One edit: what it is, on which page, text before and after, and the proposals in brief."""

    what: str
    source: str
    page: str
    swaps: tuple[tuple[str, str], ...]
    expect: dict[tuple[str, str], Any] = field(default_factory=dict)
    note: str = ""
    """Part of a note that editors must see."""


def _edit(what: str, page: str, *swaps: tuple[str, str], note: str = "", **expect: Any) -> Edit:
    """``expect`` is written ``field=value`` for the page's own entry, or ``on={(entry, field): value}``."""
    source = FIS if page.startswith(FIS) else page
    item = page.rpartition("-")[2] if page[-5:].isdigit() else ""
    expected = dict(expect.pop("on", {}))
    expected |= {(item, name): value for name, value in expect.items()}
    return Edit(what, source, page, swaps, expected, note)


TRUE = [
    _edit(
        "number",
        TODDLER,
        ("01632960801", "01632960811"),
        ("01632 960801", "01632 960811"),
        phones="01632 960811",
    ),
    _edit(
        "a second number",
        TODDLER,
        ("01632 960801</a></td>", "01632 960801</a> or 01632 960812</td>"),
        phones="01632 960801, 01632 960812",
    ),
    _edit("e-mail", TODDLER, ("toddlers@example.org", "play@example.org"), email="play@example.org"),
    _edit("web page", TODDLER, ("example.org/toddlers", "example.org/play"), urls="https://example.org/play"),
    _edit("postcode", TODDLER, ("OX99 1AB", "OX99 1AD"), locations="Example Village Hall OX99 1AD"),
    _edit(
        "house number",
        TODDLER,
        ("1 Example Street", "3 Example Street"),
        locations="Example Village Hall OX99 1AB",
    ),
    _edit(
        "hall", TODDLER, ("Example Village Hall", "Example Scout Hut"), locations="Example Scout Hut OX99 1AB"
    ),
    _edit(
        "a day dropped",
        TODDLER,
        ("Tuesdays and Thursdays 9.30am - 11.30am", "Tuesdays 9.30am - 11.30am"),
        schedules="TU 09:30-11:30",
    ),
    _edit("ends later", TODDLER, ("- 11.30am", "- 12 noon"), schedules="TU TH 09:30-12:00"),
    _edit("younger only", TODDLER, ("<td>Under 5s</td>", "<td>Under 4s</td>"), maximum_age=3),
    _edit("price", TODDLER, ("£2.50 a family", "£3 a family"), cost_options="£3 a family"),
    _edit(
        "who",
        TODDLER,
        ("Anyone with a child under 5", "Families in Witney"),
        eligibility_description="Families in Witney",
    ),
    _edit(
        "a language more",
        TODDLER,
        ("English, Polish", "English, Polish, Urdu"),
        languages="English, Polish, Urdu",
    ),
    _edit("a toilet less", TODDLER, ("accessible toilet, ", ""), accessibility="Step-free entrance"),
    _edit("how to join", TODDLER, ("Just come along", "Ring first"), application_process="Ring first"),
    _edit("summary", TODDLER, ("for under 5s.", "for babies."), summary="Songs and play for babies."),
    _edit(
        "one word of the description",
        TODDLER,
        ("A friendly group", "A lively group"),
        description="A lively group with toys, songs and a snack.\n\n"
        "Parents and carers stay with their children.",
    ),
    _edit(
        "a paragraph more",
        TODDLER,
        ("stay with their children.</p>", "stay with their children.</p><p>Dads are welcome.</p>"),
        description="A friendly group with toys, songs and a snack.\n\n"
        "Parents and carers stay with their children.\n\nDads are welcome.",
    ),
    _edit("leader", TODDLER, ("Example Leader", "Test Leader"), contacts="Test Leader"),
    _edit("name", TODDLER, ('name">Example Toddler Group', 'name">Example Tots'), name="Example Tots"),
    _edit(
        "closes for a while",
        TODDLER,
        (
            '</h1>\n<p class="summary">',
            '</h1>\n<div class="banner closed">Temporarily closed.</div>\n<p class="summary">',
        ),
        status="temporarily closed",
    ),
    _edit(
        "opens again",
        HOLIDAY,
        ('<div class="banner closed">This service is temporarily closed.</div>', ""),
        status="active",
    ),
    _edit("one of two numbers", BABY, ("01632 960803", "01632 960813"), phones="01632 960802, 01632 960813"),
    _edit("a number less", BABY, (" or 01632 960803", ""), phones="01632 960802"),
    _edit(
        "another Monday",
        BABY,
        ("First Monday", "Second Monday"),
        schedule_note="Second Monday of the month, 10am to 12 noon",
    ),
    _edit("only to twelve months", BABY, ("18 months", "12 months"), maximum_age=1),
    _edit("no longer free", BABY, ("<td>Free</td>", "<td>£1</td>"), cost_options="£1"),
    _edit(
        "e-mail for the first time",
        BABY,
        ("<tr><th>Address", "<tr><th>Email</th><td>babies@example.org</td></tr>\n<tr><th>Address"),
        email="babies@example.org",
    ),
    _edit(
        "website for the first time",
        BABY,
        (
            "<tr><th>Address",
            '<tr><th>Website</th><td><a href="https://example.org/babies">Us</a></td></tr>\n<tr><th>Address',
        ),
        urls="https://example.org/babies",
    ),
    _edit("town", BABY, ("Bicester", "Kidlington"), locations="Example Church OX99 2AB"),
    _edit("ends earlier", MINDER, ("8am - 6pm", "8am - 5pm"), schedules="MO TU WE TH FR 08:00-17:00"),
    _edit(
        "e-mail of a childminder",
        MINDER,
        ("minder@example.org", "care@example.org"),
        email="care@example.org",
    ),
    _edit(
        "price of an hour", MINDER, ("£5.50 an hour", "£6 an hour"), cost_options="£6 an hour or £50 a day"
    ),
    _edit("older babies", MINDER, ("6 months to", "9 months to"), minimum_age=0.75),
    _edit(
        "description",
        MINDER,
        ("with a garden.", "with a garden and a dog."),
        description="Home from home, with a garden and a dog.",
    ),
    _edit("number of a club", HOLIDAY, ("01632 960805", "01632 960815"), phones="01632 960815"),
    _edit(
        "website of a club",
        HOLIDAY,
        ("example.org/club", "example.org/holiday-club"),
        urls="https://example.org/holiday-club",
    ),
    _edit("school", HOLIDAY, ("Example School", "Sample School"), locations="Sample School OX99 3AB"),
    _edit(
        "opens earlier",
        HOLIDAY,
        ("8.30am to", "8am to"),
        schedule_note="Monday to Friday 8am to 5.30pm in the holidays",
    ),
    _edit("oldest", HOLIDAY, ("5 - 11 years", "5 - 12 years"), maximum_age=12),
    _edit("dearer", HOLIDAY, ("£25", "£27"), cost_options="£27"),
    _edit("how to book", HOLIDAY, ("Book online", "Book by phone"), application_process="Book by phone"),
    _edit(
        "e-mail of a youth club", YOUTH, ("youth@example.org", "club@example.org"), email="club@example.org"
    ),
    _edit(
        "place of a youth club", YOUTH, ("OX99 4AB", "OX99 4BB"), locations="Example Youth Centre OX99 4BB"
    ),
    _edit("later on Fridays", YOUTH, ("- 9.30pm", "- 10pm"), schedules="FR 19:00-22:00"),
    _edit("younger people too", YOUTH, ("13+", "11+"), minimum_age=11),
    _edit(
        "a loop",
        YOUTH,
        ("Wheelchair access, quiet space", "Wheelchair access, hearing loop, quiet space"),
        accessibility="Wheelchair access, Hearing loop, Quiet space",
    ),
    _edit(
        "summary of a youth club",
        YOUTH,
        ("For young people.", "For young people in Abingdon."),
        summary="For young people in Abingdon.",
    ),
    _edit(
        "number of the service itself",
        FIS,
        ("01865 323332", "01632 960123"),
        on={("family-information-service", "phones"): "01632 960123"},
    ),
    _edit(
        "a service less",
        LIST_3,
        ("service/10252?returnTo", "service/10251?returnTo"),
        on={("10252", "entry"): None},
    ),
    _edit(
        "no longer shows its number",
        YOUTH,
        ("<tr><th>Email</th><td>youth@example.org</td></tr>\n", ""),
        email=ASKED,
    ),
    _edit(
        "no longer shows languages",
        TODDLER,
        ("<tr><th>Languages</th><td>English, Polish</td></tr>\n", ""),
        languages=ASKED,
    ),
    _edit(
        "number of a larder",
        MAP,
        ("01632 960601", "01632 960611"),
        on={("larder-101", "phones"): "01632 960611"},
    ),
    _edit(
        "hours of a larder",
        MAP,
        ("Tuesdays 2pm - 4pm", "Tuesdays 1pm - 4pm"),
        on={("larder-101", "schedules"): "TU 13:00-16:00, SA 10:00-12:00"},
    ),
    _edit(
        "what a larder says",
        MAP,
        ("Fruit, vegetables and tins.", "Fruit and tins."),
        on={("larder-105", "description"): "Fruit and tins."},
    ),
    _edit(
        "a food bank is free for all",
        MAP,
        ("By voucher", "Anyone"),
        on={("bank-102", "eligibility_description"): "Anyone"},
    ),
    _edit(
        "cost of a larder",
        MAP,
        ("£3.50 a week", "£4 a week"),
        on={("larder-101", "cost_options"): "£4 a week"},
    ),
    _edit(
        "a lunch club's e-mail",
        MAP,
        ("lunch@example.org", "lunches@example.org"),
        on={("lunch-104", "email"): "lunches@example.org"},
    ),
    _edit(
        "a fridge gets a number",
        MAP,
        ('OX99 3CC", "phone": ""', 'OX99 3CC", "phone": "01632 960603"'),
        on={("fridge-103", "phones"): "01632 960603"},
    ),
    _edit(
        "a food bank moves",
        MAP,
        ("OX99 2BB", "OX99 2BD"),
        on={("bank-102", "locations"): "Example Chapel OX99 2BD"},
    ),
    _edit(
        "advice line",
        CAB,
        ("01632960701", "01632960711"),
        ("01632 960 701", "01632 960 711"),
        on={("office-5521", "phones"): "01632 960711"},
    ),
    _edit(
        "hours of an office",
        CAB,
        ("Friday 10am to 1pm", "Friday 10am to 2pm"),
        on={("office-5521", "schedules"): "MO TU WE TH 10:00-15:00, FR 10:00-14:00"},
    ),
    _edit(
        "address of an office",
        CAB,
        ("Trial Street", "Trial Square"),
        on={("office-5522", "locations"): "The Sample Centre OX99 7GG"},
    ),
    _edit(
        "e-mail of an office",
        CAB,
        ("north@example.org", "nord@example.org"),
        on={("office-5523", "email"): "nord@example.org"},
    ),
    _edit(
        "an office gets a ramp",
        CAB,
        ("Step-free entrance, hearing loop", "Step-free entrance, hearing loop, quiet space"),
        on={("office-5521", "accessibility"): "Step-free entrance, Hearing loop, Quiet space"},
    ),
    _edit(
        "no appointment needed",
        CAB,
        ("By appointment", "Drop in"),
        on={("office-5522", "schedule_note"): "Drop in"},
    ),
    _edit(
        "number of a team",
        LCSS,
        ("0345 241 2703", "01632 960203"),
        on={("lcss-north", "phones"): "01632 960203"},
    ),
    _edit(
        "postcode of a team",
        LCSS,
        ("OX14 3JD", "OX99 3JD"),
        on={("lcss-south", "locations"): "Abbey House OX99 3JD"},
    ),
]
"""Changes that a person would call one."""

NEW_OFFICE = """<li class="office" id="office-5524">
 <h2 class="office__name"><a href="/local/offices/5524">Citizens Advice Example West</a></h2>
 <dl class="office__details">
  <dt>Advice line</dt><dd><a href="tel:01632960704">01632 960 704</a></dd>
  <dt>Address</dt><dd><address>Sample House<br>Sample Street<br>Example West<br>OX99 9JJ</address></dd>
  <dt>Opening hours</dt><dd>By appointment</dd>
  <dt>What we can help with</dt><dd><ul><li>Financial advice</li></ul></dd>
 </dl>
</li>
</ol>"""
TRUE += [
    _edit(
        "a new office",
        CAB,
        ("</ol>", NEW_OFFICE),
        on={
            ("office-5524", "kind"): "service",
            ("office-5524", "name"): "Citizens Advice Example West",
            ("office-5524", "phones"): "01632 960704",
            ("office-5524", "locations"): "Sample House OX99 9JJ",
            ("office-5524", "schedule_note"): "By appointment",
            ("office-5524", "summary"): "Financial advice",
            ("office-5524", "categories"): "money-advice",
        },
    ),
    _edit(
        "the spot on the map",
        MAP,
        ("[-1.2501, 51.7502]", "[-1.2701, 51.7502]"),
        on={("larder-101", "locations"): "Example Hall OX99 1AA"},
    ),
    _edit(
        "two fields of two services",
        MAP,
        ("By voucher", "Anyone in need"),
        ("01632 960604", "01632 960614"),
        on={
            ("bank-102", "eligibility_description"): "Anyone in need",
            ("lunch-104", "phones"): "01632 960614",
        },
    ),
]

SAME = [
    _edit("session numbers", LIST_1, ("sid=s0000033232", "sid=s0000077777")),
    _edit("script version", TODDLER, ("site.js?v=1718031105", "site.js?v=1999999999")),
    _edit("footer", TODDLER, ("01632 960899", "01632 960898")),
    _edit("others nearby", TODDLER, ("Example Music Group, 01632 960888", "Example Choir, 01632 960887")),
    _edit("date of the record", TODDLER, ("3 March 2020", "4 March 2021")),
    _edit("a comment", TODDLER, ("<h1 ", "<!-- build 4711 --><h1 ")),
    _edit(
        "tracking tag", TODDLER, ("utm_source=fis", "utm_source=web&amp;utm_campaign=spring&amp;fbclid=xyz")
    ),
    _edit("no tracking tag", TODDLER, ("?utm_source=fis", "")),
    _edit("number set otherwise", TODDLER, ("01632 960801</a>", "(01632) 960-801</a>")),
    _edit("number as abroad", TODDLER, ("01632 960801</a>", "+44 (0)1632 960801</a>")),
    _edit(
        "e-mail in capitals",
        TODDLER,
        ("toddlers@example.org</a>", "Toddlers@Example.org</a>"),
        ("mailto:toddlers", "mailto:Toddlers"),
    ),
    _edit("postcode in small letters", TODDLER, ("OX99 1AB", "ox99 1ab")),
    _edit("spaces that do not break", TODDLER, ("A friendly group", "A&nbsp;friendly&nbsp; group")),
    _edit(
        "lines broken otherwise",
        TODDLER,
        ("A friendly group with toys", "A friendly\n   group with\n toys"),
    ),
    _edit("soft hyphen", BABY, ("other parents", "other par&shy;ents")),
    _edit("bold", BABY, ("Meet other", "Meet <b>other</b>")),
    _edit("classes", BABY, ('<div class="tabs">', '<div class="tabs tabs--new" data-v="x1">')),
    _edit(
        "rows in another order",
        TODDLER,
        ("<tr><th>Languages</th><td>English, Polish</td></tr>\n", ""),
        ("<tr><th>Cost", "<tr><th>Languages</th><td>Polish, English</td></tr>\n<tr><th>Cost"),
    ),
    _edit(
        "access in another order", YOUTH, ("Wheelchair access, quiet space", "Quiet space, wheelchair access")
    ),
    _edit("numbers in another order", BABY, ("01632 960802 or 01632 960803", "01632 960803 or 01632 960802")),
    _edit("a category that means the same here", MINDER, ("Childminders", "Day nurseries")),
    _edit(
        "list in another order",
        LIST_1,
        ("service/10231?", "service/SWAP?"),
        ("service/10232?", "service/10231?"),
        ("service/SWAP?", "service/10232?"),
    ),
    _edit(
        "listed twice",
        LIST_3,
        ("</h3>", '</h3><h3><a href="/familyinformation/service/10251?x=1">Again</a></h3>'),
    ),
    _edit(
        "tokens of a form",
        MAP,
        ("Zp0c9QfYk2", "AAAAAAAAAA"),
        ("77c1d09ae2", "0000000000"),
        ("sid=1718031123", "sid=1"),
    ),
    _edit(
        "when the map was made",
        MAP,
        ("2020-06-14T03:11:09Z", "2026-11-22T03:11:09Z"),
        ("2020-05-01", "2026-11-21"),
    ),
    _edit("a metre on the map", MAP, ("51.7502", "51.75021")),
    _edit(
        "features in another order",
        MAP,
        ('{"type": "Feature", "id": "larder-101"', '{"id": "larder-101", "type": "Feature"'),
    ),
    _edit("offices numbered by visit", CAB, ("?ref=b2d1", "?ref=ffff"), ("c04dd21f", "12345678")),
    _edit("notice", CAB, ("Our national line is busy.", "We are closed on Monday.")),
    _edit("days set otherwise", CAB, ("Monday to Thursday 10am to 3pm", "Mon - Thu 10.00am – 3.00pm")),
    _edit("https", CAB, ('href="https://vale.example.org/"', 'href="http://www.vale.example.org"')),
    _edit("curly quotes", LCSS, ("children&rsquo;s services", "children's services")),
    _edit("form number", LCSS, ("form-Q2m81dXzLw0", "form-AAAAAAAAAAA"), ("a91f33c0d2", "0000000000")),
]
"""Changes of the page that change nothing it says."""

MOVED = [
    _edit(
        "a label renamed",
        TODDLER,
        ("<th>Telephone</th>", "<th>Phone number</th>"),
        note="Phone number",
        phones=ASKED,
    ),
    _edit("a number that is none", HOLIDAY, ("01632 960805", "ring us"), note="phones not found"),
    _edit(
        "hours nobody can place",
        MINDER,
        ("<th>Opening times</th>", "<th>Hours</th>"),
        note="schedules not found",
    ),
]
"""Fields that are not where they were: named to editors, and nothing made up."""
