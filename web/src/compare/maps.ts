/** Base, variant and what differs, as three maps on one clock and one scale. */

import type { App } from "../app";
import { bdi, h, svg } from "../dom";
import { eventList } from "../events";
import { number } from "../format";
import type { Scales } from "../map/map";
import { MapView } from "../map/map";
import { now } from "../now";
import { saveAs } from "../save/download";
import { controls, legend, rounds } from "../stage";
import { t } from "../words";
import { perVariant, variantChoice } from "./comparison";

export function maps(app: App): HTMLElement {
  const scales: Scales = { most: {} };
  const base = new MapView(app, 0, scales, { names: 9 });
  return perVariant(app, "maps", t("maps"), t("maps.note"), () => {
    const k = app.variant;
    const variant = app.data.case(k).layers.length ? new MapView(app, k, scales, { names: 9 }) : null;
    // a difference that is small beside the crowds should look small
    const least = Object.fromEntries(["active", "dead"].map((id) => [id, (scales.most[id] ?? 0) / 50]));
    const pairs = app.data.rows(k, "pairs", "active") ? new MapView(app, k, { most: least }, { names: 9, difference: true }) : null;
    const bar = controls(app, base);
    bar.prepend(...[variantChoice(app)].filter((c) => c !== null));
    base.drawAll();
    return [
      bar,
      h(
        "div",
        { class: "trio" },
        column(t("base"), base.root, legend(app, base), saving(app, t("base"), base), now(app, 0)),
        variant && column(app.data.case(k).name, variant.root, legend(app, variant), saving(app, app.data.case(k).name, variant), now(app, k)),
        pairs && column(t("maps.difference"), pairs.root, differenceLegend(app, pairs), saving(app, t("maps.difference"), pairs), h("p", { class: "note" }, t("maps.mean"))),
      ),
      h("div", { class: "duo" }, eventList(app, 0, t("base")), eventList(app, k, app.data.case(k).name)),
    ];
  });
}

function saving(app: App, title: string, map: MapView): HTMLElement {
  return saveAs(app, `${t("map")} ${title}`, map.saved);
}

function column(title: string, ...parts: HTMLElement[]): HTMLElement {
  return h("div", {}, h("h3", {}, bdi(title)), ...parts);
}

function differenceLegend(app: App, map: MapView): HTMLElement {
  const root = h("div", { class: "legend" });
  const draw = () => {
    const sizes = rounds(map.largest).slice(-2).map((v) => {
      const r = map.radius(v);
      return h("span", { class: "item" }, ring(r, "more"), number(v));
    });
    root.replaceChildren(
      h("span", { class: "item" }, ring(7, "more"), t("maps.more")),
      h("span", { class: "item" }, ring(7, "less"), t("maps.less")),
      ...sizes,
    );
  };
  app.on("view", draw, root);
  app.on("paper", draw, root);
  new ResizeObserver(draw).observe(root);
  return root;
}

function ring(r: number, kind: "more" | "less"): SVGElement {
  const size = 2 * r + 4;
  return svg("svg", { width: size, height: size, viewBox: `${-size / 2} ${-size / 2} ${size} ${size}`, "aria-hidden": "true" }, svg("circle", { r, class: `difference ${kind}` }));
}
