// The page in a real browser: it asks nothing of a network, draws, plays, follows keys and clicks.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { drawn, hour, launch, open, REPORTS } from "./support.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

for (const name of REPORTS) {
  test(`${name}: no request, no complaint`, async () => {
    const { page, asked, said } = await open(browser, name);
    await page.evaluate(async () => {
      for (let y = 0; y < document.body.scrollHeight; y += 500) {
        scrollTo(0, y);
        await new Promise((r) => requestAnimationFrame(r));
      }
    });
    assert.deepEqual(asked, []);
    assert.deepEqual(said, []);
  });

  for (const width of [1280, 390])
    test(`${name}: nothing sticks out at ${width}`, async () => {
      const { page } = await open(browser, name, { viewport: { width, height: 844 } });
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
    });
}

test("a network that is tried is refused by the page itself", async () => {
  const { page } = await open(browser, "run");
  const refused = await page.evaluate(
    () =>
      new Promise((done) => {
        addEventListener("securitypolicyviolation", (e) => done(e.effectiveDirective));
        fetch("https://example.org/").catch(() => setTimeout(() => done("not by the policy"), 200));
      }),
  );
  assert.equal(refused, "connect-src");
});

test("a script that is not the page's own does not run", async () => {
  const { page } = await open(browser, "run");
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.harmed = 1";
    document.body.append(script);
  });
  assert.equal(await page.evaluate(() => window.harmed), undefined);
});

test("the map draws land, water, neighbours, and people where they are out", async () => {
  const { page } = await open(browser, "national");
  const colours = await page.evaluate(() => {
    const canvas = document.querySelector(".map-box canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const seen = {};
    for (let p = 0; p < data.length; p += 4) seen[[data[p], data[p + 1], data[p + 2]]] = 1 + (seen[[data[p], data[p + 1], data[p + 2]]] ?? 0);
    const rgb = (name) => {
      const n = parseInt(getComputedStyle(document.documentElement).getPropertyValue(name).trim().slice(1), 16);
      return [n >> 16, (n >> 8) & 255, n & 255];
    };
    const all = canvas.width * canvas.height;
    return Object.fromEntries(["--land", "--water", "--abroad"].map((c) => [c, (seen[rgb(c)] ?? 0) / all]));
  });
  assert.ok(colours["--land"] > 0.3, JSON.stringify(colours));
  assert.ok(colours["--water"] > 0.01, JSON.stringify(colours));
  assert.ok(colours["--abroad"] > 0.05, JSON.stringify(colours));
  const many = await drawn(page);
  await page.evaluate(() => (window.tocsin.select(-1), window.tocsin.seek(0)));
  const none = await drawn(page);
  assert.ok(many.pixels > 2000);
  assert.ok(none.pixels < many.pixels / 20, `${none.pixels} pixels at the first hour`);
});

test("play advances, pause stops", async () => {
  const { page } = await open(browser, "run");
  await page.evaluate(() => window.tocsin.seek(10));
  const before = await drawn(page);
  await page.click(".play");
  await page.waitForFunction(() => window.tocsin.hour >= 20);
  await page.click(".play");
  const at = await hour(page);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.equal(await hour(page), at);
  await page.evaluate(() => window.tocsin.seek(80));
  assert.notEqual((await drawn(page)).sum, before.sum);
});

test("play ends at the last hour, and begins anew after it", async () => {
  const { page } = await open(browser, "run");
  await page.evaluate(() => window.tocsin.seek(window.tocsin.data.hours - 3));
  await page.click(".play");
  await page.waitForFunction(() => !window.tocsin.playing);
  assert.equal(await hour(page), await page.evaluate(() => window.tocsin.data.hours - 1));
  await page.click(".play");
  await page.waitForFunction(() => window.tocsin.hour < 20);
});

test("faster is faster, and has an end", async () => {
  const { page } = await open(browser, "run");
  const first = await page.textContent(".speed-now");
  for (let i = 0; i < 4; i++) await page.evaluate(() => document.querySelectorAll(".speed button")[1].click());
  assert.notEqual(await page.textContent(".speed-now"), first);
  assert.ok(await page.isDisabled(".speed button:last-child"));
});

for (const where of [".event", ".strip .mark"])
  test(`a click on an event moves the clock (${where})`, async () => {
    const { page } = await open(browser, "run");
    const events = await page.evaluate(() => window.tocsin.data.meta.cases[0].chronicle.filter((e) => e[7]));
    for (const i of [0, events.length - 1]) {
      await page.locator(where).nth(i).click({ position: where === ".event" ? undefined : { x: 12, y: 20 }, force: true });
      assert.equal(await hour(page), Math.max(0, Math.floor(events[i][0])));
    }
  });

test("a click on a place shows why there", async () => {
  const { page } = await open(browser, "run");
  await page.selectOption("#why select", "1");
  assert.equal(await page.textContent("#why .place-name bdi"), "Beta");
  const box = await page.locator(".map-box").first().boundingBox();
  const [x, y] = await page.evaluate(() => window.tocsin.data.meta.places.lon[0] < window.tocsin.data.meta.places.lon[1] ? [0, 0] : [1, 0]);
  assert.deepEqual([x, y], [0, 0]);
  // Alpha lies in the west: somewhere on the left half a click finds it
  let found = "";
  for (let px = 0.05; px < 0.5 && found !== "Alpha"; px += 0.03)
    for (let py = 0.05; py < 0.95 && found !== "Alpha"; py += 0.04) {
      await page.mouse.click(box.x + px * box.width, box.y + py * box.height);
      found = await page.evaluate(() => document.querySelector("#why .place-name bdi")?.textContent ?? "");
    }
  assert.equal(found, "Alpha");
});

test("keys move the clock", async () => {
  const { page } = await open(browser, "run");
  await page.evaluate(() => window.tocsin.seek(50));
  await page.keyboard.press("ArrowRight");
  assert.equal(await hour(page), 51);
  await page.keyboard.press("Shift+ArrowRight");
  assert.equal(await hour(page), 75);
  await page.keyboard.press("ArrowLeft");
  assert.equal(await hour(page), 74);
  await page.keyboard.press("Space");
  await page.waitForFunction(() => window.tocsin.hour > 76);
  await page.keyboard.press("Space");
  assert.equal(await page.evaluate(() => window.tocsin.playing), false);
  await page.focus(".track input");
  await page.evaluate(() => window.tocsin.seek(50));
  await page.keyboard.press("ArrowRight");
  assert.equal(await hour(page), 51, "once, though slider and page both listen");
  await page.keyboard.press("End");
  assert.equal(await hour(page), await page.evaluate(() => window.tocsin.data.hours - 1));
  assert.match(await page.getAttribute(".track input", "aria-valuetext"), /2030/);
});

test("what the map shows can be chosen", async () => {
  const { page } = await open(browser, "national");
  const seen = new Set();
  await page.evaluate(() => window.tocsin.seek(200));
  for (const mode of await page.locator(".controls select").first().locator("option").evaluateAll((o) => o.map((x) => x.value))) {
    await page.locator(".controls select").first().selectOption(mode);
    seen.add((await drawn(page)).sum);
  }
  assert.ok(seen.size >= 4, `${seen.size} different maps`);
});

test("dark and light", async () => {
  const { page } = await open(browser, "run", { colorScheme: "dark" });
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const dark = await ground();
  const before = await drawn(page);
  await page.click(".mast button");
  assert.notEqual(await ground(), dark);
  assert.notEqual((await drawn(page)).sum, before.sum);
});

test("a browser without DecompressionStream reads the report too", async () => {
  const { page, said } = await open(browser, "run", { init: () => delete window.DecompressionStream });
  assert.equal(await page.textContent("h1"), "Two towns");
  assert.deepEqual(said, []);
});

test("on paper there is nothing to press", async () => {
  const { page } = await open(browser, "ensemble");
  await page.emulateMedia({ media: "print" });
  for (const part of [".mast", ".controls", ".play", ".track"]) assert.equal(await page.locator(part).first().isVisible(), false, part);
  assert.ok(await page.locator("#outcomes").isVisible());
  assert.ok((await page.pdf({ format: "A4" })).length > 30_000);
});
