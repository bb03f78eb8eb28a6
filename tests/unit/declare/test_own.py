"""A user's own mechanism: every mistake is an error with its file, line, field and hour."""

from __future__ import annotations

import os
import textwrap
from contextlib import suppress

import numpy as np
import pytest

import tocsin as tc
from tocsin.declare.literal import UNKNOWN, declarations
from tocsin.declare.own import reading, running, text_of
from tocsin.errors import MechanismError, TocsinError
from tocsin.view.report.run import run_report

OWN = '''\
"""Memory: of the dead."""
import numpy as np
from tocsin import Field

FIELDS = (Field("memorial", ("place",), "1", "memory of the dead", low=0, high=1),)
READS = ("dead",)
WRITES = (*(f.name for f in FIELDS), "pull_own")
PARAMETERS = ("t_mem", "b_memorial")
SHARES = ("b_memorial",)


def step(s, p, now):
    {line}
'''
LINE = 13  # of what stands in the step


@pytest.fixture
def own(two_towns, write):
    """The two towns with a mechanism whose step is one line, for six hours."""

    def make(line="pass", text=OWN, value=0.05):
        file = write("memorial.py", text.replace("{line}", line))
        return two_towns.edit(
            set={
                "clock.hours": 6,
                "mechanisms": [{"file": str(file), "after": "mobilisation"}],
                "parameters.b_memorial": {"value": value, "source": "made up"},
            }
        )

    return make


MISTAKES = [
    ("s.memorial = s.memorial + 1", "s.memorial = ... gives the name another value"),
    ("s.memorail += 1", "there is no field 'memorail'; did you mean 'memorial'"),
    ("s.news[...] = 0", "s.news was not declared; put 'news' into READS or WRITES"),
    ("s.dead += 1", "s.dead is only read; to change it, put 'dead' into WRITES"),
    ("s.dead[:] = 1", "s.dead is only read"),
    ("s.memorial[:] = np.nan", "s.memorial is nan; expected finite numbers"),
    ("s.memorial[:] = np.inf", "s.memorial is inf; expected finite numbers"),
    ("s.memorial += 2", "s.memorial is 2; expected 0 to 1"),
    ("s.pull_own[:] = np.nan", "s.pull_own is nan"),
    ("p.b_memorial = 3", "p.b_memorial cannot be changed"),
    ("s.memorial[:] = p.b_memorail", "did you mean 'b_memorial'"),
    ("now.t = 3", "now.t cannot be changed"),
    ("now.dark[:] = 0", "what belongs to `now`, cannot be written"),
    ("now.world.places.population[:] = 1", "what belongs to `now`, cannot be written"),
    ("now.world.places = None", "now.world.places cannot be changed"),
    ("now.program.acts[0].lever.title = 'x'", "title cannot be changed"),
    ("now.at(3)", "the clock is the model's"),
    ("now.poisson(3, s.memorial)", "the purpose 3 of a random number is the model's"),
    ("now.uniform(256, 3)", "expected a number from 64 to 255"),
    ("now.people.move(0, 1, np.zeros(2, np.int64), 9)", "the purpose 9"),
    ("s.memorial[5, 5] = 1", "IndexError"),
    ("raise SystemExit(3)", "SystemExit: 3"),
    ("raise type('E', (Exception,), {'__str__': lambda s: 1 / 0})()", "cannot be told"),
]


@pytest.mark.parametrize(("line", "says"), MISTAKES)
def test_a_mistake_in_a_step_has_its_file_line_and_hour(own, line, says):
    simulation = tc.Simulation(own(line))
    with pytest.raises(MechanismError) as told:
        simulation.run()
    assert f"memorial.py:{LINE}: hour 0: " in str(told.value)
    assert says in str(told.value)


@pytest.mark.parametrize(
    "line",
    [
        "s.memorial += 0.001",
        "s.memorial[:] = now.dark",
        "s.memorial[:] = now.uniform(64, len(s.memorial))",
        "now.cache.setdefault('orders', now.t)",
    ],
)
def test_what_is_right_passes(own, line):
    tc.Simulation(own(line)).run()


DECLARATIONS = [
    ("READS = 1", "READS is 1; expected a tuple of names of fields"),
    ("READS = 'dead'", "a single one is ('dead',)"),
    ("READS = (1,)", "expected a tuple of names of fields"),
    ("PARAMETERS = (1,)", "expected a tuple of names of parameters"),
    ("FIELDS = (1,)", "expected a tuple of Field"),
    ("FIELDS = (Field('m', 1, '1', 'x'),)", "axes is 1"),
    ("FIELDS = (Field('m', ('planet',), '1', 'x'),)", "unknown axes ['planet']"),
    ("FIELDS = (Field('m', (), '1', 'x', 'a'),)", "initial is 'a'; expected a number"),
    ("FIELDS = (Field('m', (), '1', 'x', 0, 'nonsense'),)", "dtype is 'nonsense'"),
    ("FIELDS = (Field('m', (), '1', 'x', keep='often'),)", "expected 'hourly', 'last' or 'no'"),
    ("FIELDS = (Field('m'),)", "missing"),
    ("SHARES = ('b_memorail',)", "'b_memorail' is not in PARAMETERS; did you mean 'b_memorial'"),
    ("step = 3", "step is no function"),
    ("def step(s, p, now) pass", "SyntaxError"),
]


@pytest.mark.parametrize(("line", "says"), DECLARATIONS)
def test_a_wrong_declaration_is_told_when_the_scenario_is_read(own, line, says):
    with pytest.raises(TocsinError) as told:
        own(text=f"{OWN}\n{line}\n")
    assert "memorial.py" in str(told.value)
    assert says in str(told.value)


def test_limits_of_ones_own_parameters_hold(own):
    with pytest.raises(TocsinError, match=r"1\.5: expected a number from 0 to 1"):
        own(value=1.5)


def test_looking_at_a_scenario_runs_nothing(own, tmp_path):
    own(text=f"open({str(tmp_path / 'ran')!r}, 'w')\n{OWN}")
    assert not (tmp_path / "ran").exists()


def test_what_was_read_is_what_runs(own, tmp_path):
    scenario = own("s.memorial += 0.001")
    digest = scenario.digest
    (tmp_path / "memorial.py").write_text("raise SystemExit")
    simulation = tc.Simulation(scenario)
    simulation.run()
    assert scenario.digest == digest
    assert simulation.state["memorial"].max() == pytest.approx(0.006)
    assert "def step" not in scenario.to_yaml()


def test_a_field_of_ones_own_is_in_the_record_and_the_export(own, tmp_path):
    result = tc.simulate(own("s.memorial += 0.001"), out=tmp_path / "x", report=False)
    field = result.data["memorial"]
    assert field.dims == ("run", "time", "place")
    assert field.attrs["long_name"] == "memory of the dead"
    assert float(field[0, -1, 0]) == pytest.approx(0.006)
    table = result.export("csv", tmp_path / "csv") / "own_hourly.csv"
    lines = table.read_text().splitlines()
    assert lines[0] == "run,time_utc,axis,name,variable,value"
    assert any(",place,alpha,memorial,0.006" in line for line in lines)


def test_a_field_of_ones_own_is_in_the_netcdf_export(own, tmp_path):
    netcdf = pytest.importorskip("netCDF4")
    result = tc.simulate(own("s.memorial += 0.001"), out=tmp_path / "x", report=False)
    with netcdf.Dataset(result.export("netcdf", tmp_path / "x.nc")) as file:
        field = file["memorial"]
        assert (field.dimensions, field.units) == (("run", "time", "place"), "1")
        assert field.long_name == "memory of the dead"
        assert float(field[0, -1, 0]) == pytest.approx(0.006)


@pytest.mark.parametrize("keep", ["hourly", "quantiles"])
def test_the_map_of_the_report_can_show_a_field_of_ones_own(own, tmp_path, keep):
    """Of one run, or the first of an ensemble; medians are kept of the model's variables alone."""
    scenario = own("s.memorial += 0.001")
    result = tc.ensemble(scenario, 2, 1, out=tmp_path / "x", keep=keep, executor="serial")
    (tmp_path / "memorial.py").write_text("raise SystemExit")  # which reading does not run
    meta, _ = run_report(tc.Result(result.path))
    assert meta["own"] == [{"name": "memorial", "unit": "1", "about": "memory of the dead"}]
    assert "0.run.memorial" in {array["name"] for array in meta["arrays"]}


def test_a_scenario_without_own_mechanisms_has_no_fields_of_its_own_in_the_report(
    two_towns, tmp_path
):
    result = tc.simulate(two_towns.set("clock.hours", 2), out=tmp_path / "x", report=False)
    assert "own" not in run_report(result)[0]


def test_declarations_are_read_off_as_they_would_run():
    text = textwrap.dedent("""
        import numpy as np
        from tocsin import Field as F
        FIELDS = (F("a", ("place",), "1", "a", np.inf), F("b", (), "1", "b", -1.0, np.float32))
        NAMES = tuple(f.name for f in FIELDS)
        READS, WRITES = ("news",) + ("fear",), (*NAMES, "outrage")
        PARAMETERS = [*sorted(["z", "y"])]
        def step(s, p, now): ...
    """)
    read, run = reading("m.py", text), running("m.py", text)
    for name in ("reads", "writes", "parameters", "fields", "limits", "name"):
        assert getattr(read, name) == getattr(run, name), name
    assert read.certain


def test_what_a_text_works_out_is_not_guessed():
    text = "import os\nREADS = tuple(os.environ)\nWRITES = ()\ndef step(s, p, now): ...\n"
    assert declarations(text, "m.py")["READS"] is UNKNOWN
    assert not reading("m.py", text).certain
    with pytest.raises(MechanismError, match="cannot be run"):
        reading("m.py", text).step(None, None, None)


@pytest.mark.parametrize(
    "bomb",
    [
        "A = ('x',)\n" + "A = A + A\n" * 60,
        "A = ('x',)\n" + "A = (*A, *A)\n" * 60,
        "A = 'x'\n" + "A = A + A\n" * 60,
        "A = 9\n" + "A = A * A\n" * 60,
        "A = " + "1 + " * 100_000 + "1\n",
        "A = " + "-" * 100_000 + "1\n",
        "A = " + "[" * 5_000 + "]" * 5_000 + "\n",
    ],
    ids=["sums", "stars", "letters", "numbers", "long", "signs", "deep"],
)
def test_looking_at_a_text_that_doubles_takes_no_memory(bomb):
    """A hundred lines could fill any machine's before anybody has asked for a run."""
    with suppress(MechanismError):  # too deep for Python itself
        assert declarations(bomb, "m.py")["A"] is UNKNOWN


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no devices")
def test_a_file_without_an_end_is_not_read_to_it():
    with pytest.raises(MechanismError, match="too large"):
        text_of("/dev/zero")


def test_an_own_mechanism_that_does_nothing_changes_nothing(own, two_towns):
    with_own = tc.Simulation(own(), threads=1).run()
    without = tc.Simulation(two_towns.set("clock.hours", 6), threads=1).run()
    for name, array in without.arrays.items():
        assert np.array_equal(array, with_own.arrays[name]), name
