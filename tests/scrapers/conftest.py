from collections.abc import Iterator

import pytest

from tests.scrapers.site import Site


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running
