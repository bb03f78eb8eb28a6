/** Why there: what moved people at the chosen place over time, the terms of N that `tocsin why` tells.
 *
 *   N = hardship + price + own crowd + ties + news + outrage - risk - threshold
 *
 * What moves is stacked; where the stack meets the line of what holds back, people go. */

import type { App } from "./app";
import type { Series } from "./data";
import { top, topHour } from "./data";
import { bdi, h, section } from "./dom";
import { counted, number } from "./format";
import { zoneOf } from "./header";
import { placeChoice } from "./stage";
import { palette } from "./theme";
import type { Curve } from "./timeline/chart";
import { chart } from "./timeline/chart";
import type { Entry } from "./timeline/keys";
import { keys } from "./timeline/keys";
import type { Key } from "./words";
import { known, t } from "./words";

const TERMS: [string, Key, string][] = [
  ["hardship", "term.hardship", "#8c8573"],
  ["price", "term.price", "#e0a526"],
  ["pull_own", "term.pull_own", "#2f6fad"],
  ["pull_ties", "term.pull_ties", "#58a8a0"],
  ["pull_news", "term.pull_news", "#9a6bb0"],
  ["pull_outrage", "term.pull_outrage", "#cf4a1c"],
];

export function why(app: App): HTMLElement | null {
  if (!app.data.case(0).layers.length) return null;
  const body = h("div", {});
  const draw = () => body.replaceChildren(...content(app));
  app.on("place", draw);
  app.on("view", draw);
  app.on("theme", draw);
  draw();
  return section("why", t("why"), h("p", { class: "note" }, t("why.note")), h("div", { class: "controls" }, placeChoice(app)), body);
}

function content(app: App): Node[] {
  const i = app.place;
  if (i < 0) return [h("p", {}, t("why.choose"))];
  const { data } = app;
  const c = palette();
  const active = data.row(0, app.layer, "active", i);
  const rioting = data.row(0, app.layer, "rioting", i);
  const out: Node[] = [h("h3", { class: "place-name" }, bdi(data.placeName(i)), " ", h("span", {}, bdi(data.regionOf(i)))), facts(app, i)];
  const bands = data.placeBands(0, "active", i);
  // where nobody was out the facts say so, and a chart would be empty
  if (active && rioting && [active, ...(bands ?? [])].some((x) => top(x) > 0)) {
    const curves: Curve[] = [
      { name: t("line.active"), colour: c.marching, main: bands ? bands[Math.floor(bands.length / 2)] : active, bands, run: active },
      { name: t("line.rioting"), colour: c.rioting, main: rioting, dash: [6, 3] },
    ];
    out.push(
      keys(app, [
        { name: t("line.active"), colour: c.marching, series: active },
        { name: t("line.rioting"), colour: c.rioting, series: rioting, dash: [6, 3] },
      ]),
      chart(app, curves, { label: `${t("panel.out")}${t("colon")} ${data.placeName(i)}`, height: 120 }),
    );
  }
  return [...out, ...terms(app, i), ...sites(app, i)];
}

/** The terms at a place; hardship is grievance without the price. Undefined where they were not kept. */
export function termsAt(app: App, i: number): { pulls: Map<string, Series>; holds: Series } | undefined {
  const { data } = app;
  const of = (v: string) => data.row(0, app.layer, v, i);
  const [grievance, price, risk] = [of("grievance"), of("price"), of("risk")];
  const threshold = data.national(0, app.layer, "threshold");
  if (!grievance || !risk || !threshold) return undefined;
  const pulls = new Map<string, Series>([["hardship", price ? grievance.map((x, t) => x - price[t]) : grievance]]);
  for (const [name] of TERMS.slice(1)) {
    const series = name === "price" ? price : of(name);
    if (series && top(series) > 0) pulls.set(name, series);
  }
  return { pulls, holds: risk.map((x, t) => x + threshold[t]) };
}

function terms(app: App, i: number): Node[] {
  const found = termsAt(app, i);
  if (!found) return [h("p", { class: "note" }, t("why.none"))];
  const curves: Curve[] = [];
  const list: Entry[] = [];
  let sum = new Float32Array(app.data.hours);
  for (const [name, key, colour] of TERMS) {
    const series = found.pulls.get(name);
    if (!series) continue;
    sum = sum.map((x, t) => x + Math.max(0, series[t]));
    curves.push({ name: t(key), colour, main: sum, area: true, own: series });
    list.push({ name: t(key), colour, series });
  }
  const c = palette();
  curves.push({ name: t("term.holds"), colour: c.ink, main: found.holds });
  list.push({ name: t("term.holds"), colour: c.ink, series: found.holds });
  return [h("h4", {}, t("why.terms")), keys(app, list, 2), chart(app, curves, { label: `${t("why.terms")}${t("colon")} ${app.data.placeName(i)}`, height: 190 })];
}

function facts(app: App, i: number): HTMLElement {
  const { data } = app;
  const zone = zoneOf(app, i);
  const active = data.row(0, app.layer, "active", i);
  const said = [t("why.people", { n: counted(data.meta.places.population[i]) })];
  if (active) {
    const first = active.findIndex((x) => x >= 20);
    const most = topHour(active);
    if (first >= 0) said.push(t("why.first", { when: app.calendar.moment(first, zone) }));
    said.push(active[most] > 0 ? t("why.most", { n: number(active[most]), when: app.calendar.moment(most, zone) }) : t("why.nobody"));
  }
  const last = (variable: string) => data.row(0, app.layer, variable, i)?.at(-1) ?? 0;
  if (last("dead"))
    said.push(t("why.dead", { participants: counted(last("dead_participants")), bystanders: counted(last("dead_bystanders")), forces: counted(last("dead_forces")) }));
  return h("p", {}, `${said.join(t("semicolon"))}.`);
}

function sites(app: App, i: number): Node[] {
  const list = app.data.meta.sites.map((s, n) => ({ ...s, n })).filter((s) => s.place === i);
  const state = app.data.rows(0, app.layer, "site_state");
  if (!list.length || !state) return [];
  const guard = app.data.rows(0, app.layer, "site_guard");
  const rows = list.map((s) => {
    const cell = h("td", {});
    const men = h("td", { class: "n" });
    const show = () => {
      const at = s.n * state.hours + app.hour;
      cell.textContent = t(`state.${state.all[at]}` as Key);
      if (guard) men.textContent = number(Math.round(guard.all[at]));
    };
    app.on("hour", show, cell);
    show();
    return h("tr", {}, h("th", { scope: "row" }, bdi(app.data.named(s.name))), h("td", {}, known(`site.kind.${s.kind}`) ?? s.kind), cell, guard && men);
  });
  const head = [t("site"), t("site.kind"), t("site.state"), ...(guard ? [t("site.guard")] : [])];
  return [
    h("h4", {}, t("sites")),
    h("table", { class: "sites" }, h("thead", {}, h("tr", {}, ...head.map((x) => h("th", { scope: "col" }, x)))), h("tbody", {}, ...rows)),
  ];
}
