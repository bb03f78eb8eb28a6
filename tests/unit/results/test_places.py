"""A place by its id, its name, or its name with the region as reports write it."""

from __future__ import annotations

import pytest
import xarray as xr

from tocsin.errors import InputError
from tocsin.results.why import _place

DATA = xr.Dataset(
    coords={
        "place": ["abay-a", "abay-k", "oral"],
        "place_name": ("place", ["Abay", "Abay", "Oral"]),
        "place_region": ("place", ["Almaty", "Karaganda", "West"]),
        "population": ("place", [9, 5, 7]),
    }
)


@pytest.mark.parametrize(
    ("given", "at"),
    [("abay-k", 1), ("Abay (Karaganda)", 1), ("abay (almaty)", 0), ("oral", 2), (" Oral ", 2)],
)
def test_one_place_is_meant(given, at):
    assert _place(DATA, given) == at


def test_a_name_of_several_is_told_with_its_choices():
    with pytest.raises(InputError) as told:
        _place(DATA, "Abay")
    for part in ("2 places", "'Abay (Almaty)' or 'abay-a'", "'Abay (Karaganda)' or 'abay-k'"):
        assert part in str(told.value)


def test_an_unknown_name_has_a_hint_of_names_and_ids():
    with pytest.raises(InputError, match="did you mean 'abay-k'"):
        _place(DATA, "abay-x-k")
