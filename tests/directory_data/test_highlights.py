"""Why a result matched, when its name and its sentences do not show it."""

from __future__ import annotations

import pytest

from directory_data.highlights import found_under
from directory_data.models import Record, Section
from directory_data.vocabulary import Kind

RECORD = Record(
    key="stay-and-play",
    kind=Kind.SERVICE,
    name="Stay and play",
    summary="Sessions for babies.",
    description="Every week in the church hall.",
    source="test",
    keywords=["toddler group", "meet <other> mums"],
    alternate_names=["Rainbow Tots"],
    categories=["early-years"],
    sections=[Section(heading="What to bring", text="Bring a **drink**. Wear old clothes.")],
)


@pytest.mark.parametrize(
    ("stems", "shown"),
    [
        ({"toddler"}, "<mark>toddler</mark> group"),
        ({"mum"}, "meet &lt;other&gt; <mark>mums</mark>"),
        ({"rainbow"}, "<mark>Rainbow</mark> Tots"),
        ({"childcar"}, "Early years and <mark>childcare</mark>"),
        ({"drink"}, "Bring a <mark>drink</mark>"),
        ({"babi"}, ""),  # the summary shows it
        ({"church"}, ""),  # the description shows it
        ({"play"}, ""),  # the name shows it
        ({"unicorn"}, ""),
    ],
)
def test_found_under(stems: set[str], shown: str) -> None:
    assert found_under(RECORD, stems).removesuffix(".") == shown
