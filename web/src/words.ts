/** Words of the page by language. A further language is a further file in words/ and a line here;
 * a word that it lacks is shown in English. The names of outcomes stand in src/tocsin/view/words/outcomes.json, each
 * in all languages. */

import en from "./words/en.json";
import fr from "./words/fr.json";
import outcomes from "../../src/tocsin/view/words/outcomes.json";
import ru from "./words/ru.json";

export type Key = keyof typeof en;
type Catalogue = Partial<Record<Key, string>>;

export const LANGUAGES: Record<string, { name: string; words: Catalogue }> = {
  en: { name: "English", words: en },
  fr: { name: "Français", words: fr },
  ru: { name: "Русский", words: ru },
};

let language = "en";

export function setLanguage(code: string): void {
  language = code in LANGUAGES ? code : "en";
}

export function getLanguage(): string {
  return language;
}

/** Whose way of writing numbers and dates is used. */
export function getLocale(): string {
  return language === "en" ? "en-GB" : language;
}

/** The language that a reader asked for: in the address (#lang=fr), else of the browser. */
export function wanted(hash: string, browser: readonly string[]): string {
  const asked = /lang=([a-z]+)/.exec(hash)?.[1];
  const codes = [asked, ...browser.map((b) => b.slice(0, 2).toLowerCase())];
  return codes.find((c) => c !== undefined && c in LANGUAGES) ?? "en";
}

/** A number with how it is written. */
export interface Counted {
  n: number;
  shown: string;
}

/** The words of a key with {name} filled in; {name|form|form} is the form of a noun that goes with that
 * number, as in "{n} {n|run|runs}". */
export function t(key: Key, put: Record<string, string | number | Counted> = {}): string {
  return fill(LANGUAGES[language].words[key] ?? en[key], put);
}

/** A text with {name} filled in. */
export function fill(text: string, put: Record<string, string | number | Counted>): string {
  return text.replace(/\{(\w+)((?:\|[^{}|]*)*)\}/g, (whole, name: string, forms: string) => {
    if (!(name in put)) return whole;
    const x = put[name];
    if (forms) return plural(forms.slice(1), typeof x === "object" ? x.n : Number(x));
    return typeof x === "object" ? x.shown : String(x);
  });
}

/** The words of a key made from data, if the catalogue has them. */
export function known(key: string): string | undefined {
  return LANGUAGES[language].words[key as Key] ?? (en as Record<string, string>)[key];
}

/** The name of an outcome for people, if outcomes.json has it. */
export function outcome(name: string): string | undefined {
  const words = (outcomes as Record<string, Record<string, string>>)[name];
  return words?.[language] ?? words?.en;
}

/** A count with its noun; `key` has the forms that the language's plural rules name, as in
 * "run|runs" for English and "прогон|прогона|прогонов" for Russian. */
export function count(key: Key, n: number, shown: string): string {
  return `${shown} ${noun(key, n)}`;
}

/** The noun alone. */
export function noun(key: Key, n: number): string {
  return plural(t(key), n);
}

/** Of "form|form|..." the one for a number; a fourth Russian form is that of fractions, else the second. */
function plural(text: string, n: number): string {
  const forms = text.split("|");
  const rule = new Intl.PluralRules(language).select(Math.abs(n)) as string;
  const of = language === "ru" ? { one: 0, few: 1, many: 2, other: forms.length > 3 ? 3 : 1 } : { one: 0 };
  return forms[Math.min((of as Record<string, number>)[rule] ?? 1, forms.length - 1)];
}
