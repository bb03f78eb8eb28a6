/** What each variant changes in deaths: the mean difference over pairs, its interval, and in how many
 * pairs fewer died. No variant is called better: fewer dead is told, nothing is ranked. */

import type { App } from "../app";
import type { Comparison, Outcome, Pair, Variant } from "../contract";
import { bdi, h } from "../dom";
import { counted, number, percent, signed } from "../format";
import { noun, t } from "../words";

export function verdicts(app: App, found: Comparison): HTMLElement {
  return h("div", { class: "answers" }, ...found.variants.map((v) => verdict(app, v, found.level)));
}

/** "−12 (−30 to +6)"; of shares in points of a hundred. */
export function difference(p: Pair): string {
  const d = p.difference;
  const say = (x: number) => (isShare(p) ? signed(round(100 * x)) + PERCENT : signed(round(x)));
  if (d.mean === null) return "–";
  if (d.low === null || d.high === null || (d.mean === 0 && d.low === 0 && d.high === 0)) return say(d.mean);
  return `${say(d.mean)} (${t("interval.signed", { low: say(d.low), high: say(d.high) })})`;
}

const PERCENT = "\u202f%";

export function isShare(p: Pair): boolean {
  return ["share", "share of runs", "probability"].includes(p.unit);
}

/** Tenths are enough for what has tens, whole numbers for more. */
export function round(x: number): number {
  const size = Math.abs(x);
  return size >= 10 ? Math.round(x) : Math.round(x * 10) / 10;
}

/** Whether a difference is clear, and more than small: only then it is told in bold. */
export function strong(p: Pair): boolean {
  return p.clear !== null && p.matters !== false;
}

/** What may be said of a difference, in the words of what it is of: 'clearly' only of what matters as well
 * as differs; of few pairs, of which there is no interval, in how many. As in view/verdicts.py. */
export function clear(p: Pair, few: number, reads: Outcome["reads"] = "count"): string {
  const { mean, low, high } = p.difference;
  if (mean === null) return t("clear.pairless");
  if (mean === 0 && low === 0 && high === 0) return t("clear.same");
  if (!p.clear) return t(low !== null && high !== null && low * high > 0 ? "clear.few" : "clear.none");
  const word = t(`side.${p.clear}.${reads}`);
  if (!strong(p)) return t("clear.slightly", { word });
  return p.n < few ? t("clear.pairs", { word, k: Math.round((p[p.clear].share ?? 0) * p.n), n: p.n }) : t("clear.clearly", { word });
}

function verdict(app: App, v: Variant, level: number): HTMLElement {
  const dead = v.outcomes.dead;
  const groups = (["participants", "bystanders", "forces"] as const).filter((g) => v.outcomes[`dead_${g}`]);
  if (!dead) return h("div", { class: "answer" }, h("h2", {}, bdi(v.name)));
  const said = [
    t("verdict.means", { base: number(round(dead.base.mean ?? NaN)), variant: number(round(dead.variant.mean ?? NaN)) }),
    t("verdict.pairs", { share: percent(dead.lower.share), n: counted(dead.n) }),
  ];
  return h(
    "div",
    { class: "answer", "data-variant": v.name },
    h("h2", {}, bdi(v.name)),
    h("p", { class: "figure" }, signed(round(dead.difference.mean ?? NaN)), h("small", {}, ` ${t("verdict.dead")}`)),
    h("p", {}, h(strong(dead) ? "b" : "span", {}, clear(dead, app.data.meta.few)), dead.difference.low === null ? "" : ` ${t(dead.n < app.data.meta.few ? "verdict.range" : "verdict.interval", { n: counted(dead.n), level: percent(level), low: signed(round(dead.difference.low)), high: signed(round(dead.difference.high ?? NaN)) })}`),
    h("p", { class: "groups" }, ...groups.flatMap((g, i) => [i ? ", " : "", h("span", { class: `key ${g}` }, h("b", {}, signed(round(v.outcomes[`dead_${g}`].difference.mean ?? NaN))), ` ${noun(`group.${g}`, counted(round(v.outcomes[`dead_${g}`].difference.mean ?? NaN)).n)}`)])),
    h("p", {}, `${said.join(" ")}`),
    app.data.meta.cases.length > 2 ? h("button", { type: "button", class: "more", click: () => choose(app, v.name) }, t("verdict.show")) : null,
  );
}

function choose(app: App, name: string): void {
  const i = app.data.meta.cases.findIndex((c) => c.name === name);
  if (i > 0) app.setView({ variant: i });
  document.getElementById("maps")?.scrollIntoView({ behavior: "smooth" });
}
