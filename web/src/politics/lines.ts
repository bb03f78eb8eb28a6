/** A chart with one line for each name of an axis: services, actors, members. */

import type { App } from "../app";
import type { Named } from "../contract";
import type { Series } from "../data";
import { h } from "../dom";
import type { Curve } from "../timeline/chart";
import { chart } from "../timeline/chart";
import type { Entry } from "../timeline/keys";
import { keys } from "../timeline/keys";
import type { Mark } from "../timeline/recorded";
import { isDark } from "../theme";
import { known } from "../words";

const LIGHT = ["#2b6ca8", "#c8431a", "#00776c", "#7a2d6b", "#9a6a00", "#4a4a4a", "#b01657", "#4d7a1f"];
const DARK = ["#6fb1e8", "#ff8357", "#4cc3b5", "#d992cc", "#e3b341", "#c9c9c9", "#ff7eb3", "#a5d16b"];
const DASHES: (number[] | undefined)[] = [undefined, [7, 3], [2, 3], [8, 3, 2, 3]];

export function colour(i: number): string {
  return (isDark() ? DARK : LIGHT)[i % LIGHT.length];
}

export function dash(i: number): number[] | undefined {
  return DASHES[i % DASHES.length];
}

/** Name of a row for people. */
export function titled(app: App, n: Named): string {
  return n.title ? app.data.named(n.title) : known(`party.${n.name}`) ?? app.data.named(n.name);
}

/** The series of a row: of the run that is shown, else the median of the runs. */
export function rowOf(app: App, variable: string, i: number): { main: Series; bands?: Series[] } | undefined {
  const layer = app.data.case(0).layers.find((l) => l.id === "run");
  const bands = app.data.rowBands(0, variable, i);
  const run = layer && app.data.row(0, "run", variable, i);
  const main = run ?? bands?.[Math.floor(bands.length / 2)];
  return main && { main, bands };
}

export interface LineOptions {
  title: string;
  digits?: number;
  share?: boolean;
  height?: number;
  marks?: Mark[];
}

/** A titled chart of some series; null if there are none. */
export function lines(app: App, entries: Entry[], options: LineOptions): HTMLElement | null {
  const shown = entries.filter((e) => e.series.some((x) => x !== 0 && !Number.isNaN(x)));
  if (!shown.length) return null;
  const curves: Curve[] = shown.map((e) => ({ name: e.name, colour: e.colour, dash: e.dash, main: e.series }));
  const { title, height = 150, share, marks } = options;
  return h("div", { class: "panel" }, h("h4", {}, title), keys(app, shown, options.digits), chart(app, curves, { label: title, height, share, marks }));
}

/** One line for each name; `skip` leaves a row out. */
export function perName(app: App, variable: string, names: Named[] | undefined, options: LineOptions, skip?: (i: number) => boolean): HTMLElement | null {
  const entries = (names ?? []).flatMap((n, i): Entry[] => {
    const found = skip?.(i) ? undefined : rowOf(app, variable, i);
    return found ? [{ name: titled(app, n), colour: colour(i), dash: dash(i), series: found.main }] : [];
  });
  return lines(app, entries, options);
}
