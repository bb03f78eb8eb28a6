// A country where nobody has gone out yet: words in place of empty charts.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open } from "./support.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

test("of a place where nobody was out it says so, and draws no empty chart", async () => {
  const { page, said } = await open(browser, "quiet", { hash: "#p=alpha" });
  assert.match(await page.locator(".place-card").innerText(), /nobody was out/);
  assert.equal(await page.locator(".place-card .chart").count(), 0);
  assert.match(await page.locator("#why").innerText(), /nobody was out/);
  assert.deepEqual(said, []);
});

test("a French legend has a space before its colon", async () => {
  const { page } = await open(browser, "quiet", { hash: "#lang=fr" });
  assert.match(await page.locator(".item.what").first().innerText(), /\s:$/);
});
