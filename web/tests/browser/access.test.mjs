// axe finds no serious fault in every kind of report; in the dark only colours are other than in the light.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { launch, open } from "./support.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

for (const name of ["run", "ensemble", "comparison", "national", "political"])
  for (const colorScheme of ["light", "dark"])
    test(`${name}, ${colorScheme}`, async () => {
      const { page } = await open(browser, name, { colorScheme });
      await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
      await page.evaluate(axe);
      const only = colorScheme === "dark" ? { runOnly: ["color-contrast"] } : {};
      const { violations } = await page.evaluate((o) => window.axe.run(document, { resultTypes: ["violations"], ...o }), only);
      const found = violations.map((v) => `${v.impact} ${v.id}: ${v.nodes.length} × ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary}`);
      assert.deepEqual(found.filter((f) => /^(serious|critical)/.test(f)), []);
    });
