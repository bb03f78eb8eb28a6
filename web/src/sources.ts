/** Sources one click away: a code such as S05 leads to what it stands for, in the list of sources at the
 * end of the page, and from there to the address. */

import type { App } from "./app";
import { bdi, h } from "./dom";
import { number } from "./format";
import { t } from "./words";

const ID = "source-";

/** A text with its codes as links to the list. */
export function sourced(app: App, text: string): (Node | string)[] {
  const names = app.data.meta.sources ?? {};
  return text.split(/(\bS\d+\b)/).filter(Boolean).map((part) =>
    part in names ? h("a", { href: `#${ID}${part}`, class: "code", title: names[part], click: show }, part) : bdi(part),
  );
}

/** Open the list and go to the source; the address of the page keeps its hour and place. */
function show(e: Event): void {
  const id = (e.currentTarget as HTMLAnchorElement).getAttribute("href")?.slice(1) ?? "";
  const item = document.getElementById(id);
  if (!item) return;
  e.preventDefault();
  item.closest("details")?.setAttribute("open", "");
  item.scrollIntoView({ block: "center" });
  item.focus();
}

/** What the codes stand for; an address becomes a link, which asks nothing until followed. */
export function sources(app: App): HTMLElement | null {
  const list = Object.entries(app.data.meta.sources ?? {});
  if (!list.length) return null;
  const items = list.map(([code, text]) => h("li", { id: `${ID}${code}`, tabindex: -1 }, h("b", {}, code), " ", ...linked(text)));
  return h("details", { id: "sources" }, h("summary", {}, t("sources", { n: number(list.length) })), h("ul", { class: "sources-list" }, ...items));
}

/** A text whose addresses are links. */
export function linked(text: string): Node[] {
  return text.split(/(https?:\/\/[^\s;]+)/).filter(Boolean).map((part) =>
    /^https?:/.test(part) ? h("a", { href: part, rel: "noreferrer noopener", target: "_blank" }, part) : bdi(part),
  );
}
