"""Writes `mechanisms/given/views.py`: what is declared, as types, so that an editor completes `s.`.

python tools/views.py            writes it
python tools/views.py --check    fails if it is out of date (the tests do this)
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

import tocsin
from tocsin.declare.mechanism import check
from tocsin.hour.order import catalogue
from tocsin.scenario.load import model_parameters

FILE = Path(tocsin.__file__).parent / "mechanisms" / "given" / "views.py"
HEAD = '''"""What a mechanism is given, as types: fields of the state as `s`, parameters as `p`.

Made by tools/views.py from what mechanisms declare; do not edit.  A step is given those that it
declares: what it only reads cannot be written, and nothing else is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

'''
WIDTH = 100


def text() -> str:
    """The module."""
    fields, values = check(catalogue()), model_parameters().data
    lines = [HEAD, "class Fields(Protocol):", '    """Arrays of the state by name."""', ""]
    for f in fields.values():
        by = f" by {' x '.join(f.axes)}" if f.axes else ""
        unit = "" if f.unit == "1" else f"{f.unit}{by}: "
        about = f"{unit or (by.strip() + ': ' if by else '')}{f.about}"
        lines.append(_line(f"{f.name}: NDArray[np.{np.dtype(f.dtype).name}]", about))
    lines += ["", "", "class Values(Protocol):", '    """Parameters of a run by name."""', ""]
    used = dict.fromkeys(name for m in catalogue() for name in m.parameters)
    for name in used:
        passport = values[name]
        unit = "" if passport["unit"] == "1" else f"{passport['unit']}; "
        lines.append(_line(f"{name}: float", f"{unit}{passport['source']}"))
    return "\n".join(lines) + "\n"


def _line(code: str, about: str) -> str:
    line = f"    {code}  # {about}"
    return line if len(line) <= WIDTH else line[: WIDTH - 3].rstrip() + "..."


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        if FILE.read_text(encoding="utf-8") != text():
            print(f"{FILE} is out of date: run python tools/views.py", file=sys.stderr)
            return 1
        return 0
    FILE.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
