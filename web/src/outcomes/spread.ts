/** A small picture of the values of all runs, with recorded figures as marks on the same scale. */

import type { Reference, Spread } from "../contract";
import { svg } from "../dom";
import { range } from "../references";

const W = 150;
const H = 30;
const BINS = 30;

export interface Bins {
  low: number;
  high: number;
  counts: number[];
}

/** Values counted in equal bins; already counted ones stay as they are. */
export function bins(spread: Spread): Bins | undefined {
  if ("counts" in spread) return spread.counts.length ? spread : undefined;
  const { values } = spread;
  if (!values.length) return undefined;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const n = high > low ? Math.max(5, Math.min(BINS, Math.round(2 * Math.sqrt(values.length) + 3))) : 1;
  const counts = new Array<number>(n).fill(0);
  for (const v of values) counts[high > low ? Math.min(n - 1, Math.floor(((v - low) / (high - low)) * n)) : 0]++;
  return { low, high, counts };
}

/** The picture; recorded figures far outside the runs are marked at the edge with an arrow. */
export function picture(spread: Spread, references: Reference[], zero = false): SVGElement | null {
  const b = bins(spread);
  if (!b) return null;
  let [low, high] = [b.low, b.high];
  for (const r of references) {
    const found = range(r);
    if (!found) continue;
    const wide = Math.max(high - low, Math.abs(high) * 0.2, 1);
    for (const x of found) if (Number.isFinite(x) && x > low - 2 * wide && x < high + 2 * wide) [low, high] = [Math.min(low, x), Math.max(high, x)];
  }
  if (zero) [low, high] = [Math.min(low, 0), Math.max(high, 0)];
  const pad = (high - low) * 0.04 || Math.max(1, Math.abs(high) * 0.1);
  const x = (v: number) => ((v - low + pad) / (high - low + 2 * pad)) * W;
  const most = Math.max(...b.counts);
  const step = (b.high - b.low) / b.counts.length;
  const bars = b.counts.map((n, i) => {
    const left = step ? x(b.low + i * step) : x(b.low) - 2;
    const width = step ? Math.max(1, x(b.low + (i + 1) * step) - left - 0.6) : 4;
    const tall = n ? Math.max(1.5, (n / most) * (H - 9)) : 0;
    return svg("rect", { x: left, y: H - 6 - tall, width, height: tall, class: "bar" });
  });
  const marks = references.flatMap((r) => {
    const found = range(r);
    if (!found) return [];
    const kind = r.status === "retracted" ? "record hollow" : "record";
    const ends = found.map((v) => Math.max(2, Math.min(W - 2, x(Math.max(low - pad, Math.min(high + pad, v))))));
    if (found[0] === found[1]) return [svg("path", { d: `M${ends[0]},${H - 5}l3.5,5h-7z`, class: kind })];
    return [svg("rect", { x: ends[0], y: H - 4, width: Math.max(2, ends[1] - ends[0]), height: 3, class: kind })];
  });
  const axis = svg("line", { x1: 0, x2: W, y1: H - 6, y2: H - 6, class: "axis" });
  const nought = zero && svg("line", { x1: x(0), x2: x(0), y1: 0, y2: H - 6, class: "zero" });
  return svg("svg", { class: "spread", width: W, height: H, viewBox: `0 0 ${W} ${H}`, "aria-hidden": "true" }, ...bars, axis, nought, ...marks);
}
