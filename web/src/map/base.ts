/** What does not change with the hour: land, neighbours, borders of regions, names. */

import type { Palette } from "../theme";
import { alpha } from "../theme";
import type { Plane, Point } from "./frame";
import type { Label } from "./labels";

export type Move = (p: Point) => Point;

/** Rings as one path. */
export function path(rings: Point[][], move: Move): Path2D {
  const out = new Path2D();
  for (const ring of rings) {
    ring.forEach((p, i) => {
      const [x, y] = move(p);
      if (i) out.lineTo(x, y);
      else out.moveTo(x, y);
    });
    out.closePath();
  }
  return out;
}

export function drawLand(
  g: CanvasRenderingContext2D,
  at: Plane,
  move: Move,
  size: [number, number],
  colours: Palette,
): void {
  const country = path(at.country, move);
  if (at.country.length) {
    g.fillStyle = colours.water;
    g.fillRect(0, 0, ...size);
    g.lineWidth = 0.7;
    for (const n of at.neighbours) {
      const shape = path(n.rings, move);
      g.fillStyle = colours.abroad;
      g.fill(shape, "evenodd");
      g.strokeStyle = colours.border;
      g.stroke(shape);
    }
    g.fillStyle = colours.land;
    g.fill(country, "evenodd");
  } else {
    g.fillStyle = colours.land;
    g.fillRect(0, 0, ...size);
  }
  g.save();
  if (at.country.length) g.clip(country, "evenodd");
  g.lineWidth = 0.8;
  g.strokeStyle = colours.region;
  for (const region of at.regions) g.stroke(path(region, move));
  g.restore();
  g.lineWidth = 1.2;
  g.strokeStyle = colours.soft;
  g.stroke(country);
}

/** A dot where people live, so that a place is seen before anything happens there. */
export function drawDots(g: CanvasRenderingContext2D, points: Point[], rural: number[], colours: Palette): void {
  g.fillStyle = alpha(colours.ink, 0.28);
  points.forEach(([x, y], i) => {
    if (!rural[i]) g.fillRect(x - 0.75, y - 0.75, 1.5, 1.5);
  });
}

export function drawNames(
  g: CanvasRenderingContext2D,
  found: Label[],
  names: string[],
  font: string,
  colours: Palette,
): void {
  g.font = font;
  g.textBaseline = "middle";
  g.lineJoin = "round";
  for (const { place, x, y, align } of found) {
    g.textAlign = align;
    g.lineWidth = 3;
    g.strokeStyle = alpha(colours.land, 0.85);
    g.strokeText(names[place], x, y);
    g.fillStyle = colours.ink;
    g.fillText(names[place], x, y);
  }
}

/** Names of neighbours, in capitals, where there is room for them. */
export function drawAbroad(g: CanvasRenderingContext2D, at: Plane, move: Move, size: [number, number], colours: Palette, named: (name: string) => string): void {
  g.fillStyle = colours.soft;
  g.textAlign = "center";
  g.textBaseline = "middle";
  for (const n of at.neighbours) {
    if (!n.label || n.label.size !== size[0]) n.label = { size: size[0], spot: inside(n.rings, at, move, size) };
    if (n.label.spot) g.fillText(named(n.name).toUpperCase(), ...n.label.spot);
  }
}

/** The spot on the paper that is in a neighbour and farthest from the edges and the country. */
function inside(rings: Point[][], at: Plane, move: Move, [w, h]: [number, number]): Point | undefined {
  const g = document.createElement("canvas").getContext("2d");
  if (!g) return undefined;
  const [shape, country] = [path(rings, move), path(at.country, move)];
  let best: Point | undefined;
  let most = 0;
  const step = Math.max(12, w / 60);
  const free = (x: number, y: number) => g.isPointInPath(shape, x, y, "evenodd") && !g.isPointInPath(country, x, y, "evenodd");
  for (let x = 60; x < w - 60; x += step)
    for (let y = 14; y < h - 10; y += step) {
      if (!free(x, y)) continue;
      let room = 0;
      while (room < 5 && [-1, 1].every((s) => free(x + s * step * (room + 1) * 1.6, y)) && free(x, y - step * 0.6 * room) && free(x, y + step * 0.6 * room)) room++;
      const middle = room + 1 - Math.abs(x - w / 2) / w;
      if (room >= 2 && middle > most) [most, best] = [middle, [x, y]];
    }
  return best;
}
