/** What the map can show: a quantity by place as discs, or a state of mind as shaded cells. */

import type { Data, Series } from "../data";
import { top } from "../data";
import type { Palette } from "../theme";
import type { Key } from "../words";
import { t } from "../words";

export interface Mode {
  id: string;
  /** Words of the catalogue, or of who declared the field. */
  label: Key | { text: string };
  /** Words of the inner disc. */
  inner?: Key;
  kind: "discs" | "cells";
  colours: [keyof Palette, keyof Palette];
  whole: string;
  part?: string;
}

export const MODES: Mode[] = [
  { id: "active", label: "map.active", inner: "map.rioting", kind: "discs", colours: ["marching", "rioting"], whole: "active", part: "rioting" },
  { id: "dead", label: "map.dead", inner: "map.dead_forces", kind: "discs", colours: ["participants", "forces"], whole: "dead", part: "dead_forces" },
  { id: "detained", label: "map.detained", kind: "discs", colours: ["detained", "detained"], whole: "detained" },
  { id: "force", label: "map.force", kind: "discs", colours: ["force", "force"], whole: "force" },
  { id: "legitimacy", label: "map.legitimacy", kind: "cells", colours: ["land", "legitimacy"], whole: "legitimacy" },
];

/** What a mode is called. */
export function label(mode: Mode): string {
  return typeof mode.label === "string" ? t(mode.label) : mode.label.text;
}

/** Modes of the fields that a scenario's own mechanisms bring along: numbers as discs, all else as shades. */
function own(data: Data): Mode[] {
  return (data.meta.own ?? []).map((field) => {
    const counted = field.unit === "persons";
    const unit = counted || field.unit === "1" ? "" : `, ${field.unit}`;
    return {
      id: `own.${field.name}`, label: { text: `${field.about}${unit}` }, kind: counted ? "discs" : "cells",
      colours: counted ? ["force", "force"] : ["land", "legitimacy"], whole: field.name,
    };
  });
}

/** A variable by place and hour. */
export function byPlace(data: Data, k: number, layer: string, variable: string): Series | undefined {
  return data.rows(k, layer, variable)?.all;
}

/** The modes for which a case has data. */
export function modes(data: Data, k: number, layer: string): Mode[] {
  return [...MODES, ...own(data)].filter((m) => {
    const has = byPlace(data, k, layer, m.whole);
    return has && top(has) > 0;
  });
}

/** What the map of differences of a variant can show. */
export function pairModes(data: Data, k: number): Mode[] {
  const known: Mode[] = [MODES[0], { ...MODES[0], id: "rioting", label: "map.rioting_only", whole: "rioting" }, MODES[1]];
  return known.filter((m) => data.rows(k, "pairs", m.whole));
}
