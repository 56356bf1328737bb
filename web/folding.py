"""Long answers in two parts: what is read first, and what a press on "Show more" adds."""

from __future__ import annotations

from web.markdown import has_phone

MOST_CHARACTERS = 700
"""Of an answer's text before the rest is folded; a whole screen of a phone."""
LEAST_FOLDED = 200
"""Fewer characters than this are not worth a press."""
MOST_SERVICES = 4


def folded(text: str) -> tuple[str, str]:
    """Markdown to show, and Markdown to fold away; a telephone number is never folded away."""
    blocks = text.split("\n\n")
    shown: list[str] = []
    rest: list[str] = []
    for block in blocks:
        room = sum(map(len, shown)) + len(block) <= MOST_CHARACTERS
        (shown if not shown or (room and not rest) or has_phone(block) else rest).append(block)
    if sum(map(len, rest)) < LEAST_FOLDED:
        return text, ""
    return "\n\n".join(shown), "\n\n".join(rest)
