/** Politics: elites, services, the alliance, powers, officials. Each part is shown when the run has
 * that layer, and costs nothing when it has not. */

import type { App } from "../app";
import { h, section } from "../dom";
import { t } from "../words";
import { alliance } from "./alliance";
import { channels } from "./channels";
import { elites } from "./elites";
import { officials } from "./officials";
import { powers } from "./powers";

export function politics(app: App): HTMLElement | null {
  const parts = [elites, alliance, powers, officials].map((part) => part(app)).filter((p) => p !== null);
  if (!parts.length) return null;
  return section("politics", t("politics"), h("p", { class: "note" }, t("politics.note")), channels(app), ...parts);
}
