/** Recorded figures as points in time beside what the runs gave. */

import type { App } from "../app";
import type { Reference } from "../contract";
import { statistic } from "../references";
import { recorded, sourceText, status } from "../tell";

export interface Mark {
  hour: number;
  low: number;
  high: number; // above any number: no upper bound is known
  hollow: boolean; // retracted
  estimate: boolean;
  title: string;
}

/** Marks of an outcome: of a table by day at the middle of that day, else at the date of the figure.
 * What was told after the end of the run stands at its end. */
export function marks(app: App, outcome: string): Mark[] {
  return marksOf(app, outcome, (key) => key);
}

/** The same of those keys of a table of which `day` tells a day. */
export function marksOf(app: App, outcome: string, day: (key: string) => string | undefined): Mark[] {
  const out: Mark[] = [];
  const { outcomes } = app.data.case(0);
  const found = outcomes[outcome];
  if (!found) return out;
  const single = statistic(outcomes, outcome);
  const tables: [string | null | undefined, Reference[]][] = single
    ? [[null, single.references ?? []]]
    : Object.entries(found).map(([key, s]) => [day(key), s.references ?? []]);
  for (const [when, references] of tables)
    for (const r of when === undefined ? [] : references) {
      const mark = point(app, outcome, r, when ?? null);
      if (mark) out.push(mark);
    }
  return out;
}

function point(app: App, outcome: string, r: Reference, day: string | null): Mark | undefined {
  const endOfDay = outcome === "detained_by" || outcome === "reported_by";
  const own = endOfDay && r.date?.includes("T") ? r.date : day; // told with its hour, as some are
  const hour = own ? app.calendar.hour(own, endOfDay ? 23 : 15) : app.calendar.hour(r.date, 12);
  if (hour === undefined || hour < 0) return undefined;
  const value = typeof r.value === "number" ? r.value : undefined;
  const low = value ?? r.low ?? undefined;
  const high = value ?? r.high ?? undefined;
  if (low === undefined && high === undefined) return undefined;
  const text = recorded(app, outcome, r, "persons");
  const when = app.calendar.written(r.date);
  return {
    hour: Math.min(hour, app.data.hours - 1),
    low: low ?? 0,
    high: high ?? Infinity,
    hollow: r.status === "retracted",
    estimate: r.status === "estimate",
    title: [text, [when, status(r)].filter(Boolean).join(", "), sourceText(app, r.source)].filter(Boolean).join("\n"),
  };
}
