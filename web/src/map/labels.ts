/** Which names stand on the map, and where: the places that matter most first, each beside its point
 * where it meets no other name. */

import type { Point } from "./frame";

export interface Label {
  place: number;
  x: number;
  y: number;
  align: CanvasTextAlign;
}

type Box = [number, number, number, number];

/** Room for names of `height`, `width(i)` wide; `rank` from the most to the least important place. */
export function labels(
  points: Point[],
  rank: number[],
  width: (i: number) => number,
  height: number,
  canvas: [number, number],
  most: number,
  radius: (i: number) => number,
): Label[] {
  const out: Label[] = [];
  const taken: Box[] = [];
  for (const i of rank) {
    if (out.length >= most) break;
    const [x, y] = points[i];
    if (x < 0 || y < 0 || x > canvas[0] || y > canvas[1]) continue;
    const w = width(i);
    const gap = 6 + Math.min(10, radius(i) * 0.35);
    const tries: [CanvasTextAlign, number, number][] = [
      ["left", x + gap, y], ["right", x - gap, y], ["center", x, y - gap - height / 2], ["center", x, y + gap + height / 2],
    ];
    for (const [align, tx, ty] of tries) {
      const left = align === "left" ? tx : align === "right" ? tx - w : tx - w / 2;
      const box: Box = [left - 2, ty - height / 2 - 1, left + w + 2, ty + height / 2 + 1];
      if (box[0] < 2 || box[2] > canvas[0] - 2 || box[1] < 2 || box[3] > canvas[1] - 2) continue;
      if (taken.some((b) => b[0] < box[2] && box[0] < b[2] && b[1] < box[3] && box[1] < b[3])) continue;
      taken.push(box, [x - 3, y - 3, x + 3, y + 3]);
      out.push({ place: i, x: tx, y: ty, align });
      break;
    }
  }
  return out;
}
