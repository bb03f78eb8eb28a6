// Politics are shown where a run has them, and cost nothing where it has not.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open } from "./support.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

test("a run without the layer has no such part", async () => {
  const { page } = await open(browser, "run");
  const arrays = await page.evaluate(() => window.tocsin.data.meta.arrays.map((a) => a.name));
  assert.equal(await page.locator("#politics").count(), Number(arrays.some((a) => /loyalty|contingent|reported/.test(a))));
});

test("votes, troops, reasons, offices, influence, claims", async () => {
  const { page, said } = await open(browser, "political");
  const cells = (selector) => page.locator(selector).evaluateAll((all) => all.map((c) => c.textContent.replaceAll("\u202f", " ")));
  assert.deepEqual((await cells('[data-member="Smallland"] td')).filter(Boolean), ["25 %", "50 %", "80", "0.50"]);
  assert.deepEqual(await cells(".reasons td"), ["0.50", "−0.75"]);
  assert.match(await page.textContent("#politics"), /Lost office in this run: Chair of the Council/);
  assert.match(await page.textContent("#politics"), /approved in 75\s%/);
  assert.match(await page.textContent("#politics"), /East\s*30\s%\s*40\s%/);
  const claim = await cells('[data-claim="attackers"] td');
  assert.deepEqual(claim.slice(0, 2), ["20,000", "900"]);
  assert.match(claim[2], /20,000 5 Jun 2030, claim/);
  assert.equal(await page.locator("#politics .chart canvas").count(), 6);
  assert.deepEqual(said, []);
});

test("official figures follow the clock beside what is so in the run", async () => {
  const { page } = await open(browser, "political");
  const told = () => page.locator("#politics .panels.two .keys b").allTextContents();
  await page.evaluate(() => window.tocsin.seek(40));
  assert.deepEqual(await told(), ["7", "9"]);
  await page.evaluate(() => window.tocsin.seek(0));
  assert.deepEqual(await told(), ["1", "1"]);
});
