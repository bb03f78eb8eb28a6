/** Base and variant over time, with bands over runs, and the paired difference of the country. */

import type { App } from "../app";
import { h } from "../dom";
import { counted, number, signed } from "../format";
import { palette } from "../theme";
import type { Curve } from "../timeline/chart";
import { chart } from "../timeline/chart";
import { swatch } from "../timeline/keys";
import { isFew } from "../tell";
import type { Key } from "../words";
import { t } from "../words";
import { perVariant, variantChoice } from "./comparison";

const SHOWN: [string, Key][] = [
  ["active", "panel.out"],
  ["rioting", "panel.rioting"],
  ["dead", "panel.dead"],
  ["dead_forces", "panel.dead_forces"],
  ["dead_bystanders", "panel.dead_bystanders"],
  ["ever_detained", "panel.detained"],
];

export function curves(app: App): HTMLElement {
  return perVariant(app, "timeline", t("timeline"), isFew(app) ? t("compare.bands.few", { n: counted(app.data.meta.runs) }) : t("compare.bands"), () => {
    const choice = variantChoice(app);
    const panels = SHOWN.flatMap(([variable, title]) => [both(app, variable, title), pairs(app, variable, title)]);
    return [choice && h("div", { class: "controls" }, choice), h("div", { class: "panels two" }, ...panels.filter((p) => p !== null))];
  });
}

function both(app: App, variable: string, title: Key): HTMLElement | null {
  const c = palette();
  const of = (k: number, colour: string, dash?: number[]): Curve | undefined => {
    const bands = app.data.bands(k, variable);
    const layer = app.data.case(k).layers[0]?.id ?? "";
    const main = bands?.[Math.floor(bands.length / 2)] ?? app.data.national(k, layer, variable);
    return main && { colour, dash, main, bands };
  };
  const [base, variant] = [of(0, c.soft), of(app.variant, c.accent, [7, 3])];
  if (!base || !variant) return null;
  if (!base.main.some(Boolean) && !variant.main.some(Boolean)) return null;
  return panel(app, t(title), [[t("base"), base], [app.data.case(app.variant).name, variant]], false);
}

function pairs(app: App, variable: string, title: Key): HTMLElement | null {
  const all = app.data.raw(`${app.variant}.pair_bands.${variable}`);
  const n = app.data.meta.quantiles?.length ?? 0;
  if (!all || !n) return null;
  const { hours } = app.data;
  const bands = Array.from({ length: n }, (_, i) => all.subarray(i * hours, (i + 1) * hours));
  const curve: Curve = { colour: palette().more, main: bands[Math.floor(n / 2)], bands };
  return panel(app, t("panel.difference", { what: t(title).toLowerCase() }), [[t("maps.difference"), curve]], true);
}

function panel(app: App, title: string, list: [string, Curve][], sign: boolean): HTMLElement {
  const keys = list.map(([name, curve]) => {
    const value = h("b", {});
    const show = () => (value.textContent = (sign ? signed : number)(Math.round(curve.main[app.hour])));
    app.on("hour", show, value);
    show();
    return h("li", {}, swatch(curve.colour, curve.dash), h("bdi", {}, name), " ", value);
  });
  return h("div", { class: "panel" }, h("h3", {}, title), h("ul", { class: "keys" }, ...keys), chart(app, list.map(([name, c]) => ({ ...c, name })), { label: title, signed: sign }));
}
