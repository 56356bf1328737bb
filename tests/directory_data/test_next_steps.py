import pytest

from directory_data.next_steps import Change, next_steps
from directory_data.search import SearchQuery
from directory_data.vocabulary import Area, Kind
from tests.factories import make_record

RECORDS = [
    make_record("north", name="Trampoline club", areas=["North"]),
    make_record("south", name="Unicycle shed", areas=["South"]),
]


@pytest.mark.parametrize(
    ("wanted", "steps"),
    [
        ({"text": "trampoline in Didcot"}, {Change.WIDER_AREA: "trampoline"}),
        ({"text": "trampoline", "near": "Didcot"}, {Change.WIDER_AREA: "trampoline"}),
        ({"text": "trampoline", "areas": frozenset({Area.SOUTH})}, {Change.WIDER_AREA: "trampoline"}),
        ({"text": "trampoline", "kinds": frozenset({Kind.FOOD})}, {Change.ALL_KINDS: "trampoline"}),
        ({"text": "trampoline", "age_known": True}, {Change.WITHOUT_FILTERS: "trampoline"}),
        ({"text": "trampoline"}, {}),
        ({"text": "zzzzz", "near": "Didcot"}, {}),
    ],
)
def test_the_smallest_change_that_finds_something(searcher_of, wanted, steps):
    searcher = searcher_of(RECORDS)
    query = SearchQuery(**wanted)
    found = next_steps(searcher, query, searcher.search(query))
    assert {step.change: step.wanted.text for step in found} == steps
    assert all(step.total_items == 1 for step in found)


def test_a_correction_is_kept_in_the_further_steps(searcher_of):
    searcher = searcher_of(RECORDS)
    query = SearchQuery("trampolene", kinds=frozenset({Kind.FOOD}))
    assert [step.wanted.text for step in next_steps(searcher, query, searcher.search(query))] == [
        "trampoline"
    ]
