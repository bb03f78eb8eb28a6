/** Outcomes in the order in which they are told: harm to people first. What each is, Python declares. */

import type { App } from "../app";
import type { Outcome } from "../contract";
import type { Key } from "../words";

export const GROUPS: { id: Outcome["group"]; title: Key }[] = [
  { id: "harm", title: "group.harm" },
  { id: "crowds", title: "group.crowds" },
  { id: "damage", title: "group.damage" },
  { id: "allies", title: "group.allies" },
  { id: "politics", title: "group.politics" },
];

/** What is declared of an outcome; little of one that is not. */
export function declared(app: App, name: string): Outcome {
  return app.data.meta.outcomes.find((o) => o.name === name) ?? { name, reads: "count" };
}

/** Names that are found, as they are told; what is not declared comes last. */
export function ordered(app: App, found: string[]): string[] {
  const known = app.data.meta.outcomes.map((o) => o.name);
  return [...known.filter((n) => found.includes(n)), ...found.filter((n) => !known.includes(n))];
}
