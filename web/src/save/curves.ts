/** A chart over the hours as a drawing and as a table: the same curves, bands and recorded figures as on
 * the page. */

import type { App } from "../app";
import type { Series } from "../data";
import { svg } from "../dom";
import { number } from "../format";
import { palette } from "../theme";
import type { ChartOptions, Curve } from "../timeline/chart";
import { extent } from "../timeline/chart";
import type { Mark } from "../timeline/recorded";
import { t } from "../words";
import { csv, type Saved } from "./download";
import { drawing, words } from "./drawing";

const W = 960;
const H = 380;
const [LEFT, RIGHT, BOTTOM] = [70, 20, 26];

export function ofCurves(app: App, curves: Curve[], options: ChartOptions): Saved {
  return { svg: () => picture(app, curves, options), csv: () => table(app, curves) };
}

/** An hour a row; of bands every quantile has a column. */
function table(app: App, curves: Curve[]): string {
  const quantiles = app.data.meta.quantiles ?? [];
  const columns: [string, Series][] = curves.flatMap((c, i): [string, Series][] => {
    const name = c.name ?? String(i + 1);
    return c.bands ? c.bands.map((b, q): [string, Series] => [`${name} ${quantiles[q] * 100} %`, b]) : [[name, c.own ?? c.main]];
  });
  const hours = Array.from({ length: app.data.hours }, (_, i) => [app.calendar.stamp(i), ...columns.map(([, s]) => Number(s[i].toPrecision(6)))]);
  return csv([[t("csv.hour"), ...columns.map(([n]) => n)], ...hours]);
}

function picture(app: App, curves: Curve[], options: ChartOptions): string {
  const c = palette();
  const { hours } = app.data;
  const { keys, top } = legend(curves);
  const values = curves.flatMap((k) => [...(k.bands ?? []), k.main, ...(k.run ? [k.run] : [])]);
  let [least, most] = [0, 0];
  for (const series of values) for (const v of series) [least, most] = [Math.min(least, v), Math.max(most, v)];
  const [low, high] = extent(options, least, most);
  const x = (i: number) => LEFT + (i / (hours - 1 || 1)) * (W - LEFT - RIGHT);
  const y = (v: number) => top + (1 - (v - low) / (high - low)) * (H - top - BOTTOM);
  const line = (s: Series) => Array.from(s, (v, i) => `${i ? "L" : "M"}${x(i).toFixed(1)},${y(v).toFixed(1)}`).join("");
  const between = (a: Series, b: Series) => `${line(a)}${Array.from(b, (v, i) => `L${x(i).toFixed(1)},${y(v).toFixed(1)}`).reverse().join("")}Z`;
  const shapes = curves.flatMap((k, n) => {
    const out: SVGElement[] = [];
    const bands = k.bands ?? [];
    for (let i = 0; i < Math.floor(bands.length / 2); i++)
      out.push(svg("path", { d: between(bands[bands.length - 1 - i], bands[i]), fill: k.colour, "fill-opacity": 0.16 }));
    if (k.area) out.push(svg("path", { d: between(k.main, n ? curves[n - 1].main : new Float32Array(hours)), fill: k.colour, "fill-opacity": 0.6 }));
    out.push(svg("path", { d: line(k.main), fill: "none", stroke: k.colour, "stroke-width": k.area ? 0.6 : 2, "stroke-dasharray": k.dash?.join(" ") }));
    if (k.bands && k.run) out.push(svg("path", { d: line(k.run), fill: "none", stroke: k.colour, "stroke-opacity": 0.55, "stroke-width": 0.8 }));
    return out;
  });
  const days = app.calendar.midnights(hours);
  const every = Math.max(1, Math.ceil(days.length / 14));
  const grid = [
    ...steps(low, high).flatMap((v) => [
      svg("line", { x1: LEFT, x2: W - RIGHT, y1: y(v), y2: y(v), stroke: c.region, "stroke-width": v ? 0.6 : 1.2 }),
      words(LEFT - 8, y(v) + 4, number(v), { fill: c.soft, "font-size": 12, "text-anchor": "end" }),
    ]),
    ...days.filter((_, i) => i % every === 0).flatMap((d) => [
      svg("line", { x1: x(d), x2: x(d), y1: top, y2: H - BOTTOM, stroke: c.region, "stroke-width": 0.6 }),
      words(x(d), H - 8, app.calendar.shortDay(d), { fill: c.soft, "font-size": 12, "text-anchor": "middle" }),
    ]),
  ];
  const marks = (options.marks ?? []).map((m) => mark(m, x, y, c.ink, c.paper));
  return drawing(app, options.label, W, H, [...grid, ...keys, ...shapes, ...marks]);
}

/** Names of the lines, in rows at the top. */
function legend(curves: Curve[]): { keys: SVGElement[]; top: number } {
  const c = palette();
  let [at, row] = [LEFT, 0];
  const keys = curves.filter((k) => k.name).flatMap((k) => {
    const width = 44 + (k.name?.length ?? 0) * 6.8;
    if (at + width > W && at > LEFT) [at, row] = [LEFT, row + 1];
    const y = 8 + row * 18;
    const out = [
      svg("line", { x1: at, x2: at + 26, y1: y, y2: y, stroke: k.colour, "stroke-width": k.area ? 8 : 2.4, "stroke-opacity": k.area ? 0.6 : undefined, "stroke-dasharray": k.dash?.join(" ") }),
      words(at + 32, y + 4, k.name ?? "", { fill: c.ink, "font-size": 12.5 }),
    ];
    at += width;
    return out;
  });
  return { keys, top: 26 + row * 18 };
}

/** A recorded figure: a diamond, a bar, or a line without an upper end; hollow if it was retracted. */
function mark(m: Mark, x: (i: number) => number, y: (v: number) => number, ink: string, paper: string): SVGElement {
  const at = x(m.hour);
  const [low, high] = [y(m.low), y(Number.isFinite(m.high) ? m.high : m.low)];
  const told = svg("title", {}, m.title);
  if (m.high === Infinity) return svg("path", { d: `M${at - 5},${low}h10M${at},${low}v-12m-3,4l3,-4l3,4`, fill: "none", stroke: ink, "stroke-width": 1.6 }, told);
  if (low > high) return svg("rect", { x: at - 3, y: high, width: 6, height: low - high, fill: ink, "fill-opacity": m.hollow ? 0 : 0.55, stroke: ink }, told);
  return svg("path", { d: `M${at},${low - 6}l6,6l-6,6l-6,-6Z`, fill: m.hollow ? paper : ink, stroke: ink, "stroke-width": 1.5 }, told);
}

/** Some four to seven round values. */
export function steps(low: number, high: number): number[] {
  const raw = (high - low) / 5 || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw) ?? raw;
  const out = [];
  for (let i = Math.ceil(low / step); i * step <= high; i++) out.push(Number((i * step).toPrecision(12)));
  return out;
}
