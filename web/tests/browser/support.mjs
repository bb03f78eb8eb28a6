// A browser without a network, and the reports that tools/browser.mjs has made.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const folder = process.env.REPORTS ?? "";
export const REPORTS = ["run", "ensemble", "national", "comparison", "hostile"];

export const read = (...path) => JSON.parse(readFileSync(join(folder, ...path), "utf8"));

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync",
    ],
  });

/** As long as a step may take on a machine that others use too; whatever is waited for is a state. */
const PATIENCE = 150_000;

/** Charts and maps take their sizes once the page is laid out: until those that are seen have them. */
export const settled = (page) =>
  page.waitForFunction(() => {
    const seen = (e) => e.clientWidth > 0;
    const charts = [...document.querySelectorAll(".chart")].filter(seen).every((e) => e.querySelector("canvas"));
    const maps = [...document.querySelectorAll(".map-box canvas")].filter(seen).every((c) => Math.abs(c.width - c.clientWidth * devicePixelRatio) < 2);
    return charts && maps;
  });

/** A page on a report; `asked` are requests that leave the file, `said` what the console had to complain. */
export async function open(browser, name, options = {}) {
  const { hash = "", init, ...context } = options;
  const within = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB", colorScheme: "light", ...context });
  within.setDefaultTimeout(PATIENCE);
  const page = await within.newPage();
  const asked = [];
  const said = [];
  const at = pathToFileURL(join(folder, name, "report.html")).href;
  await page.route("**/*", (route) => {
    const url = route.request().url();
    if (url.startsWith(at)) return route.continue();
    if (!url.startsWith("data:") && !url.startsWith("blob:")) asked.push(url);
    return route.abort();
  });
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && said.push(m.text()));
  page.on("pageerror", (e) => said.push(e.message));
  page.on("dialog", (d) => said.push(`dialog ${d.message()}`) && d.dismiss());
  if (init) await page.addInitScript(init);
  await page.goto(at + hash);
  await page.waitForFunction(() => document.documentElement.dataset.ready === "true");
  await settled(page);
  return { page, asked, said };
}

export const hour = (page) => page.evaluate(() => window.tocsin.hour);

/** How many pixels of the hour's canvas are drawn on, and a sum that tells pictures apart. */
export const drawn = (page, map = 0) =>
  page.evaluate((i) => {
    const canvas = document.querySelectorAll(".map-box")[i].querySelectorAll("canvas")[2];
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let [pixels, sum] = [0, 0];
    for (let p = 0; p < data.length; p += 4) if (data[p + 3]) { pixels += 1; sum = (sum * 31 + data[p] + 7 * data[p + 1] + 13 * data[p + 2] + p) % 1e9; }
    return { pixels, sum };
  }, map);
