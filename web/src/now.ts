/** The country at the hour of the clock: four figures, deaths apart, and what is in force. */

import type { App } from "./app";
import { h } from "./dom";
import { counted, number } from "./format";
import type { Key } from "./words";
import { t } from "./words";

const FIGURES: [string, Key, string][] = [
  ["marching", "now.marching", "marching"],
  ["rioting", "now.rioting", "rioting"],
  ["detained", "now.detained", "detained"],
  ["dead_participants", "now.dead_participants", "participants"],
  ["dead_bystanders", "now.dead_bystanders", "bystanders"],
  ["dead_forces", "now.dead_forces", "forces"],
];

export function now(app: App, k = 0): HTMLElement {
  const { data } = app;
  const cells = FIGURES.filter(([v]) => data.national(k, app.layer, v)).map(([variable, key, tint]) => {
    const figure = h("dd", { "data-now": variable });
    return { variable, figure, root: h("div", { class: tint }, h("dt", {}, t(key)), figure) };
  });
  const state = h("p", { class: "state" });
  const show = () => {
    for (const { variable, figure } of cells)
      figure.textContent = number(Math.round(data.national(k, app.layer, variable)?.[app.hour] ?? 0));
    state.textContent = inForce(app, k);
  };
  app.on("hour", show, state);
  app.on("view", show, state);
  show();
  return h("div", { class: "now" }, h("dl", {}, ...cells.map((c) => c.root)), state);
}

/** Emergency, internet and allied troops, in words. */
function inForce(app: App, k: number): string {
  const { data } = app;
  const at = (variable: string, least: number) => {
    const found = data.rows(k, app.layer, variable);
    let n = 0;
    for (let r = 0; found && r < found.rows; r++) n += Number(found.all[r * found.hours + app.hour] >= least);
    return n;
  };
  const all = data.meta.regions.length;
  const emergency = at("emergency", 1);
  const cut = at("shutdown", 0.5);
  const allies = Math.round(data.national(k, app.layer, "allied_troops")?.[app.hour] ?? 0);
  const out = [];
  if (emergency) out.push(t("state.emergency", { n: counted(emergency), all: counted(all) }));
  if (cut) out.push(t("state.cut", { n: cut, all }));
  if (allies) out.push(t("state.allies", { n: counted(allies) }));
  return out.join(" · ");
}
