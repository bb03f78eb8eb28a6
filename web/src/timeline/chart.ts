/** One chart over the hours with uPlot: bands, lines, recorded points and the line of the clock. The
 * clock and the points are elements above the canvas, so that an hour moves one element and draws
 * nothing. */

import uPlot from "uplot";
import type { App } from "../app";
import { PAPER } from "../app";
import type { Series } from "../data";
import { h } from "../dom";
import { number } from "../format";
import { ofCurves } from "../save/curves";
import { saveAs } from "../save/download";
import { alpha, palette } from "../theme";
import type { Mark } from "./recorded";

export const LEFT = 58; // of the axis, so that all charts stand below each other
export const RIGHT = 14;

export interface Curve {
  name?: string; // in what is saved
  colour: string;
  dash?: number[];
  main: Series;
  bands?: Series[];
  run?: Series;
  /** Filled down to the curve before it, or to zero for the first. */
  area?: boolean;
  /** What a stacked curve adds by itself. */
  own?: Series;
}

export interface ChartOptions {
  height?: number;
  marks?: Mark[];
  share?: boolean;
  signed?: boolean;
  /** Say of an axis that it has a name, for readers who hear the page. */
  label: string;
}

/** A chart of curves; it follows its width and the clock. */
export function chart(app: App, curves: Curve[], options: ChartOptions): HTMLElement {
  const box = h("div", { class: "chart", role: "img", "aria-label": options.label });
  const clock = h("div", { class: "clock" });
  const { hours } = app.data;
  let plot: uPlot | undefined;
  const move = () => {
    clock.style.transform = `translateX(${(app.hour / (hours - 1 || 1)) * (plot?.over.clientWidth ?? 0)}px)`;
  };
  const make = () => {
    const width = app.paper ? PAPER.chart : box.clientWidth;
    if (!width) return;
    if (plot && plot.width === width) return;
    plot?.destroy();
    const ready = (u: uPlot) => {
      u.over.append(clock, ...(options.marks ?? []).map((m) => point(m, u, hours)));
      drag(app, u.over);
      plot = u;
      move();
    };
    plot = new uPlot({ ...settings(app, curves, options, width), hooks: { ready: [ready] } }, table(hours, curves), box);
  };
  new ResizeObserver(make).observe(box);
  app.on("hour", move, box);
  app.on("paper", make, box);
  return h("div", {}, box, saveAs(app, options.label, ofCurves(app, curves, options)));
}

function table(hours: number, curves: Curve[]): uPlot.AlignedData {
  const x = Float64Array.from({ length: hours }, (_, i) => i);
  const rows: ArrayLike<number>[] = [x];
  for (const c of curves) {
    if (c.bands) rows.push(...c.bands.filter((_, i) => i !== middleOf(c)));
    rows.push(c.main);
    if (c.bands && c.run) rows.push(c.run);
  }
  return rows as unknown as uPlot.AlignedData;
}

function middleOf(c: Curve): number {
  return Math.floor((c.bands?.length ?? 0) / 2);
}

function settings(app: App, curves: Curve[], options: ChartOptions, width: number): uPlot.Options {
  const c = palette();
  const series: uPlot.Series[] = [{}];
  const bands: uPlot.Band[] = [];
  for (const curve of curves) {
    const first = series.length;
    const none = { points: { show: false } };
    if (curve.bands) {
      const outer = curve.bands.length - 1;
      for (let i = 0; i < outer; i++) series.push({ ...none, stroke: "transparent" });
      for (let i = 0; i < outer / 2; i++)
        bands.push({ series: [first + outer - 1 - i, first + i], fill: alpha(curve.colour, 0.16) });
    }
    const below = series.length - 1;
    series.push({ ...none, stroke: curve.colour, width: curve.area ? 0.6 : 1.75, dash: curve.dash });
    if (curve.area && below > 0) bands.push({ series: [below + 1, below], fill: alpha(curve.colour, 0.6) });
    if (curve.area && !below) series[1].fill = alpha(curve.colour, 0.6);
    if (curve.bands && curve.run) series.push({ ...none, stroke: alpha(curve.colour, 0.55), width: 0.8 });
  }
  const days = app.calendar.midnights(app.data.hours);
  const every = Math.max(1, Math.ceil(days.length / ((width - LEFT - RIGHT) / 58)));
  const shown = days.filter((_, i) => i % every === 0);
  const grid = { stroke: c.region, width: 0.6 };
  return {
    width,
    height: options.height ?? 150,
    padding: [6, RIGHT, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    series,
    bands,
    scales: {
      x: { time: false, range: [0, app.data.hours - 1 || 1] },
      y: {
        range: (_, low, top) => extent(options, low ?? 0, top ?? 0),
      },
    },
    axes: [
      {
        stroke: c.soft, grid, ticks: { show: false }, size: 24, font: "11px system-ui, sans-serif",
        splits: () => shown, values: (_, at) => at.map((x) => app.calendar.shortDay(x)),
      },
      {
        stroke: c.soft, grid, ticks: { show: false }, size: LEFT, font: "11px system-ui, sans-serif",
        values: (_, at) => at.map((x) => number(x)), space: 34,
      },
    ],
  };
}

/** Least and largest value of the axis for what the curves reach. */
export function extent(options: ChartOptions, low: number, top: number): [number, number] {
  const most = Math.max(top, ...(options.marks ?? []).map((m) => (Number.isFinite(m.high) ? m.high : m.low)));
  if (options.share && !options.signed) return [0, Math.max(1, most)];
  return [Math.min(0, low), most > 0 ? most * 1.06 : options.signed ? 0.1 : 1];
}

/** A recorded point or range; its figure, date and source appear where the pointer rests. */
function point(m: Mark, plot: uPlot, hours: number): HTMLElement {
  const { clientWidth: w, clientHeight: tall } = plot.over;
  const x = (m.hour / (hours - 1 || 1)) * w;
  const y = (v: number) => Math.max(0, Math.min(tall, plot.valToPos(v, "y")));
  const [low, high] = [y(m.low), y(Number.isFinite(m.high) ? m.high : m.low)];
  const kind = ["recorded-mark", m.hollow && "hollow", m.estimate && "estimate", high < low && "range", m.high === Infinity && "open"];
  const el = h("div", { class: kind.filter(Boolean).join(" "), title: m.title });
  el.style.left = `${x}px`;
  el.style.top = `${high}px`;
  el.style.height = `${Math.max(0, low - high)}px`;
  return el;
}

/** The clock follows the pointer while it is down. */
function drag(app: App, over: HTMLElement): void {
  const to = (e: PointerEvent) => {
    const box = over.getBoundingClientRect();
    app.seek(((e.clientX - box.left) / box.width) * (app.data.hours - 1));
  };
  over.addEventListener("pointerdown", (e) => {
    if (e.button === 0) to(e);
  });
  over.addEventListener("pointermove", (e) => {
    if (e.buttons & 1) to(e);
  });
}
