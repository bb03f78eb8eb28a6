/** The timeline: panels below each other on one clock, key events as marks on top. */

import type { App } from "../app";
import { line } from "../chronicle";
import type { Event } from "../contract";
import { h, section } from "../dom";
import { go, keyEvents } from "../events";
import { counted } from "../format";
import { isFew } from "../tell";
import { palette } from "../theme";
import { t } from "../words";
import { chart } from "./chart";
import { keys } from "./keys";
import type { Drawn, Panel } from "./lines";
import { PANELS, panels } from "./lines";
import { marks } from "./recorded";

export function timeline(app: App): HTMLElement {
  const found = panels(app);
  if (!found.length) return section("timeline", t("timeline"), h("p", {}, t("no_hours")));
  const strip = eventStrip(app, keyEvents(app));
  const box = h("div", { class: "panels" });
  const draw = () => box.replaceChildren(...found.map(({ panel, lines }) => panelOf(app, panel, lines)));
  app.on("theme", draw);
  draw();
  return section("timeline", t("timeline"), h("p", { class: "note" }, note(app)), strip, box);
}

function note(app: App): string {
  const many = app.data.bands(0, "active") !== undefined;
  const run = app.data.case(0).layers.some((l) => l.id === "run");
  return [many ? bands(app) : t("timeline.one"), many && run ? t("timeline.run") : "", hasRecords(app) ? t("timeline.recorded") : t("timeline.drag")].filter(Boolean).join(" ");
}

function hasRecords(app: App): boolean {
  return PANELS.some((p) => (p.references ?? []).some((name) => marks(app, name).length > 0));
}

function panelOf(app: App, panel: Panel, lines: Drawn[]): HTMLElement {
  const c = palette();
  const entries = lines.map((d) => ({ name: t(d.line.label), colour: c[d.line.colour], series: d.main, dash: d.line.dash }));
  const curves = lines.map((d) => ({ name: t(d.line.label), colour: c[d.line.colour], dash: d.line.dash, main: d.main, bands: d.bands, run: d.run }));
  const found = (panel.references ?? []).flatMap((name) => marks(app, name));
  return h(
    "div",
    { class: "panel", id: `panel-${panel.id}` },
    h("h3", {}, t(panel.title)),
    keys(app, entries, panel.share ? 2 : 0),
    chart(app, curves, { marks: found, share: panel.share, label: t(panel.title) }),
  );
}

/** Key events as marks on a line of the same width as the charts; each moves the clock. */
function eventStrip(app: App, events: Event[]): HTMLElement {
  const buttons = events.map((e) => {
    const text = `${app.calendar.moment(e[0])}${t("colon")} ${line(app.data, e[6])}`;
    const mark = h("button", { type: "button", class: `mark ${e[3].replaceAll(" ", "-")}`, title: text, "aria-label": text, click: () => go(app, e) });
    mark.style.left = `${(100 * Math.max(0, e[0])) / (app.data.hours - 1 || 1)}%`;
    return mark;
  });
  const show = () => buttons.forEach((b, i) => b.classList.toggle("past", events[i][0] <= app.hour));
  app.on("hour", show);
  show();
  return h("div", { class: "strip", role: "group", "aria-label": t("events") }, h("div", {}, ...buttons));
}

/** What the bands hold; of few runs no interval is claimed. */
function bands(app: App): string {
  return isFew(app) ? t("timeline.bands.few", { n: counted(app.data.meta.runs) }) : t("timeline.bands");
}
