/** What every saved picture has: a ground, a title, and below it that this is a simulation, of what. */

import type { App } from "../app";
import { cite } from "../card";
import { svg } from "../dom";
import { palette } from "../theme";

export const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";
const TITLE = 34;
const LINE = 14;

/** A whole drawing of a body that is `width` by `height`, as the text of a file. */
export function drawing(app: App, title: string, width: number, height: number, body: (Node | null)[], notes: string[] = []): string {
  const c = palette();
  const lines = [...notes, cite(app)].flatMap((n) => wrapped(n, Math.floor((width - 28) / 5.6)));
  const tall = TITLE + height + 10 + lines.length * LINE + 8;
  const out = svg(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width, height: tall, viewBox: `0 0 ${width} ${tall}`, "font-family": FONT },
    svg("title", {}, title),
    svg("rect", { width, height: tall, fill: c.paper }),
    words(14, 23, title, { fill: c.ink, "font-size": 16, "font-weight": 600 }),
    svg("g", { transform: `translate(0,${TITLE})` }, ...body),
    ...lines.map((l, i) => words(14, TITLE + height + 20 + i * LINE, l, { fill: c.soft, "font-size": 10.5 })),
  );
  return new XMLSerializer().serializeToString(out);
}

export function words(x: number, y: number, text: string, more: Record<string, string | number | undefined> = {}): SVGElement {
  return svg("text", { x, y, ...more }, text);
}

/** A text in lines of at most so many letters. */
export function wrapped(text: string, most: number): string[] {
  const out = [""];
  for (const word of text.split(/[ \n]+/)) {
    const last = out[out.length - 1];
    if (last && last.length + word.length >= most) out.push(word);
    else out[out.length - 1] = last ? `${last} ${word}` : word;
  }
  return out;
}
