"""The name of a place in its own script, picked from GeoNames' alternate names, which say no
language.

A name counts if all its letters belong to the language's alphabet; of several the one that sounds
most like all the others, Latin or not.  It is a pick and no survey: a draft says so.
"""

from __future__ import annotations

import difflib
import unicodedata

from unidecode import unidecode

_RU = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"
_AR = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْ"
#: Letters of languages that share their script with others.
ALPHABETS = {
    "ru": _RU,
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'’ʼ",
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя'’ʼ",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
    "kk": _RU + "әғқңөұүһі",
    "ky": _RU + "ңөү",
    "tg": _RU + "ғӣқӯҳҷ",
    "mn": _RU + "өү",
    "ar": _AR,
    "fa": _AR.replace("ك", "").replace("ي", "").replace("ة", "") + "پچژگکی‌",
    "ur": _AR + "پچژگکیٹڈڑںھہۂےۓ",
    "ps": _AR + "پچژگکیټډړښځڅڼېۍئ",
}
SCRIPTS = {
    "Arab": "ARABIC", "Cyrl": "CYRILLIC", "Grek": "GREEK", "Hebr": "HEBREW", "Deva": "DEVANAGARI",
    "Beng": "BENGALI", "Thai": "THAI", "Laoo": "LAO", "Khmr": "KHMER", "Mymr": "MYANMAR",
    "Geor": "GEORGIAN", "Armn": "ARMENIAN", "Ethi": "ETHIOPIC", "Sinh": "SINHALA", "Kore": "HANGUL",
    "Hans": "CJK", "Hant": "CJK", "Jpan": "CJK", "Thaa": "THAANA", "Tibt": "TIBETAN",
}  # fmt: skip
#: Alternate names that are listened to.
MOST = 40
CODECS = {"Hans": "gb2312", "Hant": "big5", "Jpan": "shift_jis"}


def local_name(name: str, alternates: tuple[str, ...], language: str, script: str) -> str:
    """The pick, or an empty text where the language is written in Latin letters or nothing fits."""
    if script not in SCRIPTS:
        return ""
    fitting = [a for a in alternates if _fits(a, language, script)]
    if not fitting:
        return ""
    if len(fitting) == 1:
        return fitting[0]
    said = [_sound(a) for a in (name, *alternates[:MOST])]

    def score(text: str) -> float:
        own = _sound(text)
        return sum(difflib.SequenceMatcher(None, own, other).ratio() for other in said) / len(said)

    # of those that sound alike the shorter ('武汉' before '武汉市'), and the one with its accents
    return max(fitting, key=lambda a: (round(score(a), 2), -len(a), _accents(a), a))


def _sound(text: str) -> str:
    return str(unidecode(text)).casefold().replace(" ", "").replace("'", "")


def _accents(text: str) -> int:
    return sum(unicodedata.category(c) == "Mn" for c in unicodedata.normalize("NFD", text))


def _fits(text: str, language: str, script: str) -> bool:
    letters = [c for c in text.casefold() if c not in " -.'’ʼ‌"]
    if len(letters) < 2:
        return False
    if script in CODECS:
        try:
            text.encode(CODECS[script])
        except UnicodeEncodeError:
            return False
    if language in ALPHABETS:
        return all(c in ALPHABETS[language] for c in letters)
    return all(unicodedata.name(c, "").startswith(SCRIPTS[script]) for c in letters
               if unicodedata.category(c)[0] in "LM")  # fmt: skip
