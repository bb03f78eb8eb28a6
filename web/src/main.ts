/** The start: read what Python put into the page, unpack it, build the page. */

import { App } from "./app";
import type { Meta } from "./contract";
import { Data } from "./data";
import { fromBase64, inflate, unpack } from "./decode";
import { h } from "./dom";
import { restore } from "./link";
import { begin, page } from "./page";
import { keys } from "./player";
import { setLanguage, t, wanted } from "./words";

async function start(): Promise<void> {
  const root = document.getElementById("tocsin") as HTMLElement;
  setLanguage(wanted(location.hash, navigator.languages));
  try {
    const meta = JSON.parse(document.getElementById("tocsin-meta")?.textContent ?? "") as Meta;
    if (meta.contract !== 1) throw new Error(`data of another version (${String(meta.contract)})`);
    const packed = fromBase64(document.getElementById("tocsin-data")?.textContent ?? "");
    const app = new App(new Data(meta, unpack(await inflate(packed), meta.arrays)));
    begin(app);
    restore(app, location.hash);
    addEventListener("hashchange", () => restore(app, location.hash));
    page(app, root);
    keys(app);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => app.tell("theme"));
    paper(app);
    Object.assign(window, { tocsin: app }); // for the console, and for tests
    document.documentElement.dataset.ready = "true";
  } catch (error) {
    root.replaceChildren(h("div", { class: "wide" }, h("h1", {}, t("broken")), h("p", {}, String(error))));
    throw error;
  }
}

/** Before printing all that is folded opens and everything takes the widths of paper; then back. */
function paper(app: App): void {
  let opened: HTMLDetailsElement[] = [];
  const turn = (on: boolean) => {
    app.paper = on;
    app.tell("paper");
  };
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
    for (const d of opened) d.open = true;
    turn(true);
  });
  addEventListener("afterprint", () => {
    for (const d of opened) d.open = false;
    turn(false);
  });
}

void start();
