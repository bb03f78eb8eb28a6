/** The four questions that a reader comes with: where did it begin, where was it worst, how many
 * died, how sure are we. Plain data; header.ts puts it into words. */

import type { Reference, Statistics } from "./contract";
import type { Data } from "./data";
import { topHour } from "./data";
import { isSingle, split, statistic, tally } from "./references";

const FIRST = 20; // people out, as in the outcome first_active_place

export interface Began {
  place: string;
  share: number; // of runs
  hour?: number; // in the run that is shown
  position: number;
  recorded?: Reference;
}

export function began(data: Data, k = 0): Began | undefined {
  const s = statistic(data.case(k).outcomes, "first_active_place");
  if (!s || typeof s.value !== "string") return undefined;
  const position = data.meta.places.name.indexOf(s.value);
  let hour: number | undefined;
  const layer = data.case(k).layers[0]?.id;
  if (layer && position >= 0) {
    const found = data.row(k, layer, "active", position)?.findIndex((x) => x >= FIRST) ?? -1;
    if (found >= 0) hour = found;
  }
  return { place: s.value, share: s.share ?? 1, hour, position, recorded: split(s.references).final };
}

export interface Worst {
  region?: { name: string; dead: Statistics };
  crowd?: { place: number; size: number; hour: number };
}

export function worst(data: Data, k = 0): Worst {
  const out: Worst = {};
  const byRegion = data.case(k).outcomes.dead_by_region;
  if (byRegion && !isSingle(byRegion)) {
    const found = Object.entries(byRegion).sort((a, b) => (b[1].median ?? 0) - (a[1].median ?? 0))[0];
    if (found && (found[1].median ?? 0) > 0) out.region = { name: found[0], dead: found[1] };
  }
  const layer = data.case(k).layers[0]?.id;
  if (!layer) return out;
  let size = 0;
  data.meta.places.name.forEach((_, i) => {
    const active = data.row(k, layer, "active", i);
    if (!active) return;
    const hour = topHour(active);
    if (active[hour] > size) {
      size = active[hour];
      out.crowd = { place: i, size, hour };
    }
  });
  return out;
}

export interface Deaths {
  all?: Statistics;
  groups: [("participants" | "bystanders" | "forces"), Statistics][];
  recorded?: Reference;
  earlier: Reference[];
}

export function deaths(data: Data, k = 0): Deaths {
  const { outcomes } = data.case(k);
  const all = statistic(outcomes, "dead");
  const groups: Deaths["groups"] = [];
  for (const group of ["participants", "bystanders", "forces"] as const) {
    const found = statistic(outcomes, `dead_${group}`);
    if (found) groups.push([group, found]);
  }
  const { final, earlier } = split(all?.references);
  return { all, groups, recorded: final, earlier };
}

export function sure(data: Data, k = 0) {
  const fitted = new Set(data.meta.ledger.fitted.map((e) => e.name));
  return { runs: data.case(k).runs - data.case(k).failed, ...tally(data.case(k).outcomes, fitted) };
}
