"""From a name or a path to a `Scenario`: find the file, lay it over what it extends, read tables.

Order: the file `extends` first, then the file; CSV tables that it names are read from beside the
file that names them; parameters that nobody sets take the model's own; last the edits of the
command line.  Then everything is checked at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tocsin.errors import InputError, Problem, ScenarioError, did_you_mean
from tocsin.scenario import check, messages
from tocsin.scenario.document import Document, read_csv, read_text, read_yaml
from tocsin.scenario.edit import apply
from tocsin.scenario.merge import lay_over
from tocsin.scenario.scenario import Scenario
from tocsin.scenario.schema import Spec

BUNDLED = Path(__file__).parent / "bundled"
PLACE_COLUMNS = {
    "id": True, "name": True, "region": True, "lat": True, "lon": True, "population": True,
    "kind": False, "acts_in": False, "single_industry": False,
}  # fmt: skip


def bundled() -> list[str]:
    """Names of the scenarios that come with Tocsin."""
    return sorted(p.parent.name for p in BUNDLED.glob("*/scenario.yaml"))


def load(
    source: str | Path | Scenario,
    *,
    set: Iterable[str] | dict[str, Any] = (),
    without: Iterable[str] = (),
    with_: Iterable[str] = (),
) -> Scenario:
    """Load a scenario by bundled name or path, with edits applied.

    set : 'path=value' texts or a mapping from dotted paths to values
    without, with_ : names of levers, of their kinds or parts, or 'shock', 'cells'

    Raises ScenarioError with every problem, InputError for an edit that leads nowhere.
    """
    if isinstance(source, Scenario):
        document = Document(source.copy_of_data(), dict(source.document.marks))
        folder = source.folder
    else:
        path = find(str(source))
        document = read(path)
        folder = path.parent
    apply(document, set=set, without=without, with_=with_)
    return build(document, folder)


def find(source: str) -> Path:
    """The file of a bundled name or a path; raises InputError."""
    if source in bundled():
        return BUNDLED / source / "scenario.yaml"
    path = Path(source)
    if path.is_dir() and (path / "scenario.yaml").is_file():
        return path / "scenario.yaml"
    if not path.exists() and not {"/", "\\", "."} & set(source):
        raise InputError(
            f"there is no scenario {source!r}{did_you_mean(source, bundled())}; "
            "or give the path of a YAML file"
        )
    return path


def read(path: Path, seen: tuple[Path, ...] = ()) -> Document:
    """The document of a file, laid over what it extends, with its tables read in."""
    name = str(path)
    document = read_yaml(read_text(path, "scenario"), name)
    if not isinstance(document.data, dict):
        raise ScenarioError([Problem(name, 1, "", "expected sections such as 'title:'")])
    _read_tables(document, path.parent)
    base = document.data.pop("extends", None)
    if base is None:
        return document
    try:
        if not isinstance(base, str):
            raise InputError("expected the name or path of a scenario")
        target = find(base) if base in bundled() else find(str(path.parent / base))
        if target == path or target in seen or len(seen) > 4:
            raise InputError(f"{base!r} extends itself")
        below = read(target, (*seen, path))
    except InputError as error:
        raise ScenarioError([document.problem(("extends",), str(error))]) from None
    return lay_over(below, document)


def _read_tables(document: Document, folder: Path) -> None:
    places = document.data.get("places")
    if isinstance(places, dict) and isinstance(places.get("file"), str):
        table = _table(document, ("places", "file"), folder, PLACE_COLUMNS)
        document.data["places"] = table.data
        for at, mark in table.marks.items():
            document.marks[("places", *at)] = mark
    cloud = document.data.get("cloud")
    if isinstance(cloud, dict) and isinstance(cloud.get("file"), str):
        cloud["file"] = str((folder / cloud["file"]).resolve())
    own = document.data.get("mechanisms")
    for item in own if isinstance(own, list) else []:
        if isinstance(item, dict) and isinstance(item.get("file"), str):
            item["file"] = str((folder / item["file"]).resolve())


def _table(
    document: Document, at: tuple[str, ...], folder: Path, columns: dict[str, bool]
) -> Document:
    path = folder / document.value(at)
    if not path.is_file():
        message = f"no such file {str(path)!r}; expected a CSV table beside the scenario"
        raise ScenarioError([document.problem(at, message)])
    return read_csv(path, str(path), columns)


def build(document: Document, folder: Path) -> Scenario:
    """Check a document and make it a `Scenario`; raises ScenarioError with every problem."""
    from tocsin.mechanisms.catalogue import known_parameters

    base = read_yaml(read_text(BUNDLED / "parameters.yaml"), str(BUNDLED / "parameters.yaml"))
    given = document.data.get("parameters", {})
    if isinstance(given, dict):
        wrapped = Document({"parameters": _passports(given)}, document.marks)
        below = {("parameters", *p): mark for p, mark in base.marks.items()}
        merged = lay_over(Document({"parameters": base.data}, below), wrapped)
        document.data["parameters"] = merged.data["parameters"]
        document.marks.update(merged.marks)
    problems: list[Problem] = []
    spec: Spec | None = None
    try:
        spec = Spec.model_validate(document.data)
    except ValidationError as error:
        problems += messages.problems(error, document)
    try:
        known = known_parameters(document.data)
        problems += check.references(document, known, known | set(base.data))
    except ScenarioError as error:
        problems += error.problems
    if problems or spec is None:
        raise ScenarioError(problems)
    return Scenario(spec, document, folder)


def _passports(given: dict[str, Any]) -> dict[str, Any]:
    """A bare number stands for the value of a parameter whose passport is known."""
    return {k: v if isinstance(v, dict) else {"value": v} for k, v in given.items()}
