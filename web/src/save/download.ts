/** Buttons that save what stands above them: a picture as SVG or PNG, its numbers as CSV. All is made in
 * the page itself, so that it works from a file, without a network. */

import type { App } from "../app";
import { h } from "../dom";
import { t } from "../words";

/** How something is saved; what cannot be given is left out. */
export interface Saved {
  svg?: () => string;
  csv?: () => string;
}

const TYPES = { svg: "image/svg+xml", png: "image/png", csv: "text/csv" } as const;
type Kind = keyof typeof TYPES;
const SHARP = 2; // pixels of a PNG for each of the drawing

/** A row of buttons. */
export function saveAs(app: App, what: string, from: Saved): HTMLElement {
  const kinds: Kind[] = [...(from.svg ? (["svg", "png"] as const) : []), ...(from.csv ? (["csv"] as const) : [])];
  const buttons = kinds.map((kind) => {
    const label = t("save.as", { kind: kind.toUpperCase(), what });
    return h("button", { type: "button", title: label, "aria-label": label, "data-save": kind, click: () => void save(app, what, kind, from) }, kind.toUpperCase());
  });
  return h("div", { class: "save", role: "group", "aria-label": t("save", { what }) }, ...buttons);
}

async function save(app: App, what: string, kind: Kind, from: Saved): Promise<void> {
  const drawing = kind === "csv" ? "" : from.svg?.() ?? "";
  // the sign at the front tells spreadsheets that the text is UTF-8
  const body = kind === "csv" ? `\ufeff${from.csv?.() ?? ""}` : kind === "svg" ? drawing : await png(drawing);
  const address = URL.createObjectURL(new Blob([body], { type: TYPES[kind] }));
  h("a", { href: address, download: `${fileName(app, what)}.${kind}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** "two-towns people out at once": letters of any script, the rest as lines. */
export function fileName(app: App, what: string): string {
  return `${app.data.meta.scenario} ${what}`.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 80);
}

/** A drawing in pixels. */
async function png(drawing: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing)}`;
  await image.decode();
  const canvas = h("canvas", { width: image.width * SHARP, height: image.height * SHARP });
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, fail) => canvas.toBlob((b) => (b ? done(b) : fail(new Error("no picture"))), "image/png"));
}

/** Rows as CSV. Text that a spreadsheet would read as a formula gets a sign before it. */
export function csv(rows: (string | number | null | undefined)[][]): string {
  const cell = (x: string | number | null | undefined) => {
    if (x === null || x === undefined || Number.isNaN(x)) return "";
    const text = typeof x === "string" && /^[=+\-@\t]/.test(x) && !/^[+-]?[\d.,\s]*%?$/.test(x) ? `'${x}` : String(x);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((r) => `${r.map(cell).join(",")}\r\n`).join("");
}
