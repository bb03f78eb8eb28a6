"""The JSON Schema that editors check with agrees with what Tocsin reads."""

from __future__ import annotations

import copy
import json

import pytest
from jsonschema import Draft202012Validator

from tests.valley import FILE, TEXT
from tocsin.scenario import bundled, load
from tocsin.scenario.jsonschema import schema
from tocsin.scenario.load import BUNDLED
from tocsin.scenario.reading.yamlfile import read_yaml
from tocsin.scenario.sections.levers import KINDS
from tocsin.scenario.sections.levers.forces import Mobilise
from tocsin.scenario.sections.section import described


@pytest.fixture(scope="module")
def validator():
    return Draft202012Validator(schema())


@pytest.fixture
def valley():
    return read_yaml(TEXT, "valley.yaml").data


def put(data, path, value):
    """Set a value at a path; without a value take it out."""
    *steps, last = path.split(".")
    for step in steps:
        data = data[int(step)] if isinstance(data, list) else data[step]
    if value is ...:
        del data[last]
    else:
        data[last] = value


def test_the_schema_is_one(validator):
    Draft202012Validator.check_schema(validator.schema)
    json.dumps(validator.schema, allow_nan=False)


@pytest.mark.parametrize(
    "path", [FILE, *BUNDLED.glob("*/scenario.yaml")], ids=lambda p: p.parent.name
)
def test_scenario_files_agree_with_it(validator, path):
    data = read_yaml(path.read_text(encoding="utf-8"), "f").data
    assert not [e.message for e in validator.iter_errors(data)]


@pytest.mark.parametrize("source", [*bundled(), pytest.param(FILE, id="valley")])
def test_resolved_scenarios_agree_with_it(validator, source):
    assert not [e.message for e in validator.iter_errors(load(source).copy_of_data())]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("places", {"file": "places.csv"}),
        ("cloud", {"file": "cloud.csv"}),
        ("regions.Upper.exposure", 0.5),
        ("regions.Upper.exposure", "50 %"),
        ("regions.Upper.exposure", {"value": 0.5, "source": "x"}),
        ("levers.throttle.after", 3),
        ("levers.throttle.after", "3 h"),
        ("levers.throttle.regions", "all"),
        ("levers.price.legitimacy", 0.1),
        ("levers.price.legitimacy", "5 %"),
        ("services.police.deployable", "commit"),
        ("parameters.kappa", 0.1),
        ("parameters.kappa", "0.1 1/h"),
        ("parameters.kappa", {"prior": "uniform(0, 1)"}),
        ("parameters.of_my_own", {"value": 1, "source": "x"}),
        ("references.first_active_place", [{"value": "Town", "source": "x"}]),
        ("places.0.id", 7),
        ("parameters", ...),
    ],
)
def test_what_a_file_may_say_agrees_with_it(validator, valley, path, value):
    put(valley, path, value)
    assert not [e.message for e in validator.iter_errors(valley)]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("title", ...),
        ("clock", ...),
        ("nonsense", 1),
        ("clock.hours", ...),
        ("clock.hours", "long"),
        ("clock.hours", 0),
        ("clock.huors", 1),
        ("places", {"fiel": "places.csv"}),
        ("places", []),
        ("places.0.population", -1),
        ("places.0.kind", "city"),
        ("regions.Upper.exposure", 1.5),
        ("regions.Upper.exposure", "much"),
        ("regions.Upper.exposure", {"low": 0.1}),
        ("levers.throttle.kind", ...),
        ("levers.throttle.kind", "shutdwn"),
        ("levers.throttle.level", ...),
        ("levers.throttle.rules", "arrest"),
        ("levers.throttle.after", "3 km"),
        ("levers.throttle.after", -3),
        ("levers.orders.rules", "arest"),
        ("levers.throttle.regions", "Upper"),
        ("parameters.kappa", {"valeu": 1}),
        ("parameters.of_my_own", 3),
    ],
)
def test_mistakes_do_not_agree_with_it(validator, valley, path, value):
    put(valley, path, value)
    assert list(validator.iter_errors(valley))


def test_a_file_that_extends_another_may_leave_out_anything(validator, valley):
    part = {"extends": "two-towns", "levers": {"throttle": {"level": 1}, "orders": None}}
    assert not list(validator.iter_errors(part))
    assert list(validator.iter_errors({**part, "lever": {}}))


def test_every_kind_of_lever_is_told_apart(validator):
    one = {"actor": "mayor", "at": "2030-06-03"}
    lever = Draft202012Validator(
        {**schema()["else"]["properties"]["levers"], "$defs": validator.schema["$defs"]}
    )
    needs = {
        "rules_of_engagement": {"rules": "arrest"},
        "shutdown": {"level": 1},
        "mobilise": {"service": "guard", "officers": 1},
        "stand_down": {"site": "x"},
        "withdraw": {"service": "guard"},
        "dismiss": {"target": "mayor"},
        "arrest": {"target": "mayor"},
        "aid": {"power": "north"},
        "threaten": {"power": "north"},
        "alliance": {"service": "allies", "sites": ["x"], "troops": 1, "officers": 1},
        "request": {"framing": "external", "sites": ["x"]},
    }
    for kind in KINDS:
        whole = {"kind": kind, **one, **needs.get(kind, {})}
        assert not list(lever.iter_errors({"a": whole})), kind
        for key in ("actor", "kind", *needs.get(kind, {})):
            less = copy.deepcopy(whole)
            del less[key]
            assert list(lever.iter_errors({"a": less})), (kind, key)


def test_every_key_is_described():
    def bare(at, path):
        properties = at.get("properties") if isinstance(at, dict) else None
        for name, inner in properties.items() if isinstance(properties, dict) else ():
            if not inner.get("description"):
                yield f"{path}.{name}"
        inside = at.values() if isinstance(at, dict) else at if isinstance(at, list) else ()
        for key, inner in zip(at, inside, strict=True) if inside else ():
            yield from bare(inner, f"{path}.{key}")

    assert not list(bare(schema(), ""))


def test_a_model_says_what_its_fields_mean_in_its_docstring():
    about = described(Mobilise)
    assert about["over"] == "hours in which they are sent"  # its own
    assert about["at"].startswith("local time at which it acts")  # what all levers have
