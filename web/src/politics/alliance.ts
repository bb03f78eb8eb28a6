/** The alliance: what its session decided and why, who sent how many, and the alarm at home. */

import type { App } from "../app";
import type { Statistics } from "../contract";
import { bdi, h } from "../dom";
import { decimals, number, percent } from "../format";
import { isSingle, split, statistic } from "../references";
import { interval, middle, reference } from "../tell";
import type { Key } from "../words";
import { known, t } from "../words";
import { perName } from "./lines";

export function alliance(app: App): HTMLElement | null {
  const { outcomes } = app.data.case(0);
  const by = (name: string): Record<string, Statistics> => {
    const found = outcomes[name];
    return found && !isSingle(found) ? found : {};
  };
  const votes = by("alliance_vote");
  const sent = by("alliance_contribution");
  const members = [...new Set([...Object.keys(votes), ...Object.keys(sent)])];
  const troops = perName(app, "contingent", app.data.meta.members, { title: t("alliance.contingents") });
  if (!members.length && !troops) return null;
  return h(
    "div",
    { class: "part" },
    h("h3", {}, t("alliance")),
    h("p", {}, session(app)),
    members.length > 0 && table(app, members, votes, by("alliance_objected"), sent, by("alliance_alarm")),
    reasons(app, members, by("alliance_reasons")),
    troops,
    perName(app, "alarm", app.data.meta.members, { title: t("alliance.alarm"), digits: 2, share: true, height: 120 }),
  );
}

function session(app: App): string {
  const { outcomes } = app.data.case(0);
  const out = [];
  for (const name of ["requested", "approved"] as const) {
    const s = statistic(outcomes, `alliance_${name}`);
    if (s && typeof s.median === "number") out.push(t(`alliance.${name}`, { share: percent(s.median) }));
  }
  const hours = statistic(outcomes, "alliance_decision_hours");
  if (hours && typeof hours.median === "number") out.push(t("alliance.decision", { n: number(hours.median), interval: app.data.meta.runs > 1 ? interval(app, "", hours) : number(hours.median) }));
  return out.length ? `${out.join(t("semicolon"))}.` : "";
}

type By = Record<string, Statistics>;

function table(app: App, members: string[], votes: By, objected: By, sent: By, alarm: By): HTMLElement {
  const share = (s: Statistics | undefined) => (typeof s?.median === "number" ? percent(s.median) : "–");
  const head = [t("member"), t("alliance.for"), t("alliance.objects"), t("alliance.sent"), t("col.final"), t("alliance.alarm_most")];
  const rows = members.map((m) => {
    const s = sent[m];
    const final = s && split(s.references).final;
    return h(
      "tr",
      { "data-member": m },
      h("th", { scope: "row" }, bdi(app.data.named(m))),
      h("td", { class: "n" }, share(votes[m])),
      h("td", { class: "n" }, share(objected[m])),
      h("td", { class: "n" }, s ? middle(app, "", s) : "–", s && app.data.meta.runs > 1 ? h("small", {}, ` (${interval(app, "", s)})`) : ""),
      h("td", {}, final ? reference(app, "", final, s.unit) : ""),
      h("td", { class: "n" }, typeof alarm[m]?.median === "number" ? decimals(alarm[m].median) : "–"),
    );
  });
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("alliance") }, h("table", { class: "members" }, h("caption", { class: "hidden" }, t("alliance")), h("thead", {}, h("tr", {}, ...head.map((c) => h("th", { scope: "col" }, c)))), h("tbody", {}, ...rows)));
}

/** What spoke for and against, by member: numbers on a ground whose strength is their size. */
function reasons(app: App, members: string[], found: By): HTMLElement | null {
  const terms = [...new Set(Object.keys(found).map((k) => k.slice(k.indexOf(": ") + 2)))];
  if (!terms.length) return null;
  const at = (m: string, term: string) => found[`${m}: ${term}`]?.median;
  const most = Math.max(...Object.values(found).map((s) => Math.abs(s.median ?? 0))) || 1;
  const weight = (term: string) => members.reduce((a, m) => a + Math.abs(at(m, term) ?? 0), 0);
  const shown = terms.filter((term) => weight(term) > 0).sort((a, b) => weight(b) - weight(a));
  const rows = shown.map((term) =>
    h("tr", {}, h("th", { scope: "row" }, bdi(known(`reason.${term.replaceAll(" ", "_")}`) ?? term)), ...members.map((m) => {
      const x = at(m, term);
      const cell = h("td", { class: "n" }, decimals(x));
      if (typeof x === "number") cell.style.background = `color-mix(in srgb, var(--${x > 0 ? "marching" : "rioting"}) ${Math.round((45 * Math.abs(x)) / most)}%, transparent)`;
      return cell;
    })),
  );
  return h(
    "details",
    {},
    h("summary", {}, t("alliance.reasons" as Key)),
    h("p", { class: "note" }, t("alliance.reasons.note")),
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("alliance.reasons") }, h("table", { class: "reasons" }, h("caption", { class: "hidden" }, t("alliance.reasons")), h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("alliance.reason")), ...members.map((m) => h("th", { scope: "col" }, bdi(app.data.named(m)))))), h("tbody", {}, ...rows))),
  );
}
