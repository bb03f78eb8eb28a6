/** Recorded figures: which is the latest, which came before it, whether a run's interval meets one. */

import type { Case, Reference, Statistics } from "./contract";

export type Outcome = Case["outcomes"][string];

/** Whether an outcome is one figure, and no table of figures by day, region, ... */
export function isSingle(outcome: Outcome | undefined): outcome is Statistics {
  return outcome !== undefined && typeof (outcome as Statistics).unit === "string";
}

/** One statistic by its key, "dead" or "dead_by_region.Almaty city". */
export function statistic(outcomes: Case["outcomes"], key: string): Statistics | undefined {
  const [name, ...rest] = key.split(".");
  const found = outcomes[name];
  if (!found || !rest.length) return isSingle(found) ? found : undefined;
  return isSingle(found) ? undefined : found[rest.join(".")];
}

/** All single figures: [key, name of the outcome, key within it or "", statistics]. */
export function flat(outcomes: Case["outcomes"]): [string, string, string, Statistics][] {
  const out: [string, string, string, Statistics][] = [];
  for (const [name, found] of Object.entries(outcomes)) {
    if (isSingle(found)) out.push([name, name, "", found]);
    else for (const [key, s] of Object.entries(found)) out.push([`${name}.${key}`, name, key, s]);
  }
  return out;
}

/** The latest figure that was not retracted, and the others, earliest first. Dates are compared as
 * written: a year alone comes before its days. */
export function split(references: Reference[] | undefined): { final?: Reference; earlier: Reference[] } {
  const sorted = [...(references ?? [])].sort((a, b) => (a.date ?? "").localeCompare(b.date ?? ""));
  const standing = sorted.filter((r) => r.status !== "retracted");
  const final = standing.at(-1);
  return { final, earlier: sorted.filter((r) => r !== final) };
}

/** Range of a recorded figure. */
export function range(r: Reference): [number, number] | undefined {
  if (typeof r.value === "number") return [r.value, r.value];
  if (r.low === null && r.high === null) return undefined;
  return [r.low ?? -Infinity, r.high ?? Infinity];
}

/** The 90 % interval of the runs, of few of them the least and the most; undefined without values. */
export function ends(s: Statistics): [number, number] | undefined {
  const [low, high] = [s.p05 ?? s.low ?? undefined, s.p95 ?? s.high ?? undefined];
  return low === undefined || high === undefined ? undefined : [low, high];
}

/** Whether these and a recorded figure meet; undefined where neither can. */
export function meets(s: Statistics, r: Reference): boolean | undefined {
  const [recorded, found] = [range(r), ends(s)];
  return recorded && found && found[0] <= recorded[1] && recorded[0] <= found[1];
}

/** Recorded figures that the interval holds, of all that can be compared; how many of those were
 * used to fit, and the same for the rest alone. */
export function tally(outcomes: Case["outcomes"], fitted: Set<string>) {
  const out = { held: 0, all: 0, fitted: 0, heldFree: 0, free: 0 };
  for (const [, name, , s] of flat(outcomes)) {
    const { final } = split(s.references);
    const found = final && meets(s, final);
    if (found === undefined) continue;
    out.all += 1;
    out.held += Number(found);
    if (fitted.has(name)) out.fitted += 1;
    else {
      out.free += 1;
      out.heldFree += Number(found);
    }
  }
  return out;
}
