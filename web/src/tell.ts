/** Figures and recorded figures in words. */

import type { App } from "./app";
import type { Reference, Statistics } from "./contract";
import { bdi, h } from "./dom";
import { counted, number, percent } from "./format";
import { declared } from "./outcomes/groups";
import { ends } from "./references";
import { sourced } from "./sources";
import type { Counted } from "./words";
import { known, outcome, t } from "./words";

/** How a value of an outcome is written. */
export function value(app: App, name: string, x: number | null | undefined, unit: string): string {
  if (x === null || x === undefined) return "–";
  if (declared(app, name).dated) return app.calendar.moment(x);
  if (unit === "share" || unit === "share of runs" || unit === "probability") return percent(x);
  return number(x);
}

/** The middle of an outcome: its median, the most frequent place, or a share of runs. */
export function middle(app: App, name: string, s: Statistics): string {
  if (typeof s.value === "string") return app.data.named(s.value);
  if (s.unit === "place") return t("none");
  if (s.never && (s.median ?? null) === null) return t("never");
  return value(app, name, s.median ?? (s.value as number | null | undefined), s.unit);
}

/** The middle of a count, for sentences whose nouns follow it. */
export function middleCount(app: App, name: string, s: Statistics): Counted {
  return { ...counted(s.median), shown: middle(app, name, s) };
}

/** Two ends in words; where they are joined by a dash the sign of per cent stands once. */
export function span(low: string, high: string, kind: "interval" | "interval.dates" = "interval"): string {
  const dash = t("interval", { low: "", high: "" }).length === 1;
  if (!dash || kind !== "interval") return t(kind, { low, high });
  const end = /\s%$/u.exec(high)?.[0];
  return t(kind, { low: end && low.endsWith(end) ? low.slice(0, -end.length) : low, high });
}

/** "180 to 350": the 90 % interval, of few runs the least and the most; nothing where there is neither. */
export function interval(app: App, name: string, s: Statistics): string {
  const found = ends(s);
  if (!found) return "";
  const [low, high] = found.map((x) => value(app, name, x, s.unit));
  return span(low, high, declared(app, name).dated ? "interval.dates" : "interval");
}

/** The figure of a record: a value, a range, a bound. */
export function recorded(app: App, name: string, r: Reference, unit: string): string {
  const say = (x: number) => (unit === "share of runs" && (x === 0 || x === 1) ? t(x ? "yes" : "no") : value(app, name, x, unit));
  if (typeof r.value === "string") return app.data.named(r.value);
  if (typeof r.value === "number") return say(r.value);
  if (r.low !== null && r.high !== null) return span(say(r.low), say(r.high));
  if (r.low !== null) return t("at_least", { n: say(r.low) });
  return r.high !== null ? t("at_most", { n: say(r.high) }) : "–";
}

/** Whether the runs, or pairs of runs, are too few to claim an interval. */
export function isFew(app: App): boolean {
  const { runs, failed } = app.data.case(0);
  return runs - failed < app.data.meta.few;
}

export function status(r: Reference): string {
  return r.status ? known(`status.${r.status}`) ?? r.status : "";
}

/** A recorded figure with date, status and source; struck through where it was retracted. */
export function reference(app: App, name: string, r: Reference, unit: string): HTMLElement {
  const figure = recorded(app, name, r, unit);
  const source = r.source ?? "";
  return h(
    "span",
    { class: "reference" },
    r.status === "retracted" ? h("s", {}, bdi(figure)) : h("b", {}, bdi(figure)),
    " ",
    h("span", { class: "when" }, [app.calendar.written(r.date), status(r)].filter(Boolean).join(", ")),
    source && h("span", { class: "source", title: sourceText(app, r.source) }, ...sourced(app, source)),
  );
}

/** A source with its codes spelt out, a line each, where the scenario says what they are. */
export function sourceText(app: App, source: string | null): string {
  if (!source) return "";
  const names = app.data.meta.sources ?? {};
  const codes = [...new Set(source.match(/\bS\d+\b/g) ?? [])].filter((code) => names[code]);
  return [source, ...codes.map((code) => `${code}: ${names[code]}`)].join("\n");
}

/** The name of an outcome for people. */
export function outcomeName(app: App, name: string): string {
  return outcome(name) ?? app.data.meta.about[name] ?? name.replaceAll("_", " ");
}
