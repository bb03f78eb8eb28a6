/** Lines of the chronicle in the reader's language. The run writes them in English, from a few patterns
 * (record/chronicle.py and the `told` of each part); words/events.json has the patterns in all languages.
 * A line of no known pattern, such as a title that nobody has translated, stays as the run wrote it. */

import type { Data } from "./data";
import { number } from "./format";
import type { Counted } from "./words";
import { fill, getLanguage } from "./words";
import events from "./words/events.json";

type Words = Record<string, string>;

/** {n} is a number, {list} and {votes} are names, {rest} is left out in translation, others are names. */
const PATTERNS = (events.lines as Words[]).map((words) => ({
  words,
  names: [...words.en.matchAll(/\{(\w+)\}/g)].map((m) => m[1]),
  form: new RegExp(`^${words.en.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{(\w+)\}/g, (_, name: string) => (/^n\d?$/.test(name) ? "([\\d,.]+)" : "(.+?)"))}$`),
}));

/** A line as people of the language write it. */
export function line(data: Data, text: string): string {
  const language = getLanguage();
  if (language === "en") return text;
  const whole = title(data, text);
  if (whole !== text) return whole;
  for (const { words, names, form } of PATTERNS) {
    const found = form.exec(text);
    if (!found) continue;
    const put: Record<string, string | Counted> = {};
    names.forEach((name, i) => (put[name] = part(data, name, found[i + 1])));
    // "Emergency: West" is a title with its regions, "Anything: else" is not
    if ("list" in put && "what" in put && put.what === found[1]) continue;
    return fill(words[language] ?? words.en, put);
  }
  return text;
}

/** What is named as it stands, or with a small letter at the beginning. */
function title(data: Data, text: string): string {
  const named = data.named(text);
  if (named !== text) return named;
  const small = text.charAt(0).toLowerCase() + text.slice(1);
  const found = data.named(small);
  return found === small ? text : found.charAt(0).toUpperCase() + found.slice(1);
}

function part(data: Data, name: string, text: string): string | Counted {
  if (/^n\d?$/.test(name)) {
    const n = Number(text.replaceAll(",", ""));
    return { n, shown: number(n) };
  }
  if (name === "list") return text.split(", ").map((x) => data.named(x)).join(", ");
  if (name === "votes") return text.split("; ").map((x) => vote(data, x)).join("; ");
  return title(data, text);
}

/** "for: Northland, Eastmark" */
function vote(data: Data, text: string): string {
  const [word, names] = text.split(": ");
  const told = (events.votes as Record<string, Words>)[word]?.[getLanguage()] ?? word;
  return `${told}${getLanguage() === "fr" ? "\u00a0" : ""}: ${(names ?? "").split(", ").map((x) => data.named(x)).join(", ")}`;
}
