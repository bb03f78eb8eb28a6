"""Layers and circles: `python tools/layers.py [FOLDER]` fails on an arrow upward or a circle of files.

The layers stand in pyproject.toml, where import-linter reads them too.  This looks at what it does not:
modules named in texts ("tocsin.view.report.write:write"), which are imported when they are used, and
circles between files.  Imports for types alone (`if TYPE_CHECKING`) may go up; they are counted.
FOLDER is that of the package, src/tocsin by default.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
NAMED = re.compile(r"tocsin(\.\w+)+(?=:\w+$|$)")
#: The package itself composes: it knows where everything is, by name.
TOP = "tocsin"

Arrow = tuple[str, str, int]


def contract() -> dict[str, Any]:
    """What pyproject.toml says of layers."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: dict[str, Any] = project["tool"]["importlinter"]["contracts"][0]
    return found


def ranks() -> dict[str, int]:
    """The height of each layer, by its name."""
    return {
        name.strip(): height
        for height, layer in enumerate(reversed(contract()["layers"]))
        for name in re.split("[|:]", layer)
    }


def modules(folder: Path) -> dict[str, Path]:
    """Files of the package by the name of their module."""
    found = {}
    for path in sorted(folder.rglob("*.py")):
        parts = [TOP, *path.relative_to(folder).with_suffix("").parts]
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def arrows(name: str, path: Path, known: set[str]) -> tuple[list[Arrow], list[Arrow]]:
    """What a module imports, or names in a text; and what for types alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for part in node.body
        for inner in ast.walk(part)
    }
    told = {id(n.body[0].value) for n in ast.walk(tree) if _has_docstring(n)}  # type: ignore[attr-defined]
    real: list[Arrow] = []
    typed: list[Arrow] = []
    for node in ast.walk(tree):
        for target in _targets(node, known) if id(node) not in told else ():
            # a text that names the package around a file tells where its data lie
            if target != name and not (isinstance(node, ast.Constant) and name.startswith(target)):
                (typed if id(node) in for_types else real).append((name, target, node.lineno))  # type: ignore[attr-defined]
    return real, typed


def _has_docstring(node: ast.AST) -> bool:
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return isinstance(node, kinds) and ast.get_docstring(node, clean=False) is not None


def _targets(node: ast.AST, known: set[str]) -> set[str]:
    if isinstance(node, ast.Import):
        return {a.name for a in node.names if a.name in known}
    if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        inner = {f"{node.module}.{a.name}" for a in node.names} & known
        plain = len(inner) < len(node.names) and node.module in known
        return inner | ({node.module} if plain else set())
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        match = NAMED.match(node.value)
        return {match.group()} & known if match else set()
    return set()


def upward(found: list[Arrow]) -> list[Arrow]:
    """Arrows to a higher layer; of the package itself none, which stands above all."""
    height = ranks()

    def of(module: str) -> int:
        name = module.split(".")[1] if "." in module else ""
        if name and name not in height:
            raise SystemExit(f"{module} is in no layer; put it into one in pyproject.toml")
        return height.get(name, len(height))

    return [(a, b, line) for a, b, line in found if of(b) > of(a) and b != TOP]


def circle(found: list[Arrow]) -> list[str]:
    """The modules of a circle, if there is one."""
    needs: dict[str, set[str]] = {}
    for a, b, _ in found:
        if TOP not in (a, b):
            needs.setdefault(a, set()).add(b)
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def main(folder: Path) -> int:
    """Tell what is wrong; how many findings."""
    files = modules(folder)
    real: list[Arrow] = []
    typed: list[Arrow] = []
    for name, path in files.items():
        some, others = arrows(name, path, set(files))
        real, typed = real + some, typed + others
    excused = set(contract().get("ignore_imports", ()))
    real = [arrow for arrow in real if f"{arrow[0]} -> {arrow[1]}" not in excused]
    wrong = [f"{a}:{line}: imports {b}, which stands above it" for a, b, line in upward(real)]
    round_ = circle(real)
    wrong += [f"a circle of files: {' -> '.join(round_)}"] if round_ else []
    print("\n".join(wrong) or "layers hold; no circle of files", file=sys.stderr)
    print(f"{len(files)} files, {len(real)} imports; for types alone {len(typed)}, "
          f"{len(upward(typed))} of them upward", file=sys.stderr)  # fmt: skip
    return len(wrong)


if __name__ == "__main__":
    sys.exit(bool(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "src" / "tocsin")))
