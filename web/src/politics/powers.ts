/** External powers: influence over the elites before and after. */

import type { App } from "../app";
import type { Statistics } from "../contract";
import { bdi, h, svg } from "../dom";
import { percent } from "../format";
import { ends, isSingle } from "../references";
import { saveAs } from "../save/download";
import { ofTable } from "../save/table";
import { interval } from "../tell";
import { t } from "../words";

export function powers(app: App): HTMLElement | null {
  const { outcomes } = app.data.case(0);
  const [before, after] = [outcomes.influence_before, outcomes.influence_after];
  if (!before || !after || isSingle(before) || isSingle(after)) return null;
  const won = outcomes.influence_won;
  const alone = won && !isSingle(won) ? won : null;
  const names = Object.keys(after);
  const high = Math.max(...names.map((n) => Math.max(...[after[n], before[n]].map((s) => (s && ends(s)?.[1]) ?? 0), after[n].median ?? 0, before[n]?.median ?? 0)));
  const many = app.data.meta.runs > 1;
  const cell = (s: Statistics | undefined) => h("td", { class: "n" }, percent(s?.median), many && s ? h("small", {}, ` (${interval(app, "", s)})`) : "");
  const rows = names.map((n) => h("tr", {}, h("th", { scope: "row" }, bdi(app.data.named(n))), cell(before[n]), cell(after[n]), alone ? cell(alone[n]) : "", h("td", {}, arrow(before[n]?.median ?? 0, after[n].median ?? 0, high))));
  const head = [t("power"), t("power.before"), t("power.after"), ...(alone ? [t("power.won")] : []), ""];
  const table = h("table", {}, h("caption", { class: "hidden" }, t("powers")), h("thead", {}, h("tr", {}, ...head.map((c) => (c ? h("th", { scope: "col" }, c) : h("td", {}))))), h("tbody", {}, ...rows));
  return h(
    "div",
    { class: "part" },
    h("h3", {}, t("powers")),
    h("p", { class: "note" }, t("powers.note")),
    table,
    saveAs(app, t("powers"), ofTable(app, t("powers"), () => table)),
  );
}

/** From a hollow dot (before) to a full one (after). */
function arrow(a: number, b: number, high: number): SVGElement {
  const x = (v: number) => 8 + (v / (high || 1)) * 240;
  return svg(
    "svg",
    { class: "dumbbell", width: 256, height: 18, viewBox: "0 0 256 18", "aria-hidden": "true" },
    svg("line", { x1: 8, x2: 248, y1: 9, y2: 9, class: "axis" }),
    svg("line", { x1: x(a), x2: x(b), y1: 9, y2: 9, class: "link" }),
    svg("circle", { cx: x(a), cy: 9, r: 4.5, class: "all" }),
    svg("circle", { cx: x(b), cy: 9, r: 4.5, class: "out" }),
  );
}
