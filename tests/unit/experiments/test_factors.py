"""What varies: priors, ranges, lists, switches; every mistake is told in words."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.valley import FILE
from tocsin.errors import InputError, ScenarioError
from tocsin.experiments.sweeps.designs.factors import Factor, chosen, edits, narrowed
from tocsin.experiments.sweeps.designs.table import read
from tocsin.scenario import load
from tocsin.scenario.sections.priors import Prior


@pytest.fixture(scope="module")
def valley():
    return load(FILE)


def one(valley, text):
    (found,) = chosen(valley, [text])
    return found


def test_all_parameters_with_a_prior_and_no_fixed_one(valley):
    names = {f.name for f in chosen(valley)}
    table = valley.spec.parameters
    assert names == {
        f"parameters.{k}" for k, p in table.items() if Prior.parse(p.prior).family != "fixed"
    }
    assert "parameters.k" in names
    assert "parameters.jail" not in names


def test_values_are_quantiles_of_the_prior(valley):
    k = one(valley, "parameters.k")
    assert [k.at(u) for u in (0.0, 0.5, 0.75)] == pytest.approx([1.0, 2.5, 3.25], abs=1e-6)
    assert k.levels(3) == pytest.approx([1.5, 2.5, 3.5])  # middles of three slices


def test_a_range_has_its_ends_and_a_list_its_values(valley):
    assert one(valley, "parameters.k=1.5:3").levels(4) == pytest.approx([1.5, 2.0, 2.5, 3.0])
    k = one(valley, "parameters.k=1,2,3")
    assert [k.at(u) for u in (0.0, 0.34, 0.99, 1.0)] == [1, 2, 3, 3]
    assert k.levels(7) == [1, 2, 3]
    assert one(valley, "parameters.k=normal(2, 0.1)").at(0.5) == 2.0


@pytest.mark.parametrize(
    ("prior", "value"),
    [
        ("uniform(1, 4)", 3.7),
        ("loguniform(1, 4)", 1.0),
        ("normal(2, 0.5)", 2.3),
        ("lognormal(2, 0.5)", 2.0),
    ],
)
def test_a_narrowed_prior_holds_the_value_and_its_share(valley, prior, value):
    k = SimpleNamespace(value=value)
    scenario = SimpleNamespace(spec=SimpleNamespace(parameters={"k": k}))
    whole = Factor("parameters.k", Prior.parse(prior))
    near = narrowed(scenario, whole, 0.2)
    ends = near.at(0.0), near.at(1.0)
    assert ends[0] - 1e-6 <= value <= ends[1] + 1e-6
    inside = [ends[0] < whole.at((i + 0.5) / 1000) < ends[1] for i in range(1000)]
    assert sum(inside) == pytest.approx(200, abs=1)
    (given,) = chosen(valley, ["parameters.k=1:4"], 0.2)
    assert (given.at(0.0), given.at(1.0)) == pytest.approx((1, 4))  # a range is meant as it is


def test_levers_move_in_time_and_are_switched(valley):
    times = "2030-06-03T01:00,2030-06-03T02:00"
    assert one(valley, f"levers.sweeps.after={1},{2}").values == (1, 2)
    moved = one(valley, f"levers.stand-down.at={times}")
    assert (
        valley.edit(**edits({moved.name: moved.at(0.9)})).levers["stand-down"].at.endswith("2:00")
    )
    switch = one(valley, "lever price=on,off")
    assert switch == one(valley, "levers.price=on,off") == one(valley, "lever price")
    off = valley.edit(**edits({switch.name: "off"}))
    assert [off.levers[n].enabled for n in ("price", "resign")] == [False, True]
    on = valley.edit(**edits({"lever release": "on"}))
    assert on.levers["release"].enabled


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("parameters.kk", "unknown parameter 'kk'; known are kappa"),
        ("parameters.jail", "fixed at 50"),
        ("parameters.jail=", "expected parameters.k"),
        ("clock.hours", "has no prior"),
        ("parameters.k=3:1", "from low to high"),
        ("parameters.k=-3:1", "expected"),
        ("parameters.k=uniform(3)", "wrong numbers"),
        ("parameters.k=fixed()", "expected"),
        ("parameters.k=1,1", "different values"),
        ("parameters.k=1,,2", "different values"),
        ("levers.throttle.level=0.1:7", "levers.throttle.level"),
        ("levers.nothing.at=1,2", "nothing"),
        ("lever nothing=on,off", "no such lever or part"),
        ("lever price=on,maybe", "on,off"),
        ("", "expected parameters.k"),
    ],
)
def test_a_mistake_is_told(valley, text, told):
    with pytest.raises(InputError) as caught:
        chosen(valley, [text])
    assert told in str(caught.value)
    assert str(caught.value).startswith("`over`")


def test_given_twice(valley):
    with pytest.raises(InputError, match="given twice"):
        chosen(valley, ["parameters.k", "parameters.k=1:2"])


def test_a_table_of_points(valley, write):
    path = write(
        "points.csv",
        "# mine\nparameters.k, lever price\n1.5,off\n\n2,\n",
    )
    design = read(valley, path)
    assert design.points == [
        {"parameters.k": 1.5, "lever price": "off"},
        {"parameters.k": 2},
    ]


def test_every_mistake_of_a_table_at_its_cell(valley, write):
    path = write(
        "points.csv",
        "parameters.k,levers.throttle.level,lever price,parameters.kk,levers.no.at\n"
        "2,10 %,off,1,1\nmany,0.5,off,1,1\n2,300 %,perhaps,1,1\n",
    )
    with pytest.raises(ScenarioError) as caught:
        read(valley, path)
    found = {(p.line, p.message.partition(": ")[0]): p.message for p in caught.value.problems}
    assert set(found) == {
        (3, "column parameters.k"),
        (4, "column levers.throttle.level"),
        (4, "column lever price"),
        (1, "column parameters.kk"),
        (1, "column levers.no.at"),
    }
    assert "'many'" in found[3, "column parameters.k"]
    assert "expected" in found[4, "column levers.throttle.level"]
    assert "300 %" in found[4, "column levers.throttle.level"]
    assert all(p.file == str(path) for p in caught.value.problems)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "expected a head"),
        ("parameters.k\n", "expected a head"),
        ("parameters.k,parameters.k\n1,2\n", "stands twice"),
        ("parameters.k,\n1,2\n", "column 2 has no name"),
        ("parameters.k\n1,2\n", "has 2 columns; the head has 1"),
        ('parameters.k\n"1\n', "is no CSV"),
        (
            "\ufeffparameters.k;lever price\r\n2,3;on\r\n2,4;off\r\n",
            "separated by ';'; expected commas",
        ),
        ("x," * 100_000 + "\n1\n", "has 100,001 columns; expected 1,000 at most"),
        ("parameters.k\tlever price\n2\ton\n", r"separated by '\\t'"),
    ],
)
def test_a_table_that_is_none(valley, write, text, told):
    with pytest.raises(ScenarioError, match=told):
        read(valley, write("points.csv", text))
