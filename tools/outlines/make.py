"""Puts the borders of countries into the package, from the npm package world-atlas.

npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
python tools/outlines/make.py package/countries-50m.json
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

TO = Path(__file__).parents[2] / "src" / "tocsin" / "view" / "outlines" / "countries-50m.json.gz"


def main(source: str) -> None:
    data = json.loads(Path(source).read_text(encoding="utf-8"))
    del data["objects"]["land"]
    for country in data["objects"]["countries"]["geometries"]:
        country.pop("id", None)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    TO.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{TO.stat().st_size:,} bytes, {len(data['arcs']):,} arcs")


if __name__ == "__main__":
    main(*sys.argv[1:])
