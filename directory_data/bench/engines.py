"""The engines side by side: each builds an index of the county and answers a question with ten titles.

Every peer has its fastest known form: one text field, filters as terms of the index, and stems or query
syntax worked out before the clock starts.
"""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol

from directory_data import publishing
from directory_data.analysis import stem
from directory_data.bench.questions import Question
from directory_data.directory import Directory
from directory_data.models import Record
from directory_data.postings import best
from directory_data.search import SearchQuery
from directory_data.settings import Settings
from directory_data.vocabulary import CATEGORIES, Area

LIMIT = 10
Ask = Callable[[], list[str]]
"""One prepared question; returns the stored titles, the best first."""


class Engine(Protocol):
    """A search engine over the county."""

    def build(self, records: Iterable[Record]) -> None: ...

    def open(self) -> None: ...

    def asking(self, question: Question) -> Ask: ...


class Signpost:
    """Our ranking over Whoosh's postings, without understanding, facets and highlights."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def build(self, records: Iterable[Record]) -> None:
        """From the store, which must hold the records."""
        publishing.publish(Settings(data=self.folder.parent))

    def open(self) -> None:
        self.searcher = Directory(self.folder).searcher

    def asking(self, question: Question) -> Ask:
        return lambda: self._titles(question)

    def _titles(self, question: Question) -> list[str]:
        postings, catalogue = self.searcher.postings, self.searcher.catalogue
        scores = postings.scores(dict.fromkeys(self._stems(question), 1.0))
        mask = catalogue.whole
        if question.area and question.category:
            mask = mask & catalogue.areas[question.area] & catalogue.categories[question.category]
        return [catalogue.records[number].name for number in best(scores, mask, LIMIT)]

    def _stems(self, question: Question) -> list[str]:
        if question.kind == "prefix":
            return self.searcher.postings.starting(question.words[0])
        if question.kind == "slip":
            return [stem(self.searcher.speller.nearest(question.words[0]) or question.words[0])]
        return [stem(word) for word in question.words]


class WholeCall(Signpost):
    """What a visitor waits for: understanding, ranking, filters, facets, highlights, did-you-mean."""

    def open(self) -> None:
        self.directory = Directory(self.folder)
        self.searcher = self.directory.searcher

    def asking(self, question: Question) -> Ask:
        wanted = SearchQuery(
            question.text,
            areas=frozenset([question.area] if question.area else []),
            categories=frozenset([question.category] if question.category else []),
            per_page=LIMIT,
        )
        return lambda: [hit.record.name for hit in self.directory.search(wanted).hits]


class Fts5:
    """SQLite's full-text index with Porter stems."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "fts5.sqlite3"

    def build(self, records: Iterable[Record]) -> None:
        with sqlite3.connect(self._path) as connection:
            connection.execute(
                "CREATE VIRTUAL TABLE entry USING "
                "fts5(title UNINDEXED, text, filters, tokenize='porter unicode61')"
            )
            connection.execute("INSERT INTO entry(entry, rank) VALUES('rank', 'bm25(0, 1, 0)')")
            rows = ((record.name, text_of(record), " ".join(filters_of(record))) for record in records)
            connection.executemany("INSERT INTO entry VALUES (?, ?, ?)", rows)
            connection.execute("INSERT INTO entry(entry) VALUES('optimize')")
            connection.execute("CREATE VIRTUAL TABLE word USING fts5vocab(entry, row)")
        connection.close()

    def open(self) -> None:
        self._connection = sqlite3.connect(self._path)
        weakref.finalize(self, self._connection.close)  # no other engine has to be closed

    def asking(self, question: Question) -> Ask:
        words = " OR ".join(f'"{word}"' for word in question.words)
        if question.kind == "prefix":
            words = f'"{question.words[0]}"*'
        if question.area and question.category:
            tokens = filter_tokens(question.area, question.category)
            words = f"(text: ({words})) AND (filters: ({' AND '.join(tokens)}))"
        else:
            words = f"text: ({words})"
        if question.kind == "slip":
            near = one_slip_away(question.words[0])
            return lambda: self._of_near_words(near)
        return lambda: self._titles(words)

    def _titles(self, match: str) -> list[str]:
        found = self._connection.execute(
            "SELECT title FROM entry WHERE entry MATCH ? ORDER BY rank LIMIT ?", (match, LIMIT)
        )
        return [title for (title,) in found]

    def _of_near_words(self, near: list[str]) -> list[str]:
        """FTS5 has no search for slips: the words one slip away that it knows."""
        places = ",".join("?" * len(near))
        known = self._connection.execute(f"SELECT term FROM word WHERE term IN ({places})", near)  # noqa: S608
        words = " OR ".join(f'"{word}"' for (word,) in known)
        return self._titles(f"text: ({words})") if words else []


class Tantivy:
    """The Rust engine through its Python package; a development extra."""

    def __init__(self, folder: Path) -> None:
        import tantivy  # noqa: PLC0415 installed for the benchmark only

        folder.mkdir(parents=True, exist_ok=True)
        self._tantivy = tantivy
        self._schema = (
            tantivy.SchemaBuilder()
            .add_text_field("title", stored=True, tokenizer_name="raw")
            .add_text_field("text", tokenizer_name="en_stem", index_option="freq")
            .add_text_field("filters", tokenizer_name="whitespace", index_option="basic")
            .build()
        )
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        analyzer = analyzer.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.stemmer("english"))
        self._analyzer = analyzer.build()
        self._index = tantivy.Index(self._schema, path=str(folder))

    def build(self, records: Iterable[Record]) -> None:
        writer = self._index.writer(heap_size=128_000_000, num_threads=1)
        for record in records:
            document = self._tantivy.Document()
            document.add_text("title", record.name)
            document.add_text("text", text_of(record))
            document.add_text("filters", " ".join(filters_of(record)))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()

    def asking(self, question: Question) -> Ask:
        make, occur = self._tantivy.Query, self._tantivy.Occur
        if question.kind == "prefix":
            query = make.regex_query(self._schema, "text", f"{question.words[0]}.*")
        elif question.kind == "slip":
            query = make.fuzzy_term_query(self._schema, "text", self._analyzer.analyze(question.words[0])[0])
        else:
            stems = [self._analyzer.analyze(word)[0] for word in question.words]
            query = make.boolean_query(
                [(occur.Should, make.term_query(self._schema, "text", text, "freq")) for text in stems]
            )
        if question.area and question.category:
            tokens = filter_tokens(question.area, question.category)
            terms = [make.term_query(self._schema, "filters", token, "basic") for token in tokens]
            filters = [(occur.Must, make.const_score_query(term, 0.0)) for term in terms]
            query = make.boolean_query([(occur.Must, query), *filters])
        return lambda: self._titles(query)

    def _titles(self, query: Any) -> list[str]:
        found = self._searcher.search(query, LIMIT, count=False).hits
        return [self._searcher.doc(address)["title"][0] for _, address in found]


ENGINES: dict[str, Callable[[Path], Engine]] = {
    "Signpost": Signpost,
    "SQLite FTS5": Fts5,
    "tantivy": Tantivy,
    "whole call": WholeCall,
}


def text_of(record: Record) -> str:
    categories = [CATEGORIES[key] for key in record.categories]
    parts = [record.name, *record.keywords, *categories, record.summary, record.description, *record.places]
    return " . ".join(parts)


def filters_of(record: Record) -> list[str]:
    areas = record.areas or list(Area)
    return [f"area{area.value.lower()}" for area in areas] + [_token(key) for key in record.categories]


def filter_tokens(area: Area, category: str) -> list[str]:
    return [f"area{area.value.lower()}", _token(category)]


def one_slip_away(word: str) -> list[str]:
    """Every spelling one slip from a word, its first letter kept, cut to the stems FTS5 may have."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    cuts = [(word[:at], word[at:]) for at in range(1, len(word) + 1)]
    near = {a + b[1:] for a, b in cuts if b} | {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    near |= {a + c + b[1:] for a, b in cuts if b for c in letters} | {
        a + c + b for a, b in cuts for c in letters
    }
    return sorted({stem(one) for one in near})


def _token(category: str) -> str:
    return "category" + category.replace("-", "")
