/** From longitude and latitude to the paper: an equal-area conic fitted to the country, or plain
 * coordinates where a scenario's places lie nowhere. */

import { geoConicEqualArea } from "d3-geo";
import type { Meta } from "../contract";

export type Point = [number, number];
export type Project = (lon: number, lat: number) => Point;

/** Rings of an outline as longitude, latitude in degrees. */
export function unring(flat: number[]): Point[] {
  const out: Point[] = [];
  let [lon, lat] = [0, 0];
  for (let i = 0; i + 1 < flat.length; i += 2) {
    lon += flat[i];
    lat += flat[i + 1];
    out.push([lon / 100, lat / 100]);
  }
  return out;
}

/** The country and its places on a plane of no particular size. */
export interface Plane {
  project: Project;
  country: Point[][];
  neighbours: { name: string; rings: Point[][]; label?: { size: number; spot?: Point } }[];
  places: Point[];
  /** Areas of regions, whole rings that reach beyond the country; approximate, so drawn thin. */
  regions: Point[][][];
  box: [number, number, number, number];
}

/** Lay out a scenario on its plane. */
export function plane(meta: Meta): Plane {
  const { lat, lon } = meta.places;
  const rings = meta.map?.country.map(unring) ?? [];
  const all = [...rings.flat(), ...lon.map((x, i): Point => [x, lat[i]])];
  const raw = meta.map ? conic(all) : flat(all);
  const on = (ring: Point[]) => ring.map(([x, y]) => raw(x, y));
  const country = rings.map(on);
  const places = lon.map((x, i) => raw(x, lat[i]));
  const box = around([...country.flat(), ...places]);
  if (!meta.map) grow(box, 0.25);
  const neighbours = (meta.map?.neighbours ?? []).map((n) => ({ name: n.name, rings: n.rings.map((r) => on(unring(r))) }));
  const regions = meta.regions.map((r) => (r.cells ?? []).map((ring) => on(unring(ring))));
  return { project: raw, country, places, regions, box, neighbours };
}

/** Shift and scale that fit a box into a canvas with a margin. */
export function fit(box: Plane["box"], width: number, height: number, margin: number): (p: Point) => Point {
  const [x0, y0, x1, y1] = box;
  const k = Math.min((width - 2 * margin) / (x1 - x0 || 1), (height - 2 * margin) / (y1 - y0 || 1));
  const [dx, dy] = [(width - k * (x0 + x1)) / 2, (height - k * (y0 + y1)) / 2];
  return ([x, y]) => [k * x + dx, k * y + dy];
}

function conic(points: Point[]): Project {
  const lats = points.map((p) => p[1]);
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const sines = points.reduce((a, [x]) => [a[0] + Math.sin((x * Math.PI) / 180), a[1] + Math.cos((x * Math.PI) / 180)], [0, 0]);
  const middle = (Math.atan2(sines[0], sines[1]) * 180) / Math.PI;
  const sixth = (north - south) / 6;
  const [p1, p2] = [south + sixth, north - sixth];
  const parallels: [number, number] = Math.abs(p1 + p2) < 2 ? [10, 20] : [p1, p2]; // no cone around the equator
  const projection = geoConicEqualArea().parallels(parallels).rotate([-middle, 0]).scale(100).translate([0, 0]);
  return (lon, lat) => projection([lon, lat]) as Point;
}

function flat(points: Point[]): Project {
  const middle = points.reduce((a, p) => a + p[1], 0) / (points.length || 1);
  const k = Math.max(0.1, Math.cos((middle * Math.PI) / 180));
  return (lon, lat) => [lon * k, -lat];
}

function around(points: Point[]): Plane["box"] {
  const xs = points.map((p) => p[0]);
  const ys = points.map((p) => p[1]);
  const low = (v: number[]) => v.reduce((a, b) => Math.min(a, b), Infinity);
  const high = (v: number[]) => v.reduce((a, b) => Math.max(a, b), -Infinity);
  return [low(xs), low(ys), high(xs), high(ys)];
}

function grow(box: Plane["box"], part: number): void {
  const by = part * Math.max(box[2] - box[0], box[3] - box[1], 0.1);
  box[0] -= by;
  box[1] -= by;
  box[2] += by;
  box[3] += by;
}
