/** What the lines of a chart are, with their values at the hour of the clock. */

import type { App } from "../app";
import type { Series } from "../data";
import { bdi, h, svg } from "../dom";
import { decimals, number } from "../format";

export interface Entry {
  name: string;
  colour: string;
  series: Series;
  dash?: number[];
}

export function keys(app: App, entries: Entry[], digits = 0): HTMLElement {
  const items = entries.map(({ name, colour, series, dash }) => {
    const value = h("b", {});
    const show = () => {
      const x = series[app.hour];
      value.textContent = digits ? decimals(x, digits) : number(Math.round(x));
    };
    app.on("hour", show, value);
    show();
    return h("li", {}, swatch(colour, dash), bdi(name), " ", value);
  });
  return h("ul", { class: "keys" }, ...items);
}

/** A short piece of the line as it is drawn. */
export function swatch(colour: string, dash?: number[]): SVGElement {
  return svg(
    "svg",
    { width: 24, height: 8, "aria-hidden": "true" },
    svg("line", { x1: 0, y1: 4, x2: 24, y2: 4, stroke: colour, "stroke-width": 2.2, "stroke-dasharray": dash?.join(" ") }),
  );
}
