import assert from "node:assert/strict";
import { test } from "node:test";
import outcomes from "../../../src/tocsin/view/words/outcomes.json";
import { count, LANGUAGES, noun, setLanguage, t, wanted } from "../../src/words";

const marks = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();
const english = LANGUAGES.en.words as Record<string, string>;

for (const [code, { words }] of Object.entries(LANGUAGES)) {
  test(`${code} has every word, with the same marks, and no other`, () => {
    assert.deepEqual(Object.keys(words).sort(), Object.keys(english).sort());
    for (const [key, text] of Object.entries(words)) assert.deepEqual(marks(text), marks(english[key]), key);
  });
}

test("nouns are chosen by numbers that the text has", () => {
  for (const { words } of Object.values(LANGUAGES))
    for (const [key, text] of Object.entries(words))
      for (const [, name] of text.matchAll(/\{(\w+)\|/g)) assert.ok(english[key].includes(`{${name}}`), key);
});

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

test("nouns go with their numbers, in the forms of each language", () => {
  const dead = (n: number, shown = String(n)) => t("worst.dead", { n: { n, shown } });
  setLanguage("fr");
  assert.deepEqual([0, 1, 2].map((n) => dead(n)), ["0 mort", "1 mort", "2 morts"]);
  setLanguage("ru");
  assert.deepEqual([1, 3, 177].map((n) => dead(n)), ["1 погибший", "3 погибших", "177 погибших"]);
  assert.deepEqual([177, 2, 1].map((n) => noun("group.participants", n)), ["участников", "участника", "участник"]);
  assert.deepEqual([55, 30].map((n) => noun("group.bystanders", n) + noun("group.forces", n)), ["случайных прохожихсиловиков", "случайных прохожихсиловиков"]);
  assert.equal(noun("group.bystanders", -2.7), "случайного прохожего");
  setLanguage("en");
});

test("in French no sign of two parts stands apart from its word, and quotes and apostrophes are French", () => {
  const all = [...Object.values(LANGUAGES.fr.words), ...Object.values(outcomes as Record<string, Record<string, string>>).map((o) => o.fr)];
  for (const text of all) {
    assert.doesNotMatch(text, / [;:!?»%]|« |'/, text);
    assert.doesNotMatch(text, /\p{L}[;!?]/u, text);
  }
});

test("in Russian a dash and a sign of per cent stay with the word before them", () => {
  for (const text of Object.values(LANGUAGES.ru.words)) assert.doesNotMatch(text, / —| %/, text);
});
