/** Links to an hour and a place: #t=2022-01-05T16:00&p=610612 in the address, which follows the clock and
 * the place once a reader has moved one of them, and is obeyed when a page is opened with it. */

import type { App } from "./app";
import { h } from "./dom";
import { getLanguage, t, wanted } from "./words";

const WAIT = 300; // ms of rest before the address changes

/** The part of the address that says where the page stands; the language if it is not the browser's. */
export function address(app: App): string {
  const put = [`t=${app.calendar.stamp(app.hour)}`];
  if (app.place >= 0) put.push(`p=${encodeURIComponent(app.data.meta.places.id[app.place])}`);
  if (app.variant > 1) put.push(`v=${app.variant}`);
  if (getLanguage() !== wanted("", navigator.languages)) put.push(`lang=${getLanguage()}`);
  return `#${put.join("&")}`;
}

/** Go where an address says; what it does not say, or what is not there, stays as it is. */
export function restore(app: App, hash: string): void {
  const said = new URLSearchParams(hash.replace(/^#/, "").replaceAll("+", "%2B"));
  const hour = app.calendar.hour(said.get("t"));
  if (hour !== undefined) app.seek(hour);
  const { id, name } = app.data.meta.places;
  const place = said.get("p");
  const found = place === null ? -1 : id.indexOf(place) >= 0 ? id.indexOf(place) : name.indexOf(place);
  if (found >= 0 && found !== app.place) app.select(found);
  const variant = Number(said.get("v"));
  if (variant > 0 && variant < app.data.meta.cases.length && variant !== app.variant) app.setView({ variant });
}

/** Keep the address at the hour and place that are shown. */
export function follow(app: App): void {
  let timer = 0;
  const later = () => {
    clearTimeout(timer);
    if (!app.playing) timer = window.setTimeout(() => write(app), WAIT);
  };
  for (const topic of ["hour", "place", "playing", "view"] as const) app.on(topic, later);
}

function write(app: App): void {
  try {
    history.replaceState(null, "", address(app));
  } catch {
    // an embedded page may have no address of its own
  }
}

/** A button that copies the link; where that is not allowed the link stands in the address bar. */
export function linkButton(app: App): HTMLElement {
  const said = h("span", { role: "status", class: "note" });
  const copy = async () => {
    write(app);
    const copied = await navigator.clipboard?.writeText(location.href).then(() => true, () => false);
    said.textContent = t(copied ? "link.done" : "link.bar");
    setTimeout(() => (said.textContent = ""), 4000);
  };
  return h("span", { class: "link" }, h("button", { type: "button", title: t("link"), "aria-label": t("link"), click: () => void copy() }, t("link.short")), said);
}
