"""Every target, by its name."""

from __future__ import annotations

from tests.fuzz import lists, messages, requests, searches, sites

EVERY = {
    target.name: target
    for module in (messages, searches, requests, lists, sites)
    for target in module.TARGETS
}
