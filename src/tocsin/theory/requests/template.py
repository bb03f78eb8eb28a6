"""Case files to start from: the commented one, and any row of the table."""

from __future__ import annotations

import json
from typing import Any

from tocsin.errors import InputError, did_you_mean
from tocsin.theory.requests.requests import DATA, table


def template(request: str | None = None) -> str:
    """The commented case file, or a row of the table as a case file.

    Raises InputError for a name that is not in the table.
    """
    if request is None:
        return (DATA / "template.yaml").read_text(encoding="utf-8")
    rows = {r.id: r for r in table()}
    if request not in rows:
        raise InputError(f"there is no request {request!r}{did_you_mean(request, rows)}")
    row = rows[request]
    lines = [f"# {row.id}: {row.row['reasons']}", *_lines(row.data(), 0)]
    return "\n".join(lines) + "\n"


def _lines(data: dict[str, Any], deep: int) -> list[str]:
    """Nested names with values as YAML."""
    out = []
    for key, value in data.items():
        start = "  " * deep + f"{key}:"
        if isinstance(value, dict):
            out += [start, *_lines(value, deep + 1)]
        elif isinstance(value, list):
            out.append(start)
            for item in value:
                inner = _lines(item, deep + 2)
                out += ["  " * (deep + 1) + "- " + inner[0].lstrip(), *inner[1:]]
        else:
            out.append(f"{start} {_scalar(value)}")
    return out


def _scalar(value: object) -> str:
    if isinstance(value, str) and value.replace("_", "").isalpha():
        return value
    return json.dumps(value, ensure_ascii=False)
