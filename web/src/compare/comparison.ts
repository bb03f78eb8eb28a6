/** The page of a comparison: variants beside their base on one clock, with the same dice pair by pair. */

import type { App } from "../app";
import { bdi, h, section } from "../dom";
import { counted } from "../format";
import { player } from "../player";
import type { Key } from "../words";
import { t } from "../words";
import { curves } from "./curves";
import { figures } from "./figures";
import { maps } from "./maps";
import { verdicts } from "./verdicts";

export function comparison(app: App): (HTMLElement | null)[] {
  const found = app.data.meta.comparison;
  if (!found) return [h("p", {}, t("no_hours"))];
  const hours = app.data.case(0).layers.length > 0;
  const label = t(`label.${app.data.meta.parameters}` as Key, { n: counted(app.data.meta.runs) });
  const notes = [label, ...found.notes];
  return [
    h("div", {}, verdicts(app, found), ...notes.map((n) => h("p", { class: "caution" }, bdi(n)))),
    hours ? player(app) : null,
    hours ? maps(app) : null,
    hours ? curves(app) : null,
    figures(app, found),
  ];
}

/** The choice among variants, where there are several. */
export function variantChoice(app: App): HTMLElement | null {
  const { cases } = app.data.meta;
  if (cases.length < 3) return null;
  const select = h("select", { "aria-label": t("variant") }, ...cases.slice(1).map((c, i) => h("option", { value: i + 1 }, c.name)));
  select.value = String(app.variant);
  select.addEventListener("change", () => app.setView({ variant: Number(select.value) }));
  app.on("view", () => (select.value = String(app.variant)), select);
  return h("label", {}, h("span", {}, t("variant")), select);
}

/** A section whose contents are drawn anew when another variant is chosen. */
export function perVariant(app: App, id: string, title: string, note: string, content: () => (Node | null)[]): HTMLElement {
  const body = h("div", {});
  let shown = -1;
  const draw = () => {
    if (shown === app.variant) return;
    shown = app.variant;
    body.replaceChildren(...content().filter((n): n is Node => n !== null));
  };
  app.on("view", draw);
  app.on("theme", () => {
    shown = -1;
    draw();
  });
  draw();
  return section(id, title, h("p", { class: "note" }, note), body);
}
