"""Shows why a result matched: its best sentence with the query's words marked, as safe HTML."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import escape

from directory_data.analysis import fold, stem
from directory_data.models import Record
from directory_data.vocabulary import CATEGORIES

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"\w+(?:['\u2019]\w+)*")
LONGEST = 220  # characters; about two lines on a phone


def highlight(record: Record, stems: Collection[str]) -> str:
    """The sentence of the record with most of the stems, each found word inside ``<mark>``."""
    return mark(_shown(record, stems), stems)


def found_under(record: Record, stems: Collection[str]) -> str:
    """What else of a record the query's words are in, as safe HTML: an everyday word, another name or a
    sentence of its guidance. Empty when its name or its highlight shows them, or nothing does."""
    if _hits(record.name, stems) or _hits(_shown(record, stems), stems):
        return ""
    topics = [CATEGORIES.get(key, "") for key in record.categories]
    words = [*record.keywords, *record.alternate_names, *topics]
    texts = [_plain(text) for part in record.sections for text in (part.heading, *_SENTENCE.split(part.text))]
    for candidates in (words, texts):
        best = max(candidates, key=lambda text: _hits(text, stems), default="")
        if _hits(best, stems):
            return mark(best[:LONGEST], stems)
    return ""


def mark(text: str, stems: Collection[str]) -> str:
    """The text as HTML with the words of these stems inside ``<mark>``."""
    parts: list[str] = []
    end = 0
    for word in _WORD.finditer(text):
        if _STEMS[word.group()] in stems:
            parts += [escape(text[end : word.start()]), f"<mark>{escape(word.group())}</mark>"]
            end = word.end()
    return "".join([*parts, escape(text[end:])])


def _shown(record: Record, stems: Collection[str]) -> str:
    sentences = [record.summary, *_SENTENCE.split(record.description)]
    hits = [_hits(sentence, stems) for sentence in sentences]
    return _plain(sentences[hits.index(max(hits))])[:LONGEST]  # the summary when no other sentence has more


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
