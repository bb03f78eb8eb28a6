/** The middle of the page: the map with its legend and choices, the figures of the hour and the events. */

import type { App } from "./app";
import { h, svg } from "./dom";
import { eventList } from "./events";
import { decimals, number } from "./format";
import type { MapView } from "./map/map";
import { label } from "./map/modes";
import { now } from "./now";
import { placeCard } from "./placecard";
import { saveAs } from "./save/download";
import { palette } from "./theme";
import { t } from "./words";

export function stage(app: App, map: MapView): HTMLElement {
  const frame = map.root;
  frame.append(zoom(map));
  return h(
    "div",
    { class: "stage" },
    h("div", { class: "left" }, controls(app, map), frame, legend(app, map), saveAs(app, t("map"), map.saved)),
    h("aside", { class: "right", "aria-label": t("aside") }, now(app), placeCard(app), eventList(app)),
  );
}

/** What the map shows; of one run or the median; a place by name. */
export function controls(app: App, map: MapView): HTMLElement {
  const { data } = app;
  const show = h("select", { "aria-label": t("map.show") }, ...map.modes.map((m) => h("option", { value: m.id }, label(m))));
  show.value = map.mode?.id ?? "";
  show.addEventListener("change", () => app.setView({ show: show.value }));
  app.on("view", () => (show.value = map.mode?.id ?? ""), show);
  const layers = data.case(0).layers;
  const layer = h("select", { "aria-label": t("map.layer") }, ...layers.map((l) =>
    h("option", { value: l.id }, l.id === "run" ? t("layer.run", { n: l.run }) : t("layer.median")),
  ));
  layer.value = app.layer;
  layer.addEventListener("change", () => app.setView({ layer: layer.value }));
  return h(
    "div",
    { class: "controls" },
    h("label", {}, h("span", {}, t("map.show")), show),
    layers.length > 1 && h("label", {}, h("span", {}, t("map.layer")), layer),
    placeChoice(app),
  );
}

/** Buttons on the map. */
function zoom(map: MapView): HTMLElement {
  return h(
    "div",
    { class: "zoom", role: "group", "aria-label": t("zoom") },
    ...([["+", "zoom.in", 1.6], ["−", "zoom.out", 1 / 1.6], ["⤢", "zoom.all", 0]] as const).map(([text, key, by]) =>
      h("button", { type: "button", title: t(key), "aria-label": t(key), click: () => map.zoomBy(by) }, text),
    ),
  );
}

/** The keyboard's way to a place, largest crowds first. */
export function placeChoice(app: App): HTMLElement {
  const { places } = app.data.meta;
  const names = places.name.map((_, i) => ({ i, text: `${app.data.placeName(i)} (${app.data.regionOf(i)})` }));
  names.sort((a, b) => a.text.localeCompare(b.text));
  const select = h("select", { "aria-label": t("place") }, h("option", { value: -1 }, t("place.none")), ...names.map((n) => h("option", { value: n.i }, n.text)));
  select.addEventListener("change", () => app.select(Number(select.value)));
  app.on("place", () => (select.value = String(app.place)), select);
  select.value = String(app.place);
  return h("label", {}, h("span", {}, t("place")), select);
}

/** Three discs of round size, what the inner one means, and marks of sites. */
export function legend(app: App, map: MapView): HTMLElement {
  const root = h("div", { class: "legend" });
  const draw = () => root.replaceChildren(...items(app, map));
  app.on("view", draw, root);
  app.on("theme", draw, root);
  app.on("paper", draw, root);
  new ResizeObserver(draw).observe(root);
  return root;
}

function items(app: App, map: MapView): Node[] {
  const mode = map.mode;
  if (!mode) return [];
  const c = palette();
  const [outer, inner] = [c[mode.colours[0]], c[mode.colours[1]]];
  if (mode.kind === "cells") {
    const ramp = h("span", { class: "ramp" });
    ramp.style.background = `linear-gradient(to right, ${outer}, ${inner})`;
    const [low, high] = map.range;
    return [h("span", { class: "item" }, `${label(mode)}${t("colon")}`, decimals(low), ramp, decimals(high), ` ${t("legend.cells")}`)];
  }
  const sizes = rounds(map.largest).map((value) => {
    const r = map.radius(value);
    return h("span", { class: "item" }, disc(r, outer), number(value));
  });
  const out: Node[] = [h("span", { class: "item what" }, `${label(mode)}${t("colon")}`), ...sizes];
  if (mode.inner) out.push(h("span", { class: "item" }, disc(9, outer, inner), t(mode.inner)));
  if (mode.id !== "active") return out;
  if (app.data.raw(`${map.k}.${app.layer}.site_state`))
    for (const [state, key] of [[1, "site.lost"], [2, "site.retaken"], [3, "site.burnt"]] as const)
      out.push(h("span", { class: "item" }, square(state), t(key)));
  if (app.data.raw(`${map.k}.${app.layer}.emergency`)) out.push(h("span", { class: "item" }, h("i", { class: "tint" }), t("legend.emergency")));
  if (app.data.raw(`${map.k}.${app.layer}.shutdown`)) out.push(h("span", { class: "item" }, h("i", { class: "hatch" }), t("legend.cut")));
  return out;
}

/** Up to three round values below the largest. */
export function rounds(most: number): number[] {
  if (most < 1) return [];
  const power = 10 ** Math.floor(Math.log10(most));
  const high = [5, 2, 1].map((m) => m * power).find((v) => v <= most) ?? power;
  return [high / 20, high / 4, high].map((v) => (v >= 1 ? Math.round(v) : 0)).filter((v, i, all) => v > 0 && all.indexOf(v) === i);
}

function disc(r: number, outer: string, inner?: string): SVGElement {
  const size = 2 * r + 2;
  return svg(
    "svg",
    { width: size, height: size, viewBox: `${-size / 2} ${-size / 2} ${size} ${size}`, "aria-hidden": "true" },
    svg("circle", { r, fill: outer, "fill-opacity": 0.42, stroke: outer }),
    inner && svg("circle", { r: r * 0.55, fill: inner }),
  );
}

function square(state: number): SVGElement {
  return svg(
    "svg",
    { width: 10, height: 10, viewBox: "0 0 10 10", "aria-hidden": "true" },
    svg("rect", { x: 1.5, y: 1.5, width: 7, height: 7, class: state === 2 ? "site hollow" : "site" }),
    state === 3 && svg("path", { d: "M2.5,2.5L7.5,7.5M7.5,2.5L2.5,7.5", class: "site-cross" }),
  );
}
