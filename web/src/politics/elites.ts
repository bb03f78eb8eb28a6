/** Elites: what each office wants over time, whether the leader's position stands, and who obeys. */

import type { App } from "../app";
import { h } from "../dom";
import { number, percent } from "../format";
import { statistic } from "../references";
import { interval } from "../tell";
import type { Key } from "../words";
import { t } from "../words";
import { colour, dash, lines, perName, rowOf, titled } from "./lines";

export function elites(app: App): HTMLElement | null {
  const { meta } = app.data;
  const options = (title: Key) => ({ title: t(title), digits: 2, share: true });
  const leader = ["hold", "tension", "guarantee"].flatMap((name, i) => {
    const found = rowOf(app, name, 0);
    return found ? [{ name: t(`leader.${name}` as Key), colour: colour(i), dash: dash(i), series: found.main }] : [];
  });
  const parts = [
    said(app),
    perName(app, "position", meta.actors, options("elites.position")),
    lines(app, leader, options("elites.leader")),
    perName(app, "loyalty", meta.services, options("elites.loyalty"), (i) => rowOf(app, "loyalty", i)?.main.every((x) => x === 1) ?? true),
  ].filter((p) => p !== null);
  if (!parts.length) return null;
  return h("div", { class: "part" }, h("h3", {}, t("elites")), dismissed(app), ...parts);
}

/** How often the leader survived, with a coup tried or a deal made. */
function said(app: App): HTMLElement | null {
  const { outcomes } = app.data.case(0);
  const share = (name: string) => {
    const s = statistic(outcomes, name);
    return s && typeof s.median === "number" ? s.median : undefined;
  };
  const out: string[] = [];
  for (const name of ["incumbent_survives", "incumbent_deal", "coup_attempted", "coup_succeeded"]) {
    const x = share(name);
    if (x !== undefined) out.push(t(`elites.${name}` as Key, { share: percent(x) }));
  }
  const risk = statistic(outcomes, "coup_risk");
  if (risk && typeof risk.median === "number") out.push(t("elites.coup_risk", { share: percent(risk.median) }));
  const hold = statistic(outcomes, "hold_least");
  if (hold && typeof hold.median === "number") {
    const reach = app.data.meta.runs > 1 ? ` (${interval(app, "hold_least", hold)})` : "";
    out.push(t("elites.hold_least", { x: percent(hold.median) }) + reach);
  }
  return out.length ? h("p", {}, `${out.join(t("semicolon"))}.`) : null;
}

/** Offices that lost their holder in the run that is shown, with the hour. */
function dismissed(app: App): HTMLElement | null {
  const found = (app.data.meta.actors ?? []).flatMap((actor, i) => {
    const held = app.data.row(0, "run", "in_office", i);
    const at = held ? held.findIndex((x, t) => t > 0 && x === 0 && held[t - 1] > 0) : -1;
    return at >= 0 ? [`${titled(app, actor)} (${app.calendar.moment(at)})`] : [];
  });
  return found.length ? h("p", {}, t("elites.dismissed", { n: number(found.length), who: found.join(t("semicolon")) })) : null;
}
