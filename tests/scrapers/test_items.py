import pytest

from directory_data.models import Record
from scrapers.items import FIELDS, Item, canonical, completed, key_of, slug

PAGE = "https://example.org/groups"


def test_every_field_is_one_that_a_record_has():
    assert set(Record.__struct_fields__) >= FIELDS


@pytest.mark.parametrize("field", ["phone", "key", "checking", "assured_date", "provenance"])
def test_a_source_cannot_speak_about_what_editors_decide(field):
    with pytest.raises(ValueError, match=field):
        Item("toddlers", {field: "x"}, PAGE)


def test_an_absent_field_is_not_an_empty_one():
    item = Item("toddlers", {"phones": []}, PAGE)
    assert item.fields["phones"] == [] and "email" not in item.fields


def test_the_key_is_the_most_stable_thing_there_is():
    assert key_of("Example Toddlers", own_id=17, url=PAGE) == "17"
    assert key_of("Example Toddlers", own_id=0) == "0"
    assert key_of("Example Toddlers", own_id=" ", url=PAGE + "#top") == PAGE
    assert key_of("Children's Café & play") == slug("Childrens cafe play") == "childrens-cafe-play"
    assert key_of("…") == ""
    with pytest.raises(ValueError, match="needs"):
        Item("", {}, PAGE)


def test_one_page_has_one_address():
    assert canonical("HTTPS://Example.ORG:443/groups#map") == PAGE
    assert canonical("/groups", "https://example.org/a/b?c") == PAGE
    assert canonical("http://[::1]:8080") == "http://[::1]:8080/"


@pytest.mark.parametrize("url", ["http://[", "http://example.org:99999/", "//[x/groups"])
def test_what_can_be_no_address_has_none(url):
    assert canonical(url, PAGE) == completed(url, PAGE) == ""
