/** Regions as what lies nearest to their places (Voronoi cells): no boundaries of regions are at
 * hand, so that these are approximate, and drawn thin. */

import { Delaunay } from "d3-delaunay";
import type { Point } from "./frame";

export interface Cells {
  /** Edges between cells of different regions: x y x y of each. */
  borders: number[];
  /** Polygon of each place's cell; empty where two places lie on one point. */
  polygons: Point[][];
}

/** Cells of points in a box; they reach far beyond it, and are clipped to the country when drawn. */
export function cells(points: Point[], region: number[], box: [number, number, number, number]): Cells {
  const [x0, y0, x1, y1] = box;
  const far = 10 * Math.max(x1 - x0, y1 - y0, 1e-6);
  const [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const ghosts: Point[] = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => {
    const a = (i * Math.PI) / 4 + 0.1;
    return [cx + far * Math.cos(a), cy + far * Math.sin(a)];
  });
  const delaunay = Delaunay.from([...points, ...ghosts]);
  const voronoi = delaunay.voronoi([cx - far, cy - far, cx + far, cy + far]);
  const { halfedges, triangles } = delaunay;
  const centres = voronoi.circumcenters;
  const borders: number[] = [];
  for (let e = 0; e < halfedges.length; e++) {
    const other = halfedges[e];
    if (other < e) continue; // once each, and not the hull
    const [a, b] = [triangles[e], triangles[other]];
    if (region[a] === undefined || region[b] === undefined || region[a] === region[b]) continue;
    const [i, j] = [Math.floor(e / 3), Math.floor(other / 3)];
    borders.push(centres[2 * i], centres[2 * i + 1], centres[2 * j], centres[2 * j + 1]);
  }
  const polygons = points.map((_, i) => (voronoi.cellPolygon(i) as Point[] | null) ?? []);
  return { borders, polygons };
}
