// Runs the tests in a browser: makes the reports that they open, then hands their folder on.
// PYTHON names an interpreter that has tocsin; CHROMIUM the browser. REPORTS keeps the folder.
// A word after the command runs the files with it in their name alone: node tools/browser.mjs truth

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { HOSTILE } from "../tests/browser/hostile.mjs";
import { political } from "../tests/browser/political.mjs";

const web = join(dirname(fileURLToPath(import.meta.url)), "..");
const python = process.env.PYTHON ?? join(web, "../.venv/bin/python");
const keep = process.env.REPORTS;
const folder = keep ?? mkdtempSync(join(tmpdir(), "tocsin-reports-"));
mkdirSync(folder, { recursive: true });

function tocsin(...args) {
  const done = spawnSync(python, ["-m", "tocsin", ...args], { encoding: "utf8", maxBuffer: 1e8 });
  if (done.status !== 0) throw new Error(`tocsin ${args.join(" ")}: ${done.stderr}`);
  return done.stdout;
}


function hostile() {
  const file = join(folder, "hostile.yaml");
  const long = `${HOSTILE}${"x".repeat(100)}`;
  const swaps = [
    [/^title: .*$/m, () => `title: ${JSON.stringify(long)}`],
    [/^description: .*$/m, () => `description: ${JSON.stringify(HOSTILE)}`],
    [/\bname: (Alpha|Beta)(?=,)/g, (_, name) => `name: ${JSON.stringify(`${name} ${HOSTILE}`)}`],
    [/what: price of fuel$/m, () => `what: ${JSON.stringify(HOSTILE)}`],
    [/title: police$/m, () => `title: ${JSON.stringify(HOSTILE)}`],
  ];
  let text = tocsin("show", "two-towns");
  for (const [old, put] of swaps) {
    if (text.search(old) < 0) throw new Error(`the scenario two-towns has changed, ${old} is not in it: adapt this test`);
    text = text.replace(old, put);
  }
  writeFileSync(file, text);
  return file;
}

const made = (name) => join(folder, name, "report.html");
const make = {
  run: (out) => tocsin("run", "two-towns", "--seed", "1", "--quiet", "--out", out),
  ensemble: (out) => tocsin("run", "two-towns", "--runs", "20", "--seed", "1", "--quiet", "--out", out),
  national: (out) => tocsin("run", "kazakhstan-2022", "--seed", "1", "--quiet", "--out", out),
  comparison: (out) => tocsin("compare", "two-towns", "--without", "alliance", "--without", "shutdown", "--runs", "10", "--out", out),
  quiet: (out) => tocsin("run", "two-towns", "--hours", "3", "--quiet", "--out", out),
  hostile: (out) => tocsin("run", hostile(), "--seed", "1", "--quiet", "--out", out),
};
for (const [name, build] of Object.entries(make)) if (!existsSync(made(name))) build(join(folder, name));
political(folder);

const tests = readdirSync(join(web, "tests/browser")).filter((f) => f.endsWith(".test.mjs") && f.includes(process.argv[2] ?? "")).map((f) => join(web, "tests/browser", f));
const { status } = spawnSync(process.execPath, ["--test", "--test-concurrency=2", ...tests], { stdio: "inherit", env: { ...process.env, REPORTS: folder } });
if (!keep) rmSync(folder, { recursive: true });
process.exit(status ?? 1);
