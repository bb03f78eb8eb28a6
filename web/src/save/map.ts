/** The map of an hour as a drawing, and its places as a table. */

import type { App } from "../app";
import type { Series } from "../data";
import { svg } from "../dom";
import type { Move } from "../map/base";
import type { Plane, Point } from "../map/frame";
import type { Label } from "../map/labels";
import type { Mode } from "../map/modes";
import { label } from "../map/modes";
import type { Palette } from "../theme";
import { mix } from "../theme";
import { t } from "../words";
import { csv } from "./download";
import { drawing, words } from "./drawing";

/** What a map shows now. */
export interface Shown {
  at: Plane;
  move: Move;
  size: [number, number];
  points: Point[];
  order: number[];
  labels: Label[];
  radius: (x: number) => number;
  mode?: Mode;
  whole?: (i: number) => number;
  part?: (i: number) => number;
  shade?: (region: number) => number; // 0 to 1
  difference: boolean;
}

export function mapPicture(app: App, s: Shown, c: Palette): string {
  const [w, tall] = s.size;
  const d = (rings: Point[][]) => rings.map((ring) => `M${ring.map((p) => s.move(p).map((v) => v.toFixed(1)).join(",")).join("L")}Z`).join("");
  const own = s.at.country.length > 0;
  const clip = own ? "url(#frame-country)" : "url(#frame)";
  const land = [
    svg("clipPath", { id: "frame" }, svg("rect", { width: w, height: tall })),
    own && svg("clipPath", { id: "frame-country" }, svg("path", { d: d(s.at.country), "clip-rule": "evenodd" })),
    svg("rect", { width: w, height: tall, fill: own ? c.water : c.land }),
    ...s.at.neighbours.map((n) => svg("path", { d: d(n.rings), fill: c.abroad, stroke: c.border, "stroke-width": 0.7, "fill-rule": "evenodd" })),
    own && svg("path", { d: d(s.at.country), fill: c.land, "fill-rule": "evenodd" }),
    svg("g", { "clip-path": clip }, ...s.at.regions.map((r, i) => svg("path", { d: d(r), fill: s.shade ? mix(c.land, c.legitimacy, 0.1 + 0.9 * s.shade(i)) : "none", stroke: c.region, "stroke-width": 0.8, "fill-rule": "evenodd" }))),
    own && svg("path", { d: d(s.at.country), fill: "none", stroke: c.soft, "stroke-width": 1.2 }),
  ].filter((n): n is SVGElement => Boolean(n));
  const { rural } = app.data.meta.places;
  const dots = s.points.flatMap(([x, y], i) => (rural[i] ? [] : [svg("rect", { x: x - 0.75, y: y - 0.75, width: 1.5, height: 1.5, fill: c.ink, "fill-opacity": 0.28 })]));
  const names = s.labels.map((l) => words(l.x, l.y + 4, app.data.placeName(l.place), {
    fill: c.ink, stroke: c.land, "stroke-width": 3, "stroke-opacity": 0.85, "paint-order": "stroke", "stroke-linejoin": "round", "font-size": 12,
    "text-anchor": { left: "start", right: "end", center: "middle" }[l.align as "left" | "right" | "center"],
  }));
  const what = s.mode ? label(s.mode) : "";
  const inner = s.mode?.inner && s.part ? `; ${t(s.mode.inner)}` : "";
  const title = `${app.data.named(app.data.meta.title)}: ${what}${inner}, ${app.calendar.full(app.hour)}`;
  const body = svg("g", { "clip-path": "url(#frame)" }, ...dots, ...discs(s, c), ...names);
  return drawing(app, title, w, tall, [...land, body]);
}

function discs(s: Shown, c: Palette): SVGElement[] {
  if (!s.whole || !s.mode || s.shade) return [];
  const [outer, inner] = [c[s.mode.colours[0]], c[s.mode.colours[1]]];
  const { whole, part } = s;
  const circle = (i: number, r: number, look: Record<string, string | number>) => svg("circle", { cx: s.points[i][0], cy: s.points[i][1], r, ...look });
  if (s.difference) {
    return s.order.filter((i) => Math.abs(whole(i)) >= 0.5).map((i) =>
      circle(i, s.radius(Math.abs(whole(i))), whole(i) > 0 ? { fill: c.more, "fill-opacity": 0.5, stroke: c.more } : { fill: "none", stroke: c.less, "stroke-width": 2 }));
  }
  const shown = s.order.filter((i) => whole(i) >= 1);
  return [
    ...shown.map((i) => circle(i, s.radius(whole(i)), { fill: outer, "fill-opacity": 0.42, stroke: outer })),
    ...(part ? shown.filter((i) => part(i) >= 1).map((i) => circle(i, s.radius(part(i)), { fill: inner, "fill-opacity": 0.88 })) : []),
  ];
}

/** A row for each place with all that the map can show of it at this hour. */
export function mapTable(app: App, modes: Mode[], value: (variable: string) => Series | undefined): string {
  const { places } = app.data.meta;
  const { hours } = app.data;
  const columns = modes.flatMap((m): [string, Series | undefined][] => [[label(m), value(m.whole)], ...(m.part && m.inner ? [[t(m.inner), value(m.part)] as [string, Series | undefined]] : [])]);
  const shown = columns.filter((c): c is [string, Series] => c[1] !== undefined);
  const rows = places.name.map((_, i) => [
    app.calendar.stamp(app.hour), places.id[i], app.data.placeName(i), app.data.regionOf(i), places.lat[i], places.lon[i], places.population[i],
    ...shown.map(([, s]) => Number(s[i * hours + app.hour].toPrecision(6))),
  ]);
  return csv([[t("csv.hour"), "id", t("place"), t("csv.region"), "lat", "lon", t("csv.people"), ...shown.map(([n]) => n)], ...rows]);
}
