// Charts, maps and tables are saved from the page alone; links lead to an hour, a place and a source.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { hour, launch, open } from "./support.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** What a button gives, pressed by the keyboard. */
async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), button.press("Enter")]);
  return { name: download.suggestedFilename(), data: await readFile(await download.path()) };
}

test("a chart is saved as SVG, PNG and CSV with the figures of the page", async () => {
  const { page, asked, said } = await open(browser, "run");
  const of = (kind) => saved(page, page.locator(`#panel-dead [data-save=${kind}]`));
  const [svg, png, csv] = [await of("svg"), await of("png"), await of("csv")];
  assert.match(svg.name, /^two-towns-.*\.svg$/);
  assert.match(svg.data.toString(), /^<svg .*A|a simulation/s);
  assert.deepEqual([...png.data.subarray(1, 4)], [80, 78, 71]);
  assert.ok(png.data.length > 5000);
  const rows = csv.data.toString().replace("\ufeff", "").trim().split("\r\n").map((r) => r.split(","));
  const dead = await page.evaluate(() => [...window.tocsin.data.national(0, "run", "dead")]);
  assert.equal(rows.length - 1, dead.length);
  assert.deepEqual(rows.slice(1).map((r) => Number(r[1])), dead);
  assert.deepEqual([asked, said], [[], []]);
});

test("every chart, map and table has its buttons, each with a name", async () => {
  for (const name of ["ensemble", "comparison"]) {
    const { page } = await open(browser, name);
    const [charts, without] = await page.evaluate(() => {
      const all = [...document.querySelectorAll(".chart, .map, table.outcomes, table.strata")];
      return [all.length, all.filter((e) => !e.parentElement.parentElement.querySelector("[data-save=csv]")).length];
    });
    assert.ok(charts > 6);
    assert.equal(without, 0);
    const labels = await page.locator("[data-save]").evaluateAll((b) => b.map((x) => x.getAttribute("aria-label")));
    assert.ok(labels.every(Boolean));
  }
});

test("map and tables are saved too, hostile names as text", async () => {
  const { page, said } = await open(browser, "hostile");
  const map = await saved(page, page.locator(".left [data-save=svg]"));
  const table = await saved(page, page.locator("#outcomes [data-save=svg]").first());
  for (const { data } of [map, table]) {
    const wrong = await page.evaluate((text) => {
      const found = new DOMParser().parseFromString(text, "image/svg+xml");
      return found.querySelectorAll("parsererror, script, img, foreignObject").length;
    }, data.toString());
    assert.equal(wrong, 0);
  }
  const csv = await saved(page, page.locator(".left [data-save=csv]"));
  assert.equal(csv.data.toString().trim().split("\r\n").length, 4);
  assert.deepEqual(said, []);
});

test("an address leads to its hour and place, and follows both", async () => {
  const { page } = await open(browser, "run", { hash: "#t=2030-06-05T06:00&p=beta" });
  assert.equal(await hour(page), 54);
  assert.equal(await page.textContent("#why .place-name bdi"), "Beta");
  await page.evaluate(() => (window.tocsin.seek(60), window.tocsin.select(0)));
  await page.waitForFunction(() => location.hash === "#t=2030-06-05T12:00&p=alpha");
  await page.evaluate(() => (location.hash = "#t=2030-06-05T06:00&p=nowhere"));
  await page.waitForFunction(() => window.tocsin.hour === 54);
  assert.equal(await page.evaluate(() => window.tocsin.place), 0);
});

test("an address that says nothing of use changes nothing", async () => {
  const { page, said } = await open(browser, "run");
  const first = await hour(page);
  for (const hash of ["#t=2030-13-40T99:00", "#t=&p=", "#why", "#p=%E0%A4%A"]) {
    await page.evaluate((x) => (location.hash = x), hash);
    await page.evaluate(() => new Promise((done) => setTimeout(done))); // the address is told after this turn
    assert.equal(await hour(page), first, hash);
  }
  assert.deepEqual(said, []);
});

test("a source is one click away, and the page says how to cite it", async () => {
  const { page } = await open(browser, "national");
  const code = page.locator("#outcomes tr[data-outcome=dead] a.code").first();
  const name = await code.textContent();
  await code.press("Enter");
  const item = page.locator(`#source-${name}`);
  assert.ok(await item.isVisible());
  assert.ok(await item.evaluate((e) => e === document.activeElement));
  assert.match(await item.locator("a").first().getAttribute("href"), /^https?:/);
  assert.match(await page.textContent(".cite"), /simulation.*seed 1/);
});
