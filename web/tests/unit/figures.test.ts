import assert from "node:assert/strict";
import { test } from "node:test";
import type { Meta, Reference, Statistics } from "../../src/contract";
import { clear, difference, strong } from "../../src/compare/verdicts";
import { Data } from "../../src/data";
import { Calendar, decimals, number, percent, signed } from "../../src/format";
import { unring } from "../../src/map/frame";
import { labels } from "../../src/map/labels";
import { label, modes } from "../../src/map/modes";
import { bins } from "../../src/outcomes/spread";
import { meets, split, tally } from "../../src/references";
import { csv } from "../../src/save/download";
import { steps } from "../../src/save/curves";
import { wrapped } from "../../src/save/drawing";
import { rounds } from "../../src/stage";
import { span } from "../../src/tell";
import { setLanguage } from "../../src/words";

const record = (more: Partial<Reference>): Reference => ({ value: null, low: null, high: null, date: null, source: null, status: "official", ...more });
const found = (p05: number, median: number, p95: number): Statistics => ({ p05, median, p95, unit: "persons" });

test("the latest figure that stands, and those before it", () => {
  const list = [record({ value: 238, date: "2023-01-05" }), record({ value: 164, date: "2022-01-09", status: "retracted" }), record({ value: 225, date: "2022-01-15" })];
  const { final, earlier } = split(list);
  assert.equal(final?.value, 238);
  assert.deepEqual(earlier.map((r) => r.value), [164, 225]);
  assert.equal(split([record({ value: 1, status: "retracted" })]).final, undefined);
});

test("an interval meets a value, a range or a bound", () => {
  const s = found(10, 20, 30);
  assert.equal(meets(s, record({ value: 30 })), true);
  assert.equal(meets(s, record({ value: 31 })), false);
  assert.equal(meets(s, record({ low: 25, high: 90 })), true);
  assert.equal(meets(s, record({ low: 31 })), false);
  assert.equal(meets(s, record({ high: 5 })), false);
  assert.equal(meets(s, record({})), undefined);
  assert.equal(meets({ low: 10, median: 20, high: 30, unit: "persons" }, record({ value: 30 })), true);
  assert.equal(meets({ low: 10, median: 20, high: 30, unit: "persons" }, record({ value: 31 })), false);
  assert.equal(meets({ low: null, high: null, median: null, unit: "persons" }, record({ value: 3 })), undefined);
  assert.equal(meets({ median: 3, unit: "share of runs" }, record({ value: 3 })), undefined);
});

test("what was fitted is counted apart from what was not", () => {
  const outcomes = {
    dead: { ...found(1, 2, 3), references: [record({ value: 2 })] },
    detained_by: { "2022-01-06": { ...found(1, 2, 3), references: [record({ value: 9 })] } },
    places_active: { ...found(1, 2, 3), references: [record({ low: 3 })] },
  };
  assert.deepEqual(tally(outcomes, new Set(["dead", "detained_by"])), { held: 2, all: 3, fitted: 2, heldFree: 1, free: 1 });
});

test("numbers and shares have the digits that count", () => {
  assert.deepEqual([0, 7, 7.25, 0.0123, 1234.5, -3, null].map(number), ["0", "7", "7.3", "0.012", "1,235", "−3", "–"]);
  assert.deepEqual([3, -3, 0].map(signed), ["+3", "−3", "0"]);
  assert.equal(percent(0.051), "5.1\u202f%");
});

test("hours are told in the scenario's zone, dates find their hour", () => {
  const c = new Calendar({ start: "2021-12-31T18:00:00Z", zone: 360 });
  assert.equal(c.moment(0), "1 Jan, 00:00");
  assert.equal(c.time(0, 300), "23:00");
  assert.equal(c.iso(111), "2022-01-05");
  assert.equal(c.hour("2022-01-05T13:45"), 109.75);
  assert.equal(c.hour("2022-01-02"), 36);
  for (const text of ["2022", "2022-13-40T99:00", ""]) assert.equal(c.hour(text), undefined);
  assert.deepEqual(c.midnights(60), [0, 24, 48]);
  assert.deepEqual(new Calendar({ start: "2021-12-31T18:00:00Z", zone: 300 }).midnights(30), [1, 25]);
});

test("values are counted in bins; all alike stay one bin; counted ones stay", () => {
  assert.equal(bins({ values: [1, 2, 3, 4] })?.counts.reduce((a, b) => a + b, 0), 4);
  assert.deepEqual(bins({ values: [5, 5] }), { low: 5, high: 5, counts: [2] });
  assert.equal(bins({ values: [] }), undefined);
  const counted = { low: 0, high: 2, counts: [1, 1] };
  assert.equal(bins(counted), counted);
});

test("a difference has its sign and interval", () => {
  const part = { share: null, low: null, high: null };
  const p = { unit: "persons", better: null, n: 9, base: { mean: 1, median: 1 }, variant: { mean: 1, median: 1 }, clear: null, lower: part, equal: part, higher: part } as const;
  assert.equal(difference({ ...p, difference: { mean: -2.71, low: -6.13, high: 0.71, median: -2 } }), "−2.7 (−6.1 to +0.7)");
  assert.equal(difference({ ...p, difference: { mean: 14.4, low: null, high: null, median: 14 } }), "+14");
  assert.equal(difference({ ...p, unit: "share of runs", difference: { mean: -1, low: null, high: null, median: -1 } }), "−100\u202f%");
});

test("a difference is called clear only if it matters, in the words of what it is of", () => {
  const part = { share: null, low: null, high: null };
  const d = { mean: -2, low: -3, high: -1, median: -2 };
  const p = { unit: "h", better: null, n: 30, base: { mean: 1, median: 1 }, variant: { mean: 1, median: 1 }, difference: d, clear: "lower", matters: true, lower: part, equal: part, higher: part } as const;
  assert.deepEqual([clear(p, 20), clear(p, 20, "size"), clear(p, 20, "time")], ["clearly fewer", "clearly lower", "clearly sooner"]);
  assert.deepEqual([clear({ ...p, matters: false }, 20), strong({ ...p, matters: false })], ["slightly fewer", false]);
  assert.equal(clear({ ...p, n: 8, lower: { ...part, share: 0.875 } }, 20), "fewer in 7 of 8 pairs");
  assert.equal(clear({ ...p, clear: null }, 20, "time"), "too few pairs differ to say");
  assert.equal(clear({ ...p, clear: null, difference: { ...d, high: 1 } }, 20), "no clear difference");
});

test("totals are those that the data declare, of rows and of the country", () => {
  const meta = { hours: 2, totals: { dead_participants: { dead: 1, dead_bystanders: -1, dead_forces: -1 }, active: { marching: 1, rioting: 1 } } } as unknown as Meta;
  const arrays = new Map(Object.entries({ dead: [1, 5, 2, 4], dead_bystanders: [0, 1, 1, 1], dead_forces: [0, 2, 0, 1] }).map(([k, v]) => [`0.run.${k}`, Float32Array.from(v)]));
  const data = new Data(meta, arrays);
  assert.deepEqual([...(data.row(0, "run", "dead_participants", 1) ?? [])], [1, 2]);
  assert.deepEqual([...(data.national(0, "run", "dead_participants") ?? [])], [2, 4]);
  assert.equal(data.national(0, "run", "active"), undefined);
});

test("rings are summed up", () => {
  assert.deepEqual(unring([5000, 4000, 100, -50, -1, 1]), [[50, 40], [51, 39.5], [50.99, 39.51]]);
});

test("names of the legend are round and below the largest", () => {
  assert.deepEqual(rounds(14000), [500, 2500, 10000]);
  assert.deepEqual(rounds(3), [2]);
  assert.deepEqual(rounds(0), []);
});

test("names on the map do not meet; the first in rank has its place", () => {
  const points: [number, number][] = [[50, 50], [52, 50], [300, 300]];
  const placed = labels(points, [1, 0, 2], () => 40, 12, [400, 400], 9, () => 5);
  assert.equal(placed[0].place, 1);
  const boxes = placed.map((l) => [l.align === "left" ? l.x : l.align === "right" ? l.x - 40 : l.x - 20, l.y - 6]);
  for (const [i, a] of boxes.entries()) for (const b of boxes.slice(i + 1)) assert.ok(Math.abs(a[0] - b[0]) >= 40 || Math.abs(a[1] - b[1]) >= 12);
  assert.equal(labels(points, [0], () => 900, 12, [400, 400], 9, () => 5).length, 0, "no room for a very long name");
});

test("local times are right when clocks are changed during a run", () => {
  const c = new Calendar({ start: "2024-03-29T23:00:00Z", zone: [[0, 60], [26, 120]] });
  assert.equal(c.time(25), "01:00");
  assert.equal(c.time(26), "03:00");
  assert.equal(c.hour("2024-04-01T12:00"), 59);
  assert.equal(c.hour("2024-03-30T12:00"), 12);
  assert.deepEqual(c.midnights(72), [0, 24, 47, 71]);
  assert.equal(c.iso(47), "2024-04-01");
});

test("days are written as the language writes them, numbers with its comma", () => {
  const c = new Calendar({ start: "2021-12-31T18:00:00Z", zone: 360 });
  setLanguage("fr");
  assert.deepEqual([c.day(0), c.day(24), c.shortDay(0)], ["1er janvier", "2 janvier", "1er janv."]);
  assert.match(c.full(0), /^sam\. 1er janvier 2022, 00:00$/);
  assert.deepEqual([number(3.1), decimals(0.49), span("237", "320")], ["3,1", "0,49", "237 à 320"]);
  setLanguage("ru");
  assert.deepEqual([c.day(0), decimals(0.49), span("237", "320")], ["1 января", "0,49", "237–320"]);
  assert.equal(span(percent(0.12), percent(0.18)), "12–18\u202f%");
  assert.equal(span("5 янв., 12:00", "6 янв., 13:00", "interval.dates"), "5 янв., 12:00\u00a0— 6 янв., 13:00");
  setLanguage("en");
});

test("an hour in an address comes back as that hour", () => {
  for (const zone of [360, [[0, 60], [26, 120]] as [number, number][]]) {
    const c = new Calendar({ start: "2024-03-29T23:00:00Z", zone });
    for (const hour of [0, 25, 26, 90]) assert.equal(c.hour(c.stamp(hour)), hour);
  }
});

test("names are those of the reader's language, where there are any", () => {
  const names = { fr: { Aktau: "Aktaou", Akmola: "Akmola" }, ru: { Aktau: "Актау", Akmola: "Акмолинская область" } };
  const data = new Data({ names } as unknown as Meta, new Map());
  const asked = ["Aktau", "Akmola, rural remainder", "Aktau police headquarters", "Nowhere"];
  assert.deepEqual(asked.map((n) => data.named(n)), asked);
  setLanguage("ru");
  assert.deepEqual(asked.map((n) => data.named(n)), ["Актау", "Акмолинская область: сельская местность", "Актау, управление полиции", "Nowhere"]);
  setLanguage("en");
});

test("what is saved as CSV keeps its cells, and no spreadsheet reads a text as a formula", () => {
  assert.equal(csv([["a,b", 'c"d', -3, "−3", null, NaN], ["=1+1", "+5 %", "@x", "-", "", "x"]]), '"a,b","c""d",-3,−3,,\r\n\'=1+1,+5 %,\'@x,-,,x\r\n');
  assert.deepEqual(steps(0, 1.06), [0, 0.5, 1]);
  assert.deepEqual(steps(-4, 11), [0, 5, 10]);
  assert.deepEqual(wrapped("one two three", 8), ["one two", "three"]);
});

test("a field of a scenario's own is a further thing that the map can show", () => {
  const field = (name: string, unit: string) => ({ name, unit, about: `about ${name}` });
  const meta = { own: [field("memorial", "1"), field("pickets", "persons"), field("heat", "1/h"), field("gone", "1")], totals: {}, hours: 1, places: { name: ["A"] } };
  const arrays = ["marching", "rioting", "memorial", "pickets", "heat"].map((name): [string, Float32Array] => [`0.run.${name}`, Float32Array.of(1)]);
  const found = modes(new Data(meta as unknown as Meta, new Map(arrays)), 0, "run").filter((m) => m.id.startsWith("own."));
  assert.deepEqual(found.map((m) => [m.id, label(m), m.kind]), [
    ["own.memorial", "about memorial", "cells"], ["own.pickets", "about pickets", "discs"], ["own.heat", "about heat, 1/h", "cells"],
  ]);
});
