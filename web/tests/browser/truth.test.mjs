// What stands on the screen is what stands in the files, and text is text.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { HOSTILE } from "./hostile.mjs";
import { launch, open, read } from "./support.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const number = (x) =>
  new Intl.NumberFormat("en-GB", Math.abs(x) >= 10 || Number.isInteger(x) ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 2 }).format(x);

for (const name of ["run", "ensemble", "national"])
  test(`${name}: every count in the table equals summary.json`, async () => {
    const { page } = await open(browser, name);
    const summary = read(name, "summary.json");
    const rows = await page.locator("#outcomes tr[data-outcome]").evaluateAll((all) =>
      all.map((r) => [r.dataset.outcome, ...[...r.querySelectorAll("td")].slice(0, 2).map((c) => c.textContent)]),
    );
    let compared = 0;
    for (const [key, middle, reach] of rows) {
      const [outcome, ...rest] = key.split(".");
      const s = rest.length ? summary.outcomes[outcome][rest.join(".")] : summary.outcomes[outcome];
      if (!["persons", "places", "regions", "sites", "premises", "vehicles", "person hours"].includes(s.unit) || s.median === null) continue;
      assert.ok(middle.startsWith(number(s.median)), `${key}: ${middle} is not ${s.median}`);
      if (summary.runs > 1) assert.equal(reach, `${number(s.p05 ?? s.low)} to ${number(s.p95 ?? s.high)}`, key);
      compared += 1;
    }
    assert.ok(compared > 12, `${compared} compared`);
    assert.equal(await page.locator("[data-outcome=dead]").first().evaluate((e) => e.firstChild.textContent), number(summary.outcomes.dead.median));
  });

test("the last hour's dead are those of summary.json, apart for three groups", async () => {
  const { page } = await open(browser, "national");
  const { outcomes } = read("national", "summary.json");
  await page.evaluate(() => window.tocsin.seek(1e6));
  for (const group of ["participants", "bystanders", "forces"])
    assert.equal(await page.textContent(`[data-now=dead_${group}]`), number(outcomes[`dead_${group}`].median));
});

test("recorded figures stand with date and status, retracted ones struck through", async () => {
  const { page } = await open(browser, "national");
  const row = page.locator("#outcomes tr[data-outcome=dead]");
  assert.match(await row.innerText(), /238\s+5 Jan 2023, official/);
  assert.equal(await row.locator("s").first().innerText(), "164");
});

test("differences on the screen equal comparison.json", async () => {
  const { page } = await open(browser, "comparison");
  const { variants } = read("comparison", "comparison.json");
  for (const v of variants) {
    const shown = await page.locator(`[data-variant="${v.name}"] .figure`).evaluate((e) => e.firstChild.textContent);
    const mean = v.outcomes.dead.difference.mean;
    const round = Math.abs(mean) >= 10 ? Math.round(mean) : Math.round(mean * 10) / 10;
    assert.equal(shown, (round > 0 ? "+" : "") + number(round).replace("-", "−"));
  }
  await page.selectOption("#maps select", { label: variants[1].name });
  assert.equal(await page.locator("#maps h3").nth(1).textContent(), variants[1].name);
});

test("the difference at an hour is the variant less the base", async () => {
  const { page } = await open(browser, "comparison");
  const off = await page.evaluate(() => {
    const { data } = window.tocsin;
    const bands = data.raw("1.pair_bands.dead");
    const last = bands.subarray(2 * data.hours, 3 * data.hours).at(-1);
    const values = data.meta.comparison.variants[0].spread.dead.values.toSorted((a, b) => a - b);
    return Math.abs(last - (values[4] + values[5]) / 2);
  });
  assert.ok(off < 0.05, `off by ${off}`);
});

test("hostile text is shown as text", async () => {
  const { page, said, asked } = await open(browser, "hostile");
  assert.equal(await page.evaluate(() => window.harmed), undefined);
  assert.ok((await page.textContent("h1")).startsWith(HOSTILE));
  assert.ok((await page.textContent("#card")).includes(HOSTILE));
  assert.ok((await page.textContent("#why .place-name")).includes(HOSTILE));
  assert.equal(await page.locator("img").count(), 0);
  assert.equal(await page.locator("script").count(), 3);
  assert.deepEqual([said, asked], [[], []]);
});

for (const [code, dead] of [["fr", "Combien de morts"], ["ru", "Сколько погибших"]])
  test(`the page speaks ${code}`, async () => {
    const { page, said } = await open(browser, "run", { hash: `#lang=${code}` });
    assert.equal(await page.getAttribute("html", "lang"), code);
    assert.ok((await page.textContent(".answers")).includes(dead));
    await page.selectOption(".mast select", "en");
    assert.ok((await page.textContent(".answers")).includes("How many died"));
    assert.deepEqual(said, []);
  });
