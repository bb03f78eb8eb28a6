/** Light and dark, and the colours that canvases need, read from the style sheet so that they are
 * written once. Blue and vermilion are told apart by readers with any kind of colour vision, and
 * every series has a second sign beside its colour: a dash, a place or a word. */

export interface Palette {
  paper: string;
  land: string;
  abroad: string;
  water: string;
  border: string;
  region: string;
  ink: string;
  soft: string;
  faint: string;
  marching: string;
  rioting: string;
  participants: string;
  bystanders: string;
  forces: string;
  detained: string;
  force: string;
  legitimacy: string;
  news: string;
  accent: string;
  more: string;
  less: string;
}

const NAMES: (keyof Palette)[] = [
  "paper", "land", "abroad", "water", "border", "region", "ink", "soft", "faint", "marching", "rioting",
  "participants", "bystanders", "forces", "detained", "force", "legitimacy", "news", "accent", "more", "less",
];

/** The colours of now. */
export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map((n) => [n, style.getPropertyValue(`--${n}`).trim()])) as unknown as Palette;
}

/** Whether the page is dark: as the reader chose, else as the system is. */
export function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

export function flip(): void {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
}

/** A colour made transparent; `colour` as #rrggbb. */
export function alpha(colour: string, a: number): string {
  const n = parseInt(colour.slice(1), 16);
  return `rgba(${n >> 16}, ${(n >> 8) & 255}, ${n & 255}, ${a})`;
}

/** Between two colours, 0 to 1. */
export function mix(a: string, b: string, x: number): string {
  const [p, q] = [parseInt(a.slice(1), 16), parseInt(b.slice(1), 16)];
  const part = (s: number) => Math.round(((p >> s) & 255) * (1 - x) + ((q >> s) & 255) * x);
  return `rgb(${part(16)}, ${part(8)}, ${part(0)})`;
}
