"""axe-core in a real browser: what it finds wrong, and what it leaves to people to judge."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from playwright.sync_api import Frame, Page

from directory_data.settings import ROOT

SCRIPT = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """async (tags) => {
  const found = await axe.run(document, { runOnly: tags, resultTypes: ["violations", "incomplete"] });
  const checks = (node) => [...node.any, ...node.all, ...node.none];
  const listed = (results) => results.flatMap((rule) => rule.nodes.map((node) => ({
    rule: rule.id,
    target: node.target.flat().join(" "),
    says: checks(node).map((check) => check.message).join("; "),
    why: checks(node).map((check) => check.data?.messageKey ?? "").join(" ").trim(),
  })));
  return { violations: listed(found.violations), incomplete: listed(found.incomplete) };
}"""


@dataclass(frozen=True)
class Finding:
    """One element under one rule."""

    rule: str
    target: str
    """CSS selector of the element."""
    says: str
    why: str
    """axe's key for why it cannot decide, such as ``pseudoContent``."""


@dataclass(frozen=True)
class Findings:
    violations: list[Finding]
    incomplete: list[Finding]
    """What axe cannot decide: "needs review"."""


def examine(page: Page | Frame) -> Findings:
    """All rules of WCAG 2.2 A and AA, and axe's best practices, on the page as it is now."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_source())  # not a script element, which the page's policy would refuse
    found = page.evaluate(_RUN, TAGS)
    return Findings(*([Finding(**each) for each in found[name]] for name in ("violations", "incomplete")))


@cache
def _source() -> str:
    assert SCRIPT.exists(), "Run `make setup` first: it installs axe-core."
    return SCRIPT.read_text()
