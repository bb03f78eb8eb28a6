"""Whatever is done to a scenario file, it is read or refused in words, and what is read can be run."""

from __future__ import annotations

import copy
import random

import pytest

import tocsin as tc
from tests.valley import FILE, TEXT
from tocsin.errors import TocsinError
from tocsin.scenario import load
from tocsin.scenario.reading.document import paths
from tocsin.scenario.reading.dump import dump
from tocsin.scenario.reading.yamlfile import read_yaml

VALLEY = read_yaml(TEXT, "valley.yaml").data
ODD = [
    None, True, False, 0, -1, 1, 3, 1.5, -0.5, 1e308, float("nan"), float("inf"), 10**200, 2**64,
    "", "x", "nan", "50 %", "-3 %", "2 d", "1e999", "UTC", "2030-06-03", "9999-12-31", "all", "null",
    "active > 3", "here.active > 3", "fired('x')", "town", "Upper", "police", "kappa", "é\u2028", "\n",
    [], {}, [1], ["x"], [[]], [None], {"value": 3}, {"value": None}, {"file": "x.csv"},
    {"kind": "sweeps"},
]  # fmt: skip
SIGNS = [b"{", b"}", b"[", b"]", b":", b"- ", b"\n", b"  ", b"'", b'"', b"&a ", b"*a", b"#", b"|", b"%",
         b"!", b"?", b",", b"\t", b"\xff", b"\0", b"---\n", b"...\n", b"<<: "]  # fmt: skip


def mutated_data(dice: random.Random) -> bytes:
    """The valley with a few values deleted, doubled, renamed, exchanged or of another type."""
    data = copy.deepcopy(VALLEY)
    for _ in range(dice.choice([1, 1, 2])):
        everywhere = [path for path in paths(data) if path]
        *steps, last = dice.choice(everywhere)
        inside = _at(data, steps)
        how = dice.randrange(6)
        if how == 0:
            del inside[last]
        elif how == 1:
            inside[last] = copy.deepcopy(_at(data, dice.choice(everywhere)))
        elif how == 2 and isinstance(inside, dict):
            inside[f"{last}x"] = inside.pop(last)
        elif how == 3 and isinstance(inside, list):
            inside.append(copy.deepcopy(inside[last]))
        else:
            inside[last] = copy.deepcopy(dice.choice(ODD))
    return dump(data).encode()


def mutated_text(dice: random.Random) -> bytes:
    """The valley with a few bytes changed, inserted, taken out or moved."""
    raw = bytearray(TEXT.encode())
    for _ in range(dice.choice([1, 1, 2, 5])):
        at = dice.randrange(len(raw))
        how = dice.randrange(4)
        if how == 0:
            raw[at] = dice.randrange(256)
        elif how == 1:
            del raw[at : at + dice.choice([1, 3, 50])]
        elif how == 2:
            raw[at:at] = dice.choice(SIGNS)
        else:
            other = dice.randrange(len(raw))
            raw[at:at] = raw[other : other + dice.choice([3, 30, 300])]
    return bytes(raw)


def _at(data, path):
    for step in path:
        data = data[step]
    return data


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("mutate", [mutated_data, mutated_text])
def test_a_mutated_scenario_is_read_or_refused_in_words(mutate, seed, tmp_path):
    file = tmp_path / "v.yaml"
    dice = random.Random(seed)
    for _ in range(18):
        file.write_bytes(mutate(dice))
        try:
            scenario = load(file)
        except TocsinError as error:
            said = str(error)
        else:
            file.write_text(scenario.to_yaml(), encoding="utf-8")
            assert load(file).digest == scenario.digest
            continue
        assert str(file) in said
        assert not any(word in said for word in ("pydantic", "function-", "literal[", "<class"))


def test_what_is_read_can_be_run():
    """Odd but valid: nothing fails later for what the scenario says."""
    dice = random.Random(1)
    valley = load(FILE)
    odd = {
        "levers.throttle.after": [0, "40 d"],
        "levers.emergency.lasts": ["1 min", "400 d"],
        "levers.stand-down.at": ["2030-01-01", "2030-06-03T17:00"],
        "levers.release.at": ["2029-01-01", "2040-01-01"],
        "levers.throttle.level": [0, 1],
        "levers.orders.regions": ["all", ["Upper"]],
        "strata.young men.share": [0, 0.5],
        "strata.others.join": [0, "kappa", "200 %"],
        "services.guard.reserve": [0, 1e6],
        "sites.Arms shop.guards": [{}, {"police": 0}],
        "sites.Town hall.value": [0, 10],
        "cells.groups": [[], [{"place": "farms", "size": 0, "at": "2030-06-03"}]],
        "clock.zone": ["UTC+14", "America/St_Johns"],
        "clock.start": ["2030-06-03", "2030-06-02T12:00"],
        "places.farms.population": [1, 5000],
        "places.farms.lat": [90, -90],
        "ties.local": ["gravity", "radiation"],
        "ties.offset": [0.001, "5000 km"],
        "travel.assembly": ["1 min", "30 d"],
        "shock.regions": [["Lower"], ["Upper", "Lower"]],
        "rhythm.join": [[0] * 24, [1] * 24],
    }
    for _ in range(6):
        scenario = valley.edit(set={path: dice.choice(values) for path, values in odd.items()})
        tc.Simulation(scenario, threads=1).run(until=4)
