"""Eight questions that people ask, in Chromium with a keyboard alone, with script and without.

The answers are the assistant's own (``acting_rasa``); safeguarding is judged by the rules alone here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from directory_data.settings import Settings
from tests.chromium import SIZES, browser
from tests.web.fake_rasa import FakeRasa
from tests.web.keyboard import press, reach, write
from tests.web.served import serving
from web import create_app

pytest.importorskip("rasa_sdk", reason="the assistant's actions need Rasa's SDK")
from tests.web.acting_rasa import acting

__all__ = ["browser"]  # a fixture

pytestmark = [
    pytest.mark.browser,
    # Chromium's pipes are closed by the operating system, after the tests.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
MASH, OUT_OF_HOURS, OFFICER = "tel:+443450507666", "tel:+44800833408", "tel:+441865810603"
NORTH, CENTRAL = "tel:+443452412703", "tel:+443452412705"
URGENT = ("tel:999", MASH, OUT_OF_HOURS)
PATIENCE = 20_000
"""Milliseconds for an answer on a busy machine; how long answers take is measured elsewhere."""


@dataclass(frozen=True)
class Question:
    words: str
    intent: str = ""
    """What Rasa makes of it; the safeguarding card needs none."""
    says: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    """Numbers that the keyboard reaches in the answer."""
    opens: str = ""
    """The service whose page the answer leads to."""
    never: str = "nothing"
    """Something that would be wrong in the answer."""

    @property
    def is_urgent(self) -> bool:
        return not self.intent


QUESTIONS = {
    "children alone": Question("my neighbours kids have been on there own since friday", calls=URGENT),
    "LCSS in Banbury": Question(
        "whats the number for lcss in banbury",
        intent="contact_lcss",
        says=("LCSS North", "0345 241 2703"),
        calls=(NORTH,),
        never="0345 241 2705",
    ),
    "no food in Didcot": Question(
        "we cant afford food this week, live in didcot",
        intent="find_food",
        says=("near Didcot",),
        opens="Good Food Oxford food map",
        never="Oxford Together",  # for Oxford city only
    ),
    "link worker in Bicester": Question(
        "Nursery manager in Bicester, who is our link worker?",
        intent="find_link_worker",
        says=("assign", "LCSS North"),
        calls=(NORTH,),
    ),
    "No Names about a punch": Question(
        "Can I do a No Names about a boy who told us his dad punched him last night?",
        says=("No Names",),
        calls=URGENT,
    ),
    "review of an EHA": Question(
        "how soon must an EHA be reviewed", intent="ask_eha", says=("within 6 weeks",)
    ),
    "not talking at two": Question(
        "my 2 year old isnt talking yet", intent="find_service", opens="Speech and Language Therapy (SLT)"
    ),
    "staff accused": Question(
        "a member of our staff has been accused of hurting a child", calls=(*URGENT, OFFICER)
    ),
}
INTENTS = {each.words: each.intent for each in QUESTIONS.values() if each.intent}


@pytest.fixture(scope="module")
def answering(settings: Settings) -> Iterator[tuple[str, Flask]]:
    """The address of a site that waits for its Rasa, and the site."""
    app = create_app(replace(settings, rasa_timeout=PATIENCE / 1000))
    with serving(app) as address:
        yield address, app


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def chat(
    request: pytest.FixtureRequest, browser: Browser, answering: tuple[str, Flask], rasa: FakeRasa
) -> Iterator[Page]:
    address, app = answering
    rasa.answer = acting(app.extensions["signpost"], INTENTS)
    context = browser.new_context(viewport=SIZES["phone"], java_script_enabled=request.param)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{address}/chat")
    yield page
    context.close()


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_question_is_answered(chat: Page, question: Question) -> None:
    reply = _ask(chat, question.words)
    assert _is_card(reply) is question.is_urgent
    for words in question.says:
        expect(reply).to_contain_text(words, ignore_case=True)
    expect(reply).not_to_contain_text(question.never)
    expect(reply).not_to_contain_text("not working just now")
    for number in question.calls:
        reach(chat, reply.locator(f"a[href='{number}']").first)
    if not question.is_urgent:
        press(chat, reply.locator("summary", has_text="Where this comes from"))
        expect(reply.locator(".app-sources__list > li").first).to_be_visible()
    if question.opens:
        press(chat, reply.get_by_role("link", name=question.opens).first)
        expect(chat.get_by_role("heading", level=1)).to_have_text(question.opens, timeout=PATIENCE)


def _ask(page: Page, words: str) -> Locator:
    """The answer, which comes into sight by itself."""
    write(page, page.get_by_role("textbox", name="message"), words)
    press(page, page.get_by_role("button", name="Send"))
    reply = page.locator(".app-reply")
    expect(reply).to_be_in_viewport(timeout=PATIENCE)
    expect(page.locator(".app-said")).to_contain_text(words)
    return reply


def _is_card(reply: Locator) -> bool:
    card = reply.locator(".app-card")
    if not card.count():
        return False
    expect(card.locator(".app-card__heading")).to_be_in_viewport()
    return True
