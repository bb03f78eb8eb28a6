/** Regions as areas: what is in force there, and means over their people as shades. */

import type { Data, Rows, Series } from "../data";
import type { Palette } from "../theme";
import { mix } from "../theme";

export interface Areas {
  regions: Path2D[];
  /** To which they are clipped; none where the places lie nowhere. */
  country?: Path2D;
}

/** In which regions a variable has reached some value at an hour. */
export function reached(found: Rows | undefined, regions: number, now: number, least: number): boolean[] {
  return Array.from({ length: regions }, (_, r) => (found ? found.all[r * found.hours + now] >= least : false));
}

function clipped(g: CanvasRenderingContext2D, areas: Areas, paint: () => void): void {
  g.save();
  if (areas.country) g.clip(areas.country, "evenodd");
  paint();
  g.restore();
}

/** Emergency as a tint, a cut internet as lines. */
export function inForce(
  g: CanvasRenderingContext2D, areas: Areas, emergency: boolean[], cut: boolean[], lines: CanvasPattern | null, c: Palette,
): void {
  const paint = (shape: Path2D, style: string | CanvasPattern, strength: number) => {
    g.globalAlpha = strength;
    g.fillStyle = style;
    g.fill(shape, "evenodd");
  };
  clipped(g, areas, () => areas.regions.forEach((shape, r) => {
    if (emergency[r]) paint(shape, c.news, 0.15);
    if (cut[r] && lines) paint(shape, lines, 0.4);
  }));
}

export interface Means {
  low: number;
  high: number;
  all: Series; // a row for each region
}

const known = new WeakMap<Series, Means>();

/** Means of a variable by region, weighted by people, with the range that they have over the run. */
export function means(data: Data, values: Series): Means {
  const found = known.get(values);
  if (found) return found;
  const { places, regions } = data.meta;
  const { hours } = data;
  const all = new Float32Array(regions.length * hours);
  const people = new Float64Array(regions.length);
  for (const [i, r] of places.region.entries()) people[r] += places.population[i];
  for (const [i, r] of places.region.entries())
    for (let t = 0; t < hours; t++) all[r * hours + t] += (values[i * hours + t] * places.population[i]) / (people[r] || 1);
  let [low, high] = [Infinity, -Infinity];
  for (const x of all) [low, high] = [Math.min(low, x), Math.max(high, x)];
  known.set(values, { low, high, all });
  return { low, high, all };
}

/** Means by region as shades, from the lowest of the run to its highest. */
export function shades(g: CanvasRenderingContext2D, areas: Areas, data: Data, values: Series, now: number, c: Palette): void {
  const { low, high, all } = means(data, values);
  clipped(g, areas, () => areas.regions.forEach((shape, r) => {
    g.fillStyle = mix(c.land, c.legitimacy, 0.1 + (0.9 * (all[r * data.hours + now] - low)) / (high - low || 1));
    g.globalAlpha = 0.85;
    g.fill(shape, "evenodd");
  }));
}
