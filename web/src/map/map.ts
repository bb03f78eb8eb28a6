/** The map: four canvases on each other (land, what is in force, people, names), so that an hour redraws
 * only what an hour changes. */

import type { App } from "../app";
import { PAPER } from "../app";
import type { Series } from "../data";
import { top } from "../data";
import { h } from "../dom";
import { counted, number, signed } from "../format";
import type { Palette } from "../theme";
import { palette } from "../theme";
import type { Saved } from "../save/download";
import { mapPicture, mapTable } from "../save/map";
import { t } from "../words";
import type { Areas } from "./areas";
import type { Move } from "./base";
import { inForce, means, reached, shades } from "./areas";
import { drawAbroad, drawDots, drawLand, drawNames, path } from "./base";
import { differences } from "./difference";
import type { Plane, Point } from "./frame";
import { fit, plane } from "./frame";
import type { Label } from "./labels";
import { labels } from "./labels";
import { discs, hatch, ring, siteMarks } from "./marks";
import type { Mode } from "./modes";
import { byPlace, modes, pairModes } from "./modes";
import { dragAndZoom, view } from "./zoom";

const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

/** Largest size of a value, whatever its sign. */
function size(series: Series | undefined): number {
  return Math.max(top(series), top(series?.map((x) => -x)));
}

/** Shared by all maps of a page, so that sizes can be compared. */
export interface Scales {
  most: Record<string, number>;
}

export class MapView {
  readonly root: HTMLElement;
  readonly modes: Mode[];
  private readonly box: HTMLElement;
  private readonly layers: HTMLCanvasElement[];
  private readonly tip: HTMLElement;
  private readonly at: Plane;
  private readonly order: number[];
  private readonly sitesAt = new Map<number, number[]>();
  private readonly zoom = view();
  private points: Point[] = [];
  private move: Move = (p) => p;
  private named: Label[] = [];
  private areas: Areas = { regions: [] };
  private size: [number, number] = [0, 0];
  private colours: Palette = palette();
  private lines: CanvasPattern | null = null;
  private inForce = "";
  private values = new Map<string, Series | undefined>();

  constructor(
    private readonly app: App,
    readonly k: number,
    private readonly scales: Scales,
    private readonly options: { names?: number; difference?: boolean } = {},
  ) {
    const { meta } = app.data;
    this.at = plane(meta);
    this.modes = options.difference ? pairModes(app.data, k) : modes(app.data, k, app.layer);
    for (const [i, site] of meta.sites.entries())
      this.sitesAt.set(site.place, [...(this.sitesAt.get(site.place) ?? []), i]);
    for (const mode of this.modes)
      this.scales.most[mode.id] = Math.max(this.scales.most[mode.id] ?? 0, size(this.value(mode.whole)));
    const peaks = meta.places.name.map((_, i) => this.peak(i));
    this.order = meta.places.name.map((_, i) => i).sort((a, b) => peaks[b] - peaks[a] || meta.places.population[b] - meta.places.population[a]);
    this.layers = [0, 1, 2, 3].map(() => h("canvas", { "aria-hidden": "true" }));
    this.tip = h("div", { class: "tip", hidden: true });
    this.box = h("div", { class: "map-box", role: "img", "aria-label": t("map.aria") }, ...this.layers, this.tip);
    this.root = h("div", { class: "map" }, this.box);
    this.listen();
  }

  /** The disc of a value, in pixels of the page. */
  radius = (value: number): number => {
    const most = this.scales.most[this.mode?.id ?? ""] || 1;
    const largest = Math.max(14, Math.min(46, this.size[0] * 0.055));
    return Math.max(0.6, largest * Math.sqrt(value / most));
  };

  get mode(): Mode | undefined {
    return this.modes.find((m) => m.id === this.app.show) ?? this.modes[0];
  }

  /** Lowest and highest mean of a region over the run, of what is shown as shades. */
  get range(): [number, number] {
    const values = this.value(this.mode?.whole ?? "");
    const found = values && means(this.app.data, values);
    return [found?.low ?? 0, found?.high ?? 1];
  }

  get largest(): number {
    return this.scales.most[this.mode?.id ?? ""] ?? 0;
  }

  private value(variable: string): Series | undefined {
    if (this.options.difference) return this.app.data.rows(this.k, "pairs", variable)?.all;
    const layer = this.app.data.case(this.k).layers.some((l) => l.id === this.app.layer)
      ? this.app.layer
      : this.app.data.case(this.k).layers[0]?.id ?? "";
    const key = `${layer}.${variable}`;
    if (!this.values.has(key)) this.values.set(key, byPlace(this.app.data, this.k, layer, variable));
    return this.values.get(key);
  }

  private listen(): void {
    const { app } = this;
    app.on("hour", () => this.drawHour(), this.root);
    app.on("view", () => this.drawAll(), this.root);
    app.on("place", () => this.drawHour(), this.root);
    app.on("paper", () => this.resize(), this.root);
    app.on("theme", () => this.drawAll(), this.root);
    new ResizeObserver(() => this.resize()).observe(this.box);
    dragAndZoom(this.box, this.zoom, () => this.drawAll());
    this.box.addEventListener("click", (e) => {
      if (!this.zoom.moved) app.select(this.near(e));
    });
    this.box.addEventListener("pointermove", (e) => this.hover(e));
    this.box.addEventListener("pointerleave", () => (this.tip.hidden = true));
  }

  private resize(): void {
    const width = this.app.paper ? (this.app.data.meta.comparison ? PAPER.third : PAPER.map) : this.box.clientWidth;
    if (!width) return;
    const [x0, y0, x1, y1] = this.at.box;
    const ratio = Math.max(0.45, Math.min(this.at.country.length ? 1 : 0.55, (y1 - y0) / (x1 - x0 || 1)));
    const height = Math.round(Math.max(220, Math.min(width * ratio + 24, Math.max(420, innerHeight * 0.7))));
    if (width === this.size[0] && height === this.size[1]) return;
    this.size = [width, height];
    this.box.style.height = `${height}px`;
    const dpr = Math.min(devicePixelRatio || 1, 2);
    this.layers.forEach((canvas, i) => {
      canvas.width = width * dpr;
      canvas.height = height * dpr;
      this.pen(i).setTransform(dpr, 0, 0, dpr, 0, 0);
    });
    this.drawAll();
  }

  private pen(i: number): CanvasRenderingContext2D {
    return this.layers[i].getContext("2d", { willReadFrequently: true }) as CanvasRenderingContext2D;
  }

  /** Before a print canvases are new, and what is cleared would clear the paper beneath as well. */
  private clear(g: CanvasRenderingContext2D): void {
    if (!this.app.paper) g.clearRect(0, 0, ...this.size);
  }

  drawAll(): void {
    if (!this.size[0]) return;
    this.colours = palette();
    this.lines = hatch(this.colours.soft);
    const fitted = fit(this.at.box, ...this.size, 12);
    const { k, x, y } = this.zoom;
    const move = (p: Point): Point => {
      const [a, b] = fitted(p);
      return [a * k + x, b * k + y];
    };
    this.move = move;
    const { places } = this.app.data.meta;
    this.points = this.at.places.map(move);
    this.areas = { regions: this.at.regions.map((rings) => path(rings, move)), country: this.at.country.length ? path(this.at.country, move) : undefined };
    const base = this.pen(0);
    drawLand(base, this.at, move, this.size, this.colours);
    base.font = '600 10px system-ui, sans-serif';
    if (this.size[0] > 500 && k === 1) drawAbroad(base, this.at, move, this.size, this.colours, (name) => this.app.data.named(name));
    drawDots(base, this.points, places.rural, this.colours);
    const over = this.pen(3);
    this.clear(over);
    over.font = FONT;
    const rank = this.order.filter((i) => !places.rural[i]);
    const most = Math.round(Math.max(5, ((this.options.names ?? 16) * Math.min(1.4, this.size[0] / 700)) * Math.sqrt(k)));
    const width = (i: number) => over.measureText(this.app.data.placeName(i)).width;
    const found = labels(this.points, rank, width, 13, this.size, most, (i) => this.radius(this.peak(i)));
    this.named = found;
    drawNames(over, found, places.name.map((_, i) => this.app.data.placeName(i)), FONT, this.colours);
    this.inForce = "";
    this.drawHour();
  }

  private peak(i: number): number {
    const { hours } = this.app.data;
    return size(this.value("active")?.subarray(i * hours, (i + 1) * hours));
  }

  drawHour(): void {
    if (!this.size[0]) return;
    const g = this.pen(2);
    const { hours } = this.app.data;
    const now = this.app.hour;
    this.clear(g);
    const mode = this.mode;
    this.states(now, mode?.kind === "discs" && !this.options.difference);
    if (!mode) return;
    const whole = this.value(mode.whole);
    if (!whole) return;
    const c = this.colours;
    if (this.options.difference)
      differences(g, this.points, this.order, this.radius, (i) => whole[i * hours + now], this.largest / 400, c);
    else if (mode.kind === "cells") shades(g, this.areas, this.app.data, whole, now, c);
    else {
      const part = mode.part ? this.value(mode.part) : undefined;
      const at = (x: Series) => (i: number) => x[i * hours + now];
      discs(g, this.points, this.order, this.radius, at(whole), part && at(part), [c[mode.colours[0]], c[mode.colours[1]]]);
    }
    const state = this.app.data.rows(this.k, this.app.layer, "site_state")?.all;
    if (state && mode.id === "active" && !this.options.difference) siteMarks(g, this.sitesAt, (s) => state[s * hours + now], this.points, c);
    const chosen = this.app.place;
    if (chosen >= 0) {
      const r = mode.kind === "discs" ? this.radius(Math.abs(whole[chosen * hours + now])) : 0;
      ring(g, this.points[chosen], r, c.accent);
    }
  }

  /** Emergency as a tint, a cut internet as lines; drawn when one of them changes. */
  private states(now: number, shown: boolean): void {
    const { data, layer } = this.app;
    const at = (variable: string, least: number) =>
      reached(shown ? data.rows(this.k, layer, variable) : undefined, this.areas.regions.length, now, least);
    const [emergency, cut] = [at("emergency", 1), at("shutdown", 0.5)];
    const key = `${emergency.map(Number).join("")} ${cut.map(Number).join("")}`;
    if (key === this.inForce) return;
    this.inForce = key;
    const g = this.pen(1);
    this.clear(g);
    inForce(g, this.areas, emergency, cut, this.lines, this.colours);
  }

  private near(e: MouseEvent): number {
    const box = this.box.getBoundingClientRect();
    const [x, y] = [e.clientX - box.left, e.clientY - box.top];
    const whole = this.value(this.mode?.whole ?? "active");
    const { hours } = this.app.data;
    let found = -1;
    let best = Infinity;
    this.points.forEach(([px, py], i) => {
      const r = whole && this.mode?.kind === "discs" ? this.radius(Math.abs(whole[i * hours + this.app.hour])) : 4;
      const d = Math.hypot(px - x, py - y);
      const rank = d < r ? d - 30 - (50 - r) * 0.2 : d; // inside a disc wins, the smaller first
      if (d < Math.max(14, r) && rank < best) [found, best] = [i, rank];
    });
    return found;
  }

  private hover(e: PointerEvent): void {
    if (e.pointerType === "touch") return;
    const i = this.near(e);
    this.tip.hidden = i < 0;
    if (i < 0) return;
    const { hours } = this.app.data;
    const signs = this.options.difference ? signed : number;
    const say = (v: string) => counted(Math.round(this.value(v)?.[i * hours + this.app.hour] ?? 0), signs);
    const region = this.app.data.regionOf(i);
    this.tip.replaceChildren(
      h("b", {}, this.app.data.placeName(i)), region ? h("span", {}, region) : "",
      h("span", {}, t("map.tip", { out: say("active"), rioting: say("rioting"), dead: say("dead") })),
    );
    const [x, y] = this.points[i];
    this.tip.style.transform = `translate(${Math.min(x + 14, this.size[0] - 190)}px, ${Math.max(4, y - 64)}px)`;
  }

  /** The map as it is now, to be saved. */
  get saved(): Saved {
    return { svg: () => this.picture(), csv: () => mapTable(this.app, this.modes, (v) => this.value(v)) };
  }

  private picture(): string {
    const { mode, app } = this;
    const { hours } = app.data;
    const at = (x: Series | undefined) => x && ((i: number) => x[i * hours + app.hour]);
    const whole = this.value(mode?.whole ?? "");
    const shades = mode?.kind === "cells" && whole ? means(app.data, whole) : undefined;
    const shade = shades && ((r: number) => (shades.all[r * hours + app.hour] - shades.low) / (shades.high - shades.low || 1));
    const part = mode?.part && !this.options.difference ? at(this.value(mode.part)) : undefined;
    const shown = { at: this.at, move: this.move, size: this.size, points: this.points, order: this.order, labels: this.named, radius: this.radius };
    return mapPicture(app, { ...shown, mode, whole: at(whole), part, shade, difference: Boolean(this.options.difference) }, this.colours);
  }

  /** Nearer, farther, or all (0); towards the chosen place, which comes to the middle. */
  zoomBy(factor: number): void {
    const [x, y] = this.points[this.app.place] ?? [this.size[0] / 2, this.size[1] / 2];
    this.zoom.by(factor, x, y, this.size);
    this.drawAll();
  }
}
