/** Figures and recorded figures in words. */

import type { App } from "./app";
import type { Reference, Statistics } from "./contract";
import { bdi, h } from "./dom";
import { number, percent } from "./format";
import { known, t } from "./words";

/** Outcomes in hours since the start that are shown as a moment. */
const DATED = new Set(["site_captured_hour", "hours_to_calm", "alliance_arrival_hours", "alliance_complete_hours", "alliance_leave_hours"]);

/** How a value of an outcome is written. */
export function value(app: App, name: string, x: number | null | undefined, unit: string): string {
  if (x === null || x === undefined) return "–";
  if (DATED.has(name)) return app.calendar.moment(x);
  if (unit === "share" || unit === "share of runs" || unit === "probability") return percent(x);
  return number(x);
}

/** The middle of an outcome: its median, the most frequent place, or a share of runs. */
export function middle(app: App, name: string, s: Statistics): string {
  if (typeof s.value === "string") return s.value;
  if (s.unit === "place") return t("none");
  return value(app, name, s.median ?? (s.value as number | null | undefined), s.unit);
}

/** "180 to 350", or nothing where there is no interval. */
export function interval(app: App, name: string, s: Statistics): string {
  if (s.p05 === null || s.p05 === undefined || s.p95 === null || s.p95 === undefined) return "";
  const [low, high] = [value(app, name, s.p05, s.unit), value(app, name, s.p95, s.unit)];
  return t("interval", { low, high });
}

/** The figure of a record: a value, a range, a bound. */
export function recorded(app: App, name: string, r: Reference, unit: string): string {
  const say = (x: number) => (unit === "share of runs" && (x === 0 || x === 1) ? t(x ? "yes" : "no") : value(app, name, x, unit));
  if (typeof r.value === "string") return r.value;
  if (typeof r.value === "number") return say(r.value);
  if (r.low !== null && r.high !== null) return t("interval", { low: say(r.low), high: say(r.high) });
  if (r.low !== null) return t("at_least", { n: say(r.low) });
  return r.high !== null ? t("at_most", { n: say(r.high) }) : "–";
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
    source && h("span", { class: "source", title: sourceText(app, r.source) }, bdi(source)),
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
  return known(`outcome.${name}`) ?? app.data.meta.about[name] ?? name.replaceAll("_", " ");
}
