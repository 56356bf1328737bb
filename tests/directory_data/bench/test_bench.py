"""The benchmark runs on a small county and says honestly what it found."""

import json

import pytest

pytest.importorskip("tantivy", reason="the peers are development extras")

from directory_data.bench import measures, report, runner
from directory_data.bench.county import County
from directory_data.bench.engines import ENGINES, one_slip_away
from directory_data.bench.questions import Question, questions
from directory_data.directory import Directory
from directory_data.vocabulary import Area


def test_the_county_is_the_same_each_time_and_grows_at_its_end():
    small, large = list(County().records(20)), list(County().records(40))
    assert small == large[:20]
    assert County(1).record(0) != small[0]


def test_nothing_of_the_county_can_be_taken_for_real():
    for record in County().records(100):
        assert record.key.startswith("made-up-")
        assert record.source == "made-up"
        assert not (record.phones or record.email or record.urls or record.contacts)
        assert not any(letter.isdigit() for letter in record.name + record.description)


def test_questions_are_those_of_the_mix():
    asked = questions()
    assert asked == questions()
    counts = {kind: sum(question.kind == kind for question in asked) for kind in runner.KINDS[1:]}
    assert counts == {"need": 250, "filtered": 250, "prefix": 100, "slip": 100}
    assert all(1 <= len(question.words) <= 8 for question in asked)


def test_a_slip_keeps_the_first_letter():
    near = one_slip_away("bread")
    assert {"bred", "broad"} <= set(near)
    assert all(word.startswith("b") for word in near)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Every engine's index of one small county."""
    data = tmp_path_factory.mktemp("bench")
    folders = {name: data / name for name in ENGINES}
    folders["Signpost"] = folders["whole call"] = data / "index"
    for name in ("Signpost", "SQLite FTS5", "tantivy"):
        measures.build(name, folders[name], 600)
    return folders


def opened(folders, name):
    engine = ENGINES[name](folders[name])
    engine.open()
    return engine


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_finds_the_same_and_keeps_to_the_filters(folders, name):
    county = list(County().records(600))
    wanted = next(r for r in county if len(r.areas) == 1 and len(r.categories) == 3)
    word = wanted.description.split()[-1].strip(".")  # a made-up name, rare
    plain = opened(folders, name).asking(Question("need", (word,), word))()
    assert wanted.name in plain
    area, category = Area(wanted.areas[0]), wanted.categories[0]
    kept = opened(folders, name).asking(Question("filtered", (word,), word, area, category))()
    assert wanted.name in kept
    other = next(a for a in Area if a is not area)
    assert (
        wanted.name
        not in opened(folders, name).asking(Question("filtered", (word,), word, other, category))()
    )


@pytest.mark.parametrize("name", ["Signpost", "SQLite FTS5", "tantivy"])
def test_every_engine_finds_beginnings_and_slips(folders, name):
    engine = opened(folders, name)
    assert len(engine.asking(Question("prefix", ("scho",), "scho"))()) == 10
    assert len(engine.asking(Question("slip", ("schol",), "schol"))()) == 10


@pytest.mark.filterwarnings(
    "ignore::DeprecationWarning"
)  # matplotlib 3.5, which Rasa pins, and pyparsing 3.2
def test_the_report_names_what_is_not_met(folders, tmp_path, monkeypatch):
    monkeypatch.setattr(runner, "ROUNDS", 1)
    times, found = runner._interleaved(folders)
    one = {"build_s": 1.0, "build_mb": 1.0, "size_mb": 1.0, "cold_ms": 1.0, "memory_mb": 1.0}
    engines = {
        name: runner.EngineResult(**one, **runner._summary(times[name], found[name])) for name in ENGINES
    }
    publishing = {key: [10.0, 2500.0] for key in report.PUBLISHED} | {"searches_meanwhile": 4, "errors": []}
    results = runner.Results(
        "2026-11-22", {"Python": "3"}, [runner.CountyResult(600, engines, 5.0, publishing)]
    )
    report.write(results, tmp_path)
    page = (tmp_path / "benchmarks.md").read_text()
    assert "| 50 edits found by every reader, slowest round | 2.50 s | 1 s | **not met** |" in page
    assert "| errors of readers meanwhile | 0.00  | 0  | met |" in page
    assert json.loads((tmp_path / "benchmarks.json").read_text())["counties"][0]["records"] == 600
    assert (tmp_path / "images" / "benchmarks.png").stat().st_size > 5000


def test_publishing_is_measured_with_readers_at_work(folders):
    told = measures.publish(folders["Signpost"].parent, 600)
    assert told["errors"] == []
    assert len(told["found_ms"]) == len(told["elsewhere_ms"]) == len(measures.MARKERS)
    assert all(done <= found for done, found in zip(told["publish_ms"], told["found_ms"], strict=True))
    assert Directory(folders["Signpost"]).searcher.catalogue.by_key["made-up-000000"]
