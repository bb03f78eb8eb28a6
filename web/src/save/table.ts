/** A table of the page, with the small pictures in it, as a drawing and as CSV. The drawing takes every
 * word from where it stands on the screen, so that both look alike. */

import type { App } from "../app";
import { svg } from "../dom";
import { palette } from "../theme";
import { csv, type Saved } from "./download";
import { drawing, words } from "./drawing";

const DRAWN = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "opacity"];
const PAD = 14;

export function ofTable(app: App, title: string, table: () => HTMLTableElement): Saved {
  return { svg: () => picture(app, title, table()), csv: () => rows(table()) };
}

/** Cells as they are read; pictures are left out, figures told one below the other are joined. A row that
 * is a heading over others becomes a column, so that every row has as many cells. */
function rows(table: HTMLTableElement): string {
  const text = (cell: Element) => [...said(cell)].map((n) => n.data).join("").replace(/\s+/g, " ").trim();
  const whole = (c: Element) => [...c.querySelectorAll(":scope > .reference")].map(text).join("; ") || text(c);
  const isHeading = (r: HTMLTableRowElement) => r.cells.length === 1 && r.cells[0].colSpan > 1;
  const grouped = [...table.rows].some(isHeading);
  let group = "";
  const out: string[][] = [];
  for (const r of table.rows) {
    if (isHeading(r)) group = whole(r.cells[0]);
    else out.push([...(grouped ? [group] : []), ...[...r.cells].map(whole)]);
  }
  return csv(out);
}

function* said(root: Node): Generator<Text> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (!node.parentElement?.closest("svg, caption, .hidden")) yield node as Text;
}

function picture(app: App, title: string, table: HTMLTableElement): string {
  const box = table.getBoundingClientRect();
  const c = palette();
  const [x, y] = [(v: number) => v - box.left + PAD, (v: number) => v - box.top];
  const rules = [...table.rows].map((r) => {
    const bottom = y(r.getBoundingClientRect().bottom);
    return svg("line", { x1: PAD, x2: PAD + box.width, y1: bottom, y2: bottom, stroke: c.region });
  });
  const texts = [...said(table)].flatMap((node) => {
    const style = getComputedStyle(node.parentElement as Element);
    const look = { fill: style.color, "font-size": style.fontSize, "font-weight": style.fontWeight, "text-decoration": node.parentElement?.closest("s") ? "line-through" : undefined };
    return lines(node).map(([text, at]) => words(x(at.left), y(at.bottom) - at.height * 0.24, text, look));
  });
  const pictures = [...table.querySelectorAll("svg")].map((s) => {
    const at = s.getBoundingClientRect();
    const copy = s.cloneNode(true) as SVGElement;
    const parts = [s, ...s.querySelectorAll("*")];
    [copy, ...copy.querySelectorAll("*")].forEach((el, i) => {
      const style = getComputedStyle(parts[i]);
      for (const name of DRAWN) el.setAttribute(name, style.getPropertyValue(name));
      el.removeAttribute("class");
    });
    for (const [name, value] of Object.entries({ x: x(at.left), y: y(at.top), width: at.width, height: at.height })) copy.setAttribute(name, String(value));
    return copy;
  });
  return drawing(app, title, Math.ceil(box.width) + 2 * PAD, Math.ceil(box.height), [...rules, ...texts, ...pictures]);
}

/** A text by its lines on the screen. */
function lines(node: Text): [string, DOMRect][] {
  const out: [string, DOMRect][] = [];
  const range = document.createRange();
  for (const found of node.data.matchAll(/\S+\s*/g)) {
    range.setStart(node, found.index);
    range.setEnd(node, found.index + found[0].trimEnd().length);
    const at = range.getBoundingClientRect();
    const last = out.at(-1);
    if (!at.width) continue;
    if (last && Math.abs(last[1].top - at.top) < 2) last[0] += found[0];
    else out.push([found[0], at]);
  }
  return out;
}
