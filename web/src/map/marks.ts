/** What changes with the hour: people out, sites lost, what is off or under emergency. Drawn up to
 * 60 times a second, so that it only fills circles, squares and prepared paths. */

import type { Palette } from "../theme";
import { alpha } from "../theme";
import type { Point } from "./frame";

const ROUND = 2 * Math.PI;
const LEAST = 1;

/** Discs whose area is `whole`, with a darker one inside for `part` of it. */
export function discs(
  g: CanvasRenderingContext2D,
  points: Point[],
  order: number[],
  radius: (x: number) => number,
  whole: (i: number) => number,
  part: ((i: number) => number) | undefined,
  colours: [string, string],
): void {
  g.lineWidth = 1;
  for (const i of order) {
    const value = whole(i);
    if (!(value >= LEAST)) continue;
    const [x, y] = points[i];
    g.beginPath();
    g.arc(x, y, radius(value), 0, ROUND);
    g.fillStyle = alpha(colours[0], 0.42);
    g.fill();
    g.strokeStyle = alpha(colours[0], 0.95);
    g.stroke();
  }
  if (!part) return;
  g.fillStyle = alpha(colours[1], 0.88);
  for (const i of order) {
    const value = part(i);
    if (!(value >= 1) || !(whole(i) >= LEAST)) continue;
    g.beginPath();
    g.arc(points[i][0], points[i][1], radius(value), 0, ROUND);
    g.fill();
  }
}

export const LOST = 1;
export const RETAKEN = 2;
export const BURNT = 3;

/** A square for a site that is lost (full), taken back (hollow) or burnt (crossed). */
export function siteMark(g: CanvasRenderingContext2D, x: number, y: number, state: number, size: number, c: Palette): void {
  g.fillStyle = state === RETAKEN ? c.land : c.ink;
  g.strokeStyle = state === RETAKEN ? c.ink : c.land;
  g.lineWidth = 1.2;
  g.fillRect(x, y, size, size);
  g.strokeRect(x, y, size, size);
  if (state !== BURNT) return;
  g.lineWidth = 1;
  g.beginPath();
  g.moveTo(x + 1, y + 1);
  g.lineTo(x + size - 1, y + size - 1);
  g.moveTo(x + size - 1, y + 1);
  g.lineTo(x + 1, y + size - 1);
  g.stroke();
}

/** Sites by place: beneath each, those that were lost. */
export function siteMarks(
  g: CanvasRenderingContext2D,
  at: Map<number, number[]>,
  state: (site: number) => number,
  points: Point[],
  c: Palette,
): void {
  const size = 7;
  for (const [place, list] of at) {
    const shown = list.filter((s) => state(s) > 0);
    if (!shown.length) continue;
    const perRow = 5;
    shown.forEach((s, n) => {
      const row = Math.floor(n / perRow);
      const inRow = Math.min(perRow, shown.length - row * perRow);
      const x = points[place][0] - (inRow * 9) / 2 + (n % perRow) * 9;
      siteMark(g, Math.round(x) + 0.5, Math.round(points[place][1] + 7 + row * 9) + 0.5, state(s), size, c);
    });
  }
}

/** Diagonal lines for a region whose internet is cut. */
export function hatch(colour: string): CanvasPattern | null {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 6;
  const g = tile.getContext("2d");
  if (!g) return null;
  g.strokeStyle = colour;
  g.lineWidth = 1;
  g.beginPath();
  g.moveTo(-1, 7);
  g.lineTo(7, -1);
  g.moveTo(-1, 1);
  g.lineTo(1, -1);
  g.moveTo(5, 7);
  g.lineTo(7, 5);
  g.stroke();
  return g.createPattern(tile, "repeat");
}

/** A ring around the chosen place. */
export function ring(g: CanvasRenderingContext2D, [x, y]: Point, r: number, colour: string): void {
  g.beginPath();
  g.arc(x, y, Math.max(9, r + 3), 0, ROUND);
  g.lineWidth = 2;
  g.strokeStyle = colour;
  g.stroke();
}
