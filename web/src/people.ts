/** Who took part: the share of each stratum in the hours spent out beside its share of the people. */

import type { App } from "./app";
import type { Statistics } from "./contract";
import { bdi, h, section, svg } from "./dom";
import { number, percent } from "./format";
import { ends, isSingle } from "./references";
import { saveAs } from "./save/download";
import { ofTable } from "./save/table";
import { interval } from "./tell";
import { t } from "./words";

export function people(app: App): HTMLElement | null {
  const { outcomes } = app.data.case(0);
  const out = outcomes.participants_by_stratum;
  const all = outcomes.population_by_stratum;
  if (!out || !all || isSingle(out) || isSingle(all)) return null;
  const rows = Object.entries(out).filter(([, s]) => typeof s.median === "number");
  if (!rows.length) return null;
  const high = Math.max(...rows.map(([k, s]) => Math.max(ends(s)?.[1] ?? s.median ?? 0, all[k]?.median ?? 0)));
  const head = [t("stratum"), t("people.of_active"), t("people.of_all"), t("people.ratio"), ""];
  const body = rows.map(([name, s]) => line(app, name, s, all[name], high));
  const table = h(
    "table",
    { class: "strata" },
    h("caption", { class: "hidden" }, t("people")),
    h("thead", {}, h("tr", {}, ...head.map((c) => (c ? h("th", { scope: "col" }, c) : h("td", {}, legend()))))),
    h("tbody", {}, ...body),
  );
  return section(
    "people",
    t("people"),
    h("p", { class: "note" }, t("people.note")),
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("people") }, table),
    saveAs(app, t("people"), ofTable(app, t("people"), () => table)),
  );
}

function line(app: App, name: string, s: Statistics, all: Statistics | undefined, high: number): HTMLElement {
  const [a, b] = [s.median ?? 0, all?.median ?? 0];
  const many = app.data.meta.runs > 1;
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, bdi(app.data.named(name))),
    h("td", { class: "n" }, percent(a), many ? h("small", {}, ` (${interval(app, "share", s)})`) : ""),
    h("td", { class: "n" }, percent(b)),
    h("td", { class: "n" }, b > 0 ? t("times", { n: number(a / b) }) : "–"),
    h("td", {}, dumbbell(a, b, high, many ? ends(s) ?? [a, a] : undefined)),
  );
}

const W = 320;

function dumbbell(a: number, b: number, high: number, reach?: [number, number]): SVGElement {
  const x = (v: number) => 8 + (v / (high || 1)) * (W - 16);
  return svg(
    "svg",
    { class: "dumbbell", width: W, height: 18, viewBox: `0 0 ${W} 18`, "aria-hidden": "true" },
    svg("line", { x1: 8, x2: W - 8, y1: 9, y2: 9, class: "axis" }),
    reach && svg("rect", { x: x(reach[0]), y: 6, width: Math.max(1, x(reach[1]) - x(reach[0])), height: 6, class: "reach" }),
    svg("line", { x1: x(b), x2: x(a), y1: 9, y2: 9, class: "link" }),
    svg("circle", { cx: x(b), cy: 9, r: 4.5, class: "all" }),
    svg("circle", { cx: x(a), cy: 9, r: 4.5, class: "out" }),
  );
}

function legend(): HTMLElement {
  const dot = (kind: string) => svg("svg", { class: "dumbbell", width: 12, height: 12, "aria-hidden": "true" }, svg("circle", { cx: 6, cy: 6, r: 4.5, class: kind }));
  return h("span", { class: "legend-inline" }, dot("all"), t("people.of_all"), " ", dot("out"), t("people.of_active"));
}
