"""Shows why a result matched: its best sentence with the query's words marked, as safe HTML."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import escape

from directory_data.analysis import fold, stem
from directory_data.models import Record

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"\w+(?:['\u2019]\w+)*")
LONGEST = 220  # characters; about two lines on a phone


def highlight(record: Record, stems: Collection[str]) -> str:
    """The sentence of the record with most of the stems, each found word inside ``<mark>``."""
    sentences = [record.summary, *_SENTENCE.split(record.description)]
    hits = [_hits(sentence, stems) for sentence in sentences]
    best = sentences[hits.index(max(hits))]  # the summary when no other sentence has more
    return mark(_plain(best)[:LONGEST], stems)


def mark(text: str, stems: Collection[str]) -> str:
    """The text as HTML with the words of these stems inside ``<mark>``."""
    parts: list[str] = []
    end = 0
    for word in _WORD.finditer(text):
        if _STEMS[word.group()] in stems:
            parts += [escape(text[end : word.start()]), f"<mark>{escape(word.group())}</mark>"]
            end = word.end()
    return "".join([*parts, escape(text[end:])])


def _hits(text: str, stems: Collection[str]) -> int:
    return len(set(map(_STEMS.__getitem__, _WORD.findall(text))).intersection(stems))


class _Stems(dict[str, str]):
    """The stem of each word as it is written; there are as many as the directory has words."""

    def __missing__(self, word: str) -> str:
        self[word] = found = stem(fold(word))
        return found


_STEMS = _Stems()


def _plain(markdown: str) -> str:
    """The words of a Markdown line without its marks."""
    without_links = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", markdown)
    return re.sub(r"^[\s>#*-]+|\*\*|__|`", "", without_links).strip()
