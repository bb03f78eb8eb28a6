"""Names folded so that spellings of one place meet: scripts, accents, transliterations, generic words.

'Жаңаөзен', 'Janaozen', 'Zhanaozen city' and 'ZHANAÖZEN' (composed or not) all fold to one key.  A key
is for comparing only: two names may share one, and then other things must tell them apart (`places`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Cyrillic, also Kazakh, Kyrgyz, Ukrainian, Serbian and others, in Latin letters.
_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіїєґўјљњћђџҳҷ",
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch  y  e yu ya a g k n o u u h i "
        "i e g u j l n c d d h j".split(" "),
        strict=True,
    )
)
_LATIN = {
    "ß": "ss",
    "ø": "o",
    "đ": "d",
    "ł": "l",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "ə": "a",
    "ŋ": "n",
}
#: What names carry in some spellings and not in others.
GENERIC = frozenset(
    "city town village of the province region oblast oblasty oblysy obl district raion rayon "
    "governorate state county department prefecture municipality metropolitan qalasy kalasy gorod g "
    "selo ville de la le du departement provincia ciudad estado departamento municipio".split()
)
#: One sound, several letters; in this order.
_SOUNDS = (
    ("shch", "s"), ("tch", "c"), ("dzh", "z"), ("dj", "z"), ("zh", "z"), ("kh", "h"), ("gh", "g"),
    ("ch", "c"), ("sh", "s"), ("ts", "c"), ("ph", "f"), ("ou", "u"), ("oe", "o"), ("ng", "n"),
    ("q", "k"), ("j", "z"), ("y", "i"), ("w", "v"), ("x", "ks"),
)  # fmt: skip


@lru_cache(maxsize=65_536)
def plain(name: str) -> str:
    """Lower-case Latin letters, digits and single spaces: no accents, no marks."""
    text = "".join(_CYRILLIC.get(c, _LATIN.get(c, c)) for c in _bare(name))
    return " ".join(re.sub(r"[^\w]+", " ", text.replace("_", " ")).split())


def _bare(name: str) -> str:
    """Folded; letters of a script keep what makes them others, such as й, which is one letter here."""
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
    text = "".join(c if c in _CYRILLIC else unicodedata.normalize("NFD", c) for c in text)
    # letters of other alphabets lose their accents, apostrophes go
    text = "".join(c for c in text if not unicodedata.combining(c))
    return re.sub("[\u2019\u2018\u02bc\u02b9\u02bb'`\"]", "", text)


@lru_cache(maxsize=65_536)
def key(name: str, generic: bool = False) -> str:
    """What spellings of one name have in common.

    generic : keep words such as 'city' and 'region', which tell a town from the region around it
    """
    words = plain(name).split()
    if generic:
        words = sorted(_ENGLISH.get(w, w) for w in words)
    elif any(w in GENERIC for w in words):
        words = [w for w in words if w not in GENERIC] or words
        words = [re.sub(r"(?<=\w{3})sk(?:aya|iy|ii|oi)$", "", w) for w in words]  # an adjective
    text = " ".join(words)
    for letters, sound in _SOUNDS:
        text = text.replace(letters, sound)
    return re.sub(r"([a-z])\1+", r"\1", text)


#: Generic words of other languages by the English ones.
_ENGLISH = {
    "oblast": "region", "oblasty": "region", "oblysy": "region", "obl": "region", "province": "region",
    "gorod": "city", "g": "city", "qalasy": "city", "kalasy": "city", "town": "city", "ville": "city",
}  # fmt: skip
