// A report with a political layer, put in by hand, so that tests need no scenario that has one.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unzlibSync, zlibSync } from "fflate";

const share = (x) => ({ value: x, median: x, p05: null, p95: null, unit: "share of runs", references: [] });
const figure = (median, unit = "persons", references = []) => ({ median, p05: median, p95: median, unit, references });

const OUTCOMES = {
  alliance_requested: share(1),
  alliance_approved: share(0.75),
  alliance_vote: { Bigland: share(1), Smallland: share(0.25) },
  alliance_objected: { Bigland: share(0), Smallland: share(0.5) },
  alliance_contribution: { Bigland: figure(1450), Smallland: figure(80) },
  alliance_alarm: { Bigland: figure(0.25, "1"), Smallland: figure(0.5, "1") },
  alliance_reasons: { "Bigland: stake": figure(0.5, "log-odds"), "Smallland: stake": figure(-0.75, "log-odds") },
  incumbent_survives: share(1),
  influence_before: { East: figure(0.3, "share") },
  influence_after: { East: figure(0.4, "share") },
  claim_said: { attackers: figure(20000) },
  claim_true: { attackers: figure(900, "persons", [{ value: 20000, low: null, high: null, date: "2030-06-05", source: "S1", status: "claim" }]) },
};

const ROWS = {
  loyalty: ["service", [80, 20]], position: ["actor", [10, 60]], in_office: ["actor", [1, 0]],
  contingent: ["member", [100, 5]], alarm: ["member", [25, 50]], reported: ["figure", [7]], counted: ["figure", [9]],
};

/** The report of a run with a political layer added; its folder. */
export function political(folder) {
  const html = readFileSync(join(folder, "run", "report.html"), "utf8");
  const inside = (id) => new RegExp(`(<script[^>]*id="?${id}"?[^>]*>)([^]*?)(</script>)`);
  const meta = JSON.parse(inside("tocsin-meta").exec(html)[2]);
  const data = [unzlibSync(Buffer.from(inside("tocsin-data").exec(html)[2].trim(), "base64"))];
  for (const [name, [axis, values]] of Object.entries(ROWS)) {
    meta.arrays.push({ name: `0.run.${name}`, dtype: "u1", dims: [axis, "time"], shape: [values.length, meta.hours] });
    for (const v of values) data.push(new Uint8Array(meta.hours).fill(v).fill(1, 0, 1));
  }
  for (const [name, value] of [["hold", 40], ["tension", 3]]) {
    meta.arrays.push({ name: `0.run.${name}`, dtype: "u1", dims: ["time"], shape: [meta.hours], scale: 0.01 });
    data.push(new Uint8Array(meta.hours).fill(value));
  }
  meta.services = [{ name: "police" }, { name: "guard" }];
  meta.actors = [{ name: "leader", title: "President" }, { name: "rival", title: "Chair of the Council" }];
  meta.members = [{ name: "Bigland" }, { name: "Smallland" }];
  meta.figures = [{ name: "dead" }];
  Object.assign(meta.cases[0].outcomes, OUTCOMES);
  const packed = Buffer.from(zlibSync(Buffer.concat(data))).toString("base64");
  mkdirSync(join(folder, "political"), { recursive: true });
  const made = html
    .replace(inside("tocsin-meta"), (_, a, b, c) => a + JSON.stringify(meta).replaceAll("<", "\\u003c") + c)
    .replace(inside("tocsin-data"), (_, a, b, c) => a + packed + c);
  writeFileSync(join(folder, "political", "report.html"), made);
}
