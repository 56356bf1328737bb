import pytest

from directory_data.ages import ages_in


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("he's 3 and won't talk", [3.0]),
        ("she is four and still in nappies", [4.0]),
        ("she is nearly two and a half and was born early", [2.5, 2.5]),
        ("they are 3 and 5", []),
        ("she is two and a half hours late", []),
    ],
)
def test_and_goes_on_unless_another_number_follows(text, years):
    assert [age.years for age in ages_in(text)] == years
