"""Jinja as this site uses it: GOV.UK's components beside our templates, and misspelt names as errors."""

from __future__ import annotations

from typing import Any

from flask import Flask, g, request
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader, Undefined
from jinja2.exceptions import UndefinedError

from directory_data import core_sentences, emergency
from web import folding, markdown, telephone
from web.dates import in_words

SERVICE_NAME = "Signpost"
LEFT_BLANK = (
    "pageTitleLang",
    "htmlClasses",
    "opengraphImageUrl",
    "assetUrl",
    "bodyAttributes",
    "bodyClasses",
    "headerClasses",
    "headerAttributes",
    "containerClasses",
    "containerAttributes",
    "mainClasses",
    "mainLang",
    "mainAttributes",
    "footerClasses",
    "footerAttributes",
    "serviceName",
)
"""What GOV.UK's page layout may be given and this site does not give."""


class StrictNames(Undefined):
    """Fails on unknown names and attributes; only an absent key of a mapping is empty.

    GOV.UK's macros take one mapping of options and look for keys that are not in it.
    """

    def _is_option(self) -> bool:
        return isinstance(self._undefined_obj, dict)

    def _refuse(self) -> None:
        if not self._is_option():
            raise UndefinedError(self._undefined_message)

    def __str__(self) -> str:
        self._refuse()
        return ""

    def __bool__(self) -> bool:
        self._refuse()
        return False

    def __iter__(self) -> Any:
        self._refuse()
        return iter(())

    def __len__(self) -> int:
        self._refuse()
        return 0


def init_app(app: Flask) -> None:
    environment = app.jinja_env
    environment.undefined = StrictNames
    environment.loader = ChoiceLoader(
        [environment.loader, PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})]  # type: ignore[list-item]
    )
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.globals.update(dict.fromkeys(LEFT_BLANK, ""))
    environment.globals["most_services"] = folding.MOST_SERVICES
    environment.globals.update(
        core_sentences=core_sentences.wordings, core_sentences_in=core_sentences.in_language
    )
    # Written in GOV.UK's macros as if Jinja knew these two names of its parent's language.
    environment.globals["core_contacts"] = emergency.CORE
    environment.globals.update(undefined=StrictNames(obj={}, name="undefined"), null=None)
    environment.filters.update(
        folded=folding.folded,
        markdown=markdown.to_html,
        markdown_line=markdown.line_to_html,
        plain_date=in_words,
        tel=emergency.tel,
    )
    app.context_processor(_on_every_page)


def _on_every_page() -> dict[str, Any]:
    return {
        "service_name": SERVICE_NAME,
        "urgent": telephone.urgent(),
        "lcss_teams": telephone.lcss(),
        "cspNonce": g.get("csp_nonce", ""),
        "here": request.path,
    }
