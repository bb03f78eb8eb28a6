/** Outcomes beside records: the middle of the runs, how far they lie apart, what was recorded last, what
 * had been said before, and whether the figure was imposed, fitted or predicted. */

import type { App } from "../app";
import type { Statistics } from "../contract";
import { bdi, h, section } from "../dom";
import { counted, number } from "../format";
import { isSingle, split, statistic } from "../references";
import { saveAs } from "../save/download";
import { ofTable } from "../save/table";
import { interval, isFew, middle, outcomeName, reference } from "../tell";
import type { Key } from "../words";
import { t } from "../words";
import { declared, GROUPS, ordered } from "./groups";
import { picture } from "./spread";

export type Status = "imposed" | "fitted" | "predicted";

/** Which part of the ledger an outcome stands in. */
export function ledgerOf(app: App, name: string): Status {
  const { ledger } = app.data.meta;
  if (ledger.imposed.some((e) => e.name === name)) return "imposed";
  return ledger.fitted.some((e) => e.name === name) ? "fitted" : "predicted";
}

export function outcomes(app: App): HTMLElement {
  const found = app.data.case(0).outcomes;
  const names = ordered(app, Object.keys(found)).filter((n) => !declared(app, n).elsewhere);
  const single = names.filter((n) => isSingle(found[n]));
  const groups = GROUPS.map((g) => ({ title: t(g.title), keys: single.filter((n) => declared(app, n).group === g.id) }));
  groups.push({ title: t("group.other"), keys: single.filter((n) => !declared(app, n).group) });
  const main = grid(app, t("outcomes"), groups.filter((g) => g.keys.length));
  const tables = names.filter((n) => !isSingle(found[n]) && Object.keys(found[n]).length).map((n) => tableOf(app, n));
  return section("outcomes", t("outcomes"), h("p", { class: "note" }, t("outcomes.note")), main, ...tables);
}

function tableOf(app: App, name: string): HTMLElement {
  const keys = Object.keys(app.data.case(0).outcomes[name]).map((k) => `${name}.${k}`);
  const worth = keys.filter((k) => {
    const s = statistic(app.data.case(0).outcomes, k);
    return s && ((s.references ?? []).length > 0 || (s.median ?? 0) !== 0);
  });
  const shown = worth.length ? worth : keys;
  const body = grid(app, outcomeName(app, name), [{ title: "", keys: shown }]);
  const left = keys.length - shown.length;
  return h(
    "details",
    { class: "table", open: name === "dead_by_region" },
    h("summary", {}, outcomeName(app, name), " ", badge(ledgerOf(app, name))),
    body,
    left > 0 && h("p", { class: "note" }, t("table.rest", { n: counted(left) })),
  );
}

export function badge(status: Status): HTMLElement {
  return h("span", { class: `badge ${status}`, title: t(`ledger.${status}.title` as Key) }, t(`ledger.${status}` as Key));
}

/** Runs that did not fail. */
function good(app: App): number {
  return app.data.case(0).runs - app.data.case(0).failed;
}

interface Group {
  title: string;
  keys: string[];
}

function grid(app: App, caption: string, groups: Group[]): HTMLElement {
  const many = app.data.meta.runs > 1;
  const head = [t("col.outcome"), t(many ? "col.median" : "col.value"), ...(many ? [isFew(app) ? t("col.range", { n: counted(good(app)) }) : t("col.interval"), t("col.runs")] : []), t("col.final"), t("col.earlier")];
  const body = h("tbody", {});
  for (const group of groups) {
    if (group.title) body.append(h("tr", { class: "group" }, h("th", { colspan: head.length, scope: "colgroup" }, group.title)));
    for (const key of group.keys) {
      const s = statistic(app.data.case(0).outcomes, key);
      if (s) body.append(row(app, key, s, many));
    }
  }
  const table = h("table", { class: many ? "outcomes many" : "outcomes" }, h("caption", { class: "hidden" }, caption), h("thead", {}, h("tr", {}, ...head.map((c) => h("th", { scope: "col" }, c)))), body);
  return h(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
    table,
    saveAs(app, caption, ofTable(app, caption, () => table)),
  );
}

function row(app: App, key: string, s: Statistics, many: boolean): HTMLElement {
  const [name, ...rest] = key.split(".");
  const sub = rest.join(".");
  const { final, earlier } = split(s.references);
  const runs = good(app);
  const some = many && s.n !== undefined && s.n < runs && s.never !== runs ? ` (${[t("in_runs", { n: number(s.n), all: number(runs) }), s.never && t("never.some", { n: number(s.never) })].filter(Boolean).join(t("semicolon"))})` : "";
  const spread = app.data.case(0).members?.[key];
  const indent = !sub && declared(app, name).under;
  const share = s.unit === "place" && many && s.share && s.share < 1 ? ` (${t("in_share", { share: Math.round(s.share * 100) })})` : "";
  return h(
    "tr",
    { "data-outcome": key },
    h("th", { scope: "row", class: indent ? "indent" : null }, bdi(sub ? keyName(app, sub) : outcomeName(app, name)), " ", !sub && badge(ledgerOf(app, name))),
    h("td", { class: "n" }, bdi(middle(app, name, s)), share, some),
    many && h("td", { class: "n" }, interval(app, name, s)),
    many && h("td", {}, spread && s.unit !== "place" ? picture(spread, s.references ?? []) : ""),
    h("td", {}, final ? reference(app, name, final, s.unit) : ""),
    h("td", { class: "earlier" }, ...earlier.map((r) => reference(app, name, r, s.unit))),
  );
}

/** A key of a table: a day as a day, "Aktau 2022-01-03" or "Aktau 2022-01-03T14:00" as its place and time. */
export function keyName(app: App, key: string): string {
  const found = /^(.*?)(\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?)$/.exec(key);
  const hour = found ? app.calendar.hour(found[2]) : undefined;
  return found && hour !== undefined ? [app.data.named(found[1].trim()), found[2].includes("T") ? app.calendar.moment(hour) : app.calendar.day(hour)].filter(Boolean).join(" · ") : app.data.named(key);
}
