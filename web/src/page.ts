/** The page from top to bottom. Built anew when the language changes; the clock goes on. */

import type { App } from "./app";
import { began } from "./answers";
import { card } from "./card";
import { comparison } from "./compare/comparison";
import { h } from "./dom";
import { answers, header } from "./header";
import { follow } from "./link";
import type { Scales } from "./map/map";
import { MapView } from "./map/map";
import { outcomes } from "./outcomes/table";
import { people } from "./people";
import { player } from "./player";
import { politics } from "./politics/politics";
import { stage } from "./stage";
import { flip, isDark } from "./theme";
import { timeline } from "./timeline/timeline";
import { why } from "./why";
import { getLanguage, LANGUAGES, setLanguage, t } from "./words";

export function page(app: App, root: HTMLElement): void {
  app.quiet();
  follow(app);
  const { meta } = app.data;
  document.documentElement.lang = getLanguage();
  document.title = app.data.named(meta.title);
  const parts: (HTMLElement | null)[] =
    meta.kind === "comparison" ? [...comparison(app), card(app)] : single(app);
  const shown = parts.filter((p): p is HTMLElement => p !== null);
  const top = [header(app), ...(meta.kind === "comparison" ? [] : [answers(app)])];
  root.replaceChildren(
    h("a", { class: "skip", href: "#main" }, t("skip")),
    bar(app, root, shown),
    h("div", { class: "wide" }, ...top),
    h("main", { id: "main", class: "wide" }, ...shown),
    h("footer", { class: "wide" }, h("p", {}, t("footer", { version: meta.version })), h("p", { class: "note" }, t("keys"))),
  );
}

function single(app: App): (HTMLElement | null)[] {
  const has = app.data.case(0).layers.length > 0;
  const map = has ? new MapView(app, 0, { most: {} } satisfies Scales) : null;
  return [map && player(app), map && stage(app, map), timeline(app), outcomes(app), people(app), politics(app), why(app), card(app)];
}

/** The line on top: name, parts of the page, language, light and dark. */
function bar(app: App, root: HTMLElement, parts: HTMLElement[]): HTMLElement {
  const links = parts
    .filter((p) => p.id)
    .map((p) => h("a", { href: `#${p.id}` }, p.querySelector("h2")?.textContent ?? p.id));
  const language = h("select", { "aria-label": t("language") }, ...Object.entries(LANGUAGES).map(([code, l]) => h("option", { value: code, lang: code }, l.name)));
  language.value = getLanguage();
  language.addEventListener("change", () => {
    setLanguage(language.value);
    page(app, root);
    root.querySelector<HTMLElement>(".mast select")?.focus();
  });
  const theme = h("button", { type: "button" });
  const label = () => {
    theme.textContent = isDark() ? "☀" : "☾";
    theme.setAttribute("aria-label", t(isDark() ? "theme.light" : "theme.dark"));
    theme.title = t(isDark() ? "theme.light" : "theme.dark");
  };
  theme.addEventListener("click", () => {
    flip();
    label();
    app.tell("theme");
  });
  label();
  return h("div", { class: "mast" }, h("nav", { "aria-label": t("contents") }, h("b", {}, "Tocsin"), ...links), h("span", { class: "tools" }, language, theme));
}

/** Where the page starts: at the largest crowd, with the place chosen where it began. */
export function begin(app: App): void {
  const place = began(app.data)?.position ?? -1;
  if (!app.data.meta.comparison) app.place = place;
  const layer = app.data.case(0).layers[0]?.id;
  const active = layer && app.data.national(0, layer, "active");
  if (!active) return;
  app.hour = active.reduce((best, x, t) => (x > active[best] ? t : best), 0);
}
