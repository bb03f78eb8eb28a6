// Builds the page: one HTML file with style and script inside, and marks where Python puts a run.
// The script runs only because its hash stands in the policy: nothing else in the file can.

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const web = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = process.argv[2] ?? join(web, "../src/tocsin/view/report/bundle");

const about = (name) => JSON.parse(readFileSync(join(web, "node_modules", name, "package.json"), "utf8"));
const beneath = (name) => Object.keys(about(name).dependencies ?? {}).flatMap((n) => [n, ...beneath(n)]);
const licence = (name) => {
  const file = readdirSync(join(web, "node_modules", name)).find((f) => /^licen[cs]e/i.test(f));
  if (!file) throw new Error(`${name} has no licence file`);
  return readFileSync(join(web, "node_modules", name, file), "utf8");
};

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

// what is inside and whose it is: the licences ask for it wherever the page goes
const inside = Object.keys(JSON.parse(readFileSync(join(web, "package.json"), "utf8")).dependencies).flatMap((name) => [name, ...beneath(name)]);
const licences = [...new Set(inside)].sort().map((name) => `${name} ${about(name).version} (${about(name).license})\n\n${licence(name).trim()}\n`);

mkdirSync(target, { recursive: true });
writeFileSync(join(target, "template.html"), page);
writeFileSync(join(target, "LICENCES.txt"), `Contained in template.html, and so in every report:\n\n${licences.join(`\n${"-".repeat(80)}\n\n`)}`);
const kb = (text) => `${(Buffer.byteLength(text) / 1000).toFixed(0)} kB`;
console.log(`template.html ${kb(page)} (script ${kb(script)}, style ${kb(style)})`);
