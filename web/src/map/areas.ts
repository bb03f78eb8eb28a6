/** Regions as areas: what is in force there, and means over their people as shades. */

import type { Data, Rows, Series } from "../data";
import { top } from "../data";
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

/** The mean of a variable by region, weighted by people, from nothing to the largest value. */
export function shades(g: CanvasRenderingContext2D, areas: Areas, data: Data, values: Series, now: number, c: Palette): void {
  const { places } = data.meta;
  const high = top(values) || 1;
  clipped(g, areas, () => areas.regions.forEach((shape, r) => {
    let [sum, people] = [0, 0];
    places.region.forEach((q, i) => {
      if (q !== r) return;
      sum += values[i * data.hours + now] * places.population[i];
      people += places.population[i];
    });
    g.fillStyle = mix(c.land, c.legitimacy, Math.max(0, Math.min(1, sum / people / high)));
    g.globalAlpha = 0.85;
    g.fill(shape, "evenodd");
  }));
}
