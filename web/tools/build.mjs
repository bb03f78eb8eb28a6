// Builds the page: one HTML file with style and script inside, and marks where Python puts a run.
// The script runs only because its hash stands in the policy: nothing else in the file can.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const web = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = process.argv[2] ?? join(web, "../src/tocsin/view/report/bundle");

const options = { bundle: true, minify: true, charset: "utf8", write: false, legalComments: "none", absWorkingDir: web };
const js = await build({ ...options, entryPoints: ["src/main.ts"], format: "iife", target: "es2022" });
const css = await build({ ...options, entryPoints: ["src/style/report.css"], target: ["chrome110", "firefox110", "safari16"] });

const script = js.outputFiles[0].text.trim();
const style = css.outputFiles[0].text.trim();
for (const [name, text, end] of [["script", script, /<\/script|<!--/i], ["style", style, /<\/style/i]]) {
  if (end.test(text)) throw new Error(`the ${name} would end itself`);
  if (text.includes("@@")) throw new Error(`the ${name} has a mark`);
}

const hash = `sha256-${createHash("sha256").update(script).digest("base64")}`;
const put = { "@@HASH@@": hash, "@@STYLE@@": style, "@@SCRIPT@@": script };
const page = Object.entries(put).reduce(
  (text, [mark, value]) => text.replace(mark, () => value),
  readFileSync(join(web, "src/template.html"), "utf8"),
);
for (const mark of ["TITLE", "META", "DATA"])
  if (page.split(`@@TOCSIN_${mark}@@`).length !== 2) throw new Error(`the mark ${mark} must occur once`);

mkdirSync(target, { recursive: true });
writeFileSync(join(target, "template.html"), page);
const kb = (text) => `${(Buffer.byteLength(text) / 1000).toFixed(0)} kB`;
console.log(`template.html ${kb(page)} (script ${kb(script)}, style ${kb(style)})`);
