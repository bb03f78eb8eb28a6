/** Outcomes in the order in which the table tells them: harm to people first. */

import type { Key } from "../words";

export const GROUPS: { id: string; title: Key; names: string[] }[] = [
  {
    id: "harm",
    title: "group.harm",
    names: ["dead", "dead_participants", "dead_bystanders", "dead_forces", "injured", "injured_forces", "detained"],
  },
  {
    id: "crowds",
    title: "group.crowds",
    names: ["first_active_place", "peak_active", "peak_rioting", "person_hours_active", "places_active", "regions_active", "regions_with_any", "hours_to_calm"],
  },
  { id: "damage", title: "group.damage", names: ["sites_captured", "premises_damaged", "vehicles_damaged", "internet_off_hours"] },
  {
    id: "allies",
    title: "group.allies",
    names: ["alliance_requested", "alliance_approved", "alliance_decision_hours", "alliance_troops", "alliance_arrival_hours", "alliance_complete_hours", "alliance_leave_hours", "alliance_sites", "forces_freed"],
  },
  { id: "politics", title: "group.politics", names: ["incumbent_survives", "incumbent_deal", "coup_attempted", "coup_succeeded", "coup_risk", "hold_least", "guards_left"] },
];

/** Tables by day, region, site or place; those of politics are shown with politics. */
export const TABLES = [
  "dead_by_region", "active_by_day", "regions_active_by_day", "detained_by", "largest_crowd", "site_captured",
  "site_captured_hour", "rioting_share", "reported_by",
];

/** Shown elsewhere on the page. */
export const ELSEWHERE = new Set([
  "participants_by_stratum", "population_by_stratum", "alliance_contribution", "alliance_vote", "alliance_objected",
  "alliance_reasons", "alliance_alarm", "loyalty_least", "influence_before", "influence_won", "influence_after", "claim_said", "claim_true", "reported", "report_ratio",
]);
