"""The address of every public page, read from the application itself, so that no new page is forgotten."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import Rule

LOOKS_DIFFERENT = {
    "public.search": ["/search?q=speech&near=Witney&category=send", "/search?q=zzzzqqq"],
    "public.service": ["/services/mash", "/services/guidance-eha-after"],
    "practitioners.guide": [
        "/practitioners/early-help-assessment",
        "/practitioners/thresholds",
    ],
    "shortlist.page": ["/shortlist?list=mash,speech-and-language-therapy,good-food-oxford,lcss-north"],
    "public.link_workers": ["/link-workers?q=nursery+in+Bicester", "/link-workers?q=zzzz"],
}
"""More addresses of pages whose parts come and go."""
FOR_EXAMPLE = {"key": "lcss", "token": "nonsense"}
"""For the parts of an address that name something."""
FOR_PROGRAMS = {"api", "open_data", "exports", "health"}
"""Blueprints."""
NOWHERE = "/nowhere"


def public_pages(app: Flask) -> list[str]:
    """Every public page, examples where there are many, and the page for a wrong address."""
    rules = [rule for rule in app.url_map.iter_rules() if _may_be_a_page(rule)]
    tried = {address for rule in rules for address in _addresses(app, rule)}
    client = app.test_client()
    return sorted(
        {NOWHERE} | {each for each in tried if client.get(each, buffered=True).mimetype == "text/html"}
    )


def _may_be_a_page(rule: Rule) -> bool:
    blueprint = rule.endpoint.rpartition(".")[0]
    for_all = not rule.rule.startswith("/desk") and rule.endpoint != "static"  # editors sign in first
    return for_all and "GET" in (rule.methods or ()) and blueprint not in FOR_PROGRAMS


def _addresses(app: Flask, rule: Rule) -> list[str]:
    values = {name: FOR_EXAMPLE[name] for name in rule.arguments}
    with app.test_request_context():
        return [app.url_for(rule.endpoint, **values), *LOOKS_DIFFERENT.get(rule.endpoint, [])]
