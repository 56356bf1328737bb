import datetime as dt

import pytest

from directory_data.opening_times import LONDON
from directory_data.search import SearchQuery
from directory_data.synonyms import Synonym
from directory_data.vocabulary import Area, Audience, Cost, Kind, Sort
from tests.factories import make_record

MONDAY_MORNING = dt.datetime(2026, 11, 23, 10, 0, tzinfo=LONDON)


def keys(results):
    return [hit.record.key for hit in results.hits]


def test_name_weighs_more_than_description(searcher_of):
    searcher = searcher_of(
        [make_record("other", description="We mention trampolines. " * 5), make_record("trampoline-club")]
    )
    assert keys(searcher.search(SearchQuery("trampolines"))) == ["trampoline-club", "other"]


def test_a_record_with_every_word_comes_before_one_that_repeats_a_word(searcher_of):
    searcher = searcher_of(
        [
            make_record("both", description="Speech and therapy."),
            make_record("one", description="therapy " * 30),
        ]
    )
    assert keys(searcher.search(SearchQuery("speech therapy")))[0] == "both"


def test_endings_accents_and_apostrophes_do_not_matter(searcher_of):
    searcher = searcher_of([make_record("cafe", summary="A café where children's toys are mended.")])
    for text in ("cafes", "CAFÉ", "childrens toy", "mending toys"):
        assert keys(searcher.search(SearchQuery(text))) == ["cafe"]


def test_a_misspelt_word_is_found_and_put_right(searcher_of):
    searcher = searcher_of([make_record("t", name="Speech therapy"), make_record("u", name="Unicycle club")])
    results = searcher.search(SearchQuery("speach therpy"))
    assert keys(results) == ["t"]
    assert results.query.did_you_mean == "speech therapy"


def test_a_doubled_letter_before_an_ending_does_not_matter(searcher_of):
    searcher = searcher_of([make_record("run", summary="When a child runs and hits."), make_record("other")])
    for text in ("running", "hitting"):
        assert keys(searcher.search(SearchQuery(text))) == ["run"]


def test_a_misspelt_word_of_asking_is_not_the_need(searcher_of):
    searcher = searcher_of(
        [make_record("bank", name="Food bank"), make_record("plea", name="Pleas at court", keywords=["bank"])]
    )
    for text in ("food bank plese", "fod bank plese", "my daughters food bank"):
        query = searcher.search(SearchQuery(text)).query
        assert len(query.groups) == 2, text
    assert keys(searcher.search(SearchQuery("food bank plese")))[0] == "bank"


def test_a_rare_word_of_the_need_counts_for_more_than_common_ones(searcher_of):
    common = [make_record(f"common-{number}", summary="Evenings outdoors.") for number in range(9)]
    searcher = searcher_of([*common, make_record("rare", summary="A kiln.")])
    assert keys(searcher.search(SearchQuery("kiln evenings outdoors")))[0] == "rare"


@pytest.mark.parametrize("text", ["Hoop", "hoops", "what is Hoop?"])
def test_a_name_in_the_plural_or_in_a_question_is_the_name(searcher_of, text):
    searcher = searcher_of(
        [make_record("hoop", name="Hoop"), make_record("other", name="Hoop hoop hoops", keywords=["hoops"])]
    )
    assert keys(searcher.search(SearchQuery(text)))[0] == "hoop"


def test_a_parent_sees_who_helps_before_guidance_about_it(searcher_of):
    section = {"heading": "How", "text": "It works."}
    guide = make_record("guide", kind="guidance", summary="Knitting and knitting help.", sections=[section])
    searcher = searcher_of([guide, make_record("club", summary="We help you with knitting now.")])
    wanted = SearchQuery("knitting", audience=Audience.PARENT)
    assert keys(searcher.search(wanted)) == ["club", "guide"]
    assert keys(searcher.search(SearchQuery("knitting")))[0] == "guide"


def test_synonyms_find_what_shares_no_word(searcher_of):
    synonym = Synonym(say=["wont talk", "not talking"], means=["speech"])
    searcher = searcher_of([make_record("t", name="Speech therapy"), make_record("u")], [synonym])
    assert keys(searcher.search(SearchQuery("he isn't really talking yet, not really talking"))) == ["t"]
    assert keys(searcher.search(SearchQuery("my son won't talk"))) == ["t"]


def test_filters_by_kind_category_and_reader(searcher_of):
    searcher = searcher_of(
        [
            make_record("a", kind="food", categories=["food"], audiences=["parent"]),
            make_record("b", kind="finance", categories=["grants"], audiences=["practitioner"]),
            make_record("c", categories=["food"]),
        ]
    )
    assert keys(searcher.search(SearchQuery("made up", kinds=frozenset({Kind.FOOD})))) == ["a"]
    assert keys(searcher.search(SearchQuery("made up", categories=frozenset({"food"})))) == ["a", "c"]
    readers = frozenset({Audience.PRACTITIONER})
    assert sorted(keys(searcher.search(SearchQuery("made up", readers=readers)))) == ["b", "c"]


def test_audience_changes_the_order_and_hides_nothing(searcher_of):
    searcher = searcher_of(
        [make_record("a", audiences=["parent"]), make_record("b", audiences=["practitioner"])]
    )
    for audience, first in ((Audience.PARENT, "a"), (Audience.PRACTITIONER, "b")):
        found = keys(searcher.search(SearchQuery("made up", audience=audience)))
        assert found[0] == first and len(found) == 2


def test_ages_overlap(searcher_of):
    searcher = searcher_of(
        [make_record("under-five", maximum_age=5), make_record("teens", minimum_age=13), make_record("all")]
    )
    assert sorted(keys(searcher.search(SearchQuery("made up", age=3)))) == ["all", "under-five"]


def test_a_place_leaves_out_other_areas_and_keeps_county_wide_services(searcher_of):
    searcher = searcher_of(
        [
            make_record("north", areas=["North"]),
            make_record("south", areas=["South"]),
            make_record("county"),
        ]
    )
    assert keys(searcher.search(SearchQuery("made up in Didcot"))) == ["south", "county"]
    assert keys(searcher.search(SearchQuery("made up", near="OX16 5AU"))) == ["north", "county"]
    assert sorted(keys(searcher.search(SearchQuery("made up", areas=frozenset({Area.NORTH}))))) == [
        "county",
        "north",
    ]


def test_distance_is_shown_when_the_place_of_both_is_known(searcher_of):
    spot = {"name": "Hall", "latitude": 51.61, "longitude": -1.24}  # in Didcot
    searcher = searcher_of([make_record("hall", locations=[spot])])
    (hit,) = searcher.search(SearchQuery("made up", near="Didcot")).hits
    assert hit.miles is not None and hit.miles < 2


def test_open_now_leaves_out_what_is_closed_or_unknown(searcher_of):
    searcher = searcher_of(
        [
            make_record("open", schedules=[{"byday": ["MO"], "opens_at": "09:00", "closes_at": "17:00"}]),
            make_record("closed", schedules=[{"byday": ["TU"], "opens_at": "09:00", "closes_at": "17:00"}]),
            make_record("unknown"),
        ]
    )
    assert keys(searcher.search(SearchQuery("made up", open_now=True), MONDAY_MORNING)) == ["open"]


def test_closed_for_the_time_being_is_shown_and_not_open(searcher_of):
    hours = [{"byday": ["MO"], "opens_at": "09:00", "closes_at": "17:00"}]
    searcher = searcher_of(
        [
            make_record("open", schedules=hours),
            make_record("shut", schedules=hours, status="temporarily closed"),
        ]
    )
    assert sorted(keys(searcher.search(SearchQuery("made up")))) == ["open", "shut"]
    assert keys(searcher.search(SearchQuery("made up", open_now=True), MONDAY_MORNING)) == ["open"]


def test_facets_count_what_each_value_would_give(searcher_of):
    searcher = searcher_of(
        [make_record("a", kind="food"), make_record("b", areas=["North"]), make_record("c")]
    )
    facets = searcher.search(SearchQuery("made up", kinds=frozenset({Kind.FOOD}))).facets
    assert facets["kind"] == {"service": 2, "food": 1}
    assert facets["area"] == {"North": 1, "Central": 1, "South": 1}


def test_pages_cover_everything_once(searcher_of):
    searcher = searcher_of([make_record(f"group-{number}") for number in range(7)])
    pages = [searcher.search(SearchQuery("made up", page=page, per_page=3)) for page in (1, 2, 3, 4)]
    assert [len(page.hits) for page in pages] == [3, 3, 1, 0]
    assert len({key for page in pages for key in keys(page)}) == 7
    assert (pages[0].total_items, pages[0].total_pages) == (7, 3)


def test_an_empty_query_lists_everything(searcher_of):
    assert searcher_of([make_record("a"), make_record("b")]).search(SearchQuery()).total_items == 2


def test_closed_for_good_is_not_shown(searcher_of):
    searcher = searcher_of([make_record("gone", status="defunct"), make_record("here")])
    assert keys(searcher.search(SearchQuery("made up"))) == ["here"]


@pytest.mark.parametrize("text", ["*a*", "name:x OR (", "a" * 5000, "\u200b", "' OR 1=1", "[a TO z]", "🙂"])
def test_odd_queries_are_words_and_never_a_language(searcher_of, text):
    assert searcher_of([make_record()]).search(SearchQuery(text)).total_items <= 1


def test_highlight_marks_the_words_and_escapes_the_rest(searcher_of):
    searcher = searcher_of([make_record("x", summary="Swings <b>& slides</b>.")])
    (hit,) = searcher.search(SearchQuery("slide")).hits
    assert hit.highlight == "Swings &lt;b&gt;&amp; <mark>slides</mark>&lt;/b&gt;."


def test_guidance_answers_with_the_section_that_was_asked_for(searcher_of):
    sections = [
        {"heading": "Who signs", "text": "The parent signs.", "asked_as": ["who has to sign it"]},
        {"heading": "Review", "text": "Within six weeks.", "asked_as": ["how soon must it be reviewed"]},
    ]
    searcher = searcher_of([make_record("form", kind="guidance", sections=sections)])
    best = searcher.answers("how soon must the form be reviewed?")[0]
    assert best.section.heading == "Review"


COSTS = [
    make_record("free", cost_options=[{"option": "Free", "amount": 0}]),
    make_record("paid", cost_options=[{"option": "A session", "amount": 4.5}, {"option": "By the year"}]),
    make_record("unsure", cost_options=[{"option": "Free", "amount": 0, "doubtful": "Two pages differ."}]),
    make_record("silent"),
]


@pytest.mark.parametrize(
    ("costs", "found"),
    [
        ({Cost.FREE}, ["free"]),
        ({Cost.COSTS}, ["paid"]),
        ({Cost.NOT_KNOWN}, ["silent", "unsure"]),
        ({Cost.FREE, Cost.NOT_KNOWN}, ["free", "silent", "unsure"]),
    ],
)
def test_cost_that_is_not_known_is_a_choice_of_its_own(searcher_of, costs, found):
    results = searcher_of(COSTS).search(SearchQuery("made up", costs=frozenset(costs)))
    assert sorted(keys(results)) == found
    assert results.facets["cost"] == {"free": 1, "costs": 1, "not_known": 2}


def test_accessibility_and_language_narrow_and_count_each_other(searcher_of):
    searcher = searcher_of(
        [
            make_record("a", accessibility=["Hearing loop"], languages=["Polish", "Urdu"]),
            make_record("b", languages=["Urdu"]),
            make_record("c", accessibility=["Quiet space"], doubts={"accessibility": "From an old page."}),
        ]
    )
    loop = searcher.search(SearchQuery("made up", accessibility=frozenset({"Hearing loop"})))
    assert keys(loop) == ["a"]
    assert loop.facets["language"] == {"Polish": 1, "Urdu": 1}
    assert loop.facets["accessibility"] == {"Hearing loop": 1, "not_known": 2}
    assert sorted(keys(searcher.search(SearchQuery("made up", languages=frozenset({"urdu"}))))) == ["a", "b"]
    assert keys(searcher.search(SearchQuery("made up", languages=frozenset({"Klingon"})))) == []


def test_records_without_hours_are_counted_and_can_be_kept(searcher_of):
    hours = [{"byday": ["MO"], "opens_at": "09:00", "closes_at": "17:00"}]
    closed = [{"byday": ["TU"], "opens_at": "09:00", "closes_at": "17:00"}]
    searcher = searcher_of(
        [
            make_record("open", schedules=hours),
            make_record("closed", schedules=closed),
            make_record("unknown"),
        ]
    )
    results = searcher.search(SearchQuery("made up", open_now=True), MONDAY_MORNING)
    assert results.facets["open_now"] == {"true": 1, "not_known": 1}
    both = SearchQuery("made up", open_now=True, hours_unknown=True)
    assert sorted(keys(searcher.search(both, MONDAY_MORNING))) == ["open", "unknown"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"age": 3}, ["all", "under-five"]),
        ({"age": 3, "oldest": 13}, ["all", "teens", "under-five"]),
        ({"age": 5.5, "oldest": 12.5}, ["all"]),
        ({"age": 3, "age_known": True}, ["under-five"]),
    ],
)
def test_any_overlap_of_ages_is_enough_and_unknown_ages_stay_in(searcher_of, wanted, found):
    searcher = searcher_of(
        [make_record("under-five", maximum_age=5), make_record("teens", minimum_age=13), make_record("all")]
    )
    assert sorted(keys(searcher.search(SearchQuery("made up", **wanted)))) == found
    counted = searcher.search(SearchQuery("made up", age=3)).facets["age_known"]
    assert counted == {"true": 1, "not_known": 1}


def at(name, latitude=None, longitude=None, **more):
    return [{"name": name, "latitude": latitude, "longitude": longitude, **more}]


def test_results_come_in_the_order_asked_for(searcher_of):
    postal = {"address_1": "1 Example Street", "city": "Didcot", "postal_code": "OX11 7XX"}
    searcher = searcher_of(
        [
            make_record("zebra", known="2019-01-01", locations=at("Hall", 51.75, -1.26)),
            make_record("apple", known="2018-01-01", assured_date="2020-02-02"),
            make_record("mango", known="2017-01-01", locations=at("Hut", address=postal)),
        ]
    )

    def ordered(sort, **more):
        return keys(searcher.search(SearchQuery("made up", sort=sort, **more)))

    assert ordered(Sort.NAME) == ["apple", "mango", "zebra"]
    assert ordered(Sort.CHECKED) == ["apple", "zebra", "mango"]
    assert ordered(Sort.NEAREST, near="Didcot") == ["mango", "zebra", "apple"]
    assert ordered(Sort.NEAREST) == ordered(Sort.BEST)
    assert searcher.search(SearchQuery("made up", sort=Sort.NEAREST, near="Wootton")).sort is Sort.BEST
    assert ordered(Sort.NAME, page=2, per_page=2) == ["zebra"]
