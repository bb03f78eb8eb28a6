"""From a name or a path to a `Scenario`: find the file, lay it over what it extends, read tables.

Order: the file `extends` first, then the file; CSV tables that it names are read from beside the
file that names them; parameters that nobody sets take the model's own; last the edits of the
command line.  Then everything is checked at once.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from functools import lru_cache
from os.path import exists, isdir, isfile  # unlike Path's, false for a name that cannot be
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tocsin.declare.catalogue import catalogue
from tocsin.declare.mechanism import Mechanism
from tocsin.declare.mechanism import check as fit
from tocsin.declare.own import reading, text_of
from tocsin.errors import InputError, MechanismError, Problem, ScenarioError, did_you_mean
from tocsin.scenario.checks import spec as check
from tocsin.scenario.checks.uses import used
from tocsin.scenario.reading import messages
from tocsin.scenario.reading.document import Document, read_text
from tocsin.scenario.reading.edit import apply
from tocsin.scenario.reading.merge import lay_over
from tocsin.scenario.reading.raw import mapping
from tocsin.scenario.reading.table import Column, number, read_csv, truth
from tocsin.scenario.reading.yamlfile import read_yaml
from tocsin.scenario.scenario import Scenario, edits_by
from tocsin.scenario.sections.spec import Spec

BUNDLED = Path(__file__).parent / "bundled"
MOST_EXTENDED = 5
#: The passport of a parameter to which a scenario gives a value and no more.
SET_HERE = {
    "prior": "fixed", "source": "set by the scenario", "scope": "by case", "status": "set by hand",
}  # fmt: skip
PLACE_COLUMNS = {
    "id": Column(needed=True),
    "name": Column(needed=True),
    "region": Column(needed=True),
    "lat": Column(needed=True, read=number),
    "lon": Column(needed=True, read=number),
    "population": Column(needed=True, read=number),
    "kind": Column(),
    "acts_in": Column(),
    "earlier": Column(read=number),
    "single_industry": Column(read=truth),
}


def bundled() -> list[str]:
    """Names of the scenarios that come with Tocsin."""
    return sorted(p.parent.name for p in BUNDLED.glob("*/scenario.yaml"))


def scenarios() -> dict[str, str]:
    """The scenarios that come with Tocsin: name and title."""
    return {name: str(read(find(name)).data["title"]) for name in bundled()}


def load(
    source: str | Path | Scenario,
    *,
    set: Iterable[str] | dict[str, Any] = (),
    without: Iterable[str] = (),
    with_: Iterable[str] = (),
) -> Scenario:
    """Load a scenario by bundled name or path, with edits applied.

    set : 'path=value' texts or a mapping from dotted paths to values
    without, with_ : names of levers, of their kinds or parts, or 'shock', 'cells'; without also
        'elites', 'powers', 'officials', sections that go with what depends on them

    Raises ScenarioError with every problem, InputError for an edit that leads nowhere.
    """
    path: Path | None
    if isinstance(source, Scenario):
        document = Document(source.copy_of_data(), dict(source.document.marks))
        folder, path = source.folder, source.file
    else:
        path = find(str(source))
        document = read(path)
        folder = path.parent
    before = source.edits if isinstance(source, Scenario) else ()
    edits = apply(document, set=set, without=without, with_=with_)
    edited = build(document, folder)
    edited.edits, edited.file = (*before, *edits), path
    return edited


def reopen(path: Path) -> Scenario:
    """A resolved scenario as a run left it, to read results by: its own mechanisms are left out."""
    document = read(path)
    document.data.pop("mechanisms", None)
    try:
        return Scenario(Spec.model_validate(document.data), document, path.parent)
    except ValidationError as error:
        raise ScenarioError(list(messages.problems(error, document))) from None


def find(source: str) -> Path:
    """The file of a bundled name or a path; raises InputError."""
    if source in bundled():
        return BUNDLED / source / "scenario.yaml"
    path = Path(source)
    if isfile(path / "scenario.yaml"):
        return path / "scenario.yaml"
    if not source or (not exists(path) and not {"/", "\\", "."} & set(source)):
        hint = did_you_mean(source, bundled())
        raise InputError(f"there is no scenario and no file {source[:200]!r}{hint}")
    return path


def read(path: Path, seen: tuple[Path, ...] = ()) -> Document:
    """The document of a file, laid over what it extends, with its tables read in."""
    name = str(path)
    document = read_yaml(read_text(path, "scenario"), name)
    if not isinstance(document.data, dict):
        raise ScenarioError([Problem(name, 1, "", "expected sections such as 'title:'")])
    messages.keep_codes(document)
    _read_tables(document, path.parent)
    base = document.data.pop("extends", None)
    if base is None:
        return document
    seen = (*seen, path.resolve())
    try:
        below = read(_extended(base, path.parent, seen), seen)
    except InputError as error:
        raise ScenarioError([document.problem(("extends",), str(error))]) from None
    return lay_over(below, document)


def _extended(base: object, folder: Path, seen: tuple[Path, ...]) -> Path:
    """The file that a scenario extends; raises InputError."""
    if not isinstance(base, str) or not base:
        raise InputError("expected the name or the path of a scenario")
    target = find(base) if base in bundled() else folder / base
    if isdir(target):
        target = target / "scenario.yaml"
    if not isfile(target):
        hint = did_you_mean(base, bundled())
        raise InputError(f"there is no scenario and no file {base!r}{hint}")
    if target.resolve() in seen:
        raise InputError(f"{base!r} extends itself")
    if len(seen) > MOST_EXTENDED:
        raise InputError(f"{base!r}: scenarios may extend one another {MOST_EXTENDED} deep")
    return target


def _read_tables(document: Document, folder: Path) -> None:
    """Put the rows of tables in their place, and the user's own mechanisms by their full path."""
    for section, columns in (("places", PLACE_COLUMNS), ("cloud", None)):
        table = document.data.get(section)
        if not isinstance(table, dict) or "file" not in table:
            continue
        extra = sorted(set(table) - {"file"})
        if extra:
            message = "unknown key; a table has 'file' only"
            raise ScenarioError([document.problem((section, extra[0]), message)])
        path = folder / str(table["file"])
        if not isfile(path):
            message = f"no such file {str(path)!r}; expected a CSV table beside the scenario"
            raise ScenarioError([document.problem((section, "file"), message)])
        rows = read_csv(path, str(path), columns)
        document.data[section] = rows.data
        document.marks |= {(section, *at): mark for at, mark in rows.marks.items()}
    own = document.data.get("mechanisms")
    for item in own if isinstance(own, list) else []:
        if isinstance(item, dict) and isinstance(item.get("file"), str):
            item["file"] = str((folder / item["file"]).resolve())


def build(document: Document, folder: Path) -> Scenario:
    """Check a document and make it a `Scenario`; raises ScenarioError with every problem."""
    model = _add_parameters(document)
    order, wrong = _loop(document)
    problems: list[Problem] = []
    spec: Spec | None = None
    try:
        spec = Spec.model_validate(document.data)
    except ValidationError as error:
        problems += messages.problems(error, document)
    uses = used(document.data, order)
    needed = set(uses)
    given = mapping(document.data.get("parameters"))
    uncertain = bool(wrong) or not all(m.certain for m in order)
    unknown = () if uncertain else {*given} - needed - model
    # what is wrong inside a parameter that there is not does not matter
    inside = tuple(f"parameters.{name}." for name in unknown)
    problems = [p for p in problems if not f"{p.path}.".startswith(inside)]
    allowed = {*needed, *model, *(given if uncertain else ())}
    problems += [*wrong, *check.references(document, needed, allowed, uses)]
    if spec is not None and not problems and spec.mechanisms:
        try:
            fit(order)
        except MechanismError as error:
            problems.append(document.problem(("mechanisms",), str(error)))
    if problems or spec is None:
        raise ScenarioError(problems)
    return Scenario(spec, document, folder)


def _add_parameters(document: Document) -> set[str]:
    """Lay the given parameters over the model's own; the names of these."""
    own = model_parameters()
    given = document.data.get("parameters")
    if given is None or isinstance(given, dict):
        below = Document(
            {"parameters": copy.deepcopy(own.data)},
            {("parameters", *path): mark for path, mark in own.marks.items()},
        )
        above = Document({"parameters": _passports(given or {}, set(own.data))}, document.marks)
        merged = lay_over(below, above)
        document.data["parameters"] = merged.data["parameters"]
        document.marks.update(merged.marks)
    return set(own.data)


@lru_cache(maxsize=1)
def model_parameters() -> Document:
    """The model's own parameters with their passports; not to be changed."""
    file = BUNDLED / "parameters.yaml"
    return read_yaml(read_text(file), str(file))


def _passports(given: dict[str, Any], model: set[str]) -> dict[str, Any]:
    """A bare number stands for the value of a parameter whose passport is known.

    Who sets a value without a prior means that value: it is not drawn from the model's prior.
    """
    out = {}
    for name, value in given.items():
        passport = value if isinstance(value, dict) else {"value": value}
        if "value" in passport and name in model:
            passport = SET_HERE | passport
        out[name] = passport
    return out


def _loop(document: Document) -> tuple[list[Mechanism], list[Problem]]:
    """The mechanisms of an hour, the user's own among them; and why some of these cannot be used."""
    problems, order = [], list(catalogue())
    listed = document.data.get("mechanisms")
    for i, item in enumerate(listed if isinstance(listed, list) else []):
        file = item.get("file") if isinstance(item, dict) else None
        after = item.get("after") if isinstance(item, dict) else None
        names = [m.name for m in order]
        if isinstance(after, str) and after not in names:
            message = f"unknown mechanism {after!r}{did_you_mean(after, names)}"
            problems.append(document.problem(("mechanisms", i, "after"), message))
        if not isinstance(file, str):
            continue
        try:
            if not item.get("source"):
                item["source"] = text_of(file)
            own = reading(file, item["source"])
        except MechanismError as error:
            problems.append(document.problem(("mechanisms", i, "file"), str(error)))
            continue
        order.insert(names.index(after) + 1 if after in names else len(names), own)
    return order, problems


edits_by(load)
