"""Names of outcomes with unit and meaning, apart so that a scenario can be checked against them."""

from __future__ import annotations

#: name: (unit, meaning). Tables have the same statistics by key (day, region, site, ...).
OUTCOMES = {
    "dead": ("persons", "dead, all"),
    "dead_participants": ("persons", "dead among those who took part"),
    "dead_bystanders": ("persons", "dead among bystanders"),
    "dead_forces": ("persons", "dead among officers"),
    "injured": ("persons", "injured, all"),
    "injured_forces": ("persons", "injured officers"),
    "detained": ("persons", "ever detained"),
    "detained_by": ("persons", "detained by the end of each day"),
    "peak_active": ("persons", "largest number active at once"),
    "peak_rioting": ("persons", "largest number rioting at once"),
    "active_by_day": ("persons", "largest number active at once, by day"),
    "person_hours_active": ("person hours", "hours spent out by all"),
    "places_active": ("places", "places with at least 50 active at once"),
    "regions_active": ("regions", "regions with at least 500 active at once"),
    "regions_active_by_day": ("regions", "the same by day"),
    "regions_with_any": ("regions", "regions with at least 50 active at once"),
    "sites_captured": ("sites", "sites that were captured"),
    "site_captured": ("share of runs", "whether each site was captured"),
    "site_captured_hour": ("h", "hours from the start to its first capture"),
    "premises_damaged": ("premises", "premises damaged"),
    "vehicles_damaged": ("vehicles", "vehicles damaged"),
    "first_active_place": ("place", "first place with 20 active"),
    "hours_to_calm": (
        "h",
        "hours to the last with 500 active nationwide, where the run has seen it",
    ),
    "internet_off_hours": ("h", "hours with nine tenths of the internet cut, worst region"),
    "dead_by_region": ("persons", "dead by region, all"),
    "alliance_requested": ("share of runs", "whether allied troops were asked for"),
    "alliance_troops": ("persons", "allied troops that came"),
    "alliance_arrival_hours": ("h", "hours to the first allied troops"),
    "forces_freed": ("persons", "domestic officers that they set free"),
    "rioting_share": ("share", "rioting share of the hours spent out, by region"),
    "participants_by_stratum": ("share", "share of the hours spent out, by stratum"),
    "population_by_stratum": ("share", "share of the population, by stratum"),
    "reported": ("persons", "official figure that stands at the end"),
    "reported_by": ("persons", "official figure that stands at the end of each day"),
    "retracted": ("persons", "largest official figure that was taken back"),
    "report_ratio": ("share", "official figure at the end, as a share of what is true in the run"),
    "claim_said": ("persons", "number in a claim"),
    "claim_true": ("persons", "number of the run that stands beside a claim"),
    "largest_crowd": ("persons", "largest crowd of a place on a day, where a record exists"),
}

#: Outcomes that a run has only with a section of the scenario.
SECTION = dict.fromkeys(
    ("reported", "reported_by", "retracted", "report_ratio", "claim_said", "claim_true"),
    "officials",
)


def unit(name: str) -> str:
    """Unit of an outcome."""
    return OUTCOMES[name][0]
