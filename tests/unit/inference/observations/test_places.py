"""Places in several spellings, by coordinates and by region; what is ambiguous is not guessed."""

from __future__ import annotations

import unicodedata

import pytest

from tocsin.inference.observations.places import Gazetteer
from tocsin.inference.observations.spelling import key


@pytest.fixture(scope="module")
def kazakhstan(flagship):
    return Gazetteer(flagship)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Zhanaozen", "Zhanaozen"),
        ("Жанаозен", "Zhanaozen"),
        ("Жаңаөзен", "Zhanaozen"),
        ("Janaozen", "Zhanaozen"),
        ("ZHANAÖZEN city", "Zhanaozen"),
        ("г. Жанаозен", "Zhanaozen"),
        ("Алматы", "Almaty"),
        ("Талдықорған", "Taldykorgan"),
        ("Qyzylorda", "Kyzylorda"),
        ("Усть-Каменогорск", "Oskemen"),
        ("AKKOL’", "Akkol’"),
        ("Akkol", "Akkol"),
        ("Chymkent", "Shymkent"),
    ],
)
def test_spellings_of_a_town(kazakhstan, text, place):
    for form in ("NFC", "NFD"):
        named = {
            kazakhstan.places[i][0] for i in kazakhstan.named(unicodedata.normalize(form, text))
        }
        assert named == {place}, form


@pytest.mark.parametrize(
    ("text", "region"),
    [("Almaty region", "Almaty region"), ("Almaty city", "Almaty city"),
     ("город Алматы", "Almaty city"),
     ("Алматинская область", "Almaty region"), ("Жамбылская область", "Zhambyl"),
     ("Mangystau Region", "Mangystau"), ("Jambyl oblysy", "Zhambyl")],
)  # fmt: skip
def test_spellings_of_a_region(kazakhstan, text, region):
    assert kazakhstan.region(text) == [region]


def test_a_town_and_the_region_of_its_name_are_kept_apart(kazakhstan):
    found = kazakhstan.find("Almaty", "Almaty")
    assert (found.place, found.region) == ("Almaty", "Almaty city")
    both = kazakhstan.find("", "Almaty")
    assert not both.known
    assert "Almaty city or Almaty region" in both.note


def test_a_region_by_its_very_name_is_no_town_that_sounds_alike(kazakhstan):
    """There is a town Mangistau in the region Mangystau."""
    assert kazakhstan.find("Mangystau").place == ""
    assert kazakhstan.find("Mangistau").place == "Mangistau"


def test_one_name_of_several_places_needs_a_region_or_coordinates(kazakhstan):
    alone = kazakhstan.find("Abay")
    assert not alone.known
    assert "give its region" in alone.note
    inside = {r for p, r in kazakhstan.places if p == "Abay"}
    region = sorted(inside)[0]
    assert kazakhstan.find("Abay", region).region == region
    at = next(i for i, (p, r) in enumerate(kazakhstan.places) if (p, r) == ("Abay", region))
    import numpy as np

    lat, lon = np.degrees(kazakhstan._points[at])
    found = kazakhstan.find("Abay", point=(float(lat), float(lon)))
    assert (found.place, found.region) == ("Abay", region)


def test_coordinates_make_a_place_only_near_it(two_towns):
    towns = Gazetteer(two_towns)
    assert towns.find("Square of Peace", point=(50.03, 20.02)).place == "Alpha"  # 3.6 km away
    assert not towns.find("Square of Peace", point=(50.2, 20.0)).known  # 22 km
    assert not towns.find("Square of Peace", point=(50.03, 20.02), exact=False).known


def test_a_town_of_the_same_name_far_away_is_another(two_towns):
    towns = Gazetteer(two_towns)
    assert not towns.find("Alpha", point=(10.0, 90.0)).known
    assert towns.find("Alpha", point=(50.2, 20.1)).place == "Alpha"


def test_an_unknown_place_of_a_known_region_is_that_region(two_towns):
    found = Gazetteer(two_towns).find("Gamma", "West")
    assert (found.place, found.region, found.known) == ("", "West", True)
    assert "the region is kept" in found.note


def test_nothing_and_nationwide_are_the_country(two_towns):
    towns = Gazetteer(two_towns)
    for place, region in (("", ""), ("nationwide", ""), ("", "Nation")):
        found = towns.find(place, region)
        assert (found.place, found.region, found.known) == ("", "", True)


def test_an_unknown_name_hints_at_a_near_one(two_towns):
    assert "did you mean 'Alpha'" in Gazetteer(two_towns).find("Alhpa").note


def test_different_names_keep_different_keys(kazakhstan):
    """Folding is coarse, and still no two towns of different names fall together, but for two pairs."""
    keys: dict[str, set[str]] = {}
    for name, _ in kazakhstan.places:
        keys.setdefault(key(name), set()).add(name)
    together = [names for names in keys.values() if len(names) > 1]
    assert len(together) <= 4, together
