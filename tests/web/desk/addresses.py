"""The address of every page of the desk, read from the application itself."""

from __future__ import annotations

from flask import Flask

EXAMPLES = {"key": "example-group", "number": 1, "view": "parent"}
"""For the parts of an address that name something."""
OTHER_KEYS = {"desk.source": "example-site", "desk.synonym": "pot-luck"}
LOOKS_DIFFERENT = [
    "/desk/records/example-line",
    "/desk/records/example-group/preview/practitioner",
    "/desk/records/example-group/preview/bot",
    "/desk/records?q=zzzz",
    "/desk/records/nothing",
]
NOT_HERE = {"desk.report_table", "desk.raw_copy", "desk.import_check"}
"""Files to download, and a page that needs an upload."""


def desk_pages(app: Flask) -> list[str]:
    """Every page that is read and not sent, examples where there are many."""
    rules = [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("desk.") and "GET" in (rule.methods or ())
    ]
    with app.test_request_context():
        addresses = {
            app.url_for(rule.endpoint, **_values(rule.endpoint, rule.arguments))
            for rule in rules
            if rule.endpoint not in NOT_HERE
        }
    return sorted(addresses.union(LOOKS_DIFFERENT))


def _values(endpoint: str, names: set[str]) -> dict[str, object]:
    values = {name: EXAMPLES[name] for name in names}
    if "key" in values:
        values["key"] = OTHER_KEYS.get(endpoint, EXAMPLES["key"])
    return values
