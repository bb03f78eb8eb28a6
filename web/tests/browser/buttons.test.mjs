// Every button of every kind of report is pressed: what it saves can be read, and nothing complains.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { drawn, hour, launch, open, settled } from "./support.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const KINDS = ["run", "ensemble", "comparison", "national", "political"];

/** Files are caught in the page itself, which is quicker than a download for each. */
function caught() {
  window.saved = [];
  const blobs = new Map();
  const make = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (blob) => {
    const address = make(blob);
    blobs.set(address, blob);
    return address;
  };
  const click = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function () {
    if (!this.download) return click.call(this);
    void blobs.get(this.href).arrayBuffer().then((data) => window.saved.push({ name: this.download, data }));
  };
}

/** What each file of a page is worth: [name, what is wrong with it or ""]. */
const read = (page) =>
  page.evaluate(() =>
    window.saved.map(({ name, data }) => {
      const bytes = new Uint8Array(data);
      if (name.endsWith(".png")) {
        const [w, tall] = [16, 20].map((at) => new DataView(data).getUint32(at));
        return [name, bytes[1] === 80 && bytes[2] === 78 && w > 200 && tall > 80 ? "" : `${w} by ${tall}`];
      }
      const text = new TextDecoder().decode(bytes);
      if (name.endsWith(".svg")) {
        const drawing = new DOMParser().parseFromString(text, "image/svg+xml");
        if (drawing.querySelector("parsererror")) return [name, "cannot be parsed"];
        return [name, /simulation/.test(drawing.documentElement.textContent) ? "" : "does not say what it is"];
      }
      const rows = text.trim().split("\r\n").map((row) => row.replace(/"[^"]*"/g, "").split(",").length);
      return [name, rows.length > 1 && new Set(rows).size === 1 ? "" : `rows of ${[...new Set(rows)]} cells`];
    }),
  );

for (const name of KINDS) {
  test(`${name}: every picture and table is saved whole`, async () => {
    const { page, asked, said } = await open(browser, name, { init: caught });
    await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
    await settled(page);
    const pressed = await page.evaluate(() => {
      const buttons = [...document.querySelectorAll("[data-save]")];
      for (const b of buttons) b.click();
      return buttons.length;
    });
    assert.ok(pressed > 10, `${pressed} buttons`);
    await page.waitForFunction((n) => window.saved.length === n, pressed);
    const files = await read(page);
    assert.deepEqual(files.filter(([, wrong]) => wrong), []);
    assert.deepEqual([asked, said], [[], []]);
  });

  test(`${name}: every other button and choice does something and nothing complains`, async () => {
    const { page, asked, said } = await open(browser, name);
    await page.evaluate(() => window.tocsin.seek(window.tocsin.data.hours >> 1));
    const selects = await page.locator("select").count();
    for (let i = 0; i < selects; i++) {
      const select = page.locator("select").nth(i);
      const options = await select.locator("option").evaluateAll((o) => o.slice(0, 9).map((x) => x.value));
      for (const value of [...options.slice(1), options[0]]) {
        await select.selectOption(value);
        assert.equal(await page.locator("select").nth(i).inputValue(), value);
      }
    }
    const pressed = await page.evaluate(() => {
      const buttons = [...document.querySelectorAll("button:not([data-save]):not([disabled])")];
      for (const b of buttons) b.click();
      return buttons.length;
    });
    assert.ok(pressed > 4, `${pressed} buttons`);
    await page.evaluate(() => window.tocsin.playing && window.tocsin.toggle());
    await settled(page);
    assert.deepEqual([asked, said], [[], []]);
  });
}

test("a drag over a chart moves the clock, the map zooms in and back", async () => {
  const { page } = await open(browser, "national");
  const chart = page.locator("#timeline .u-over").first();
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.boundingBox();
  await page.mouse.move(box.x + 0.25 * box.width, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.5 * box.width, box.y + 20);
  await page.mouse.up();
  const middle = await page.evaluate(() => (window.tocsin.data.hours - 1) / 2);
  assert.ok(Math.abs((await hour(page)) - middle) <= 2);
  await page.evaluate(() => window.tocsin.seek(110));
  const first = await drawn(page);
  await page.locator(".zoom button").nth(0).click();
  assert.notEqual((await drawn(page)).sum, first.sum);
  await page.locator(".zoom button").nth(2).click();
  assert.equal((await drawn(page)).sum, first.sum);
});
