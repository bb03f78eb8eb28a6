import assert from "node:assert/strict";
import { test } from "node:test";
import outcomes from "../../src/words/outcomes.json";
import { count, LANGUAGES, setLanguage, t, wanted } from "../../src/words";

const marks = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();
const english = LANGUAGES.en.words as Record<string, string>;

for (const [code, { words }] of Object.entries(LANGUAGES)) {
  test(`${code} has every word, with the same marks, and no other`, () => {
    assert.deepEqual(Object.keys(words).sort(), Object.keys(english).sort());
    for (const [key, text] of Object.entries(words)) assert.deepEqual(marks(text), marks(english[key]), key);
  });
}

test("outcomes have their words in every language", () => {
  for (const [name, words] of Object.entries(outcomes as Record<string, Record<string, string>>)) {
    assert.deepEqual(Object.keys(words).sort(), Object.keys(LANGUAGES).sort(), name);
    assert.ok(Object.values(words).every(Boolean), name);
  }
});

test("the language is that of the address, else of the browser, else English", () => {
  assert.equal(wanted("#lang=ru", ["fr-FR"]), "ru");
  assert.equal(wanted("#lang=xx", ["fr-FR"]), "fr");
  assert.equal(wanted("", ["de-DE"]), "en");
});

test("counts follow the rules of the language", () => {
  setLanguage("ru");
  assert.deepEqual([1, 2, 5, 21].map((n) => count("runs", n, String(n))), ["1 прогон", "2 прогона", "5 прогонов", "21 прогон"]);
  setLanguage("en");
  assert.deepEqual([1, 100].map((n) => count("runs", n, String(n))), ["1 run", "100 runs"]);
  assert.equal(t("at_least", { n: 5 }), "at least 5");
});
