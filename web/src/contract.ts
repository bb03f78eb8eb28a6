/** The contract between a report's data (written by tocsin.view.report, in Python) and its page.
 *
 * One HTML file is the built page, src/tocsin/view/report/bundle/template.html, with JS and CSS
 * already inside, in which each of these marks occurs exactly once and is to be replaced:
 *
 *   @@TOCSIN_TITLE@@   title of the document, text, HTML-escaped
 *   @@TOCSIN_META@@    `Meta` as JSON, every `<` written as \u003c (and U+2028, U+2029 escaped)
 *   @@TOCSIN_DATA@@    base64 of one zlib stream: all arrays of `Meta.arrays`, one after the other
 *
 * An array, as stored: C order, little endian, `dims` in the order given, time always LAST.
 *   1. value = offset + scale * q, q the stored whole number; `missing` is the q that means no value
 *   2. with `delta`, what is stored is the difference to the q before it along the last axis (the
 *      first is itself), wrapping around in the integer type; `missing` is then meant after summing up
 *   3. types of two and four bytes are stored in planes: all lowest bytes first, then the next, ...
 * Where q starts in the stream follows from the shapes before it: nothing is padded.
 *
 * Everything marked optional may be left out; the page shows what there is. Text is text: the page
 * never reads it as HTML, so that Python escapes nothing but `<` in the JSON.
 */

export type DType = "u1" | "i1" | "u2" | "i2" | "u4" | "i4" | "f4";

/** Minutes east of UTC; where clocks are changed during a run, from which hour on: [hour, minutes]. */
export type Zone = number | [number, number][];

/** One array. `name` is CASE.LAYER.VARIABLE: CASE the position of the case in `Meta.cases`; LAYER
 * one of its `layers` or "bands" or "place_bands"; VARIABLE as in run.zarr. For example
 * "0.run.marching" (place, time), "0.bands.active" (quantile, time), "1.median.dead" (place, time). */
export interface ArrayInfo {
  name: string;
  dtype: DType;
  dims: string[]; // of: place region site stratum service actor member power figure quantile time
  shape: number[];
  scale?: number; // 1
  offset?: number; // 0
  missing?: number; // of the stored q
  delta?: boolean; // false
}

/** Variables of a layer that the page knows. All are optional but marching and rioting.
 *  (place, time)   marching rioting detained ever_detained dead dead_bystanders dead_forces injured
 *                  injured_forces force legitimacy demand premises_damaged vehicles_damaged, and terms of N:
 *                  grievance price pull_own pull_ties pull_news pull_outrage risk
 *  (time)          threshold news outrage fear allied_troops freed
 *  (region, time)  emergency shutdown
 *  (site, time)    site_state site_guard site_attackers
 *  (stratum, time) marching_by_stratum rioting_by_stratum
 *  politics        loyalty (service, time); hold tension guarantee coup_hazard incumbent (time);
 *                  position capability in_office (actor, time); contingent alarm (member, time);
 *                  influence (power, time); reported (figure, time)
 * 8 bits (u1 with scale) are enough for terms, legitimacy and shares; counts are exact.
 * "bands" (quantile, time), national, an ensemble's and best 16 bits or more: active marching rioting
 *   detained ever_detained dead dead_participants dead_bystanders dead_forces injured injured_forces
 *   force legitimacy news outrage allied_troops and the national politics; also (quantile, service, time) loyalty ...
 * "place_bands" (quantile, place, time): active, dead, detained; only if they are small enough.
 * "pairs" (place, time), of the variants of a comparison: active, rioting, dead; variant less base, mean over
 *   pairs of runs with the same dice: what a map of differences should show (medians do not subtract).
 * "pair_bands" (quantile, time): the same of the country, quantiles over pairs.
 * In a comparison the layers "run" are the first pair: the same dice for base and variants. */
export type Layer =
  | { id: "run"; run: number } // one run; the chronicle must be of the same run
  | { id: "median" }; // at each place and hour the median over runs: no run that ever happened

export interface Reference {
  value: number | string | null;
  low: number | null;
  high: number | null;
  date: string | null; // as written: 2022-01-09, 2022-01-09T18:00 (zone of the scenario), 2022
  source: string | null;
  status: string | null; // official | estimate | retracted | ...
}

/** Statistics of an outcome as in summary.json: of many runs p05 and p95, of few the least and the most. */
export interface Statistics {
  median?: number | null;
  p05?: number | null;
  p95?: number | null;
  low?: number | null;
  high?: number | null;
  value?: number | string | null;
  share?: number | null;
  unit: string;
  n?: number;
  never?: number; // runs that did not come to it at all
  references?: Reference[];
}

/** Values of the runs: themselves up to 200 runs, above that counted in up to 40 equal bins. `none`: runs
 * without a value. */
export type Spread =
  | { values: number[]; none?: number }
  | { low: number; high: number; counts: number[]; none?: number };

/** One scenario that was run: a run or an ensemble has one case, a comparison one for the base and
 * one for each variant, in the order of comparison.json, base first. */
export interface Case {
  name: string; // "base" or the variant's name; of a run the scenario's name
  edits?: string[]; // options that changed the scenario: ["without alliance"]
  runs: number;
  failed: number;
  layers: Layer[]; // possibly none (hours were not kept)
  outcomes: Record<string, Statistics | Record<string, Statistics>>; // summary.json's, untouched
  members?: Record<string, Spread>; // keys "dead", "dead_by_region.Almaty city", ...
  chronicle?: Event[]; // of one run, that of the layer "run"; at most 2,000, in the order of time
  chronicle_run?: number; // its number; of large ensembles and of failures it may have no layer
}

/** [hour since the start, position of the place or -1, region or "", kind, actor, value, text,
 *  1 for a key event]. */
export type Event = [number, number, string, string, string, number | null, string, 0 | 1];

export interface Places {
  id: string[];
  name: string[];
  region: number[]; // position in `regions`
  lat: number[];
  lon: number[];
  population: number[];
  rural: number[]; // 1: what remains of a region outside its settlements
}

export interface Region {
  name: string;
  zone: Zone;
  /** Its area: what is nearer to its places than to others, as rings in the form of `Outline`; they reach
   * far beyond the country, to which they are to be clipped. Holes run against the sun. */
  cells?: number[][];
}

export interface Site {
  name: string;
  kind: string; // administration, police_headquarters, airport, ...
  place: number;
  value: number;
}

/** Outlines in 1/100 of a degree: each ring flat, lon lat lon lat ..., the first pair absolute, each
 * further pair the difference to the one before. Exterior rings and holes alike (drawn even-odd). */
export interface Outline {
  country: number[][];
  neighbours: { name: string; rings: number[][] }[];
  source: string; // "Natural Earth 1:50m, public domain"
}

/** A part of politics and the outcomes that it was found to move. */
export interface Channel {
  part: string; // a section of the scenario, or a kind of lever
  name: string;
  moves: string[]; // names of outcomes
  channel: boolean; // whether there is harm, a site, a guarded object, hold or survival among them
}

export interface LedgerEntry {
  name: string;
  what: string; // shock | act | occasion | rule | hypothesis | outcome
  text: string;
}

export interface Parameter {
  name: string;
  value: number;
  unit: string;
  prior: string;
  source: string;
}

export interface Lever {
  name: string;
  title: string;
  kind: string;
  actor: string; // an office
  at?: string | null;
  when?: string | null; // a condition in words or as the scenario has it
  source?: string | null;
  enabled: boolean;
}

/** Names of further axes, in the order of their arrays; `title` if it differs from the name. */
export interface Named {
  name: string;
  title?: string;
  note?: string; // e.g. an actor's faction, a member's role ("chair", "dominant")
}

/** Figures of a comparison, comparison.json as it is. The fields that the page reads: */
export interface Pair {
  unit: string;
  better: "lower" | null;
  n: number;
  base: { mean: number | null; median: number | null };
  variant: { mean: number | null; median: number | null };
  /** Of fewer pairs than `Meta.few`, low and high are the least and the most; else an interval. */
  difference: { mean: number | null; low: number | null; high: number | null; median: number | null };
  clear: "lower" | "higher" | null;
  /** Whether the mean difference is more than small beside the base; not in older comparisons. */
  matters?: boolean | null;
  lower: { share: number | null; low: number | null; high: number | null };
  equal: { share: number | null; low: number | null; high: number | null };
  higher: { share: number | null; low: number | null; high: number | null };
}

export interface Variant {
  name: string;
  edits: string[];
  pairs: number;
  outcomes: Record<string, Pair>;
  tables: Record<string, Record<string, Pair>>; // dead_by_region, active_by_day, ...
  spread?: Record<string, Spread>; // ADDED by the report: differences pair by pair, for dead, dead_*, ...
}

export interface Comparison {
  label: string;
  level: number; // of the intervals, 0.95
  intervals: string;
  notes: string[];
  variants: Variant[];
}

/** What is declared of an outcome (tocsin.declare.outcome). */
export interface Outcome {
  name: string;
  reads: "count" | "size" | "time"; // fewer or more, lower or higher, sooner or later
  group?: "harm" | "crowds" | "damage" | "allies" | "politics"; // where a single figure stands
  under?: string; // the outcome of which it is a part
  elsewhere?: boolean; // shown in a section of its own
  dated?: boolean; // hours since the start, shown as a moment
}

export interface Meta {
  contract: 1;
  kind: "run" | "ensemble" | "comparison";
  title: string;
  scenario: string;
  description?: string;
  version: string; // of tocsin
  engine: string;
  seed: number;
  runs: number; // of a comparison: of each variant
  parameters: string; // point | cloud | prior
  options?: string[]; // how the run was changed on the command line
  persons: number;
  start: string; // UTC, 2021-12-31T18:00:00Z
  hours: number;
  zone: Zone; // of the scenario
  zone_name: string; // UTC+6
  quantiles?: number[]; // [0.05, 0.25, 0.5, 0.75, 0.95] of the axis `quantile`
  places: Places;
  regions: Region[];
  sites: Site[];
  strata: Named[];
  services?: Named[];
  actors?: Named[];
  offices?: Record<string, string>; // of every actor of the scenario, as levers and the chronicle name them
  members?: Named[];
  powers?: Named[];
  figures?: Named[]; // of `reported`
  map?: Outline; // none where the places lie nowhere; x and y are then lon and lat as they are
  cases: Case[];
  comparison?: Comparison;
  ledger: { imposed: LedgerEntry[]; fitted: LedgerEntry[]; predicted: LedgerEntry[] };
  /** What a study found each part of politics to move; not there where the scenario has none of them. */
  channels?: { study: { scenario: string; pairs: number; date: string }; parts: Channel[] };
  parameter_table: Parameter[];
  levers: Lever[];
  about: Record<string, string>; // outcome: its meaning
  outcomes: Outcome[]; // in the order in which they are told
  totals: Record<string, Record<string, number>>; // total: the variables that it adds up, with their signs
  /** Fields by place of the scenario's own mechanisms, which layers have under their names. */
  own?: { name: string; unit: string; about: string }[];
  few: number; // of fewer runs, or pairs, no interval is claimed
  /** "S05": what it is, with its address. Long: beside a figure its id is enough, with this as its title;
   * the whole list belongs at the end of the page. */
  sources?: Record<string, string>;
  /** Names of the scenario in other languages: {fr: {"Two towns": "Deux villes"}}. */
  names?: Record<string, Record<string, string>>;
  /** Parameters whose values were fitted to another case and hold here by assumption. */
  carried?: { case: string; names: string[] };
  attribution: string[];
  arrays: ArrayInfo[];
}
