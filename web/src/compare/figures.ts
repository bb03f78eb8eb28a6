/** Paired differences of every outcome: means, the difference with its interval, all pairs as a small
 * picture, and in how many pairs it was lower or higher; then tables by region, day and site. */

import type { App } from "../app";
import type { Comparison, Pair, Spread, Variant } from "../contract";
import { bdi, h, section } from "../dom";
import { counted, number, percent } from "../format";
import { declared, ordered } from "../outcomes/groups";
import { picture } from "../outcomes/spread";
import { saveAs } from "../save/download";
import { ofTable } from "../save/table";
import { keyName } from "../outcomes/table";
import { isFew, outcomeName, value } from "../tell";
import { t } from "../words";
import { clear, difference, isShare, round, strong } from "./verdicts";

export function figures(app: App, found: Comparison): HTMLElement {
  return section(
    "differences",
    t("differences"),
    h("p", { class: "note" }, note(app, found)),
    ...found.variants.map((v, i) => h("details", { open: i === 0, class: "table" }, h("summary", {}, bdi(v.name)), ...body(app, v))),
  );
}

/** What stands in the table, and what its intervals are. */
function note(app: App, found: Comparison): string {
  const n = counted(app.data.meta.runs);
  if (isFew(app)) return `${t("differences.note.few")} ${t("intervals.few", { n })}`;
  return `${t("differences.note")} ${t("intervals", { level: percent(found.level) })}`;
}

function body(app: App, v: Variant): HTMLElement[] {
  const names = ordered(app, Object.keys(v.outcomes));
  const main = grid(app, v.name, names.map((n) => [outcomeName(app, n), n, v.outcomes[n], v.spread?.[n]]));
  const tables = ordered(app, Object.keys(v.tables)).flatMap((name) => {
    const rows = Object.entries(v.tables[name]).filter(([, p]) => p.base.mean !== 0 || p.variant.mean !== 0);
    const title = outcomeName(app, name);
    const shown = (): Row[] => rows.map(([key, p]) => [keyName(app, key), name, p, undefined]);
    return rows.length ? [h("details", {}, h("summary", {}, title), grid(app, title, shown()))] : [];
  });
  return [main, ...tables];
}

type Row = [string, string, Pair, Spread | undefined];

function grid(app: App, caption: string, rows: Row[]): HTMLElement {
  const pictures = rows.some((r) => r[3]);
  const head = [t("col.outcome"), t("base"), t("variant"), t("col.difference"), ...(pictures ? [t("col.pairs")] : []), t("col.lower"), t("col.higher")];
  const table = h(
    "table",
    { class: "outcomes pairs" },
    h("caption", { class: "hidden" }, caption),
    h("thead", {}, h("tr", {}, ...head.map((c) => h("th", { scope: "col" }, c)))),
    h("tbody", {}, ...rows.map((r) => line(app, r, pictures))),
  );
  return h(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
    table,
    saveAs(app, caption, ofTable(app, caption, () => table)),
  );
}

function line(app: App, [title, name, p, spread]: Row, pictures: boolean): HTMLElement {
  const { dated, under, reads } = declared(app, name);
  const mean = (x: number | null) => (isShare(p) ? percent(x) : dated ? value(app, name, x, p.unit) : number(x === null ? x : round(x)));
  const said = h("td", { class: "n" }, strong(p) ? h("b", {}, difference(p)) : difference(p), h("small", {}, ` ${clear(p, app.data.meta.few, reads)}`));
  return h(
    "tr",
    { "data-outcome": name },
    h("th", { scope: "row", class: under ? "indent" : null }, bdi(title)),
    h("td", { class: "n" }, mean(p.base.mean)),
    h("td", { class: "n" }, mean(p.variant.mean)),
    said,
    pictures && h("td", {}, spread ? picture(spread, [], true) : ""),
    h("td", { class: "n" }, percent(p.lower.share)),
    h("td", { class: "n" }, percent(p.higher.share)),
  );
}
