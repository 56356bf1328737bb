"""Reading HTML: words without white space and unseen text, sections under headings, links."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag, UnusualUsageWarning
from bs4.element import NavigableString

from scrapers.errors import ReadProblem
from scrapers.items import canonical, completed
from scrapers.page import Page

_INLINE = frozenset(
    "a abbr b bdi big cite code em font i label mark q s small span strong sub sup time u var wbr".split()
)
_UNSEEN = frozenset({"script", "style", "template", "noscript", "svg"})
_NO_WIDTH = dict.fromkeys(map(ord, "\u200b\ufeff\u00ad"))
DEEPEST = 400
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def soup_of(page: Page) -> BeautifulSoup:
    """The elements of a page; raises ``ReadProblem`` when they are nested deeper than any real page's."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UnusualUsageWarning)  # whatever came is read as HTML
        soup = BeautifulSoup(page.text, "lxml")
    depths = {id(soup): 0}
    for tag in soup.find_all(True):
        depths[id(tag)] = depth = depths[id(tag.parent)] + 1
        if depth > DEEPEST:
            raise ReadProblem(f"{page.final_url} nests its elements more than {DEEPEST} deep.")
    return soup


def words(found: object) -> str:
    """What a person reads there, on one line; empty when nothing was found."""
    return " ".join(lines(found)) if isinstance(found, Tag) else ""


def lines(part: Tag) -> list[str]:
    """The words of an element, one string for each line that a person sees."""
    return [text for text in (" ".join(line.split()) for line in "".join(_pieces(part)).split("\n")) if text]


def _pieces(part: Tag) -> Iterator[str]:
    for child in part.children:
        if isinstance(child, Tag):
            if child.name not in _UNSEEN:
                edge = "" if child.name in _INLINE else "\n"
                yield edge
                yield from _pieces(child)
                yield edge
        elif type(child) is NavigableString:  # not a comment
            yield re.sub(r"\s", " ", child.translate(_NO_WIDTH))


def stated(found: object) -> str | None:
    """The words, or None when there are none."""
    return words(found) or None


def heading(root: Tag, pattern: str) -> Tag | None:
    """The first heading whose words match ``pattern``, whatever the case."""
    matches = (tag for tag in root.find_all(_HEADINGS) if re.search(pattern, words(tag), re.IGNORECASE))
    return next(matches, None)


def under(title: Tag | None) -> list[Tag]:
    """The elements that follow a heading, as far as the next one of its rank or above."""
    if title is None:
        return []
    section = []
    for tag in title.find_next_siblings():
        if tag.name in _HEADINGS and tag.name <= title.name:
            break
        section.append(tag)
    return section


def markdown(parts: list[Tag]) -> str | None:
    """Paragraphs, headings and lists as Markdown; None when they say nothing."""
    blocks = [block for part in parts for block in _blocks(part)]
    return "\n\n".join(blocks) or None


def _blocks(part: Tag) -> Iterator[str]:
    if part.name in {"ul", "ol"}:
        yield "\n".join(f"- {words(item)}" for item in part.find_all("li", recursive=False))
    elif part.name in _HEADINGS:
        yield f"**{words(part)}**"
    elif part.find(["p", "ul", "ol"]):
        yield from _mixed(part)
    elif words(part):
        yield words(part)


def _mixed(part: Tag) -> Iterator[str]:
    """The blocks inside an element, and the words that stand between them."""
    bare = ""
    for child in part.children:
        if isinstance(child, Tag) and child.name not in _INLINE | _UNSEEN:
            if bare.strip():
                yield " ".join(bare.split())
            bare = ""
            yield from _blocks(child)
        elif isinstance(child, Tag):
            bare += words(child)
        elif type(child) is NavigableString:
            bare += child.translate(_NO_WIDTH)
    if bare.strip():
        yield " ".join(bare.split())


def links_in(page: Page, found: list[Tag]) -> tuple[str, ...]:
    """Absolute addresses of links, in order and once each; links to other sites are left out."""
    base = page.final_url
    urls = [canonical(str(link["href"]), base) for link in found if link.get("href")]
    own = urlsplit(canonical(base)).netloc
    return tuple(dict.fromkeys(url for url in urls if urlsplit(url).netloc == own))


def absolute(page: Page, link: Tag | None) -> str | None:
    """Where a link leads, if it is a web address."""
    url = completed(str(link.get("href", "")), page.final_url) if link else ""
    return url if urlsplit(url).scheme in {"http", "https"} else None


def main_part(page: Page, selector: str) -> Tag:
    """The part of a page that holds its entries.

    Raises ``ReadProblem`` when it is not there, and when the page breaks off: half of some opening hours
    would read like other opening hours.
    """
    if "</html>" not in page.text.lower():
        raise ReadProblem(f"{page.final_url} breaks off, or is not a web page: its end was not found.")
    part = soup_of(page).select_one(selector)
    if part is None:
        raise ReadProblem(
            f"{page.final_url} does not have the layout that is known: its main part ({selector}) was not "
            "found. It may have been redesigned, or something else came in its place."
        )
    return part
