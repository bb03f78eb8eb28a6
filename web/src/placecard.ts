/** The chosen place beside the map: its name, its figures at the hour, its crowd over time, and the way
 * to why there. */

import type { App } from "./app";
import { top } from "./data";
import { bdi, h } from "./dom";
import { number } from "./format";
import { palette } from "./theme";
import { chart } from "./timeline/chart";
import { t } from "./words";

export function placeCard(app: App): HTMLElement {
  const root = h("div", { class: "place-card" });
  const draw = () => root.replaceChildren(...content(app));
  app.on("place", draw, root);
  app.on("view", draw, root);
  app.on("theme", draw, root);
  draw();
  return root;
}

function content(app: App): Node[] {
  const i = app.place;
  if (i < 0) return [h("p", { class: "note" }, t("why.choose"))];
  const { data } = app;
  const row = (variable: string) => data.row(0, app.layer, variable, i);
  const [active, rioting, dead] = ["active", "rioting", "dead"].map(row);
  const said = h("p", { class: "note" });
  const at = (series: Float32Array | undefined) => Math.round(series?.[app.hour] ?? 0);
  const show = () => {
    said.textContent = t("map.tip", { out: number(at(active)), rioting: number(at(rioting)), dead: number(at(dead)) });
  };
  app.on("hour", show, said);
  show();
  const out: Node[] = [h("h3", {}, bdi(data.placeName(i)), " ", h("a", { href: "#why" }, t("place.why"))), said];
  if (!active || !rioting) return out;
  const bands = data.placeBands(0, "active", i);
  // an empty chart would say no more than these words
  if (![active, ...(bands ?? [])].some((x) => top(x) > 0)) return [...out, h("p", { class: "note" }, t("why.nobody"))];
  const c = palette();
  const curves = [
    { colour: c.marching, main: bands?.[Math.floor(bands.length / 2)] ?? active, bands, run: active },
    { colour: c.rioting, main: rioting, dash: [6, 3] },
  ];
  return [...out, chart(app, curves, { label: `${t("panel.out")}${t("colon")} ${data.placeName(i)}`, height: 92 })];
}
