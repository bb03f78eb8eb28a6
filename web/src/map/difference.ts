/** The map of differences: a variant less the base at each place, mean over pairs of runs. More is a
 * full disc, less a hollow one, so that the sign needs no colour. */

import type { Palette } from "../theme";
import { alpha } from "../theme";
import type { Point } from "./frame";

export function differences(
  g: CanvasRenderingContext2D,
  points: Point[],
  order: number[],
  radius: (x: number) => number,
  value: (i: number) => number,
  least: number,
  c: Palette,
): void {
  for (const i of order) {
    const x = value(i);
    const size = Math.abs(x);
    if (!(size >= least)) continue;
    g.beginPath();
    g.arc(points[i][0], points[i][1], radius(size), 0, 2 * Math.PI);
    if (x > 0) {
      g.fillStyle = alpha(c.more, 0.5);
      g.fill();
      g.lineWidth = 1;
      g.strokeStyle = c.more;
    } else {
      g.fillStyle = alpha(c.land, 0.4);
      g.fill();
      g.lineWidth = 2;
      g.strokeStyle = c.less;
    }
    g.stroke();
  }
}
