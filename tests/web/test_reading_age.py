"""Words that parents and children meet: short sentences, reading age 11 at most.

Guidance for practitioners, the transparency record, the pages for developers and for editors are left out.
Texts that cannot be simpler are in ``hard_to_read.yml`` with the reason.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from directory_data import seed_files
from directory_data.settings import ROOT
from directory_data.vocabulary import Audience
from tests.web.reading_age import reading_age, sentences, words_of

OLDEST = 12
"""Years: a reading age of 11 lasts until here."""
LONGEST = 25
"""Words of a sentence, as GOV.UK has it."""
SHORTEST = 4
"""Words of a text that can be measured."""
PAGES = [
    "/",
    "/chat",
    "/search?q=zzzzqqq",
    "/shortlist",
    "/safeguarding",
    "/link-workers",
    "/privacy",
    "/cookies",
    "/accessibility",
    "/offline",
    "/offline/numbers",
    "/practitioners",
    "/nowhere",
]
TEXT_TAGS = ["p", "li", "h1", "h2", "h3", "label", "summary", "button", "figcaption", "dt", "dd", "div"]
MODULES = [
    "web/offline_answers.py",
    "web/chat_gateway.py",
    "web/telephone.py",
    "web/errors.py",
    "web/search_page.py",
    "web/nothing_found.py",
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "bot" / "actions").glob("*.py")),
]
Texts = list[tuple[str, str]]
"""Where each stands, and what it says."""


@pytest.fixture(scope="module")
def excused() -> dict[str, str]:
    """Texts that cannot be simpler, with the reason."""
    entries = yaml.safe_load((Path(__file__).parent / "hard_to_read.yml").read_text(encoding="utf-8"))
    return {text: entry["because"] for entry in entries for text in entry["texts"]}


def hard(texts: Texts, excused: dict[str, str]) -> list[str]:
    """Every text above the reading age and every sentence that is too long, the hardest first."""
    found = []
    for place, text in texts:
        if text in excused:
            continue
        age = reading_age(text)
        if words_of(text) >= SHORTEST and age >= OLDEST:
            found.append((age, f"{age:.1f} {place}: {text}"))
        found += [
            (0, f"{words_of(sentence)} words, {place}: {sentence}")
            for sentence in sentences(text)
            if words_of(sentence) > LONGEST
        ]
    return [words for _, words in sorted(found, reverse=True)]


@pytest.mark.parametrize("address", PAGES)
def test_pages(client: FlaskClient, excused: dict[str, str], address: str) -> None:
    texts = [(address, text) for text in _of_page(client.get(address).get_data(as_text=True))]
    assert texts
    assert hard(texts, excused) == []


def test_safeguarding_words(excused: dict[str, str]) -> None:
    written = seed_files.load_yaml(seed_files.DATA / "safeguarding.yml")
    written["immediate"].pop("practitioner")
    written["also"].pop("misrouted")  # for practitioners
    assert hard(list(_of_yaml("safeguarding.yml", written)), excused) == []


def test_answers_of_the_bot(excused: dict[str, str]) -> None:
    texts: Texts = []
    for path in sorted((ROOT / "bot" / "domain").glob("*.yml")):
        if path.name != "safeguarding.yml":  # made from the one above
            written = yaml.safe_load(path.read_text(encoding="utf-8")).get("responses", {})
            texts += [
                (name, line)
                for name, variants in written.items()
                for variant in variants
                for line in [variant["text"], *(button["title"] for button in variant.get("buttons", []))]
            ]
    assert texts
    assert hard(texts, excused) == []


@pytest.mark.parametrize("module", MODULES)
def test_answers_in_code(excused: dict[str, str], module: str) -> None:
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    assert hard([(module, text) for text in _of_code(tree)], excused) == []


def test_answers_in_scripts(excused: dict[str, str]) -> None:
    texts = [
        (path.name, text)
        for path in sorted((ROOT / "web" / "static" / "js").glob("*.mjs"))
        for text in re.findall(r'"([A-Z][^"\n]+ [^"\n]+[.…])"', path.read_text(encoding="utf-8"))
    ]
    assert texts
    assert hard(texts, excused) == []


def test_summaries_for_parents(excused: dict[str, str]) -> None:
    texts = [
        (record.key, record.summary)
        for record in seed_files.records()
        if record.audiences != [Audience.PRACTITIONER]
    ]
    assert hard(texts, excused) == []


def test_excuses_are_still_needed(client: FlaskClient, excused: dict[str, str]) -> None:
    needless = [text for text in excused if reading_age(text) < OLDEST and not hard([("", text)], {})]
    assert needless == []
    assert all(excused.values())


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("The cat sat on the mat. It was fat.", (0, 6)),
        ("Ring us if you are worried about a child.", (5, 11)),
        (
            "Notwithstanding contractual obligations, organisations necessitate comprehensive evaluation.",
            (25, 60),
        ),
        ("MASH is the Multi-Agency Safeguarding Hub.", (0, 9)),
    ],
)
def test_the_measure(text: str, age: tuple[int, int]) -> None:
    assert age[0] <= max(0, reading_age(text)) <= age[1]


def _of_page(html: str) -> Iterator[str]:
    """What is read as one text: a paragraph, an item, a heading, a label."""
    main = BeautifulSoup(html, "lxml").find("main")
    assert main is not None
    for tag in main.find_all(TEXT_TAGS):
        if tag.find_parent(lang=True).name != "html" or tag.find(lang=True):
            continue  # another language, or its name; the measure knows English only
        inner = tag.find(TEXT_TAGS)
        if inner is None and (text := " ".join(tag.get_text(" ").split())):
            yield re.sub(r" ([.,;:)])", r"\1", text)


def _of_yaml(place: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _of_yaml(f"{place} {name}", inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _of_yaml(place, inner)
    elif isinstance(value, str) and value:
        yield place, re.sub(r"\{\w+\}", "MASH", value)


def _of_code(tree: ast.AST) -> Iterator[str]:
    """Texts of several words that end as sentences do, with a name for each gap; no docstrings."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)} | docstrings
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if id(node) in alone | inside:
            continue
        text = ""
        if isinstance(node, ast.JoinedStr):
            text = "".join(part.value if isinstance(part, ast.Constant) else "MASH" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = re.sub(r"\{\w*\}", "MASH", node.value)
        if re.match(r"[A-Z]", text) and text.rstrip()[-1:] in set(".:?!"):
            yield text
