import csv
from collections import Counter

import pytest

from directory_data import gazetteer, places
from directory_data.errors import RecordError
from directory_data.vocabulary import Area, District

CHERWELL, WEST, OXFORD = District.CHERWELL, District.WEST_OXFORDSHIRE, District.OXFORD
SOUTH, VALE = District.SOUTH_OXFORDSHIRE, District.VALE_OF_WHITE_HORSE


def labels(text):
    found = places.find(text)
    return [place.label for place in found.places] if found else []


def rows(file):
    with (gazetteer.DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(
    "name, district",
    [
        ("Botley", VALE), ("Kennington", VALE), ("Cumnor", VALE), ("North Hinksey", VALE),
        ("Boars Hill", VALE), ("Wytham", VALE), ("Radley", VALE), ("Appleford", VALE), ("Blewbury", VALE),
        ("Harwell", VALE), ("Wheatley", SOUTH), ("Sandford-on-Thames", SOUTH), ("Beckley", SOUTH),
        ("Garsington", SOUTH), ("Culham", SOUTH), ("Didcot", SOUTH), ("Goring", SOUTH),
        ("Sonning Common", SOUTH), ("Towersey", SOUTH), ("Kidlington", CHERWELL), ("Yarnton", CHERWELL),
        ("Islip", CHERWELL), ("Noke", CHERWELL), ("Horton-cum-Studley", CHERWELL), ("Hook Norton", CHERWELL),
        ("Deddington", CHERWELL), ("Woodstock", WEST), ("Bladon", WEST), ("Tackley", WEST),
        ("Cassington", WEST), ("Carterton", WEST), ("Littlemore", OXFORD), ("Blackbird Leys", OXFORD),
        ("Risinghurst", OXFORD), ("Wolvercote", OXFORD),
    ],
)  # fmt: skip
def test_places_near_a_boundary_lie_in_the_right_district(name, district):
    (place,) = places.lookup(name)
    assert place.districts == (district,)


@pytest.mark.parametrize(
    "name, count",
    [("Wootton", 2), ("Drayton", 2), ("Hailey", 2), ("Upton", 2), ("Hardwick", 3), ("Milton", 3)],
)
def test_an_ambiguous_name_gives_every_place_it_may_mean(name, count):
    found = places.find(name)
    assert len(found.places) == count
    assert len({place.label for place in found.places}) == count


@pytest.mark.parametrize(
    "text, label",
    [
        ("wootton nr abingdon", "Wootton (near Abingdon)"),
        ("Wootton, Woodstock", "Wootton (near Woodstock)"),
        ("drayton banbury", "Drayton (near Banbury)"),
        ("we live in Drayton which is just outside Abingdon", "Drayton (near Abingdon)"),
        ("drayton in the vale of white horse", "Drayton (near Abingdon)"),
        ("milton near didcot", "Milton (near Abingdon)"),
        ("Hardwick (near Witney)", "Hardwick (near Witney)"),
        ("Drayton St Leonard", "Drayton St Leonard"),
    ],
)
def test_another_place_in_the_message_settles_which_is_meant(text, label):
    assert labels(text) == [label]


def test_a_city_near_both_does_not_settle_it():
    assert len(labels("wootton oxford")) == 2


@pytest.mark.parametrize(
    "typed, name",
    [
        ("abbingdon", "Abingdon"), ("bannbury", "Banbury"), ("kidlinton", "Kidlington"),
        ("wittney", "Witney"), ("chipping norten", "Chipping Norton"), ("bicster", "Bicester"),
        ("didcott", "Didcot"), ("wantige", "Wantage"), ("carteton", "Carterton"), ("faringden", "Faringdon"),
        ("hedington", "Headington"), ("oxfrod", "Oxford"), ("blackbird lees", "Blackbird Leys"),
        ("blackbirdleys", "Blackbird Leys"), ("berinsfeild", "Berinsfield"),
        ("charlton on otmore", "Charlton-on-Otmoor"), ("cutslowe", "Cutteslowe"),
        ("drayton st lenard", "Drayton St Leonard"),
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_is_corrected_and_said_so(typed, name):
    for text in (typed, f"is there anything in {typed} for a toddler"):
        found = places.find(text)
        assert ([place.name for place in found.places], found.exact) == ([name], False)
        assert text[found.start : found.end] == found.text == typed


def test_a_slip_is_corrected_in_a_message_that_names_a_larger_place_rightly():
    assert labels("hedington oxford") == ["Headington"]


@pytest.mark.parametrize(
    "typed, name",
    [
        ("Kings Sutton", "King's Sutton"), ("king's sutton", "King's Sutton"),
        ("St. Clements", "St Clement's"), ("saint clements", "St Clement's"),
        ("Charlton upon Otmoor", "Charlton-on-Otmoor"), ("Henley", "Henley-on-Thames"),
        ("goring on thames", "Goring-on-Thames"), ("Shipton Wychwood", "Shipton-under-Wychwood"),
        ("the Leys", "Blackbird Leys"), ("summer town", "Summertown"), ("Witney's", "Witney"),
        ("rosehill", "Rose Hill"), ("Farringdon", "Faringdon"), ("ABINGDON-ON-THAMES", "Abingdon"),
        ("Minster Lovell", "Minster Lovell"),
    ],
)  # fmt: skip
def test_other_ways_of_writing_a_name_are_exact(typed, name):
    found = places.find(f"a group near {typed} please")
    assert ([place.name for place in found.places], found.exact) == ([name], True)


@pytest.mark.parametrize(
    "text",
    [
        "reading a book with my son", "struggling in reading and maths", "help with reading",
        "she is reading", "didn't", "didnt", "ham", "them", "battle", "marsh", "burn", "stone", "theme",
        "children", "childrens", "near the cowley road", "Iffley Road", "thames valley police", "thames",
        "going", "grandsons", "a biter", "my little sister", "shoulders", "the prime minister",
        "cornwell road", "my bank statement", "wellington boots", "paddington bear", "my son Milton is 4",
        "Mr Barton said no", "his name is hailey", "a child called Henley", "the bath", "rugby club",
        "in care", "live in fear", "keep going", "at the churchill hospital", "the Oxford Mail",
        "my son is at nuffield orthopaedic", "the grove of trees", "v-bucks", "what time is it", "", "   ",
        "🙂", "oxfordshire",
    ],
)  # fmt: skip
def test_ordinary_words_streets_and_people_are_not_places(text):
    assert places.find(text) is None


@pytest.mark.parametrize(
    "text, name",
    [
        ("in grove", "Grove"), ("Grove please", "Grove"), ("we're in Grove, Wantage", "Grove"),
        ("live in reading", "Reading"), ("moved to reading last week", "Reading"),
        ("a food bank in Reading", "Reading"), ("Charlbury", "Charlbury"), ("hook norton", "Hook Norton"),
        ("thame", "Thame"), ("in Chippy", "Chipping Norton"),
    ],
)  # fmt: skip
def test_a_place_that_is_also_a_word_is_taken_where_the_sentence_says_so(text, name):
    assert [place.name for place in places.find(text).places] == [name]


@pytest.mark.parametrize(
    "text, name",
    [
        ("Adderbury near Banbury", "Adderbury"), ("Kidlington, Oxford", "Kidlington"),
        ("jericho, oxford", "Jericho"), ("moved from Swindon to Witney", "Witney"),
        ("I live in Swindon but work in Oxford", "Swindon"), ("Witney, West Oxfordshire", "Witney"),
        ("Oxford not London", "Oxford"), ("OX4 in Cowley", "Cowley"), ("Banbury OX16 5AU", "OX16"),
        ("Botley, OX2", "Botley"), ("Milton Keynes", "Milton Keynes"),
    ],
)  # fmt: skip
def test_the_most_particular_place_wins(text, name):
    assert [place.name for place in places.find(text).places] == [name]


@pytest.mark.parametrize(
    "name, outside",
    [
        ("Swindon", "Swindon, Wiltshire"), ("Aylesbury", "Buckinghamshire"),
        ("Brackley", "West Northamptonshire"), ("Moreton in Marsh", "Gloucestershire"),
        ("Stratford", "Warwickshire"), ("Caversham", "Reading, Berkshire"), ("SW1A 1AA", "London"),
        ("RG1 1AA", "the Reading area"), ("MK9", "the Milton Keynes area"),
        ("RG4 8AB", "Reading, Berkshire"), ("Birmingham", "Birmingham, West Midlands"),
    ],
)  # fmt: skip
def test_places_outside_the_county_say_where_they_are(name, outside):
    (place,) = places.find(f"we are in {name}").places
    assert (place.kind, place.outside, place.districts, place.area) == ("outside", outside, (), None)


@pytest.mark.parametrize(
    "code, name, areas",
    [
        ("OX16", "OX16", [Area.NORTH]), ("OX26 1AA", "OX26", [Area.NORTH]),
        ("OX14 3JD", "OX14", [Area.SOUTH]), ("OX4 1AB", "OX4 1", [Area.CENTRAL]),
        ("OX2 9", "OX2 9", [Area.SOUTH]), ("OX1 5AA", "OX1 5", [Area.SOUTH]),
        ("OX2", "OX2", [Area.CENTRAL, Area.SOUTH, Area.NORTH]),
        ("OX3 9AA", "OX3 9", [Area.CENTRAL, Area.SOUTH, Area.NORTH]),
        ("OX33", "OX33", [Area.SOUTH, Area.NORTH]), ("RG9", "RG9", [Area.SOUTH]),
        ("GL7 3AA", "GL7 3", [Area.NORTH]), ("ox8", "OX8", [Area.NORTH]),
    ],
)  # fmt: skip
def test_postcodes_lead_to_their_areas_the_main_one_first(code, name, areas):
    (place,) = places.lookup(code)
    assert (place.kind, place.label, list(place.areas)) == ("postcode", name, areas)
    assert place.area == (areas[0] if len(areas) == 1 else None)


def test_a_postcode_shared_with_another_county_says_with_which():
    assert places.lookup("OX17")[0].shared_with == "West Northamptonshire and Warwickshire"


def test_a_postcode_that_does_not_exist_is_no_place():
    assert places.lookup("OX99") == ()


@pytest.mark.parametrize(
    "name, districts",
    [
        ("Vale of White Horse", (VALE,)), ("the vale", (VALE,)), ("cherwell", (CHERWELL,)),
        ("west oxon", (WEST,)), ("oxford city", (OXFORD,)), ("the city", (OXFORD,)),
        ("north oxfordshire", (CHERWELL, WEST)), ("North", (CHERWELL, WEST)), ("Central", (OXFORD,)),
        ("South", (SOUTH, VALE)), ("south and vale", (SOUTH, VALE)),
    ],
)  # fmt: skip
def test_councils_and_areas_are_looked_up(name, districts):
    (place,) = places.lookup(name)
    assert (place.kind, place.districts) == ("district", districts)
    assert place.area is not None


def test_every_label_leads_back_to_its_place():
    known = gazetteer.gazetteer()
    named = {place for found in known.places.values() for place in found}
    coded = {place for place in known.codes.values() if place.districts}
    assert [place for place in named | coded if place not in places.lookup(place.label)] == []


def test_nearest_are_sorted_and_measured_in_miles():
    (banbury,), (bicester,), (oxford,) = (places.lookup(name) for name in ("Banbury", "Bicester", "Oxford"))
    found = places.nearest(banbury, [oxford, bicester])
    assert [(place.name, round(distance)) for place, distance in found] == [("Bicester", 14), ("Oxford", 22)]
    nowhere = places.lookup("SW1A 1AA")[0]
    assert places.nearest(nowhere, [oxford]) == places.nearest(oxford, [nowhere]) == []


def test_every_settlement_is_in_the_county_and_has_a_label_of_its_own():
    settlements = rows("places.csv")
    assert len(settlements) > 500
    assert all(51.45 < float(row["latitude"]) < 52.17 for row in settlements)
    assert all(-1.72 < float(row["longitude"]) < -0.87 for row in settlements)
    repeated = Counter((row["name"], row["qualifier"]) for row in settlements).most_common(1)
    assert repeated[0][1] == 1


@pytest.mark.parametrize("file", ["places", "outside_places", "postcode_districts", "postcode_sectors"])
def test_names_and_codes_are_not_repeated(file):
    names = Counter((row.get("name") or row["code"], row.get("qualifier")) for row in rows(f"{file}.csv"))
    assert names.most_common(1)[0][1] == 1


def test_a_district_that_does_not_exist_is_reported_with_its_file():
    row = {"file": "places.csv", "name": "Atlantis", "district": "Sea", "latitude": "", "longitude": ""}
    with pytest.raises(RecordError, match=r"places\.csv, 'Atlantis'"):
        gazetteer._place(row)
