/** The head of the page: what this is, and the four answers. */

import type { App } from "./app";
import { began, deaths, sure, worst } from "./answers";
import type { Zone } from "./contract";
import { bdi, h } from "./dom";
import { counted, number, percent } from "./format";
import { interval, isFew, middle, middleCount, recorded, reference, status } from "./tell";
import { count, noun, t } from "./words";

const NAMED = 6; // parameters carried over

export function header(app: App): HTMLElement {
  const { meta } = app.data;
  const first = app.calendar.day(0);
  const last = app.calendar.day(meta.hours - 1);
  const runs = count("runs", meta.runs, number(meta.runs));
  const n = meta.comparison?.variants.length ?? 0;
  const variants = count("variants", n, number(n));
  return h(
    "header",
    { class: "top" },
    h("p", { class: "what" }, h("b", {}, t("simulation")), " ", t("simulation.more")),
    h("h1", {}, bdi(app.data.named(meta.title))),
    h(
      "p",
      { class: "dek" },
      t(meta.comparison ? "dek.pairs" : "dek", { persons: counted(Number(meta.persons.toPrecision(3))), places: counted(meta.places.name.length), first, last, runs, variants }),
      ...(meta.options?.length ? [" ", t("dek.options"), " ", bdi(meta.options.join("; ")), "."] : []),
    ),
    carried(app),
  );
}

/** Parameters that were fitted to another case, in a line. */
function carried(app: App): HTMLElement | null {
  const found = app.data.meta.carried;
  if (!found?.names.length) return null;
  const rest = found.names.length - NAMED;
  const names = [found.names.slice(0, NAMED).join(", "), rest > 0 && t("carried.more", { n: counted(rest) })].filter(Boolean).join(" ");
  return h("p", { class: "note carried" }, t("carried", { n: counted(found.names.length), case: app.data.named(found.case), names }));
}

/** Four columns, each a question, a figure and what stands behind it. */
export function answers(app: App): HTMLElement {
  const list = [beganBlock(app), worstBlock(app), deathsBlock(app), sureBlock(app)];
  return h("div", { class: "answers" }, ...list);
}

function block(question: string, figure: Node | string, ...more: (Node | string | null | false)[]): HTMLElement {
  return h(
    "div",
    { class: "answer" },
    h("h2", {}, question),
    h("p", { class: "figure" }, figure),
    ...more.filter((m): m is Node | string => Boolean(m)).map((m) => h("p", {}, m)),
  );
}

function beganBlock(app: App): HTMLElement {
  const found = began(app.data);
  if (!found) return block(t("q.began"), t("nowhere"), t("nowhere.more"));
  const when = found.hour !== undefined && t("began.hour", { when: app.calendar.moment(found.hour, zoneOf(app, found.position)) }) + ofRun(app);
  const share = app.data.meta.runs > 1 && t("began.share", { share: percent(found.share) });
  const said = [when, share].filter(Boolean).join(t("semicolon"));
  const record = found.recorded && h("span", {}, t("recorded"), " ", reference(app, "first_active_place", found.recorded, "place"));
  return block(t("q.began"), bdi(app.data.named(found.place)), said && `${said}.`, record ?? null);
}

/** Said in an ensemble of what is of one run, or of the median at each place. */
function ofRun(app: App): string {
  const layer = app.data.case(0).layers[0];
  if (app.data.meta.runs < 2 || !layer) return "";
  return ` (${layer.id === "run" ? t("of_run", { n: layer.run }) : t("layer.median")})`;
}

export function zoneOf(app: App, place: number): Zone | undefined {
  const { places, regions } = app.data.meta;
  return place >= 0 ? regions[places.region[place]]?.zone : undefined;
}

function worstBlock(app: App): HTMLElement {
  const { region, crowd } = worst(app.data);
  if (!region && !crowd) return block(t("q.worst"), t("nowhere"), t("nowhere.more"));
  const title = region ? bdi(app.data.named(region.name)) : bdi(app.data.placeName(crowd?.place ?? 0));
  const dead = region && h(
    "span", {}, t("worst.dead", { n: middleCount(app, "dead", region.dead) }), range(app, region.dead),
  );
  const out = crowd && h(
    "span", {}, t("worst.crowd"), " ", bdi(app.data.placeName(crowd.place)),
    t("worst.crowd.more", { n: counted(crowd.size), when: app.calendar.moment(crowd.hour, zoneOf(app, crowd.place)) + ofRun(app) }),
  );
  return block(t("q.worst"), title, dead ?? null, out ?? null);
}

function range(app: App, s: Parameters<typeof interval>[2]): string {
  return app.data.meta.runs > 1 ? ` (${interval(app, "dead", s)}${fewOf(app)})` : "";
}

/** Of too few runs it is said beside a range that it is no interval. */
function fewOf(app: App): string {
  return isFew(app) ? `, ${t("of_runs", { n: counted(sure(app.data).runs) })}` : "";
}

function deathsBlock(app: App): HTMLElement {
  const found = deaths(app.data);
  if (!found.all) return block(t("q.dead"), "–");
  const figure = h(
    "span", { "data-outcome": "dead" }, middle(app, "dead", found.all),
    app.data.meta.runs > 1 ? h("small", {}, ` ${interval(app, "dead", found.all)}`) : "",
  );
  const groups = h("span", { class: "groups" }, ...found.groups.flatMap(([group, s], i) => [
    i ? ", " : "",
    h("span", { class: `key ${group}` }, h("b", {}, middle(app, "dead", s)), ` ${noun(`group.${group}`, middleCount(app, "dead", s).n)}`),
  ]));
  const record = found.recorded && h(
    "span", {}, t("recorded"), " ", h("b", {}, recorded(app, "dead", found.recorded, "persons")),
    ` (${[app.calendar.written(found.recorded.date), status(found.recorded)].filter(Boolean).join(", ")})`,
    ...found.earlier.filter((r) => r.status === "retracted").flatMap((r) => [
      t("semicolon"), h("s", {}, recorded(app, "dead", r, "persons")), ` (${app.calendar.written(r.date)}, ${status(r)})`,
    ]),
  );
  return block(t("q.dead"), figure, groups, record ?? null);
}

function sureBlock(app: App): HTMLElement {
  const found = sure(app.data);
  if (app.data.meta.runs < 2) return block(t("q.sure"), t("sure.one"), t("sure.one.more"));
  const all = deaths(app.data).all;
  const figure = found.all ? t("sure.figure", { held: number(found.held), all: number(found.all) }) : count("runs", found.runs, number(found.runs));
  const few = isFew(app);
  const dead = all && t(few ? "sure.dead.few" : "sure.dead", { interval: interval(app, "dead", all), n: counted(found.runs) });
  const fit = found.all > 0 && t("sure.fit", { fitted: number(found.fitted), free: number(found.free), held: counted(found.heldFree) });
  return block(t("q.sure"), figure, found.all > 0 && t(few ? "sure.held.few" : "sure.held"), fit, dead ?? null);
}
