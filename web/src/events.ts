/** The chronicle of the run that the map shows: key events, or all of them. Each moves the clock. */

import type { App } from "./app";
import { line } from "./chronicle";
import type { Event } from "./contract";
import { bdi, h } from "./dom";
import { number } from "./format";
import { t } from "./words";

export function keyEvents(app: App, k = 0): Event[] {
  return (app.data.case(k).chronicle ?? []).filter((e) => e[7] && e[0] < app.data.hours);
}

/** Move to an event, and to its place. */
export function go(app: App, event: Event): void {
  app.seek(Math.max(0, Math.floor(event[0])));
  if (event[1] >= 0) app.select(event[1]);
}

/** What happened with who did it. */
export function sentence(app: App, e: Event): HTMLElement {
  const written = e[1] >= 0 ? app.data.meta.places.name[e[1]] : "";
  const where = written && !e[6].includes(written) ? `${app.data.placeName(e[1])}${t("colon")} ` : "";
  const by = e[4] && !["crowd", "forces"].includes(e[4]) ? app.data.named(app.data.meta.offices?.[e[4]] ?? e[4]) : "";
  return h("span", {}, bdi(where + line(app.data, e[6])), by ? h("span", { class: "by" }, " ", bdi(`(${by})`)) : "");
}

export function eventList(app: App, k = 0, title = t("events")): HTMLElement {
  const all = (app.data.case(k).chronicle ?? []).filter((e) => e[0] < app.data.hours);
  const keys = keyEvents(app, k);
  const list = h("ol", { class: "events" });
  let shown = keys;
  let buttons: HTMLButtonElement[] = [];
  const fill = () => {
    buttons = shown.map((e) =>
      h(
        "button",
        { type: "button", class: `event ${e[3].replaceAll(" ", "-")}`, click: () => go(app, e) },
        h("time", {}, app.calendar.moment(e[0])),
        sentence(app, e),
      ),
    );
    list.replaceChildren(...buttons.map((b) => h("li", {}, b)));
    mark();
  };
  let current = -1;
  const mark = () => {
    let at = -1;
    shown.forEach((e, i) => {
      if (Math.floor(e[0]) <= app.hour) at = i;
    });
    if (at === current && buttons[at]?.hasAttribute("aria-current")) return;
    buttons[current]?.removeAttribute("aria-current");
    buttons[at]?.setAttribute("aria-current", "true");
    current = at;
    if (app.playing && at >= 0 && shown !== keys) {
      list.scrollTop = Math.max(0, buttons[at].offsetTop - list.offsetTop - list.clientHeight / 2);
    }
  };
  const more = h("button", { type: "button", class: "more", "aria-pressed": "false" }, t("events.all", { n: number(all.length) }));
  more.addEventListener("click", () => {
    shown = shown === keys ? all : keys;
    more.textContent = shown === keys ? t("events.all", { n: number(all.length) }) : t("events.key");
    more.setAttribute("aria-pressed", String(shown !== keys));
    fill();
  });
  app.on("hour", mark, list);
  fill();
  const { chronicle_run: run } = app.data.case(k);
  const of = run !== undefined && app.data.meta.runs > 1 ? t("events.run", { n: run }) : "";
  return h(
    "div",
    { class: "events-box" },
    h("h3", {}, bdi(title)),
    h("p", { class: "note" }, [of, t("events.note", { zone: app.data.meta.zone_name })].filter(Boolean).join(" ")),
    all.length ? list : h("p", {}, t("nothing")),
    all.length > keys.length && more,
  );
}
