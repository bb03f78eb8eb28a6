/** What the timeline shows: panels, each with its lines. Of an ensemble a line is the median of the
 * runs with bands around it, and the run of the map is drawn thin. */

import type { App } from "../app";
import type { Series } from "../data";
import type { Palette } from "../theme";
import type { Key } from "../words";

export interface Line {
  variable: string;
  label: Key;
  colour: keyof Palette;
  dash?: number[];
  mean?: boolean; // over people, not summed
  scale?: number;
}

export interface Panel {
  id: string;
  title: Key;
  lines: Line[];
  references?: string[];
  share?: boolean; // from 0 to 1
}

export const PANELS: Panel[] = [
  {
    id: "out",
    title: "panel.out",
    references: ["active_by_day"],
    lines: [
      { variable: "active", label: "line.active", colour: "marching" },
      { variable: "rioting", label: "line.rioting", colour: "rioting", dash: [6, 3] },
    ],
  },
  {
    id: "dead",
    title: "panel.dead",
    references: ["dead", "dead_forces"],
    lines: [
      { variable: "dead", label: "line.dead", colour: "ink" },
      { variable: "dead_participants", label: "line.dead_participants", colour: "participants", dash: [8, 3] },
      { variable: "dead_bystanders", label: "line.dead_bystanders", colour: "bystanders", dash: [3, 3] },
      { variable: "dead_forces", label: "line.dead_forces", colour: "forces", dash: [8, 3, 2, 3] },
    ],
  },
  {
    id: "detained",
    title: "panel.detained",
    references: ["detained_by"],
    lines: [
      { variable: "ever_detained", label: "line.ever_detained", colour: "detained" },
      { variable: "detained", label: "line.detained", colour: "soft", dash: [6, 3] },
    ],
  },
  {
    id: "force",
    title: "panel.force",
    lines: [
      { variable: "force", label: "line.force", colour: "force" },
      { variable: "allied_troops", label: "line.allied_troops", colour: "accent", dash: [6, 3] },
    ],
  },
  {
    id: "mood",
    title: "panel.mood",
    share: true,
    lines: [
      { variable: "legitimacy", label: "line.legitimacy", colour: "legitimacy", mean: true },
      { variable: "news", label: "line.news", colour: "news", dash: [6, 3] },
      { variable: "outrage", label: "line.outrage", colour: "rioting", dash: [2, 3] },
    ],
  },
];

export interface Drawn {
  line: Line;
  main: Series;
  bands?: Series[];
  run?: Series;
}

/** The series of a line, if the case has them. */
export function drawn(app: App, k: number, line: Line): Drawn | undefined {
  const { data } = app;
  const layers = data.case(k).layers;
  const layer = layers.find((l) => l.id === "run")?.id ?? layers[0]?.id ?? "";
  const run = line.mean ? data.mean(k, layer, line.variable) : data.national(k, layer, line.variable);
  const bands = data.bands(k, line.variable);
  if (bands) return { line, main: bands[Math.floor(bands.length / 2)], bands, run };
  return run && { line, main: run };
}

/** Panels with lines that have something to show. */
export function panels(app: App, k = 0): { panel: Panel; lines: Drawn[] }[] {
  return PANELS.map((panel) => ({
    panel,
    lines: panel.lines
      .map((line) => drawn(app, k, line))
      .filter((d): d is Drawn => d !== undefined && d.main.some((x) => x !== 0 && !Number.isNaN(x))),
  })).filter(({ lines }) => lines.length > 0);
}
