"""A country by what people call it: names short, long and local, former ones, codes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from tocsin.errors import InputError, near_words
from tocsin.world.atlas.archive import Country, countries

#: What people say that no list of official names has.
ALSO = {
    "burma": "MM", "ivory coast": "CI", "swaziland": "SZ", "holland": "NL", "great britain": "GB",
    "britain": "GB", "england": "GB", "uk": "GB", "usa": "US", "america": "US",
    "czech republic": "CZ", "cape verde": "CV", "east timor": "TL", "macedonia": "MK",
    "persia": "IR", "zaire": "CD", "drc": "CD", "democratic republic of congo": "CD",
    "congo kinshasa": "CD", "congo brazzaville": "CG", "ceylon": "LK", "siam": "TH",
    "upper volta": "BF", "dahomey": "BJ", "rhodesia": "ZW", "uae": "AE", "emirates": "AE",
    "palestine": "PS", "gaza": "PS", "west bank": "PS", "turkiye": "TR", "vatican": "VA",
    "abyssinia": "ET", "mesopotamia": "IQ", "east pakistan": "BD", "formosa": "TW",
    "deutschland": "DE", "espana": "ES", "bosnia": "BA", "russian federation": "RU",
    "gold coast": "GH", "prc": "CN", "rsa": "ZA", "transjordan": "JO", "kampuchea": "KH",
    "french sudan": "ML", "bechuanaland": "BW", "tanganyika": "TZ",
}  # fmt: skip
_SOVIET = tuple("RU UA BY KZ UZ KG TJ TM GE AM AZ MD EE LV LT".split())
#: Words that mean several, and states that are no more.
SEVERAL = {
    "congo": ("CD", "CG"),
    "korea": ("KP", "KR"),
    "virgin islands": ("VG", "VI"),
    "ussr": _SOVIET,
    "soviet union": _SOVIET,
    "yugoslavia": ("RS", "HR", "BA", "SI", "MK", "ME", "XK"),
    "serbia and montenegro": ("RS", "ME"),
    "czechoslovakia": ("CZ", "SK"),
}  # fmt: skip
#: Remarks on names that are a country's and something else's.
ELSEWHERE = {
    "GE": "there is also a state of that name in the United States, which is no country here"
}
MOST_NEAR = 5


@dataclass(frozen=True)
class Found:
    """A country, and what is to be said of its being meant."""

    country: Country
    note: str = ""


class SeveralCountries(InputError):
    """A word that means more than one country; `choices` has them."""

    def __init__(self, word: str, choices: list[Country]) -> None:
        self.choices = choices
        listed = ", ".join(f"{c.name} ({c.iso})" for c in choices)
        super().__init__(f"{word!r} can mean {listed}; give one of these names or codes")


def find(word: str) -> Found:
    """The country of a name or a code; raises InputError with what may have been meant."""
    key = plain(word)
    table = countries()
    if not key:
        raise InputError("expected the name of a country or its code, such as Bolivia or BO")
    if key in SEVERAL:
        raise SeveralCountries(word, [table[iso] for iso in SEVERAL[key] if iso in table])
    codes = {c.iso: c for c in table.values()} | {c.iso3: c for c in table.values()}
    if word.strip().upper() in codes and len(word.strip()) in (2, 3):
        return Found(codes[word.strip().upper()])
    names = _names()
    if key in names:
        isos = names[key]
        if len(isos) > 1:
            raise SeveralCountries(word, [table[iso] for iso in isos])
        return Found(table[isos[0]], _remark(key, table[isos[0]]))
    raise InputError(f"there is no country {word[:100]!r}{_near(key)}")


def plain(text: str) -> str:
    """A name as it is compared: no accents, case, 'the' or punctuation."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = re.sub(r"[^\w]+", " ", bare.casefold().replace("ı", "i").replace("&", " and ")).split()
    return " ".join(w for w in words if w != "the")


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, ...]]:
    """Countries by plain name: present names before those of everyday, and these before former ones."""
    table = countries()
    out: dict[str, tuple[str, ...]] = {}
    out |= {plain(c.name): (c.iso,) for c in table.values()}
    for given in ("aliases", "former"):
        fresh: dict[str, list[str]] = {}
        for c in table.values():
            for name in getattr(c, given):
                if plain(name) and plain(name) not in out:
                    fresh.setdefault(plain(name), []).append(c.iso)
        out |= {name: tuple(dict.fromkeys(isos)) for name, isos in fresh.items()}
        out |= {name: (iso,) for name, iso in ALSO.items() if iso in table}
    return out


def _remark(key: str, country: Country) -> str:
    """That other countries have the word in their names, or that the name is an old one."""
    word = re.compile(rf"\b{re.escape(key)}\b")
    others = [
        c for c in countries().values() if c.iso != country.iso and word.search(plain(c.name))
    ]
    said = ""
    if others:
        listed = ", ".join(f"{c.name} ({c.iso})" for c in others)
        said = f"taken as {country.name} ({country.iso}); there is also {listed}"
    elif key in {plain(n) for n in country.former}:
        said = f"taken as {country.name} ({country.iso}), which had that name"
    if country.iso in ELSEWHERE:
        said = "; ".join(filter(None, (said, ELSEWHERE[country.iso])))
    return said


def _near(key: str) -> str:
    """Suggestions: names that look alike, or that contain the word."""
    table, names = countries(), _names()
    found = near_words(key, names, MOST_NEAR)
    found += [n for n in names if len(key) > 3 and key in n.split()]
    isos = list(dict.fromkeys(iso for name in found for iso in names[name]))[:MOST_NEAR]
    if not isos:
        return "; 'tocsin countries' lists all that there are"
    return "; did you mean " + " or ".join(f"{table[i].name} ({i})" for i in isos) + "?"
