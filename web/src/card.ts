/** The model card: what was put in, fitted and predicted; how to run it again; what it cannot say. */

import type { App } from "./app";
import type { LedgerEntry } from "./contract";
import { bdi, h, section, table } from "./dom";
import { number } from "./format";
import { sourced, sources } from "./sources";
import { outcomeName } from "./tell";
import { badge } from "./outcomes/table";
import type { Status } from "./outcomes/table";
import { count, t } from "./words";

export function card(app: App): HTMLElement {
  const { meta } = app.data;
  return section(
    "card",
    t("card"),
    h("p", {}, t("card.what")),
    h("div", { class: "columns" }, ...(["imposed", "fitted", "predicted"] as Status[]).map((s) => ledger(app, s))),
    h("h3", {}, t("limits")),
    h("ul", { class: "limits" }, ...(["limits.1", "limits.2", "limits.3", "limits.4", "limits.5", "limits.6"] as const).map((k) => h("li", {}, t(k)))),
    h("h3", {}, t("misuse")),
    h("p", {}, t("misuse.text")),
    h("h3", {}, t("again")),
    h("p", {}, t("again.text")),
    h("pre", { tabindex: 0 }, h("code", {}, command(app))),
    facts(app),
    h("h3", {}, t("cite")),
    h("p", { class: "cite" }, bdi(cite(app))),
    levers(app),
    parameters(app),
    sources(app),
    meta.attribution.length > 0 && h("h3", {}, t("attribution")),
    h("ul", {}, ...[...meta.attribution, ...(meta.map ? [meta.map.source] : [])].map((a) => h("li", {}, bdi(a)))),
  );
}

/** How to cite the report: what, by which version, scenario, runs and seed, so that it can be made again. */
export function cite(app: App): string {
  const { meta } = app.data;
  const runs = count("runs", meta.runs, number(meta.runs));
  return t("cite.text", { title: app.data.named(meta.title), version: meta.version, scenario: meta.scenario, runs, seed: meta.seed });
}

/** The command that makes the same figures again, given in the folder of the run: its resolved
 * scenario holds every change that was made on the command line. */
export function command(app: App): string {
  const { meta } = app.data;
  const how = [
    `--runs ${meta.runs}`, `--seed ${meta.seed}`,
    meta.parameters === "point" ? "" : `--parameters ${meta.parameters}`,
    meta.engine === "thinning" ? "" : `--engine ${meta.engine}`,
  ].filter(Boolean).join(" ");
  if (meta.kind !== "comparison") return `tocsin run scenario.yaml ${how}`;
  const variants = meta.cases.slice(1).map((c) => variant(c.name, c.edits ?? []));
  return `tocsin compare variants/base.yaml ${[...variants, how].join(" ")}`;
}

/** A variant as an option: "--without alliance", or several edits under one name. */
function variant(name: string, edits: string[]): string {
  if (edits.length === 1) return edits[0].replace(/^(--\S+) (.*)$/s, (_, verb: string, what: string) => `${verb} ${quoted(what)}`);
  return `--variant ${quoted(`${name}: ${edits.map((e) => e.replace(/^--/, "")).join("; ")}`)}`;
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function facts(app: App): HTMLElement {
  const { meta } = app.data;
  const rows: [string, string][] = [
    [t("fact.scenario"), meta.scenario],
    [t("fact.version"), meta.version],
    [t("fact.seed"), String(meta.seed)],
    [t("fact.runs"), count("runs", meta.runs, number(meta.runs))],
    [t("fact.parameters"), meta.parameters],
    [t("fact.engine"), meta.engine],
    [t("fact.persons"), number(meta.persons)],
    [t("fact.hours"), number(meta.hours)],
    [t("fact.odd"), "docs/odd.md"],
  ];
  return h("dl", { class: "facts" }, ...rows.map(([a, b]) => h("div", {}, h("dt", {}, a), h("dd", {}, bdi(b)))));
}

function ledger(app: App, status: Status): HTMLElement {
  const entries = app.data.meta.ledger[status];
  const acts = entries.filter((e) => e.what !== "outcome");
  const figures = entries.filter((e) => e.what === "outcome");
  const item = (e: LedgerEntry) =>
    h("li", {}, bdi(e.what === "outcome" ? outcomeName(app, e.name) : when(app, e.text)), note(app, e) && h("span", { class: "by" }, " ", bdi(note(app, e))));
  return h(
    "div",
    {},
    h("h3", {}, badge(status), ` ${number(entries.length)}`),
    h("p", { class: "note" }, t(`ledger.${status}.title`)),
    h("ul", { class: "scroll", tabindex: 0, "aria-label": t(`ledger.${status}`) }, ...acts.map(item), ...figures.map(item)),
  );
}

/** What the ledger adds to the meaning of an outcome. */
function note(app: App, e: LedgerEntry): string {
  if (e.what !== "outcome") return "";
  const about = app.data.meta.about[e.name] ?? "";
  return about && e.text.startsWith(`${about}; `) ? e.text.slice(about.length + 2) : "";
}

/** An act's text, with its date for people. */
function when(app: App, text: string): string {
  const found = /^(.*), at (\d{4}-\d{2}-\d{2}T\d{2}:\d{2})([+-]\d{2}:\d{2})?$/.exec(text);
  const hour = found && !found[3] ? app.calendar.hour(found[2]) : undefined;
  return found && hour !== undefined ? `${app.data.named(found[1])}, ${app.calendar.moment(hour)}` : text;
}

function levers(app: App): HTMLElement | null {
  const list = app.data.meta.levers;
  if (!list.length) return null;
  const { offices } = app.data.meta;
  const rows = list.map((l) => [
    bdi(app.data.named(l.title || l.name)), bdi(app.data.named(offices?.[l.actor] ?? l.actor)),
    bdi(l.enabled ? (l.at ? app.calendar.written(l.at.slice(0, 16)) : (l.when ?? "")) : t("lever.off")),
    h("span", {}, ...sourced(app, l.source ?? "")),
  ]);
  return h("details", {}, h("summary", {}, t("levers", { n: number(list.length) })), h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("levers", { n: list.length }) },
    table(t("levers", { n: list.length }), [t("lever"), t("actor"), t("lever.when"), t("source")], rows, { class: "plain" })));
}

function parameters(app: App): HTMLElement | null {
  const list = app.data.meta.parameter_table;
  if (!list.length) return null;
  const rows = list.map((p) => [h("code", {}, p.name), `${precise(p.value)} ${p.unit === "1" ? "" : p.unit}`, h("code", {}, p.prior), h("span", {}, ...sourced(app, p.source))]);
  const title = t("parameters", { n: number(list.length) });
  return h("details", {}, h("summary", {}, title), h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": title },
    table(title, [t("parameter"), t("col.value"), t("prior"), t("source")], rows, { class: "plain" })));
}

function precise(x: number): string {
  return String(Number(x.toPrecision(6)));
}
