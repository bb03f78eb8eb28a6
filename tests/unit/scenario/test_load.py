"""From a name or a path to a scenario."""

from __future__ import annotations

import pytest

from tests.valley import FILE, TEXT, changed, line_of, problem, problems
from tocsin.errors import InputError, MechanismError
from tocsin.hour.simulation import Simulation
from tocsin.scenario import bundled, load
from tocsin.scenario.load import MOST_EXTENDED

OWN = "READS = ()\nWRITES = ()\ndef step(s, p, now):\n    pass\n"


@pytest.mark.parametrize("name", bundled())
def test_every_bundled_scenario_is_valid(name):
    assert load(name).name == name


def test_a_folder_stands_for_the_scenario_in_it(tmp_path):
    (tmp_path / "scenario.yaml").write_text(TEXT, encoding="utf-8")
    assert load(tmp_path).digest == load(FILE).digest


def test_an_unknown_name_is_refused_with_a_hint():
    with pytest.raises(InputError, match="'two-town'; did you mean 'two-towns'"):
        load("two-town")


def test_the_digest_is_that_of_the_content(write):
    valley = load(FILE)
    assert load(write("elsewhere.yaml", "# a comment\n" + TEXT)).digest == valley.digest
    assert valley.set("places.town.population", 1001).digest != valley.digest


def test_the_model_s_parameters_stand_where_the_file_has_none():
    parameters = load(FILE).spec.parameters
    assert parameters["jail"].value == 50
    assert parameters["t_legit"].value == 48  # 2 d
    assert parameters["k"].prior == "uniform(1, 4)"
    assert parameters["kappa"].unit == "1/h"


# --- extends -------------------------------------------------------------------------------------


def over(write, text: str, base: str = "valley.yaml"):
    write("valley.yaml", TEXT)
    return write("over.yaml", f"extends: {base}\nname: over\n{text}")


def test_a_scenario_can_be_laid_over_another(write):
    scenario = load(
        over(write, "levers:\n  throttle: {level: 1}\n  price: null\nshock: {regions: [Lower]}\n")
    )
    assert scenario.levers["throttle"].level == 1
    assert "price" not in scenario.levers
    assert scenario.spec.shock.regions == ["Lower"]
    assert scenario.persons == 2000


def test_errors_name_the_file_in_which_the_value_stands(write):
    path = over(write, "levers:\n  throttle: {level: 2}\nshock:\n  regions: [Uper]\n")
    (path.parent / "valley.yaml").write_text(
        changed("population: 1000", "population: -1"), encoding="utf-8"
    )
    found = {p.path: (p.file.rsplit("/", 1)[-1], p.line) for p in problems(path)}
    assert found == {
        "levers.throttle.level": ("over.yaml", 4),
        "shock.regions.0": ("over.yaml", 6),
        "places.town.population": ("valley.yaml", line_of(TEXT, "- {id: town")),
    }


def test_what_is_taken_out_is_missing_in_the_upper_file(write):
    found = problem(over(write, "clock:\n  hours: null\n"))
    assert (found.path, found.line) == ("clock.hours", 3)
    assert found.message == "is missing; expected a whole number"
    assert found.file.endswith("over.yaml")


@pytest.mark.parametrize(
    ("base", "says"),
    [
        ("two-town", "did you mean 'two-towns'"),
        ("nothing.yaml", "no scenario and no file 'nothing.yaml'"),
        ("over.yaml", "extends itself"),
        ("./over.yaml", "extends itself"),
        ("[1]", "expected the name or the path"),
        ("''", "expected the name or the path"),
        ("x" * 5000, "no scenario and no file"),
    ],
)
def test_a_wrong_base_is_named_at_its_line(write, base, says):
    found = problem(over(write, "", base))
    assert (found.path, found.line) == ("extends", 1)
    assert says in found.message


def test_a_circle_of_scenarios_is_refused(write):
    write("a.yaml", "extends: b.yaml\n")
    write("b.yaml", "extends: c.yaml\n")
    assert "extends itself" in problem(write("c.yaml", "extends: a.yaml\n")).message


def test_a_long_chain_of_scenarios_is_refused(write):
    for n in range(MOST_EXTENDED + 3):
        last = write(f"{n}.yaml", f"extends: {n - 1}.yaml\n" if n else TEXT)
    assert f"{MOST_EXTENDED} deep" in problem(last).message


# --- cloud and own mechanisms --------------------------------------------------------------------


def test_a_cloud_from_a_table_is_read_in(write):
    write("c.csv", "k,tau\n2,0.02\n3,\n")
    old = TEXT[TEXT.index("cloud:") : TEXT.index("references:")]
    scenario = load(write("c.yaml", TEXT.replace(old, "cloud: {file: c.csv}\n\n")))
    assert scenario.spec.cloud == [{"k": 2, "tau": 0.02}, {"k": 3}]
    assert scenario.digest == load(FILE).digest


@pytest.mark.parametrize(
    ("table", "line", "says"),
    [("k,tua\n2,3\n", 2, "did you mean 'tau'"), ("k\n2\nx\n", 3, "'x': expected a number"),
     ("k\n.inf\n", 2, "finite"), ("k,tau\n2\n", 2, "has 1 column; the head has 2")],
)  # fmt: skip
def test_a_mistake_in_a_cloud_is_named_with_its_line(write, table, line, says):
    write("c.csv", table)
    old = TEXT[TEXT.index("cloud:") : TEXT.index("references:")]
    found = problem(write("c.yaml", TEXT.replace(old, "cloud: {file: c.csv}\n\n")))
    assert found.file.endswith("c.csv")
    assert found.line == line
    assert says in found.message


def with_own(write, code: str, after: str = "news", more: str = ""):
    write("rumour.py", code)
    return write("own.yaml", f"{TEXT}{more}\nmechanisms: [{{file: rumour.py, after: {after}}}]\n")


def test_a_mechanism_counts_by_its_content(write):
    first = load(with_own(write, OWN)).digest
    assert load(with_own(write, OWN + "# more\n")).digest != first


@pytest.mark.parametrize(
    ("code", "after", "path", "says"),
    [
        ("x = 1", "news", "mechanisms.0.file", "has no READS"),
        ("READS = ()\nWRITES = (", "news", "mechanisms.0.file", "SyntaxError"),
        (OWN, "nwes", "mechanisms.0.after", "did you mean 'news'"),
        (
            OWN.replace("READS = ()", "READS = ('nwes',)"),
            "news",
            "mechanisms",
            "did you mean 'news'",
        ),
        (OWN + "PARAMETERS = ('zeta',)\n", "news", "parameters", "'zeta' is missing"),
    ],
)
def test_a_mechanism_that_does_not_fit_is_named_where_the_scenario_names_it(
    write, code, after, path, says
):
    found = problem(with_own(write, code, after))
    assert found.file.endswith("own.yaml")
    assert found.line > 0
    assert (found.path, says in found.message) == (path, True)


def test_what_a_mechanism_would_do_when_it_is_imported_is_told_by_a_run(write):
    """Looking at a scenario runs no file of it; the error has the file and the line."""
    scenario = load(with_own(write, OWN + "1 / 0\n"))
    with pytest.raises(MechanismError, match=r"rumour\.py:5: ZeroDivisionError: division by zero"):
        Simulation(scenario, 1, threads=1)


def test_a_parameter_of_one_s_own_needs_a_passport(write):
    write("rumour.py", OWN + "PARAMETERS = ('zeta',)\n")
    text = changed("jail: 50", "zeta: 3") + "\nmechanisms: [{file: rumour.py, after: news}]\n"
    found = problem(write("own.yaml", text))
    assert found.path == "parameters.zeta.source"
    assert found.message.startswith("is missing")
    assert found.line == line_of(text, "zeta: 3")
