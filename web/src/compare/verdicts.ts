/** What each variant changes in deaths: the mean difference over pairs, its interval, and in how many
 * pairs fewer died. No variant is called better: fewer dead is told, nothing is ranked. */

import type { App } from "../app";
import type { Comparison, Pair, Variant } from "../contract";
import { bdi, h } from "../dom";
import { number, percent, signed } from "../format";
import type { Key } from "../words";
import { t } from "../words";

export function verdicts(app: App, found: Comparison): HTMLElement {
  return h("div", { class: "answers" }, ...found.variants.map((v) => verdict(app, v, found.level)));
}

/** "−12 (−30 to +6)". */
export function difference(p: Pair): string {
  const d = p.difference;
  if (d.mean === null) return "–";
  if (d.low === null || d.high === null) return signed(round(d.mean));
  return `${signed(round(d.mean))} (${t("interval", { low: signed(round(d.low)), high: signed(round(d.high)) })})`;
}

/** Tenths are enough for what has tens, whole numbers for more. */
export function round(x: number): number {
  const size = Math.abs(x);
  return size >= 10 ? Math.round(x) : Math.round(x * 10) / 10;
}

export function clear(p: Pair): Key {
  const { mean, low, high } = p.difference;
  if (mean === 0 && low === 0 && high === 0) return "clear.same";
  return p.clear === "lower" ? "clear.lower" : p.clear === "higher" ? "clear.higher" : "clear.none";
}

function verdict(app: App, v: Variant, level: number): HTMLElement {
  const dead = v.outcomes.dead;
  const groups = (["participants", "bystanders", "forces"] as const).filter((g) => v.outcomes[`dead_${g}`]);
  if (!dead) return h("div", { class: "answer" }, h("h2", {}, bdi(v.name)));
  const said = [
    t("verdict.means", { base: number(round(dead.base.mean ?? NaN)), variant: number(round(dead.variant.mean ?? NaN)) }),
    t("verdict.pairs", { share: percent(dead.lower.share), n: number(dead.n) }),
  ];
  return h(
    "div",
    { class: "answer", "data-variant": v.name },
    h("h2", {}, bdi(v.name)),
    h("p", { class: "figure" }, signed(round(dead.difference.mean ?? NaN)), h("small", {}, ` ${t("verdict.dead")}`)),
    h("p", {}, h("b", {}, t(clear(dead))), dead.difference.low === null ? "" : ` ${t("verdict.interval", { level: percent(level), low: signed(round(dead.difference.low)), high: signed(round(dead.difference.high ?? NaN)) })}`),
    h("p", { class: "groups" }, ...groups.flatMap((g, i) => [i ? ", " : "", h("span", { class: `key ${g}` }, h("b", {}, signed(round(v.outcomes[`dead_${g}`].difference.mean ?? NaN))), ` ${t(`group.${g}`)}`)])),
    h("p", {}, `${said.join(" ")}`),
    app.data.meta.cases.length > 2 ? h("button", { type: "button", class: "more", click: () => choose(app, v.name) }, t("verdict.show")) : null,
  );
}

function choose(app: App, name: string): void {
  const i = app.data.meta.cases.findIndex((c) => c.name === name);
  if (i > 0) app.setView({ variant: i });
  document.getElementById("maps")?.scrollIntoView({ behavior: "smooth" });
}
