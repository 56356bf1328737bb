import msgspec
import pytest

from directory_data.models import record_from
from tests.factories import make_record


def test_id_stays_the_same_for_a_key():
    assert make_record("a-b").id == make_record("a-b", name="Other").id != make_record("a-c").id


def test_doubtful_number_and_address_are_never_the_main_ones():
    record = make_record(
        phones=[{"number": "01865 000001", "doubtful": "wrong area"}, {"number": "01865 000002"}],
        urls=[{"url": "https://old.example", "doubtful": "moved"}],
    )
    assert record.phone == "01865 000002"
    assert record.url is None


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"kind": "shop"}, "kind"),
        ({"phones": [{"numbr": "1"}]}, "numbr"),
        ({"unknown": 1}, "unknown"),
        ({"areas": ["West"]}, "areas"),
    ],
)
def test_unknown_fields_and_words_are_refused_by_name(change, named):
    plain = msgspec.to_builtins(make_record())
    with pytest.raises(msgspec.ValidationError, match=named):
        record_from({**plain, **change})
