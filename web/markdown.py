"""Markdown of records and replies as safe HTML with GOV.UK's classes; numbers and e-mail can be tapped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

from directory_data.emergency import tel

CLASSES = {
    "paragraph_open": "govuk-body",
    "bullet_list_open": "govuk-list govuk-list--bullet",
    "ordered_list_open": "govuk-list govuk-list--number",
    "heading_open": "govuk-heading-s",
    "table_open": "govuk-table",
    "th_open": "govuk-table__header",
    "td_open": "govuk-table__cell",
    "blockquote_open": "govuk-inset-text",
    "link_open": "govuk-link",
}
HEADINGS_FROM = 3
"""Headings in a text lie below the page's own h1 and h2."""

_PHONE = re.compile(
    r"(?<![\w.,/-])0\d{2,4} ?\d{3,4} ?\d{3,4}(?![\w/-])|(?:(?<=[Rr]ing )|(?<= on ))(?:999|101|111)\b"
)

_EMAIL = re.compile(r"(?<![\w.+/-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TAPPED = re.compile(f"{_EMAIL.pattern}|{_PHONE.pattern}")


def to_html(text: str) -> Markup:
    """Safe HTML: raw HTML in the text is shown as written, unsafe links are not made."""
    return Markup(_markdown.render(text))  # noqa: S704 - html is off, so everything typed is escaped


def line_to_html(text: str) -> Markup:
    """One plain sentence with its telephone numbers and e-mail addresses as links."""
    return Markup(_linked(text))  # noqa: S704 - every part is escaped


def has_phone(text: str) -> bool:
    """Whether a text holds a telephone number to ring."""
    return _PHONE.search(text) is not None


def _linked(text: str) -> str:
    """Escaped text with each telephone number and e-mail address as a link."""
    parts: list[str] = []
    end = 0
    for found in _TAPPED.finditer(text):
        parts += [escape(text[end : found.start()]), _link(found.group())]
        end = found.end()
    return "".join([*parts, escape(text[end:])])


def _link(found: str) -> str:
    if "@" in found:
        return f'<a class="govuk-link" href="mailto:{found}">{found}</a>'
    return f'<a class="govuk-link app-tel" href="{tel(found)}">{found}</a>'


def _text(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    before = [token.type for token in tokens[:index]]
    if before.count("link_open") > before.count("link_close"):
        return escape(tokens[index].content)
    return _linked(tokens[index].content)


def _classed(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    token.attrJoin("class", CLASSES[token.type])
    return self.renderToken(tokens, index, options, env)


def _lower_headings(state: Any) -> None:
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + HEADINGS_FROM - 1)}"


def _make() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    made.core.ruler.push("lower_headings", _lower_headings)
    made.add_render_rule("text", _text)
    for name in CLASSES:
        made.add_render_rule(name, _classed)
    return made


_markdown = _make()
