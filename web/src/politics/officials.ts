/** Officials: what they told hour by hour beside what was so in the run, and claims beside the truth. */

import type { App } from "../app";
import type { Statistics } from "../contract";
import { bdi, h } from "../dom";
import { isSingle } from "../references";
import { interval, middle, outcomeName, reference } from "../tell";
import { split } from "../references";
import { marksOf } from "../timeline/recorded";
import { t } from "../words";
import { colour, lines, rowOf } from "./lines";

export function officials(app: App): HTMLElement | null {
  const parts = [...figures(app), claims(app)].filter((p) => p !== null);
  if (!parts.length) return null;
  return h("div", { class: "part" }, h("h3", {}, t("officials")), h("p", { class: "note" }, t("officials.note")), ...parts);
}

/** For each official figure: told, and what it counts as it is true. */
function figures(app: App): (HTMLElement | null)[] {
  const list = app.data.meta.figures ?? [];
  const charts = list.map((f, i) => {
    const told = rowOf(app, "reported", i)?.main;
    const truth = rowOf(app, "counted", i)?.main;
    const entries = [
      ...(told ? [{ name: t("officials.told"), colour: colour(1), series: told }] : []),
      ...(truth ? [{ name: t("officials.truth"), colour: colour(0), series: truth, dash: [6, 3] }] : []),
    ];
    const marks = marksOf(app, "reported_by", (key) => (key.startsWith(`${f.name} `) ? key.slice(f.name.length + 1) : undefined));
    return lines(app, entries, { title: outcomeName(app, f.name), height: 120, marks });
  });
  const shown = charts.filter((c) => c !== null);
  return shown.length ? [h("div", { class: "panels two" }, ...shown)] : [];
}

function claims(app: App): HTMLElement | null {
  const { outcomes } = app.data.case(0);
  const [said, truth] = [outcomes.claim_said, outcomes.claim_true];
  if (!said || !truth || isSingle(said) || isSingle(truth)) return null;
  const many = app.data.meta.runs > 1;
  const figure = (s: Statistics | undefined) => (s ? `${middle(app, "", s)}${many && interval(app, "", s) ? ` (${interval(app, "", s)})` : ""}` : "–");
  const rows = Object.keys(truth).map((key) => {
    const final = split(truth[key].references).final ?? split(said[key]?.references).final;
    return h(
      "tr",
      { "data-claim": key },
      h("th", { scope: "row" }, bdi(key)),
      h("td", { class: "n" }, said[key] ? middle(app, "", said[key]) : "–"),
      h("td", { class: "n" }, figure(truth[key])),
      h("td", {}, final ? reference(app, "", final, truth[key].unit) : ""),
    );
  });
  const head = [t("claim"), t("claim.said"), t("claim.true"), t("claim.record")];
  return h("div", {}, h("h4", {}, t("claims")), h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("claims") }, h("table", { class: "claims" }, h("caption", { class: "hidden" }, t("claims")), h("thead", {}, h("tr", {}, ...head.map((c) => h("th", { scope: "col" }, c)))), h("tbody", {}, ...rows))));
}
