import assert from "node:assert/strict";
import { test } from "node:test";
import { line } from "../../src/chronicle";
import type { Meta } from "../../src/contract";
import { Data } from "../../src/data";
import { setLanguage } from "../../src/words";
import events from "../../src/words/events.json";

const names = { fr: { Alpha: "Alpha-sur-Mer", West: "Ouest", East: "Est", "price of fuel": "prix du carburant", Emergency: "État d’urgence" } };
const data = new Data({ names } as unknown as Meta, new Map());
const french = (text: string) => {
  setLanguage("fr");
  const found = line(data, text).replaceAll("\u00a0", " ");
  setLanguage("en");
  return found;
};

test("lines of the chronicle are told in the reader's language, with names and numbers as it writes them", () => {
  assert.equal(french("First protest in Alpha: 1,056 people"), "Première manifestation (Alpha-sur-Mer) : 1 056 personnes".replace("1 0", "1\u202f0"));
  assert.equal(french("First protest in Alpha: 1 people"), "Première manifestation (Alpha-sur-Mer) : 1 personne");
  assert.equal(french("The internet is back: West, East"), "Internet est rétabli : Ouest, Est");
  assert.equal(french("The internet is back"), "Internet est rétabli");
  assert.equal(french("Price of fuel"), "Prix du carburant");
  assert.equal(french("Emergency: West"), "État d’urgence : Ouest");
  assert.equal(french("The League refuses (for: West; abstains: East, Alpha)"), "The League : refus (pour : Ouest; s’abstient : Est, Alpha-sur-Mer)");
  assert.match(french("Official figure, dead: 220 is taken back, 106 stands (in this run 257)"), /^Chiffre officiel, dead : 220 est démenti, 106/);
});

test("what has no pattern stays as the run wrote it, and so does everything in English", () => {
  assert.equal(french("Somebody: something else"), "Somebody: something else");
  assert.equal(french("A title of a lever"), "A title of a lever");
  assert.equal(line(data, "First protest in Alpha: 56 people"), "First protest in Alpha: 56 people");
});

test("every pattern is in every language with the same marks, but for what is left out", () => {
  const marks = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map((m) => m[1]))].filter((m) => m !== "rest").sort();
  for (const words of events.lines) for (const code of ["fr", "ru"] as const) assert.deepEqual(marks(words[code]), marks(words.en), words.en);
});
