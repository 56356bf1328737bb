"""Messages of every shape and length are read, with one process of each and with several."""

from __future__ import annotations

import hashlib
import json

import httpx
import pytest

from tests.system.answers import ORDINARY, RISK, transcript, whole, whole_page, within_a_second
from tests.system.conftest import RunningSignpost

pytestmark = pytest.mark.system

JSON = {"Content-Type": "application/json"}
LONG = 50_000  # characters
FILLER = "We like the library and the park near our house in Witney. "


@pytest.fixture
def healthy(product: RunningSignpost) -> RunningSignpost:
    """Every program answers, and ordinary messages are answered by Rasa."""
    product.wait_until(lambda: product.is_ready("rasa") and product.is_ready("actions"), "Rasa")
    product.wait_until(lambda: product.chat(ORDINARY)["degraded"] is False, "an answer by Rasa")
    return product


def buried(place: float, filler: str = FILLER) -> str:
    before = int((LONG - len(RISK) - 4) * place)
    text = filler * (LONG // len(filler) + 1)
    return f"{text[:before]}. {RISK}. {text[before : LONG - len(RISK) - 4]}"


MESSAGES = {
    "long, at the start": buried(0),
    "long, in the middle": buried(0.5),
    "long, at the end": buried(1),
    "long, among emoji": buried(0.5, "😀"),
    "long, among letters of another script": buried(0.5, "мы любим парк "),
    "long, without a space": buried(0.5, "x"),
    "zero-width spaces": "his d\u200bad pun\u200bched h\u200bim",
    "joiners and soft hyphens": "his d\u200dad pun\u00adched\u2060 him",
    "control characters": "his d\u0000ad pun\u0007ched him\u001b",
    "written right to left": "\u202ehis dad punched him\u202c",
    "struck through": "h\u0336i\u0336s\u0336 dad p\u0336unched him",
    "Cyrillic look-alikes": "hіs dаd рunсhеd hіm",
    "Greek look-alikes": "hιs dαd ρunched hιm",
    "wide letters": "ｈｉｓ ｄａｄ ｐｕｎｃｈｅｄ ｈｉｍ",
    "emoji between": "😭his😭 dad 😭 punched 👊 him 😭",
    "rude": "you useless fucking bot his dad punched him do your bloody job",
    "telephone numbers": "ring me on 07700 900123 or +44 7700 900456, his dad punched him, 01632 960123",
    "names": "Zebedee Quill of 4 Sample Street says his dad punched him, ask Mrs Quill, zq@example.org",
    "half an emoji": "his dad punched him \ud83d",
}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_of_any_shape(healthy: RunningSignpost, name: str) -> None:
    message = MESSAGES[name]
    body = json.dumps({"message": message})  # escaped: the longest form that a client may send
    within_a_second(whole, f"{healthy.url}/api/chat", content=body, headers=JSON)
    typed = message.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # as browsers send it
    within_a_second(whole_page, f"{healthy.url}/chat", data={"message": typed})


NO_WORDS = {
    "one emoji": "😀",
    "2,000 emoji": "😭" * 2000,
    "joined emoji": "👨\u200d👩\u200d👧\u200d👦🏳️\u200d🌈",
    "nothing to see": "\u200b\u200d\ufeff",
    "control characters": "\u0000\u0007",
    "marks without letters": "\u0489\u0489\u0489",
}


@pytest.mark.parametrize("name", NO_WORDS)
def test_no_words_at_all(healthy: RunningSignpost, name: str) -> None:
    """Nothing can be read from it, so no card is due; it must only not break anything."""
    message = NO_WORDS[name]
    assert healthy.chat(message)["messages"]
    assert httpx.post(f"{healthy.url}/chat", data={"message": message}, timeout=30).status_code == 200


def test_one_long_message_after_another_in_the_form(healthy: RunningSignpost) -> None:
    """The form carries the conversation, which must not grow until nothing more can be sent."""
    form = {"transcript": ""}
    for turn in range(32):
        letters = hashlib.shake_256(bytes([turn])).hexdigest((LONG - 100) // 2)  # not to be made smaller
        form["message"] = f"{letters}. {RISK}."
        form["transcript"] = transcript(whole_page(httpx.post(f"{healthy.url}/chat", data=form, timeout=30)))
