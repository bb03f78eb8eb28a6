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
    "incumbent_survives": ("share of runs", "whether the leader is in office at the end"),
    "incumbent_deal": ("share of runs", "whether the leader has come to terms with rivals"),
    "coup_attempted": ("share of runs", "whether a coup was tried; coefficients have priors only"),
    "coup_succeeded": ("share of runs", "whether the leader was replaced"),
    "coup_risk": ("share of runs", "chance of a first attempt, from the hazard; priors only"),
    "hold_least": ("probability", "lowest chance that the leader's position stands"),
    "loyalty_least": ("share", "lowest loyalty of each service"),
    "guards_left": ("times", "times that guards left a site by themselves"),
    "influence_before": ("share", "influence of each power over the elites at the start"),
    "influence_won": ("share", "what each power won by leanings alone, whoever lost office"),
    "influence_after": ("share", "influence of each power over the elites at the end"),
    "alliance_approved": (
        "share of runs",
        "whether troops were granted, where they were asked for",
    ),
    "alliance_decision_hours": ("h", "hours from the request to the decision"),
    "alliance_complete_hours": ("h", "hours to the last arrival, where all pledged have come"),
    "alliance_leave_hours": ("h", "hours until allied troops begin to leave"),
    "alliance_contribution": ("persons", "most troops of each member in the country"),
    "alliance_sites": ("objects", "buildings and works whose guard allied troops took over"),
    "alliance_vote": ("share of runs", "whether each member was for it, where it was decided"),
    "alliance_objected": ("share of runs", "whether each member objected"),
    "alliance_reasons": ("log-odds", "what each member's vote was made of"),
    "alliance_alarm": ("1", "highest alarm in each member's own politics"),
    "reported": ("persons", "official figure that stands at the end"),
    "reported_by": ("persons", "official figure that stands at the end of each day"),
    "retracted": ("persons", "largest official figure that was taken back"),
    "report_ratio": ("share", "official figure at the end, as a share of what is true in the run"),
    "claim_said": ("persons", "number in a claim"),
    "claim_true": ("persons", "number of the run that stands beside a claim"),
    "largest_crowd": ("persons", "largest crowd of a place on a day, where a record exists"),
}

#: Outcomes that are there only if the scenario has that section.
SECTIONS = {
    "elites": (
        "incumbent_survives", "incumbent_deal", "coup_attempted", "coup_succeeded", "coup_risk",
        "hold_least", "loyalty_least", "guards_left",
    ),
    "powers": ("influence_before", "influence_won", "influence_after"),
    "alliance": (
        "alliance_approved", "alliance_decision_hours", "alliance_complete_hours",
        "alliance_leave_hours", "alliance_contribution", "alliance_sites", "alliance_vote",
        "alliance_objected", "alliance_reasons", "alliance_alarm",
    ),
    "officials": (
        "reported", "reported_by", "retracted", "report_ratio", "claim_said", "claim_true",
    ),
}  # fmt: skip


def lacking(spec: object) -> set[str]:
    """Outcomes that a scenario does not have, for want of a section."""
    return {n for part, names in SECTIONS.items() if not getattr(spec, part) for n in names}


def unit(name: str) -> str:
    """Unit of an outcome."""
    return OUTCOMES[name][0]
