"""The closed lists of an observation's words: what was seen, who counted, by which channel, how well.

Every word that is stored stands here or is a name in the scenario; nothing else that somebody wrote
gets into a file of observations.  `WHAT` says what each kind of figure is, and which simulated
number stands beside it (`inference.counterparts`).  Grades are those of the Admiralty code: the
source A (reliable) to E (unreliable), F cannot be judged; the report 1 (confirmed) to 5
(improbable), 6 cannot be judged.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class What:
    """A kind of figure.

    unit : of the figure
    about : what is counted
    variable : of a run's record, by hour and place ('' where there is none)
    outcome : of a whole run
    total : a number that only grows, told as 'so far' unless a report says otherwise
    """

    unit: str
    about: str
    variable: str = ""
    outcome: str = ""
    total: bool = False


WHAT = {
    "crowd": What("persons", "people out at once, peaceful or not", "active", "peak_active"),
    "riot": What("persons", "people rioting at once", "rioting", "peak_rioting"),
    "dead": What("persons", "dead, all", "dead", "dead", total=True),
    "dead_participants": What(
        "persons", "dead who took part", "dead_participants", "dead_participants", total=True
    ),
    "dead_bystanders": What(
        "persons", "dead bystanders", "dead_bystanders", "dead_bystanders", total=True
    ),
    "dead_forces": What("persons", "dead officers", "dead_forces", "dead_forces", total=True),
    "injured": What("persons", "injured, all", "injured", "injured", total=True),
    "injured_forces": What(
        "persons", "injured officers", "injured_forces", "injured_forces", total=True
    ),
    "detained": What("persons", "detained, ever", "ever_detained", "detained", total=True),
    "site": What("sites", "sites captured", outcome="sites_captured", total=True),
    "order": What("orders", "an order to fire"),
    "shutdown": What("share", "communication cut"),
    "force": What("persons", "officers deployed", "force"),
    "withdrawal": What("services", "a service stood aside"),
    "troops": What("persons", "allied troops in the country", "allied_troops", "alliance_troops"),
    "premises": What(
        "premises", "premises damaged", "premises_damaged", "premises_damaged", total=True
    ),
    "vehicles": What(
        "vehicles", "vehicles damaged", "vehicles_damaged", "vehicles_damaged", total=True
    ),
    "places": What("places", "places with people out", outcome="places_active"),
    "regions": What("regions", "regions with people out", outcome="regions_active"),
}  # fmt: skip

#: Who counted, and what such sources call themselves.
PARTIES: Mapping[str, str] = {
    "officials": "official|government|gov|state|police|ministry|prosecutor|army|military|mayor|akimat|"
                 "interior|president|court|hospital|health",
    "organisers": "organi[sz]er|opposition|party|union|protester|demonstrator|movement|activist",
    "observers": "observer|ngo|rights|monitor|lawyer|committee|un|osce|red cross|charity",
    "researchers": "research|scholar|academic|university|dataset|database|estimate",
    "press": "press|media|news|newspaper|journalist|reporter|agency|radio|tv|television",
    "witness": "witness|eyewitness|resident|participant|local|tip|self|i",
    "unknown": "unknown|other|unclear|none|n/a|na|-",
}  # fmt: skip
#: Whom the figure may serve.
INTERESTED = ("officials", "organisers")

CHANNELS = (
    "acled", "ged", "mm", "scad", "gdelt", "hub", "table", "mail", "form", "press", "statement",
    "telephone", "messenger", "meeting", "scenario", "unknown",
)  # fmt: skip

RELIABILITY = re.compile(r"[A-F][1-6]")
#: Of what came without a grade: neither source nor report can be judged.
UNGRADED = "F6"

#: A figure that stands has no status or one of these two.
STANDING = ("official", "estimate")
#: Taken back, replaced by another, or a claim, which is kept apart from what was counted.
WITHDRAWN = ("retracted", "revised")
FALLEN = (*WITHDRAWN, "claim")
DUPLICATE = "duplicate of "
ANOTHER = "another"  # of one that is not in the file
ID = re.compile(r"[0-9a-f]{10}")


def party(text: str) -> str | None:
    """The class of who counted, by its words; None where they say nothing of it."""
    folded = text.strip().casefold()
    if folded in PARTIES:
        return folded
    for name, words in PARTIES.items():
        if re.search(rf"\b(?:{words})(?:s|ies)?\b", folded):
            return name
    return None
