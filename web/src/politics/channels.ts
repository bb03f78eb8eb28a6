/** Channels: which outcomes a study found each part of politics to move, and the words where it found none. */

import type { App } from "../app";
import type { Channel } from "../contract";
import { bdi, h } from "../dom";
import { number } from "../format";
import { outcomeName } from "../tell";
import { t } from "../words";
import type { Key } from "../words";

/** Parts that have a heading of their own on this page; others bear the names of the scenario. */
const HEADINGS: Record<string, Key> = { elites: "elites", alliance: "alliance", powers: "powers", officials: "officials", cells: "channels.cells" };

export function channels(app: App): HTMLElement | null {
  const found = app.data.meta.channels;
  if (!found) return null;
  const name = (c: Channel) => (HEADINGS[c.part] ? t(HEADINGS[c.part]) : app.data.named(c.name));
  const row = (c: Channel) =>
    h(
      "li",
      { "data-part": c.part },
      h("strong", {}, bdi(name(c))), " ",
      !c.channel && h("em", { class: "no-channel" }, t("channels.none")), " ",
      c.moves.length > 0 && t(c.channel ? "channels.moves" : "channels.alone", { outcomes: c.moves.map((o) => outcomeName(app, o)).join(t("semicolon")) }),
    );
  const { pairs, scenario, date } = found.study;
  return h(
    "div",
    { class: "part channels" },
    h("h3", {}, t("channels")),
    h("p", { class: "note" }, t("channels.note", { n: { n: pairs, shown: number(pairs) }, scenario, date })),
    h("ul", {}, ...found.parts.map(row)),
  );
}
